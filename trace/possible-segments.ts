/** The segments that a line may stand for of which not everything can be read. */
import type { Linear } from './checked-trace.ts'
import { HalfProposals } from './half-proposals.ts'
import type { ControlBit, Field, NumberFieldName, SegmentLine } from './line.ts'
import { addOctets, linearOf, literal } from './linear.ts'
import { initialNumbersBelow, lengthsBelow } from './numbers-below.ts'
import { expressionOf, type ProposedLine } from './proposed-line.ts'
import type { Statement } from './statements.ts'
import type { Walk } from './walk.ts'

/** The line with its gaps filled, whoever is at the end that it leaves open. */
export function segmentsLike(walk: Walk, line: SegmentLine, below: readonly Statement[]): SegmentLine[] {
  const senders = line.from ? [line.from.text] : walk.network.peersOf(line.to?.text ?? '')
  return senders.flatMap(from => {
    const receivers = line.to ? [line.to.text] : walk.network.peersOf(from)
    return receivers.flatMap(to => segmentsBetween(walk, line, from, to, below))
  })
}

/** The line with its gaps filled by what one end may send another, and by the numbers that the lines below count from. */
export function segmentsBetween(
  walk: Walk,
  line: SegmentLine,
  from: string,
  to: string,
  below: readonly Statement[],
): SegmentLine[] {
  const readings = [
    ...proposedBetween(walk, from, to).map(other => completed(line, other)),
    ...ANY_FLAGS.map(flags => withFlags(line, flags)),
  ].filter(({ flags }) => mayBeFlags(line, flags))
  const numbers = isWritten(line, 'seq') ? [] : initialNumbersBelow(walk, from, to, below)
  const opening = readings.filter(isSyn).flatMap(syn => numbers.map(seq => withField(syn, 'seq', seq)))
  const astray = line.from === undefined && line.stray === undefined ? opening.map(asStray) : []
  const { snd } = walk.network.half(from, to).tcb
  const due = walk.network.half(from, to).numbers.say(snd.nxt)
  const texts = [...opening, ...readings].flatMap(reading => withText(reading, due, from, to, below))
  return [...opening, ...astray, ...readings, ...texts, ...[...opening, ...readings].map(openHanded)]
}

/** A reading with as much text as later lines count; a SYN brings it with the cookie that makes it count. */
function withText(
  reading: SegmentLine,
  due: Linear,
  from: string,
  to: string,
  below: readonly Statement[],
): SegmentLine[] {
  if (isWritten(reading, 'len') || has(reading, 'RST')) return []
  if (!isSyn(reading)) return lengthsBelow(due, from, to, below).map(len => withField(reading, 'len', len))
  const seq = reading.fields.find(field => field.name === 'seq')
  if (has(reading, 'ACK') || seq === undefined || !('value' in seq) || 'any' in seq.value) return []
  const first = addOctets(linearOf(seq.value), 1)
  return lengthsBelow(first, from, to, below).map(len => withCookie(withField(reading, 'len', len)))
}

function withCookie(line: SegmentLine): SegmentLine {
  const cookie: Field = { name: 'tfo', span: line.flagsSpan, cookie: '00'.repeat(8) }
  return isWritten(line, 'tfo') ? line : { ...line, fields: [...line.fields, cookie] }
}

const ANY_FLAGS: readonly (readonly ControlBit[])[] = [
  ['ACK'],
  ['SYN'],
  ['SYN', 'ACK'],
  ['PSH', 'ACK'],
  ['FIN', 'ACK'],
  ['RST'],
  ['RST', 'ACK'],
]

/** What the sender owes or may send, and what is on its way. */
function proposedBetween(walk: Walk, from: string, to: string): SegmentLine[] {
  const half = new HalfProposals(walk, NAMELESS, from, to)
  const arrivals = new HalfProposals(walk, NAMELESS, to, from).arrivals()
  return [...half.owed(), ...half.refusals(), ...arrivals, ...half.segments()]
    .map(({ line }) => withoutIsn(line))
    .filter(line => line.kind === 'segment')
}

/** No symbol that an author could write. */
export const NAMELESS = { symbol: () => 'a new symbol' }

/** Without an initial number, which is for the lines below to name; the one of a SYN sent again is inferred. */
export function withoutIsn(line: ProposedLine): ProposedLine {
  return line.kind === 'segment' && isSyn(line)
    ? { ...line, fields: line.fields.filter(({ name }) => name !== 'seq') }
    : line
}

/** Flags may be missing only where nothing follows them. */
function mayBeFlags(line: SegmentLine, flags: SegmentLine['flags']): boolean {
  const isCut = line.fields.length === 0 || line.flags.length === 0
  const hasAll = line.flags.every(({ bit }) => flags.some(other => other.bit === bit))
  return hasAll && (isCut || flags.length === line.flags.length)
}

/** The line with what it leaves open as another one has it. */
function completed(line: SegmentLine, { flags, fields }: SegmentLine): SegmentLine {
  const missing = fields.filter(({ name }) => !isWritten(line, name))
  const bits = flags.map(({ bit }) => bit)
  return { ...withFlags(line, bits), fields: [...line.fields, ...missing] }
}

function withFlags(line: SegmentLine, bits: readonly ControlBit[]): SegmentLine {
  return { ...line, flags: bits.map(bit => ({ bit, span: line.flagsSpan })) }
}

function withField(line: SegmentLine, name: NumberFieldName, value: Linear): SegmentLine {
  const field: Field = { name, span: line.flagsSpan, value: expressionOf(value) }
  return { ...line, fields: [...line.fields.filter(other => other.name !== name), field] }
}

function asStray(line: SegmentLine): SegmentLine {
  return { ...line, stray: line.flagsSpan }
}

/** With all that later lines may rely on: the largest window and, on a SYN, every option. */
function openHanded(line: SegmentLine): SegmentLine {
  const window = isWritten(line, 'win') ? line : withField(line, 'win', literal(LARGEST_WINDOW))
  if (!isSyn(line)) return window
  const span = line.flagsSpan
  const zero = expressionOf(literal(0))
  const options: readonly Field[] = [
    { name: 'wscale', span, value: zero },
    { name: 'sackok', span },
    { name: 'ts', span, value: zero, echo: zero },
  ]
  return { ...window, fields: [...window.fields, ...options.filter(({ name }) => !isWritten(line, name))] }
}

const LARGEST_WINDOW = 65_535

function isSyn(line: SegmentLine): boolean {
  return has(line, 'SYN')
}

function has({ flags }: SegmentLine, asked: ControlBit): boolean {
  return flags.some(({ bit }) => bit === asked)
}

function isWritten({ fields }: SegmentLine, name: Field['name']): boolean {
  return fields.some(field => field.name === name)
}
