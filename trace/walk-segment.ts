/** Walks a segment line: judged alone, judged as its sender's, then taken by its receiver. */
import {
  type Departed,
  type Departing,
  departsAllTheSame,
  departureFault,
  type Fault,
  type FaultCode,
  flagFault,
  type IcmpError,
  icmpArrives,
  isSynchronized,
  type Outcome,
  plus,
  type Reply,
  type Segment,
  segmentArrives,
  segmentDeparts,
  seqNumber,
  type Tcb,
} from '@synfin/tcp'
import type { Call, Journey, Linear, TraceSegment } from './checked-trace.ts'
import { controlBits } from './control-bits.ts'
import { bitsOf, ZERO } from './fixes.ts'
import type { SegmentLine, Span } from './line.ts'
import { linearOf, literal } from './linear.ts'
import type { EndOfConnection, Flight, Landmark } from './network.ts'
import { Numbering } from './numbering.ts'
import { tellArrival, tellDeparture } from './patterns.ts'
import type { WalkedLine } from './segment-line.ts'
import { nameNumbers, numberDeparture, numberStray, traceSegment } from './segment-numbers.ts'
import { judgeOptions, offerOf } from './segment-options.ts'
import {
  reportFault,
  reportIdleAck,
  reportMissingMtu,
  reportNotInFlight,
  reportRepeatedFields,
  reportRepeatedFlags,
  reportSentToItself,
} from './segment-report.ts'
import { judgeFill, judgeOffer } from './segment-window.ts'
import type { Statement } from './statements.ts'
import type { Walk } from './walk.ts'

/** What a segment line did. */
export interface WalkedSegment {
  readonly segment: TraceSegment
  /** Calls that must have been made for it. */
  readonly calls: readonly Call[]
  /** The line is taken as deleted: any segment would be wrong here. */
  readonly isDropped?: boolean
}

/** A segment on its way, and whether anything has been held against it. */
interface Judged {
  /** What goes on its way: as written, or mended; nothing where any segment is wrong. */
  readonly seg: Segment | undefined
  readonly departed: Departed | undefined
  readonly faulty: boolean
}

const NOTHING_LEFT: Judged = { seg: undefined, departed: undefined, faulty: true }
const NO_CALLS: readonly Call[] = []

/** The effect of a segment line; undefined where nothing arrived that the line speaks of. */
export function walkSegment(walk: Walk, statement: Statement, line: SegmentLine): WalkedSegment | undefined {
  const numbering = new Numbering(line, walk.symbols, report => walk.reporter.report(statement, report))
  const on: WalkedLine = { walk, statement, line, bits: controlBits(line), numbering }
  if (numbering.hasRepeated) reportRepeatedFields(on)
  if (line.flags.length > on.bits.list.length) reportRepeatedFlags(on)
  if (line.icmp?.text === 'too-big' && !numbering.has('mtu')) reportMissingMtu(on)
  const from = line.from?.text
  const to = line.to?.text
  if (from === undefined) return to === undefined ? undefined : walkArrival(on, to)
  const peer = to ?? meantPeer(walk, from)
  if (peer === from) {
    reportSentToItself(on, from)
    return undefined
  }
  return line.icmp === undefined ? depart(on, from, peer) : walkIcmp(on, from, peer, journeyOf(line))
}

function walkArrival(on: WalkedLine, to: string): WalkedSegment | undefined {
  const sender = meantPeer(on.walk, to)
  if (on.line.icmp !== undefined) return walkIcmp(on, sender, to, 'stray')
  return on.line.stray === undefined ? arrive(on, to) : arriveAstray(on, sender, to)
}

/** The other end where the line leaves it to the network: the one last heard of. */
function meantPeer({ network }: Walk, end: string): string {
  return network.meant(end, state => state !== 'CLOSED') ?? NOBODY
}

/** The sender of what nobody in the trace can have sent. */
const NOBODY = 'nobody'

function journeyOf({ arrow, to }: SegmentLine): Journey {
  if (arrow.lost) return 'lost'
  return to === undefined ? 'departs' : 'delivered'
}

