import type { ReplayRun, ReplayStep } from '@synfin/runner'
import type { ReplayReport } from '../replay-files.ts'

/** The runs as programs read them; part of the language's contract, keys and their order included. */
export function formatJson({ runs, summary }: ReplayReport): string {
  return `${JSON.stringify({ runs: runs.map(({ run }) => runObject(run)), summary })}\n`
}

function runObject(run: ReplayRun) {
  const { file, trace, kernel, peer, verdict, reason = null, milliseconds, bindings, steps } = run
  return { file, trace, kernel, peer, verdict, reason, milliseconds, bindings, steps: steps.map(stepObject) }
}

function stepObject({ line, direction, verdict, expected, observed, kernelState }: ReplayStep) {
  return { line, direction, verdict, expected, observed, kernelState }
}
