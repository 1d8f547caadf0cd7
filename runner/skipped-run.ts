import type { CheckedTrace } from '@synfin/trace'
import type { CannotPlay } from './replay-plan.ts'
import type { ReplayRun } from './replay-run.ts'
import type { Peer } from './stack.ts'

/** The run of a trace that cannot be played: no line of it was. */
export function skippedRun(
  trace: CheckedTrace,
  { file, kernel }: { readonly file: string; readonly kernel: string },
  peer: Peer,
  { why, message }: CannotPlay,
): ReplayRun {
  return {
    file,
    trace: trace.name,
    kernel,
    peer,
    verdict: 'skipped',
    skipped: why,
    reason: message,
    milliseconds: 0,
    bindings: {},
    steps: [],
    warnings: [],
  }
}
