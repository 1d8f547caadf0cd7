import { readLines } from '@synfin/grammar'

/** A line and what is wrong with it, as a reader meets it in a terminal. */
export function report(text: string): string {
  return readLines(text)
    .flatMap(({ problems }) => problems)
    .map(({ span, message, why, help, replacements }) => {
      const underline = ' '.repeat(span.start - 1) + '^'.repeat(Math.max(1, span.end - span.start))
      const instead =
        replacements.length > 0 ? `= write: ${replacements.map(r => r || '(nothing)').join(', ')}` : ''
      return [text, underline, message, why && `= why: ${why}`, help && `= help: ${help}`, instead]
        .filter(Boolean)
        .join('\n')
    })
    .join('\n')
}
