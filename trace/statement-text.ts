import type { Line, Span } from './line.ts'
import { endWords, expressionsOf } from './line-parts.ts'
import { linearOf, printLinear } from './linear.ts'
import type { Statement } from './statements.ts'

/** Text in place of a span of a line. */
export interface TextChange {
  readonly span: Span
  readonly text: string
}

/** A statement as written, without its claim, with single spaces, and a fragment's parameters replaced. */
export function statementText({ line, source, use }: Statement): string {
  const text = rewritten(source, use === undefined ? [] : substitutions(line))
  return /\s\s|[^\S ]/.test(text) ? (text.match(/\S+/g) ?? []).join(' ') : text
}

/** A line's statement with some of it changed, without its claim. */
export function rewritten(line: Line, changes: readonly TextChange[]): string {
  const { start } = line.span
  const claim = 'claim' in line && line.kind !== 'claim' ? line.claim : undefined
  const end = claim?.span.start ?? line.span.end
  let text = line.text.slice(0, end - start)
  for (const { span, text: by } of changes.toSorted((a, b) => b.span.start - a.span.start))
    if (span.end <= end) text = text.slice(0, span.start - start) + by + text.slice(span.end - start)
  return text.trim()
}

/** The words and sums of a line that a fragment's parameter may have replaced. */
function substitutions(line: Line): TextChange[] {
  const words = line.kind === 'note' ? line.ends : endWords(line)
  const sums = expressionsOf(line).map(sum => ({ span: sum.span, text: printLinear(linearOf(sum)) }))
  return [...words, ...sums]
}