// --- Leaving ---

function depart(on: WalkedLine, from: string, to: string): WalkedSegment {
  const { network } = on.walk
  network.touch(from, to)
  on.walk.assumeEstablished(on.statement, on.line, from, to)
  const sender = network.half(from, to)
  sender.tcb = network.tcbToSendFrom(from, to)
  const numbered = numberDeparture(on, from, to, journeyOf(on.line))
  const received = receivesBeforeClosing(on, sender, from, to)
  const owesReset = sender.owed.some(({ kind }) => kind === 'rst')
  const judged = judge(on, numbered.seg, sender, from, to)
  if (!judged.faulty && !on.bits.ack) reportIdleAck(on)
  judgeOptions(on, numbered.seg, numbered.trace, from, to, judged.faulty)
  const before = sender.tcb
  const made =
    judged.departed === undefined ? NO_CALLS : leave(on, sender, judged.departed, judged.seg, from, to)
  if (judged.seg !== undefined) {
    const peer = network.half(to, from)
    if (judged.seg.syn) sender.offer = offerOf(numbered.trace, judged.seg, peer, on)
    if (!judged.faulty && judged.departed !== undefined) {
      judgeFill(on, judged.seg, before, from, to)
      judgeOffer(on, judged.seg, sender, peer, from)
      tellDeparture(on, judged.seg, before, judged.departed, sender, peer, from)
    }
    nameNumbers(sender, judged.seg, numbered)
    const owed = owesReset && judged.departed?.cause === 'reset-owed'
    const flight: Flight = { from, seg: judged.seg, written: numbered.trace, faulty: judged.faulty, owed }
    if (numbered.trace.journey === 'departs') network.depart(to, flight)
    if (numbered.trace.journey === 'delivered') reach(on, from, to, flight)
  }
  network.refresh(from, to)
  network.refresh(to, from)
  const calls = received.length === 0 ? made : [...received, ...made]
  return { segment: numbered.trace, calls, isDropped: judged.seg === undefined }
}

/** Static faults first, then what the sender may send: the first error counts, and its mended segment goes on. */
function judge(on: WalkedLine, written: Segment, sender: EndOfConnection, from: string, to: string): Judged {
  const { network, reporter } = on.walk
  const departing = (seg: Segment): Departing => ({
    tcb: sender.tcb,
    seg,
    owed: sender.owed,
    peer: network.half(to, from).tcb,
    wasReset: sender.wasReset,
    keepsAlive: network.endpoint(from).keepsAlive,
  })
  const alone = judgeFlags(on, written, sender, from, to)
  if (alone === 'nothing') return NOTHING_LEFT
  const leaving = departing(alone)
  const fault = departureFault(leaving)
  if (fault === undefined) return { seg: alone, departed: segmentDeparts(leaving), faulty: alone !== written }
  const verdict = reportFault(on, fault, alone, from, to)
  if (reporter.severity(fault.code) !== 'error')
    return { seg: alone, departed: segmentDeparts(leaving), faulty: true }
  if (verdict === 'expected') return { seg: alone, departed: departsAllTheSame(leaving), faulty: true }
  const mended = mendFully(fault, departing)
  if (mended === 'nothing') return NOTHING_LEFT
  return { seg: mended, departed: segmentDeparts(departing(mended)), faulty: true }
}

function judgeFlags(
  on: WalkedLine,
  written: Segment,
  { tcb }: EndOfConnection,
  from: string,
  to: string,
): Segment | 'nothing' {
  const knowsPeer = isSynchronized(tcb.state) || tcb.state === 'SYN_RCVD'
  const fault = flagFault(written, knowsPeer ? tcb.rcv.nxt : undefined)
  // Without a connection, having none weighs more than the missing ACK.
  if (fault === undefined || (fault.mended === 'nothing' && fault.code === 'missing-ack-flag')) return written
  const verdict = reportFault(on, fault, written, from, to)
  const goesOn = verdict === 'expected' || on.walk.reporter.severity(fault.code) !== 'error'
  return goesOn ? written : (fault.mended ?? written)
}

