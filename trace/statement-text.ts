import type { Expression, Line, Span, Word } from './line.ts'
import { linearOf, printLinear } from './linear.ts'
import type { Statement } from './statements.ts'

/** A statement as written, without its claim, with single spaces, and a fragment's parameters replaced. */
export function statementText({ line, source, use }: Statement): string {
  const claim = 'claim' in line && line.kind !== 'claim' ? line.claim : undefined
  const end = claim === undefined ? source.span.end : claim.span.start
  const text = use === undefined ? source.text.slice(0, end - source.span.start) : replaced(line, source, end)
  const trimmed = text.trim()
  return /\s\s|[^\S ]/.test(trimmed) ? trimmed.replace(/\s+/g, ' ') : trimmed
}

function replaced(line: Line, source: Line, end: number): string {
  const start = source.span.start
  let text = source.text.slice(0, end - start)
  const replacements = substitutions(line).filter(({ span }) => span.end <= end)
  for (const { span, text: by } of replacements.sort((a, b) => b.span.start - a.span.start))
    text = text.slice(0, span.start - start) + by + text.slice(span.end - start)
  return text
}

/** The words and sums of a line that a fragment's parameter may have replaced. */
function substitutions(line: Line): { readonly span: Span; readonly text: string }[] {
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
