/** What a line that cannot be read was meant to say, for the sake of the lines around it. */
import type { Span, StatementLine, SyntaxProblem } from '@synfin/trace'

type Read = (statement: string) => StatementLine | undefined

/**
 * The statement with the first of the proposed replacements or, where that helps nothing, without the word that cannot
 * be read, else without all that follows it. Spans are those of the statement as it stands.
 */
export function meantBy(
  statement: string,
  { span, replacements: [replacement] }: SyntaxProblem,
  read: Read,
): StatementLine | undefined {
  const word = wordAround(statement, span)
  const rest = { start: word.start, end: statement.length + 1 }
  return (
    (replacement === undefined ? undefined : readWith(statement, span, replacement, read)) ??
    readWith(statement, word, '', read) ??
    readWith(statement, rest, '', read)
  )
}

function readWith(
  statement: string,
  { start, end }: Span,
  text: string,
  read: Read,
): StatementLine | undefined {
  // A shorter text is filled up with spaces, so that what follows stays where it is.
  const filled = text.padEnd(end - start)
  const mended = statement.slice(0, start - 1) + filled + statement.slice(end - 1)
  const says = mended.trim() === '' ? undefined : read(mended)
  return says && movedBack(says, end, filled.length - (end - start))
}

/** With all that stands behind a column as many columns further to the left. */
function movedBack<Part>(part: Part, column: number, by: number): Part {
  const back = (at: number) => (at <= column ? at : Math.max(column, at - by))
  const moved = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(moved)
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [
        name,
        (name === 'start' || name === 'end') && typeof inner === 'number' ? back(inner) : moved(inner),
      ]),
    )
  }
  return by === 0 ? part : (moved(part) as Part)
}

/** The word in which a problem stands, the one before it where something is missing. */
function wordAround(statement: string, { start, end }: Span): Span {
  const before = statement.slice(0, start - 1)
  const from = (start === end ? before.trimEnd() : before).search(/\S*$/)
  const rest = statement.slice(end - 1).search(/\s|$/)
  return { start: from + 1, end: end + rest }
}