/** Mends one fault after the other; each is a slip of the same line, and the first has been reported. */
function mendFully(first: Fault<FaultCode>, departing: (seg: Segment) => Departing): Segment | 'nothing' {
  let mended = first.mended ?? 'nothing'
  for (let slips = 0; mended !== 'nothing' && slips < 4; slips++) {
    const next = departureFault(departing(mended))
    if (next?.mended === undefined) return mended
    mended = next.mended
  }
  return 'nothing'
}

/** A FIN, or the CLOSE before it, comes after everything has been received. */
function receivesBeforeClosing(
  { walk }: WalkedLine,
  sender: EndOfConnection,
  from: string,
  to: string,
): readonly Call[] {
  if (!sender.unread || !walk.survey.receivesBefore.has(walk.index)) return NO_CALLS
  if (sender.tcb.finSeq !== undefined) return NO_CALLS
  sender.unread = false
  return [inferred(from, to, 'receive')]
}

/** The sender after its segment has left, and the calls that this implies. */
function leave(
  on: WalkedLine,
  sender: EndOfConnection,
  departed: Departed,
  seg: Segment | undefined,
  from: string,
  to: string,
): readonly Call[] {
  const before = sender.tcb
  sender.tcb = departed.tcb
  sender.owed = departed.owed
  sender.retransmits = false
  if (before.state !== departed.tcb.state || seg?.syn || seg?.fin) markLine(on, sender, before, seg)
  if (departed.calls.length === 0) return NO_CALLS
  if (departed.cause === 'open') sender.closedBy = undefined
  const calls: Call[] = []
  for (const made of departed.calls) {
    // A close() that is answered by a reset has aborted the connection itself.
    if (made.call === 'abort' && sender.closedBy === 'close') continue
    if (made.call === 'shutdown') sender.closedBy = 'shutdown'
    const octets = made.call === 'send' ? textSent(on, made.octets, seg) : undefined
    calls.push({ ...inferred(from, to, made.call), octets })
  }
  return calls
}

function markLine(
  on: WalkedLine,
  sender: EndOfConnection,
  before: Departed['tcb'],
  seg: Segment | undefined,
): void {
  const here: Landmark = { statement: on.statement, span: numberSpan(on) }
  if (seg?.syn && before.snd.nxt !== sender.tcb.snd.nxt) sender.syn = here
  if (seg?.fin && before.finSeq === undefined) sender.fin = here
  if (before.state !== sender.tcb.state) sender.entered = here
}

/** The text sent, in the reader's symbol where the whole segment is it. */
function textSent({ numbering }: WalkedLine, octets: number, seg: Segment | undefined): Linear {
  const written = numbering.number('len', 'must-be-known')
  return written !== undefined && seg?.len === octets ? written.linear : literal(octets)
}

function numberSpan({ line, numbering }: WalkedLine): Span {
  return numbering.field('seq')?.span ?? line.flagsSpan
}

function inferred(end: string, peer: string, call: Call['call']): Call {
  return { end, call, peer, octets: undefined, fails: undefined }
}

// --- Arriving ---

/** A segment in flight arrives: the oldest that agrees with every field written. */
function arrive(on: WalkedLine, to: string): WalkedSegment | undefined {
  const { network } = on.walk
  const flight = network.arrive(to, candidate => fits(on, candidate))
  if (flight === undefined) {
    reportNotInFlight(on, to)
    return undefined
  }
  network.touch(flight.from, to)
  reach(on, flight.from, to, flight)
  network.refresh(flight.from, to)
  network.refresh(to, flight.from)
  const optional = on.line.optional !== undefined
  return { segment: { ...flight.written, journey: 'arrives', optional, inferred: [] }, calls: NO_CALLS }
}

