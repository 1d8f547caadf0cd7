/** A captured connection as the text of a trace. */
import { seqNumber } from '@synfin/tcp'
import { type Journey, literal, printSegmentLine, say, type TraceSegment } from '@synfin/trace'
import { CapturedNumbers } from './captured-numbers.ts'
import { type Captured, type CapturedError, isError } from './captured-segment.ts'
import type { CapturedConnection } from './connections.ts'
import { crossings } from './crossings.ts'
import { isRefusal, type ShownPacket, withWholeHandshake } from './handshake.ts'
import { CONTROL_BITS, controlBits, type WireSegment } from './packet.ts'

const { SYN, ACK, RST, URG } = CONTROL_BITS

/** The trace's text, a statement a line, not laid out. `name` must be no other trace's in the file. */
export function traceOf(connection: CapturedConnection, name: string): string {
  const writer = new TraceWriter(connection)
  return [`// ${headComment(connection)}`, `trace "${name}"`, ...writer.lines(), ''].join('\n')
}

function headComment({ client, server, packets }: CapturedConnection): string {
  const at = packets[0]?.at ?? Number.NaN
  const time = Number.isNaN(new Date(at).getTime()) ? [] : [writtenTime(at)]
  return [...time, `A = ${client}`, `B = ${server}`].join(', ')
}

const A_DAY = 86_400_000

/** With microseconds, of which a date knows nothing; without a day where the capture tells none. */
function writtenTime(milliseconds: number): string {
  const whole = Math.floor(milliseconds)
  const micros = String(Math.floor((milliseconds - whole) * 1000)).padStart(3, '0')
  const text = new Date(whole).toISOString().replace('Z', `${micros}Z`)
  return whole < A_DAY ? text.slice('1970-01-01T'.length, -1) : text
}

/** One end as the trace names it. */
interface WrittenEnd {
  readonly name: 'A' | 'B'
  /** What its initial number is called, its first number where that was not captured, and its clock. */
  readonly symbols: { readonly initial: string; readonly first: string; readonly clock: string }
  readonly numbers: CapturedNumbers
  readonly clock: CapturedNumbers
}

function writtenEnd(
  name: WrittenEnd['name'],
  [initial, first, clock]: readonly [string, string, string],
): WrittenEnd {
  const symbols = { initial, first, clock }
  return { name, symbols, numbers: new CapturedNumbers(), clock: new CapturedNumbers() }
}

class TraceWriter {
  readonly #packets: readonly ShownPacket[]
  readonly #client: string
  readonly #a = writtenEnd('A', ['j', 'u', 's'])
  readonly #b = writtenEnd('B', ['k', 'v', 't'])

  constructor({ packets, client }: CapturedConnection) {
    this.#packets = withWholeHandshake(packets)
    this.#client = client
  }

