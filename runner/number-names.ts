/** Names for the numbers of a line that is written into a trace: those the author's own lines use, where they do. */
import type { Expression, Field, Journey, Line, SegmentLine } from '@synfin/trace'
import type { SegmentNotation } from './notation.ts'

/** Where in a trace a segment of the stack's is written. */
export interface Surroundings {
  /** The line it is written on, or above or below. */
  readonly line: Line
  readonly where: 'at' | 'before' | 'after'
  /** The trace's. */
  readonly lines: readonly Line[]
  /** Lines on which something arrives that nobody has sent. */
  readonly unsent: readonly number[]
}

/** Letters for an initial sequence number, most usual first. */
const LETTERS = ['k', 'j', 'm', 'i', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z']
const CIRCLE = 2 ** 32

/**
 * A segment's fields with a name for each number that has none. One that is due is left out, as the author has left
 * out what it follows from; one that no name can have is any (`*`).
 */
export function nameNumbers(
  { to, flags, fields, unnamed, due }: SegmentNotation,
  surroundings: Surroundings,
): Record<string, string> {
  const named = new Map(Object.entries(fields))
  for (const name of unnamed) named.set(name, '*')
  for (const name of due) named.delete(name)
  const isSyn = unnamed.includes('seq') && flags.split(' ').includes('SYN')
  if (isSyn && due.includes('ack')) named.delete('seq')
  else if (isSyn) named.set('seq', initialNumber(to, flags, surroundings))
  return Object.fromEntries(named)
}

/** `departs` where a line further down has the segment arrive. */
export function journeyOf({ to, flags }: SegmentNotation, surroundings: Surroundings): Journey {
  return arrivalOf(to, flags, surroundings) ? 'departs' : 'delivered'
}

/** The name that a line further down expects, or one that nobody uses. */
function initialNumber(to: string, flags: string, surroundings: Surroundings): string {
  const { line, where, lines } = surroundings
  const isAbove = (number: number) => number < line.number || (where === 'after' && number === line.number)
  const above = wordsOf(lines.filter(({ number }) => isAbove(number)))
  const isNew = (expression: Expression | undefined) =>
    expression?.terms.every(({ symbol }) => !above.has(symbol)) ?? false
  const own = where === 'at' && line.kind === 'segment' ? expressionOf(line, 'seq') : undefined
  if (own && own.terms.length > 0 && isNew(own)) return own.text
  const arrival = arrivalOf(to, flags, surroundings)
  const written = arrival && expressionOf(arrival, 'seq')
  if (written && isNew(written)) return written.text
  const acknowledged = acknowledgmentOf(to, flags, surroundings)
  const [symbol] = acknowledged?.terms ?? []
  if (acknowledged && symbol === undefined) return String((acknowledged.constant - 1 + CIRCLE) % CIRCLE)
  if (symbol !== undefined && isNew(acknowledged)) return symbol.symbol
  const taken = wordsOf(lines)
  return LETTERS.find(letter => !taken.has(letter)) ?? freeName(taken)
}

/** What the peer acknowledges first, of this connection; lines wrong on purpose tell only where no other does. */
function acknowledgmentOf(
  peer: string,
  flags: string,
  { line, lines }: Surroundings,
): Expression | undefined {
  const below = lines.filter(
    (candidate): candidate is SegmentLine =>
      candidate.kind === 'segment' && candidate.number > line.number && isSentBy(peer, candidate),
  )
  const reopened = flags === 'SYN' ? -1 : below.findIndex(candidate => hasFlags(candidate, 'SYN'))
  const own = reopened < 0 ? below : below.slice(0, reopened)
  // A SYN is acknowledged by a SYN ACK or refused by a RST ACK: any other ACK is of an older connection.
  const answersSyn = (candidate: SegmentLine) =>
    ['SYN ACK', 'RST ACK'].some(bits => hasFlags(candidate, bits))
  const answers = flags === 'SYN' ? own.filter(answersSyn) : own
  const lawful = answers.filter(({ expects }) => expects.length === 0)
  return [...lawful, ...answers].map(answer => expressionOf(answer, 'ack')).find(written => written)
}

function isSentBy(peer: string, { from, to, stray }: SegmentLine): boolean {
  return !stray && (from?.text === peer || (from === undefined && to?.text !== peer))
}

/** The first line below on which a segment with these flags arrives that nobody has sent. */
function arrivalOf(
  to: string,
  flags: string,
  { line, lines, unsent }: Surroundings,
): SegmentLine | undefined {
  return lines.find(
    (below): below is SegmentLine =>
      below.kind === 'segment' &&
      below.number > line.number &&
      below.from === undefined &&
      below.to?.text === to &&
      unsent.includes(below.number) &&
      hasFlags(below, flags),
  )
}

function hasFlags(line: SegmentLine, flags: string): boolean {
  return (
    line.flags
      .map(({ bit }) => bit)
      .sort()
      .join() === flags.split(' ').sort().join()
  )
}

function expressionOf({ fields }: SegmentLine, name: 'seq' | 'ack'): Expression | undefined {
  const field: Field | undefined = fields.find(candidate => candidate.name === name)
  return field && 'value' in field && 'text' in field.value ? field.value : undefined
}

/** Everything that could be a symbol, an endpoint or a keyword. */
function wordsOf(lines: readonly Line[]): ReadonlySet<string> {
  return new Set(lines.flatMap(({ text }) => text.match(/\w+/g) ?? []))
}

function freeName(taken: ReadonlySet<string>): string {
  let number = 1
  while (taken.has(`k${number}`)) number++
  return `k${number}`
}
