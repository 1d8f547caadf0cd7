/** What a line that cannot be read was meant to say, for the sake of the lines around it. */
import type { Span, StatementLine, SyntaxProblem } from '@synfin/trace'

/** What a statement says, or why it cannot be read. */
export type Saying =
  | { readonly problem: undefined; readonly says: StatementLine }
  | { readonly problem: SyntaxProblem; readonly says: undefined }

/** What can be told of a statement that cannot be read. */
export interface Meaning {
  readonly meant?: StatementLine
  /** More may have been meant: a part of it is missing, or has been left out to read the rest. */
  readonly isOpen?: true
}

/** How many slips of one line are mended, each at the price of a few more readings. */
const MOST_SLIPS = 3
/** A longer statement is mended once: the time to read it grows with the square of its length. */
const LONG = 500

/** What a statement was meant to say, as far as that can be told. Spans are those of the statement as it stands. */
export function meaningOf(
  statement: string,
  problem: SyntaxProblem,
  read: (statement: string) => Saying,
): Meaning {
  const meant =
    statement.length > LONG ? onceMended(statement, problem, read) : mended(statement, problem, read)
  if (meant === undefined)
    return BEGINNING_OF_TRACE.test(statement) ? unnamedTrace(statement) : openIfBegun(statement)
  return isWhole(statement, problem) ? { meant } : { meant, isOpen: true }
}

/** The only statement that makes two traces of one: of its first letters on, nothing below belongs to those above. */
const BEGINNING_OF_TRACE = /^\s*t(r|ra|rac|race)?\s*$/

function unnamedTrace(statement: string): Meaning {
  const end = statement.trimEnd().length + 1
  return { meant: { kind: 'trace', name: { text: '', span: { start: end, end } }, profile: undefined } }
}

/** What begins with another sign, as the comments of other notations do, is no statement that somebody has begun. */
function openIfBegun(statement: string): Meaning {
  return /^\s*[\w.]/.test(statement) ? { isOpen: true } : {}
}

/** Whether all but the claim has been read: each word as it stands, or by what is proposed for one in the middle. */
function isWhole(statement: string, { span, replacements }: SyntaxProblem): boolean {
  const isClaimed = statement.slice(0, span.start - 1).includes('[')
  return isClaimed || (replacements.length > 0 && statement.slice(span.end - 1).trim() !== '')
}

type Read = (statement: string) => StatementLine | undefined

function mended(
  statement: string,
  problem: SyntaxProblem,
  read: (statement: string) => Saying,
  slips = MOST_SLIPS,
): StatementLine | undefined {
  const once = onceMended(statement, problem, read)
  if (once !== undefined || slips === 1) return once
  const again: Read = text => {
    const next = read(text)
    return next.says ?? mended(text, next.problem, read, slips - 1)
  }
  return (
    byProposal(statement, problem, again) ?? withoutClaim(statement, again) ?? withoutFlags(statement, again)
  )
}

/**
 * The statement with the first of the proposed replacements or, where that helps nothing, without the word that cannot
 * be read, else without all that follows it. A `trace` or `fragment` stays one whatever its name, as the lines below are
 * its own.
 */
function onceMended(
  statement: string,
  problem: SyntaxProblem,
  read: (statement: string) => Saying,
): StatementLine | undefined {
  const once: Read = text => read(text).says
  const word = wordAround(statement, problem.span)
  const rest = { start: word.start, end: statement.length + 1 }
  return (
    byProposal(statement, problem, once) ??
    readWith(statement, word, '', once) ??
    readWith(statement, rest, '', once) ??
    headerIn(statement, once) ??
    withoutFlags(statement, once)
  )
}

function byProposal(
  statement: string,
  { span, replacements: [replacement] }: SyntaxProblem,
  read: Read,
): StatementLine | undefined {
  return replacement === undefined ? undefined : readWith(statement, span, replacement, read)
}

function withoutClaim(statement: string, read: Read): StatementLine | undefined {
  const start = statement.lastIndexOf('[') + 1
  return start === 0 ? undefined : readWith(statement, { start, end: statement.length + 1 }, '', read)
}

const ENDPOINTS = /^\s*(\S+\s*-[>x]\s*(\.\.\.|[\w[\]]+)|\.\.\.\s*->\s*[\w[\]]+(\s+stray)?)(?=\s|$)/

/** A segment between two ends, whatever its flags. */
function withoutFlags(statement: string, read: Read): StatementLine | undefined {
  const end = ENDPOINTS.exec(statement)?.[0].length
  if (end === undefined) return undefined
  const gap = { start: end + 1, end: end + 1 }
  const says = readWith(statement, gap, ' NONE', read)
  return says?.kind === 'segment' ? { ...says, flagsSpan: gap } : undefined
}

function headerIn(statement: string, read: Read): StatementLine | undefined {
  const [head = '', keyword] = /^\s*(trace|fragment)\b/.exec(statement) ?? []
  if (keyword === undefined) return undefined
  const rest = { start: head.length + 1, end: statement.length + 1 }
  return readWith(statement, rest, keyword === 'trace' ? ' ""' : ' _()', read)
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
