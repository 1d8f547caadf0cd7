/** How a segment arrives: from the network or at once, and what its receiver makes of it. */
import {
  type FaultCode,
  movesTsRecent,
  type Outcome,
  outdatedArrives,
  plus,
  type Reply,
  type Segment,
  segmentArrives,
  seqNumber,
  type Tcb,
} from '@synfin/tcp'
import type { Linear, TraceSegment } from './checked-trace.ts'
import { bitsOf } from './control-bits.ts'
import { judgeFlags } from './judge-flags.ts'
import { linearOf } from './linear.ts'
import { linuxEnd } from './linux-end.ts'
import type { EndOfConnection, Flight, Network } from './network.ts'
import { tellArrival } from './patterns.ts'
import { numberStray } from './segment-numbers.ts'
import { judgeOptions, offerOf, ticksBehind } from './segment-options.ts'
import { reportFault, reportNotInFlight } from './segment-report.ts'
import { readState } from './state-names.ts'
import { between, type LineBetween, NO_CALLS, type WalkedLine, type WalkedSegment } from './walked-line.ts'

/**
 * A segment in flight arrives: the oldest that agrees with every field written. Where there is none the line counts
 * as a stray of `sender`, as its fix writes it.
 */
export function arrive(on: WalkedLine, sender: string, to: string): WalkedSegment {
  const { network } = on.walk
  const flight = network.arrive(to, candidate => fits(on, candidate))
  if (flight === undefined) {
    reportNotInFlight(on, to)
    return arriveAstray(between(on, sender, to), true)
  }
  if (flight.isLeftOut) return { segment: asWritten(on, flight), calls: NO_CALLS, isDropped: true }
  network.touch(flight.from, to)
  reach(between(on, flight.from, to), flight)
  network.refresh(flight.from, to)
  network.refresh(to, flight.from)
  return { segment: asWritten(on, flight), calls: NO_CALLS }
}

