import type { ReplayStep } from '@synfin/runner'
import type { ReplayedRun, ReplayReport } from '../replay-files.ts'
import { repetitionsOf } from './repetitions.ts'
import { statesAt } from './states-at.ts'

/**
 * The runs as programs read them; part of the language's contract, keys and their order included. What a line that
 * did not go as written, repetitions and `--update` add comes after the keys of the contract.
 */
export function formatJson({ runs, summary, updated }: ReplayReport): string {
  const repetitions = repetitionsOf(runs)
  const isRepeated = repetitions.some(({ runs }) => runs > 1)
  const report = {
    runs: runs.map(runObject),
    summary,
    ...(isRepeated ? { repetitions } : {}),
    ...(updated === undefined ? {} : { updated }),
  }
  return `${JSON.stringify(report)}\n`
}

function runObject(replayed: ReplayedRun) {
  const { run } = replayed
  const { file, trace, kernel, peer, verdict, reason = null, milliseconds, bindings, steps } = run
  const shown = steps.map((step, at) => ({ ...stepObject(step), ...whatIsWrong(replayed, at) }))
  // Of a trace that cannot be read nobody knows the ends.
  const end = kernel || null
  return { file, trace, kernel: end, peer, verdict, reason, milliseconds, bindings, steps: shown }
}

function stepObject({ line, direction, verdict, expected, observed, kernelState }: ReplayStep) {
  return { line, direction, verdict, expected, observed, kernelState }
}

/** Nothing of a line that went as written. */
function whatIsWrong(replayed: ReplayedRun, at: number) {
  const step = replayed.run.steps[at]
  if (!step || step.verdict === 'ok') return {}
  const { message, differs, live, expectedLive } = step
  return {
    message,
    differs,
    live,
    expectedLive,
    ...replayed.opinions.get(at),
    states: statesAt(replayed, at),
  }
}