function fits(on: WalkedLine, { seg, written }: Flight): boolean {
  const { list } = on.bits
  const sameBits = [written.flags, bitsOf(seg)].some(
    flags => flags.length === list.length && flags.every(bit => list.includes(bit)),
  )
  return (
    sameBits &&
    agrees(on, 'seq', seg.seq, written.seq) &&
    agrees(on, 'ack', seg.ack, written.ack) &&
    agrees(on, 'len', seg.len, written.len) &&
    agrees(on, 'win', undefined, written.win)
  )
}

/** Whether the line's field, if written, has the number that left: as written there, or as mended. */
function agrees(
  { walk, numbering }: WalkedLine,
  name: 'seq' | 'ack' | 'len' | 'win',
  value: number | undefined,
  written: Linear | 'any' | undefined,
): boolean {
  const field = numbering.field(name)
  if (field === undefined || 'any' in field.value) return true
  const asked = walk.symbols.evaluate(linearOf(field.value))
  if ('unknown' in asked) return false
  for (const { symbol } of field.value.terms) walk.symbols.use(symbol)
  if (value !== undefined && seqNumber(asked.value) === seqNumber(value)) return true
  if (written === undefined || written === 'any') return false
  const departed = walk.symbols.evaluate(written)
  return 'value' in departed && seqNumber(departed.value) === seqNumber(asked.value)
}

/** A segment that the end it seems to come from never sent: judged alone, and by what it does. */
function arriveAstray(on: WalkedLine, from: string, to: string): WalkedSegment {
  const { network } = on.walk
  network.touch(from, to)
  const { seg, trace } = numberStray(on, from, to)
  const judged = judgeFlags(on, seg, network.half(from, to), from, to)
  judgeOptions(on, seg, trace, from, to, judged !== seg)
  if (judged !== 'nothing')
    reach(on, from, to, { from, seg: judged, written: trace, faulty: judged !== seg, owed: false })
  network.refresh(to, from)
  return { segment: trace, calls: NO_CALLS }
}

/** SEGMENT ARRIVES at one end. */
function reach(on: WalkedLine, from: string, to: string, flight: Flight): void {
  const { network } = on.walk
  const receiver = network.half(to, from)
  const before = network.tcbAt(to, from)
  if (isDeferred(network.endpoint(to).defersAccept, before, flight.seg)) return
  const outcome = segmentArrives(before, flight.seg, {
    iss: () => on.walk.nextIss(receiver),
    rfc1337: on.walk.rfc1337,
    ...(on.walk.profile === 'linux' ? { linux: { orphaned: receiver.closedBy === 'close' } } : {}),
  })
  const { tcb } = outcome
  // What a listener drops or resets leaves no trace in a connection that has ended.
  if (tcb.state !== 'LISTEN' || receiver.tcb.state !== 'CLOSED') receiver.tcb = tcb
  receiver.wasReset = flight.seg.rst
  const opened = tcb.state === 'SYN_RCVD' && before.state !== 'SYN_RCVD'
  receiver.owed = withReplies(opened ? [] : receiver.owed, outcome)
  if (outcome.owed.length > 0) receiver.obliged = { statement: on.statement, span: on.line.flagsSpan }
  rememberTimestamp(on, flight, receiver, outcome)
  tellArrival(on, flight.seg, flight.written.journey, before, outcome, network.half(from, to).tcb, to)
  if (opened) receiver.closedBy = undefined
  else if (flight.seg.len > 0 && tcb.rcv.nxt !== before.rcv.nxt) receiver.unread = true
  if (tcb.state !== before.state) receiver.entered = { statement: on.statement, span: on.line.flagsSpan }
  if (!flight.faulty && outcome.reception !== 'processed')
    judgeReception(on, from, to, flight, before, outcome)
}

/** With TCP_DEFER_ACCEPT a bare ACK does not finish the handshake: the server waits for data (tcp(7)). */
function isDeferred(defersAccept: boolean, { state, passive, snd }: Tcb, seg: Segment): boolean {
  const isBare = !seg.syn && !seg.rst && !seg.fin && seg.len === 0 && seg.ack === snd.nxt
  return defersAccept && state === 'SYN_RCVD' && passive && isBare
}

