import type { CheckedTrace } from '@synfin/trace'
import type { ReplayRun, SkipReason } from './replay-run.ts'
import type { Peer } from './stack.ts'

/** Which run was not played. */
export interface Unplayed {
  readonly trace: CheckedTrace
  readonly file: string
  readonly kernel: string
  readonly peer: Peer
}

/** Why: one sentence, and for a skipped run what the reason lies in. */
export type WhyUnplayed =
  | { readonly verdict: 'skipped'; readonly skipped: SkipReason; readonly reason: string }
  | { readonly verdict: 'failed'; readonly reason: string }

/** A run of which no line was played. */
export function unplayedRun({ trace, file, kernel, peer }: Unplayed, why: WhyUnplayed): ReplayRun {
  return {
    file,
    trace: trace.name,
    kernel,
    peer,
    ...why,
    milliseconds: 0,
    bindings: {},
    steps: [],
    warnings: [],
  }
}
