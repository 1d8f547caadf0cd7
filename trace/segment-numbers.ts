/** The numbers of a segment line: written ones read, symbols bound, the rest inferred. */
import {
  before,
  distance,
  isSynchronized,
  later,
  plus,
  type Segment,
  type SeqNumber,
  segEnd,
  seqNumber,
} from '@synfin/tcp'
import type { Journey, Linear, TraceSegment } from './checked-trace.ts'
import type { ControlBits } from './control-bits.ts'
import { addLinear, addOctets, linearOf, literal, ZERO } from './linear.ts'
import { lengthNaming, type NamedValue } from './naming.ts'
import type { EndOfConnection } from './network.ts'
import { choosesIss, dueNumbers, hiddenIss, type Numbering } from './numbering.ts'
import { scaledWindow } from './segment-options.ts'
import type { LineBetween, WalkedLine } from './walked-line.ts'

/** A segment ready to be judged, and the same for those who draw and replay it. */
export interface NumberedSegment {
  readonly seg: Segment
  readonly trace: TraceSegment
  /** By how many octets its author has counted beyond what has left. */
  readonly ahead: number
}

/** A segment that leaves: what is left out is what RFC 9293 obliges the sender to use. */
export function numberDeparture(on: LineBetween, journey: Journey): NumberedSegment {
  const { numbering, bits, from, sender, peer } = on
  const { network, symbols } = on.walk
  const len = numbering.has('len') ? numbering.number('len', lengthNaming(symbols)) : undefined
  const due = dueNumbers(sender, bits, len?.value ?? 0, () => on.walk.nextIss(sender))
  const choosing = choosesIss(sender, bits)
  const seq = numbering.number('seq', { kind: 'number', value: () => due.seq })
  if (seq !== undefined && !choosing) settleFloating(sender, peer, seqNumber(seq.value), due.seq)
  const hidden = seq === undefined && choosing ? nameHidden(on, due.seq) : undefined
  if (choosing) startNumbers(sender, hidden)
  const said = seq === undefined ? due.seq : comparable(on, seq)
  const seqValue = countedOf(sender, said)
  const named = seq?.linear ?? hidden
  if (named !== undefined && (choosing || said === due.seq)) sender.numbers.name(said, named)
  const ack = numbering.has('ack') ? (goesWrongWay(bits, sender) ? readIdleAck(on) : readAck(on)) : undefined
  const win = readWindow(on)
  const seg = segmentOf(bits, {
    seq: seqValue,
    ack: bits.ack ? (ack === undefined ? due.ack : countedOf(peer, seqNumber(ack.value))) : undefined,
    len: len?.value ?? 0,
    wnd: win === undefined ? network.endpoint(from).window : scaledWindow(win.value, bits.flags.syn, sender),
  })
  const dueSeq = () => hidden ?? (due.seqIsZero ? ZERO : sender.numbers.say(due.seq))
  const dueAck = () => (bits.ack ? peer.numbers.say(due.ack) : undefined)
  const trace = traceSegment(on, journey, {
    seq: numbering.isAny('seq') ? 'any' : (seq?.linear ?? dueSeq()),
    ack: numbering.isAny('ack') ? 'any' : (ack?.linear ?? dueAck()),
    len: len?.linear ?? ZERO,
    win: numbering.isAny('win') ? 'any' : win?.linear,
  })
  return { seg, trace, ahead: distance(seqValue, said) }
}

/** Written out, as every line has one: an object made of others is slower to make. */
function segmentOf(
  { flags: { syn, fin, rst, psh, urg, ece, cwr } }: ControlBits,
  { seq, ack, len, wnd }: Pick<Segment, 'seq' | 'ack' | 'len' | 'wnd'>,
): Segment {
  return { seq, ack, len, wnd, syn, fin, rst, psh, urg, ece, cwr }
}

/** How far beyond SND.NXT a number is put that has nothing to do with it: out of the window, and no old one by far. */
const FAR_AHEAD = 2 ** 29

/**
 * The value of a number that its sender writes. Where it counts from something else than all of the sender's numbers,
 * none of the two comes before the other, whatever they have been made up to be: then it is none the sender has had.
 */
function comparable({ sender, walk, bits }: LineBetween, { linear, value }: NamedValue): SeqNumber {
  const number = seqNumber(value)
  const { una, nxt, acked } = sender.tcb.snd
  const isOfConnection = isSynchronized(sender.tcb.state) && !bits.flags.syn && !bits.flags.rst
  const isSent = distance(number, nxt) <= acked + distance(una, nxt)
  if (!isOfConnection || isSent || sender.numbers.countsAlike(linear, walk.symbols)) return number
  return plus(nxt, FAR_AHEAD)
}

/** A number as its end counts, where its author also counts what the walk has left out. */
function countedOf({ leftOut, tcb: { snd } }: EndOfConnection, value: SeqNumber): SeqNumber {
  const isAhead = leftOut !== undefined && before(snd.nxt, value)
  if (!isAhead || before(plus(snd.nxt, leftOut.octets), value)) return value
  return later(leftOut.from, plus(value, -leftOut.octets))
}

