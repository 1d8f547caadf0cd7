import type { Expression, Line, Span, Word } from './line.ts'
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
  return /\s\s|[^\S ]/.test(text) ? text.replace(/\s+/g, ' ') : text
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
  const words = (list: readonly (Word | undefined)[]) => list.filter(word => word !== undefined)
  const sums = (list: readonly (Expression | undefined)[]) =>
    list.flatMap(sum => (sum === undefined ? [] : [{ span: sum.span, text: printLinear(linearOf(sum)) }]))
  switch (line.kind) {
    case 'segment':
      return [
        ...words([line.from, line.to]),
        ...sums(
          line.fields.flatMap(field => ('value' in field && !('any' in field.value) ? [field.value] : [])),
        ),
      ]
    case 'call':
      return [...words([line.end, line.peer]), ...sums([line.octets])]
    case 'timer':
      return words([line.end])
    case 'note':
      return words(line.ends)
    default:
      return []
  }
}