/** TS.Recent is the timestamp of the last segment that was acceptable (RFC 7323 §4.3). */
function rememberTimestamp(
  { walk }: WalkedLine,
  { written }: Flight,
  receiver: EndOfConnection,
  { reception }: Outcome,
): void {
  if (written.ts === undefined || (reception !== 'processed' && reception !== 'held')) return
  const value = walk.symbols.evaluate(written.ts.value)
  if ('value' in value) receiver.recentTs = seqNumber(value.value)
}

/** One acknowledgment answers everything so far; resets are owed one by one. */
function withReplies(
  owed: EndOfConnection['owed'],
  { tcb, reception, owed: due }: Outcome,
): EndOfConnection['owed'] {
  if (tcb.state === 'CLOSED' && reception === 'reset') return []
  if (due.length === 0) return owed
  return due.reduce(withReply, owed).slice(-REPLIES_KEPT)
}

function withReply(owed: EndOfConnection['owed'], due: Reply): EndOfConnection['owed'] {
  const known = owed.find(({ kind }) => kind === due.kind)
  if (known === undefined || due.kind === 'rst') return [...owed, due]
  if (due.kind !== 'ack' || known.kind !== 'ack') return owed
  const merged: Reply = {
    kind: 'ack',
    ...(known.challenge && due.challenge ? { challenge: true } : {}),
    ...(known.forUnacceptable || due.forUnacceptable ? { forUnacceptable: true } : {}),
  }
  return owed.map(reply => (reply === known ? merged : reply))
}

/** How many unpaid resets an end remembers. */
const REPLIES_KEPT = 64

/** What becomes of a segment says something about it, unless its sender was obliged to send it. */
function judgeReception(
  on: WalkedLine,
  from: string,
  to: string,
  { seg, owed }: Flight,
  before: Outcome['tcb'],
  { reception }: Outcome,
): void {
  const code = receptionFault(seg, before, reception)
  if (code === undefined || owed) return
  const at =
    code === 'ack-too-old' ? 'ack' : code === 'rst-ignored' || code === 'challenge-ack' ? 'flags' : 'seq'
  reportFault(on, { code, at }, seg, from, to, before.state)
}

function receptionFault(
  seg: Segment,
  before: Outcome['tcb'],
  reception: Outcome['reception'],
): FaultCode | undefined {
  switch (reception) {
    case 'challenged':
      return seg.rst ? 'rst-challenged' : 'challenge-ack'
    case 'ignored':
      return seg.rst ? 'rst-ignored' : undefined
    case 'unacceptable': {
      if (seg.rst) return 'rst-ignored'
      const ahead = plus(seg.seq, -before.rcv.nxt) < 2 ** 31
      return !seg.syn && seg.len > 0 && ahead && before.rcv.wnd > 0 ? 'out-of-window' : undefined
    }
    case 'bad-ack':
      return seg.ack !== undefined && plus(before.snd.nxt, -seg.ack) < 2 ** 31 ? 'ack-too-old' : undefined
    default:
      return undefined
  }
}

// --- ICMP ---

/** An ICMP error about a segment of its receiver. */
function walkIcmp(on: WalkedLine, from: string, to: string, journey: Journey): WalkedSegment {
  const { network } = on.walk
  network.touch(from, to)
  const half = network.half(to, from)
  const seq = on.numbering.number('seq', 'must-be-known')
  const segment = traceSegment(on, from, to, journey, {
    seq: seq?.linear ?? half.numbers.say(half.tcb.snd.una),
    ack: undefined,
    len: ZERO,
    win: undefined,
  })
  if (journey === 'delivered' || journey === 'stray') {
    const about = seq === undefined ? half.tcb.snd.una : seqNumber(seq.value)
    const { tcb } = icmpArrives(half.tcb, (on.line.icmp?.text ?? '') as IcmpError, about)
    if (tcb.state !== half.tcb.state) half.entered = { statement: on.statement, span: on.line.flagsSpan }
    half.tcb = tcb
  }
  network.refresh(to, from)
  return { segment, calls: NO_CALLS }
}