/**
 * Remembers text and a FIN that may not leave. Its author counts them, and later lines that do are no other slips; nor
 * are those that do not.
 */
export function leaveOut(end: EndOfConnection, { seg, ahead }: NumberedSegment): void {
  const { state, snd } = end.tcb
  if (state === 'CLOSED' || state === 'LISTEN' || seg.syn || seg.rst) return
  const taken = plus(segEnd(seg), ahead)
  if (before(snd.nxt, seg.seq) || !before(snd.nxt, taken)) return
  const octets = Math.max(distance(snd.nxt, taken), end.leftOut?.octets ?? 0)
  end.leftOut = { from: end.leftOut?.from ?? snd.nxt, octets }
}

/** An acknowledgment from an end that has received nothing, so that no number is due in it. */
function goesWrongWay({ flags, ack }: ControlBits, { tcb, owed }: EndOfConnection): boolean {
  const hasHeard = tcb.state !== 'CLOSED' && tcb.state !== 'LISTEN' && tcb.state !== 'SYN_SENT'
  return ack && !flags.rst && !hasHeard && !owed.some(({ kind }) => kind === 'rst')
}

/** An initial number settles what an end counts from; where it is hidden, the first bare number written does. */
function startNumbers(end: EndOfConnection, hidden: Linear | undefined): void {
  end.floating = hidden === undefined ? undefined : 'unnamed'
  end.leftOut = undefined
}

/** A segment that its seeming sender never sent: a symbol on it that is new is a free number. */
export function numberStray(on: LineBetween): NumberedSegment {
  const { numbering, bits, from, sender, peer } = on
  const { network, symbols } = on.walk
  const free = { kind: 'number', value: () => symbols.freshNumber() } as const
  const len = numbering.number('len', lengthNaming(symbols))
  const due = dueNumbers(sender, bits, len?.value ?? 0, free.value)
  const seq = numbering.number('seq', free)
  const ack = numbering.number('ack', free)
  const win = readWindow(on)
  const seg = segmentOf(bits, {
    seq: seq === undefined ? due.seq : seqNumber(seq.value),
    ack: bits.ack ? (ack === undefined ? due.ack : seqNumber(ack.value)) : undefined,
    len: len?.value ?? 0,
    wnd: win?.value ?? network.endpoint(from).window,
  })
  const trace = traceSegment(on, 'stray', {
    seq: seq?.linear ?? sender.numbers.say(seg.seq),
    ack: ack?.linear ?? (bits.ack ? peer.numbers.say(due.ack) : undefined),
    len: len?.linear ?? ZERO,
    win: win?.linear,
  })
  const numbered = { seg, trace, ahead: 0 }
  nameNumbers(sender, seg, numbered)
  return numbered
}

/** Remembers the numbers that later lines may mean, in the reader's symbols. */
export function nameNumbers(
  sender: EndOfConnection,
  seg: Segment,
  { seg: written, trace, ahead }: NumberedSegment,
): void {
  if (seg.rst) return
  const isWritten = seg.seq === written.seq && ahead === 0 && trace.seq !== 'any'
  const seq = isWritten ? trace.seq : sender.numbers.say(seg.seq)
  sender.numbers.name(seg.seq, seq)
  const text = seg.len === written.len ? trace.len : literal(seg.len)
  const controls = (seg.syn ? 1 : 0) + (seg.fin ? 1 : 0)
  if (seg.len + controls > 0) sender.numbers.name(segEnd(seg), addOctets(addLinear(seq, text), controls))
}

function readWindow({ numbering, walk }: WalkedLine): ReturnType<Numbering['number']> {
  if (!numbering.has('win')) return undefined
  return numbering.number('win', { kind: 'window', value: () => walk.symbols.freshWindow() })
}

function readAck({ numbering, sender, peer }: LineBetween): ReturnType<Numbering['number']> {
  const received = sender.tcb.rcv.nxt
  // Only where a trace starts in the middle may an acknowledgment name a number of its own.
  const names = peer.floating === 'assumed' && peer.tcb.snd.nxt === received
  const naming = names ? ({ kind: 'number', value: () => received } as const) : 'must-be-known'
  const ack = numbering.number('ack', naming, () => peer.numbers.say(received))
  if (ack !== undefined) settleFloating(peer, sender, seqNumber(ack.value), received)
  if (names && ack !== undefined) peer.numbers.name(seqNumber(ack.value), ack.linear)
  return ack
}

/** What nothing is due in stands as it is written; a symbol that is new in it may be named later. */
function readIdleAck({ numbering, walk }: LineBetween): NamedValue | undefined {
  const field = numbering.field('ack')
  if (field === undefined || 'any' in field.value) return undefined
  const linear = linearOf(field.value)
  const read = walk.symbols.evaluate(linear)
  return { linear, value: 'value' in read ? read.value : 0 }
}

