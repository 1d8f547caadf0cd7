import {
  type ControlBit,
  isHidden,
  isZero,
  type Linear,
  printLinear,
  say,
  type TraceSegment,
} from '@synfin/trace'

/** One field of a TCP header (RFC 9293 §3.1), as a diagram and a table show it. */
export interface HeaderField {
  readonly name: string
  /** Its width. */
  readonly bits: number
  /** As written, inferred, or what a sender computes. */
  readonly value: string
  /** What the value means, or where it comes from. */
  readonly note: string
}

/** The ports of both ends, as far as the trace says. */
export type PortOf = (end: string) => number | undefined

const FLAGS: readonly (readonly [ControlBit, meaning: () => string])[] = [
  ['CWR', () => say`congestion window reduced (RFC 3168)`],
  ['ECE', () => say`congestion experienced (RFC 3168)`],
  ['URG', () => say`the urgent pointer counts`],
  ['ACK', () => say`the acknowledgment number counts`],
  ['PSH', () => say`hand the data on at once`],
  ['RST', () => say`reset the connection`],
  ['SYN', () => say`synchronize sequence numbers`],
  ['FIN', () => say`no more data from the sender`],
]

/** Every field of the header of a segment in the order of its bits, with options and data behind. */
export function headerOf(segment: TraceSegment, portOf: PortOf): readonly HeaderField[] {
  const { from, to, ack, flags } = segment
  const options = optionsOf(segment)
  const words = 5 + bitsOf(options) / 32
  const port = (end: string, name: string) =>
    field(name, 16, String(portOf(end) ?? '*'), portNote(end, portOf(end)))
  const isAck = flags.includes('ACK')
  return [
    port(from, say`Source Port`),
    port(to, say`Destination Port`),
    field(say`Sequence Number`, 32, shown(segment.seq), sequenceNote(segment)),
    field(
      say`Acknowledgment Number`,
      32,
      ack === undefined ? '0' : shown(ack),
      isAck ? say`the next number ${from} expects of ${to}` : say`without ACK it means nothing`,
    ),
    field(say`DOffset`, 4, String(words), say`words of 32 bits in the header: ${words * 4} octets`),
    field(say`Rsrvd`, 4, '0', say`reserved`),
    ...FLAGS.map(([bit, meaning]) => field(bit, 1, flags.includes(bit) ? '1' : '0', meaning())),
    field(say`Window`, 16, segment.win === undefined ? '*' : shown(segment.win), windowNote(segment)),
    field(say`Checksum`, 16, '*', say`over the header, the data and the addresses; the sender computes it`),
    field(
      say`Urgent Pointer`,
      16,
      urgentPointer(segment),
      say`where urgent data ends, counted from the sequence number`,
    ),
    ...options,
    ...dataOf(segment),
  ]
}

function field(name: string, bits: number, value: string, note: string): HeaderField {
  return { name, bits, value, note }
}

/** A number nobody named has no text. */
function shown(number: Linear | 'any'): string {
  return number !== 'any' && isHidden(number) ? '*' : printLinear(number)
}

function portNote(end: string, port: number | undefined): string {
  return port === undefined ? say`a port of ${end}'s; a replay chooses one` : say`as \`host ${end}\` says`
}

function sequenceNote({ flags, seq, inferred }: TraceSegment): string {
  const what = flags.includes('SYN')
    ? say`the initial sequence number: the SYN takes it up`
    : say`the number of the first octet of data, or of the FIN`
  if (seq === 'any') return say`${what}; any value`
  return inferred.includes('seq') ? say`${what}; inferred` : what
}

function windowNote({ from, win }: TraceSegment): string {
  const what = say`octets that ${from} will take beyond what it acknowledges`
  return win === undefined ? say`${what}; the trace leaves it open` : what
}

function urgentPointer({ urg, flags, len }: TraceSegment): string {
  if (urg !== undefined) return shown(urg)
  return flags.includes('URG') ? shown(len) : '0'
}

/** In the order in which a replay sends them, filled up to whole words. */
function optionsOf(segment: TraceSegment): readonly HeaderField[] {
  const options = [
    ...maximumSegmentSize(segment),
    ...(segment.sackok ? option(say`SACK Permitted`, 4) : []),
    ...timestamps(segment),
    ...windowScale(segment),
    ...selectiveAcknowledgment(segment),
    ...fastOpen(segment),
  ]
  const missing = (32 - (bitsOf(options) % 32)) % 32
  const filling = Array.from({ length: missing / 8 }, () =>
    noOperation(say`fills the header up to whole words`),
  )
  return [...options, ...filling]
}

/** An option by its kind: its length counts the octets of kind and length too. */
function option(name: string, kind: number, ...values: readonly HeaderField[]): HeaderField[] {
  const length = 2 + bitsOf(values) / 8
  return [
    field(say`Kind: ${name}`, 8, String(kind), say`which option this is`),
    field(say`Length`, 8, String(length), say`octets of ${name}`),
    ...values,
  ]
}

function noOperation(note: string): HeaderField {
  return field('NOP', 8, '1', note)
}

function bitsOf(fields: readonly HeaderField[]): number {
  return fields.reduce((sum, { bits }) => sum + bits, 0)
}

function maximumSegmentSize({ mss }: TraceSegment): readonly HeaderField[] {
  if (!mss) return []
  const size = field('MSS', 16, shown(mss), say`the most data its sender takes at once`)
  return option(say`Maximum Segment Size`, 2, size)
}

function timestamps({ ts }: TraceSegment): readonly HeaderField[] {
  if (!ts) return []
  return option(
    say`Timestamps`,
    8,
    field('TSval', 32, shown(ts.value), say`the sender's clock (RFC 7323)`),
    field('TSecr', 32, shown(ts.echo), say`the peer's clock, echoed`),
  )
}

function windowScale({ wscale }: TraceSegment): readonly HeaderField[] {
  if (!wscale) return []
  const shift = field(say`Shift`, 8, shown(wscale), say`every later window counts times two to this power`)
  return [noOperation(say`aligns what follows`), ...option(say`Window Scale`, 3, shift)]
}

function selectiveAcknowledgment({ sack }: TraceSegment): readonly HeaderField[] {
  if (sack.length === 0) return []
  const edges = sack.flatMap(({ left, right }) => [
    field(say`Left Edge`, 32, shown(left), say`the first number of a block that has arrived`),
    field(say`Right Edge`, 32, shown(right), say`the number just behind it`),
  ])
  return option(say`Selective Acknowledgment`, 5, ...edges)
}

function fastOpen({ tfo }: TraceSegment): readonly HeaderField[] {
  if (tfo === undefined) return []
  const octets = Math.floor(tfo.length / 2)
  const cookie =
    octets === 0 ? [] : [field(say`Cookie`, 8 * octets, tfo, say`the Fast Open cookie (RFC 7413)`)]
  return option(say`Fast Open Cookie`, 34, ...cookie)
}

function dataOf({ len }: TraceSegment): readonly HeaderField[] {
  if (isZero(len)) return []
  return [field(say`Data`, 32, say`${shown(len)} octets`, say`shown as one word, however long it is`)]
}