/** The segment that left, in the words of the line at which it arrives. */
function asWritten({ line, bits, numbering }: WalkedLine, { written }: Flight): TraceSegment {
  const said = (name: 'seq' | 'ack' | 'len' | 'win') => {
    const field = numbering.field(name)
    return field === undefined || 'any' in field.value ? undefined : linearOf(field.value)
  }
  return {
    ...written,
    journey: 'arrives',
    optional: line.optional !== undefined,
    flags: bits.list,
    seq: said('seq') ?? written.seq,
    ack: said('ack') ?? written.ack,
    len: said('len') ?? written.len,
    win: said('win') ?? written.win,
    inferred: [],
  }
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
export function arriveAstray(on: LineBetween, isFaulty = false): WalkedSegment {
  const { from, to } = on
  const { network } = on.walk
  network.touch(from, to)
  const { seg, trace } = numberStray(on)
  const judged = judgeFlags(on, seg, true)
  const faulty = isFaulty || judged !== seg
  judgeOptions(on, seg, trace, faulty)
  const offer = seg.syn ? offerOf(on, seg, trace) : undefined
  if (judged !== 'nothing')
    reach(on, { from, seg: judged, written: trace, faulty, owed: false, offer, isOdd: false })
  // What the receiver counts from has been said, though the end it seems to come from may not have said a number yet.
  if (seg.syn && on.numbering.has('seq') && on.peer.tcb.irs === seg.seq) on.sender.floating = undefined
  network.refresh(to, from)
  return { segment: trace, calls: NO_CALLS }
}

/** SEGMENT ARRIVES at one end. */
export function reach(on: LineBetween, flight: Flight): void {
  const { from, to, peer: receiver } = on
  const { network } = on.walk
  const before = network.tcbAt(to, from)
  if (isDeferred(network.endpoint(to).defersAccept, before, flight.seg)) return
  if (isTurnedAway(network, to, before, flight.seg)) return
  const outcome = arrival(on, flight.seg, flight.written)
  const { tcb } = outcome
  // What a listener drops or resets leaves no trace in a connection that has ended.
  if (tcb.state !== 'LISTEN' || receiver.tcb.state !== 'CLOSED') receiver.tcb = tcb
  receiver.forsaken = false
  receiver.wasReset = flight.seg.rst
  const here = { statement: on.statement, span: on.line.flagsSpan }
  const opened = isOpened(before, tcb)
  const owed = stillOwed(receiver.owed, before, outcome)
  const isTold = flight.isOdd && outcome.reception === 'unacceptable'
  if (outcome.owed.some(isReset))
    receiver.obligedToReset = owed.some(isReset) ? receiver.obligedToReset : here
  else if (outcome.owed.length > 0 && !(isTold && receiver.owed.length > 0))
    receiver.obliged = isTold ? undefined : here
  receiver.owed = withReplies(owed, outcome)
  rememberTimestamp(on, flight, before, outcome)
  if (opensBy(flight.seg, before, outcome)) receiver.heard = flight.offer
  tellArrival(on, flight.seg, flight.written.journey, before, outcome)
  if (opened) {
    receiver.closedBy = undefined
    receiver.isDeaf = false
    receiver.isCookie = network.answersByCookie(to)
  } else if (flight.seg.len > 0 && tcb.rcv.nxt !== before.rcv.nxt) receiver.unread = true
  if (tcb.state !== before.state) receiver.entered = here
  if (tcb.rcv.nxt !== before.rcv.nxt) receiver.advanced = { ...here, from: before.rcv.nxt, sent: tcb.snd.nxt }
  if (!flight.faulty && outcome.reception !== 'processed') judgeReception(on, flight, before, outcome)
}

/** SEGMENT ARRIVES, and nothing is done about it yet. */
function arrival(on: LineBetween, seg: Segment, written: Pick<TraceSegment, 'tfo' | 'ts'>): Outcome {
  const { walk, from, to, peer: receiver } = on
  const tcb = walk.network.tcbAt(to, from)
  const linux = linuxEnd(on)
  const ticks = ticksBehind(walk, receiver, written.ts?.value) ?? 0
  const outdated = outdatedArrives(tcb, seg, ticks, linux)
  if (outdated !== undefined) return outdated
  return segmentArrives(tcb, seg, {
    iss: () => walk.nextIss(receiver),
    rfc1337: walk.rfc1337,
    hasCookie: written.tfo !== undefined && written.tfo !== '',
    hasNewTimestamp: ticks < 0,
    ...(linux ? { linux } : {}),
  })
}

/** Whether what the line claims of the receiver is true once this segment has arrived; if it does, on this line. */
export function isTrueAfter(on: LineBetween, seg: Segment): boolean {
  if (on.line.to === undefined || on.line.arrow.lost) return true
  const { state } = arrival(on, seg, { tfo: on.numbering.field('tfo')?.cookie, ts: undefined }).tcb
  const claims = on.line.claim?.states ?? []
  return claims.every(({ end, state: claimed }) => {
    const read = readState(claimed.text)
    return end.text !== on.to || read.kind === 'unknown' || read.state === state
  })
}

/** With TCP_DEFER_ACCEPT a bare ACK does not finish the handshake: the server waits for data (tcp(7)). */
function isDeferred(defersAccept: boolean, { state, passive, snd }: Tcb, seg: Segment): boolean {
  const isBare = !seg.syn && !seg.rst && !seg.fin && seg.len === 0 && seg.ack === snd.nxt
  return defersAccept && state === 'SYN_RCVD' && passive && isBare
}

/** A listener whose backlog is full drops a SYN, unless it can answer it with a cookie. */
function isTurnedAway(network: Network, to: string, { state }: Tcb, { syn, ack, rst }: Segment): boolean {
  const isRequest = state === 'LISTEN' && syn && ack === undefined && !rst
  return isRequest && network.cookies === 'never' && network.isFull(to)
}

/** Whether a SYN is the one that its receiver's connection begins with. */
function opensBy({ syn }: Segment, { state }: Tcb, { reception }: Outcome): boolean {
  return syn && reception === 'processed' && state !== 'SYN_RCVD'
}

/** TS.Recent, which a new connection knows only by its SYN (RFC 7323 §4.3). */
function rememberTimestamp(on: LineBetween, { seg, written }: Flight, before: Tcb, outcome: Outcome): void {
  const { walk, peer: receiver } = on
  const ticks = ticksBehind(walk, receiver, written.ts?.value) ?? 0
  if (!movesTsRecent(before, seg, ticks, outcome, linuxEnd(on))) return
  if (seg.syn) receiver.recentTs = undefined
  const linear = written.ts?.value
  const read = linear && walk.symbols.evaluate(linear)
  if (linear !== undefined && read !== undefined && 'value' in read)
    receiver.recentTs = { linear, value: read.value }
}

/**
 * What was owed before: nothing where the connection is gone, as it was reset or its listener gave it up, and only
 * what no connection owes where a new one begins.
 */
function stillOwed(
  owed: EndOfConnection['owed'],
  before: Tcb,
  { tcb, reception }: Outcome,
): EndOfConnection['owed'] {
  if (owed.length === 0 || reception === 'reset') return []
  if (before.state === 'SYN_RCVD' && tcb.state === 'LISTEN') return []
  return isOpened(before, tcb) ? owed.filter(isReset) : owed
}

function isReset({ kind }: Reply): boolean {
  return kind === 'rst'
}

function isOpened(before: Tcb, after: Tcb): boolean {
  return after.state === 'SYN_RCVD' && before.state !== 'SYN_RCVD'
}

/** One acknowledgment answers everything so far; resets are owed one by one. */
function withReplies(owed: EndOfConnection['owed'], { owed: due }: Outcome): EndOfConnection['owed'] {
  if (due.length === 0) return owed
  if (owed.length === 0 && due.length === 1) return due
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
  on: LineBetween,
  { seg, owed }: Flight,
  before: Outcome['tcb'],
  { reception }: Outcome,
): void {
  const code = receptionFault(seg, before, reception)
  if (code === undefined || owed) return
  const at =
    code === 'ack-too-old' ? 'ack' : code === 'rst-ignored' || code === 'challenge-ack' ? 'flags' : 'seq'
  reportFault(on, { code, at }, seg, before.state)
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