/** Names an initial number that the author leaves unnamed. */
export function nameHidden({ walk, statement, line, from }: LineBetween, value: SeqNumber): Linear {
  if (statement.source.kind === 'broken') walk.symbols.leaveUnread(value)
  const hidden = hiddenIss(from, walk.symbols)
  for (const name of Object.keys(hidden.terms))
    walk.symbols.bind({ name, kind: 'number', value, line: line.number, span: line.span })
  return hidden
}

/** The first number written of an end whose numbers nobody has said moves all of them there. */
function settleFloating(end: EndOfConnection, peer: EndOfConnection, value: SeqNumber, due: SeqNumber): void {
  if (end.floating === undefined) return
  end.floating = undefined
  const moved = <N extends SeqNumber | undefined>(number: N): N =>
    number === undefined ? number : (plus(number, value - due) as N)
  const { tcb } = end
  const { una, nxt, wl2 } = tcb.snd
  end.tcb = {
    ...tcb,
    iss: moved(tcb.iss),
    snd: { ...tcb.snd, una: moved(una), nxt: moved(nxt), wl2: moved(wl2) },
    finSeq: moved(tcb.finSeq),
  }
  const other = peer.tcb
  peer.tcb = {
    ...other,
    irs: moved(other.irs),
    rcv: { ...other.rcv, nxt: moved(other.rcv.nxt) },
    snd: { ...other.snd, wl1: moved(other.snd.wl1) },
    peerFinSeq: moved(other.peerFinSeq),
    lastAck: moved(other.lastAck),
  }
}

// --- The segment for those who draw and replay it ---

type Numbers = Pick<TraceSegment, 'seq' | 'ack' | 'len' | 'win'>

type Options = Pick<TraceSegment, 'urg' | 'mss' | 'wscale' | 'sackok' | 'ts' | 'sack' | 'tfo' | 'mtu'>

const NO_OPTIONS: Options = {
  urg: undefined,
  mss: undefined,
  wscale: undefined,
  sackok: false,
  ts: undefined,
  sack: [],
  tfo: undefined,
  mtu: undefined,
}

/** Written out, as every line has one: an object made of others is slower to make, and bigger. */
export function traceSegment(on: LineBetween, journey: Journey, numbers: Numbers): TraceSegment {
  const { line, bits, numbering, from, to } = on
  const options = numbering.hasOptions ? readOptions(on) : NO_OPTIONS
  return {
    from,
    to,
    journey,
    optional: line.optional !== undefined,
    flags: bits.list,
    icmp: line.icmp?.text,
    seq: numbers.seq,
    ack: numbers.ack,
    len: numbers.len,
    win: numbers.win,
    inferred: inferredFields(numbering, bits.ack),
    urg: options.urg,
    mss: options.mss,
    wscale: options.wscale,
    sackok: options.sackok,
    ts: options.ts,
    sack: options.sack,
    tfo: options.tfo,
    mtu: options.mtu,
  }
}

const INFERRED: readonly TraceSegment['inferred'][] = [
  [],
  ['seq'],
  ['ack'],
  ['seq', 'ack'],
  ['len'],
  ['seq', 'len'],
  ['ack', 'len'],
  ['seq', 'ack', 'len'],
]

function inferredFields(numbering: Numbering, acknowledges: boolean): TraceSegment['inferred'] {
  const seq = numbering.has('seq') ? 0 : 1
  const ack = acknowledges && !numbering.has('ack') ? 2 : 0
  const len = numbering.has('len') ? 0 : 4
  return INFERRED[seq + ack + len] ?? []
}

function readOptions({ numbering, walk }: WalkedLine): Options {
  const plain = (name: 'urg' | 'mss' | 'wscale' | 'mtu') => numbering.number(name, 'must-be-known')?.linear
  const ts = numbering.field('ts')
  const clock = { kind: 'clock', value: () => walk.symbols.freshNumber() } as const
  const value = ts && numbering.sum(ts.value, clock)?.linear
  const echo = ts && numbering.sum(ts.echo, clock)?.linear
  const sack = numbering.field('sack')?.blocks ?? []
  return {
    urg: plain('urg'),
    mss: plain('mss'),
    wscale: plain('wscale'),
    sackok: numbering.has('sackok'),
    ts: value && echo && { value, echo },
    sack: sack.flatMap(block => {
      const left = numbering.sum(block.left, 'must-be-known')?.linear
      const right = numbering.sum(block.right, 'must-be-known')?.linear
      return left && right ? [{ left, right }] : []
    }),
    tfo: numbering.has('tfo') ? cookieDigits(numbering.field('tfo')?.cookie ?? '') : undefined,
    mtu: plain('mtu'),
  }
}

/** Two digits an octet: a cookie may be written like any number in hexadecimal. */
function cookieDigits(written: string): string {
  const digits = written.replace(/^0x/i, '').toLowerCase()
  return digits.length % 2 === 0 ? digits : `0${digits}`
}