  lines(): string[] {
    const fates = crossings(this.#packets)
    const due = new Map<number, string[]>()
    const lines = this.#beginning()
    for (const [index, packet] of this.#packets.entries()) {
      lines.push(...(due.get(index) ?? []))
      const fate = packet.isMissing ? undefined : fates.get(index)
      const journey = fate === undefined ? 'delivered' : typeof fate === 'number' ? 'departs' : fate
      lines.push(this.#line(packet, journey))
      if (typeof fate === 'number') due.set(fate, [...(due.get(fate) ?? []), this.#line(packet, 'arrives')])
    }
    return [...lines, ...(due.get(this.#packets.length) ?? [])]
  }

  /** The `given` of a connection that was there before the capture. */
  #beginning(): string[] {
    const first = this.#packets.find(({ what }) => !isError(what))
    if (!first || isError(first.what)) return this.#beginningOfErrors()
    const { what } = first
    if (what.bits & SYN) return what.bits & ACK ? this.#beginningInHandshake(what) : []
    const [from, to] = this.#endsOf(first)
    from.numbers.countFrom(from.symbols.first, what.seq)
    const given = `given ${from.name} ESTABLISHED seq=${from.symbols.first}`
    if (!(what.bits & ACK)) return [`${given}, ${to.name} ESTABLISHED`]
    to.numbers.countFrom(to.symbols.first, what.ack)
    return [`${given} ack=${to.symbols.first}, ${to.name} ESTABLISHED`]
  }

  /** The SYN was sent before the capture began. */
  #beginningInHandshake({ seq, ack }: WireSegment): string[] {
    this.#a.numbers.countFrom('j', seqNumber(ack - 1))
    this.#b.numbers.countFrom('k', seq)
    return ['given A SYN_SENT seq=j+1, B SYN_RCVD seq=k+1 ack=j+1']
  }

  #beginningOfErrors(): string[] {
    const [error] = this.#packets
    if (!error) return []
    const [from, to] = this.#endsOf(error)
    to.numbers.countFrom(to.symbols.first, error.what.seq)
    return [`given ${to.name} ESTABLISHED seq=${to.symbols.first}, ${from.name} ESTABLISHED`]
  }

  #endsOf({ source }: Captured): readonly [from: WrittenEnd, to: WrittenEnd] {
    return source === this.#client ? [this.#a, this.#b] : [this.#b, this.#a]
  }

  #line(packet: ShownPacket, journey: Journey): string {
    const [from, to] = this.#endsOf(packet)
    const { what } = packet
    const way = { ...NOTHING_SAID, from: from.name, to: to.name, journey }
    if (isError(what)) return printSegmentLine({ ...way, ...errorFields(what, to.numbers) })
    const segment = { ...way, ...segmentFields(what, from, to) }
    return packet.isMissing
      ? `${printSegmentLine({ ...segment, win: undefined })} // ${say`not captured`}`
      : printSegmentLine(segment)
  }
}

const NOTHING_SAID: TraceSegment = {
  from: '',
  to: '',
  journey: 'delivered',
  optional: false,
  flags: [],
  icmp: undefined,
  seq: literal(0),
  ack: undefined,
  len: literal(0),
  inferred: [],
  win: undefined,
  urg: undefined,
  mss: undefined,
  wscale: undefined,
  sackok: false,
  ts: undefined,
  sack: [],
  tfo: undefined,
  mtu: undefined,
}

function errorFields(
  { icmp, seq, mtu }: CapturedError,
  numbers: CapturedNumbers,
): Pick<TraceSegment, 'icmp' | 'seq' | 'mtu'> {
  return { icmp, seq: numbers.write(seq), mtu: icmp === 'too-big' ? literal(mtu) : undefined }
}

function segmentFields(segment: WireSegment, from: WrittenEnd, to: WrittenEnd): Partial<TraceSegment> {
  const { seq, ack, bits, options, length } = segment
  // The number of a refusal is none of its end's.
  const isZero = isRefusal(segment)
  if (!isZero && !(bits & RST)) from.numbers.countFrom(from.symbols.initial, seq)
  return {
    flags: controlBits(bits),
    seq: isZero ? literal(0) : from.numbers.write(seq),
    ack: bits & ACK ? to.numbers.write(ack) : undefined,
    len: literal(length),
    win: literal(segment.win),
    urg: bits & URG || segment.urg > 0 ? literal(segment.urg) : undefined,
    ...optionFields(options, from, to),
  }
}

function optionFields(
  options: WireSegment['options'],
  from: WrittenEnd,
  to: WrittenEnd,
): Partial<TraceSegment> {
  const { mss, wscale, sackok, ts, sack, tfo } = options
  return {
    mss: mss === undefined ? undefined : literal(mss),
    wscale: wscale === undefined ? undefined : literal(wscale),
    sackok: sackok ?? false,
    ts: ts && { value: clockOf(from, ts.value), echo: ts.echo === 0 ? literal(0) : clockOf(to, ts.echo) },
    sack: (sack ?? []).map(({ left, right }) => ({
      left: to.numbers.write(left),
      right: to.numbers.write(right),
    })),
    tfo: tfo?.toString('hex'),
  }
}

function clockOf({ clock, symbols }: WrittenEnd, live: number) {
  clock.countFrom(symbols.clock, live)
  return clock.write(live)
}
