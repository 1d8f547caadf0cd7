import { type ReplayResult, resultOf } from './replay-results.ts'
import { readsAsReplayed } from './replayed-text.ts'
import { type Verdict, verdictOf } from './verdict.ts'

/** How a trace fared when it was last replayed, and whether it has changed since. */
export interface LastVerdict extends Verdict {
  readonly isOutdated: boolean
}

/**
 * The last verdict on a trace of a file as it reads now; nothing where it was never replayed.
 *
 * @param file the text in which the trace stands on these lines
 */
export function lastVerdict(
  results: readonly ReplayResult[],
  file: string,
  trace: { readonly name: string; readonly line: number; readonly endLine: number },
): LastVerdict | undefined {
  const result = resultOf(results, trace)
  const verdict = result && verdictOf(result.runs, trace.line - result.traceLine)
  return verdict && { ...verdict, isOutdated: !readsAsReplayed(result.text, file, trace) }
}
