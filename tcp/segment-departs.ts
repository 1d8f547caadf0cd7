/**
 * May this end send this segment now? RFC 9293 describes what arrives; what may leave follows from the calls
 * (§3.10.1 to §3.10.5), from the replies that arrivals oblige to (§3.10.7) and from retransmission (§3.8.1).
 *
 * Every rule here is a small function from a {@link Departing} to its fault. To add one, write the function, put
 * it in the list of its kind, and give its code words in `trace/messages.ts`.
 */
import type { DepartureFaultCode, Fault } from './fault.ts'
import type { Reply } from './reply.ts'
import { type Segment, segEnd } from './segment.ts'
import { atOrBefore, before, distance, later, plus, type SeqNumber } from './sequence-number.ts'
import { isSynchronized } from './state.ts'
import { chooseIss, heldEnd, isSynUnsent, NOTHING_UNSENT, type Tcb } from './tcb.ts'
import {
  abortResets,
  abort as callAbort,
  close as callClose,
  send as callSend,
  openActive,
} from './user-calls.ts'

/** A segment on its way out, with what bears on whether it may. */
export interface Departing {
  readonly tcb: Tcb
  readonly seg: Segment
  /** What earlier arrivals oblige this end to send. */
  readonly owed: readonly Reply[]
  /** The other end, to tell what it never sent from what is still on its way. */
  readonly peer: Tcb
  /** The last segment that arrived here was a reset. */
  readonly wasReset: boolean
  /** This end is Linux's. */
  readonly isLinux?: boolean
  /** The segment bears a timestamp newer than any that the other end has seen (RFC 6191). */
  readonly hasNewTimestamp?: boolean
  /** This end sends keep-alives, so that an empty segment may repeat its last number. */
  readonly keepsAlive: boolean
}

type DepartureFault = Fault<DepartureFaultCode>
type Rule = (departing: Departing) => DepartureFault | undefined

/** Why a segment leaves. */
export type Cause = 'open' | 'syn-ack' | 'data' | 'fin' | 'ack' | 'retransmission' | 'reset-owed' | 'abort'

/** What a departure makes of its sender. */
export interface Departed {
  readonly tcb: Tcb
  readonly owed: readonly Reply[]
  readonly cause: Cause
  /** Calls without which the segment could not have left, and that nobody has made: to be inferred. */
  readonly calls: readonly InferredCall[]
}

export type InferredCall =
  | { readonly call: 'connect' | 'shutdown' | 'abort' }
  | { readonly call: 'send'; readonly octets: number }

/** The first rule that forbids the segment, or the first that finds it odd; undefined where all is well. */
export function departureFault(departing: Departing): DepartureFault | undefined {
  const { seg, tcb } = departing
  if (seg.rst) return firstFault(RESET_RULES, departing)
  if (seg.syn) return firstFault(SYN_RULES, departing)
  if (!isSynchronized(tcb.state)) {
    const fault = firstFault(UNSYNCHRONIZED_RULES, departing)
    if (fault !== undefined || tcb.state !== 'SYN_RCVD') return fault
  }
  return firstFault(NUMBER_RULES, departing)
}

function firstFault(rules: readonly Rule[], departing: Departing): DepartureFault | undefined {
  for (const rule of rules) {
    const fault = rule(departing)
    if (fault !== undefined) return fault
  }
  return undefined
}

// --- Resets (§3.5.2, §3.10.5) ---

const RESET_RULES: readonly Rule[] = [resetOwedOtherwise, resetForNoReason, abortElsewhere]

/** A reset that answers something has exactly the numbers of §3.5.2. */
function resetOwedOtherwise({ tcb, seg, owed }: Departing): DepartureFault | undefined {
  const resets = owed.filter(reply => reply.kind === 'rst')
  const [first] = resets
  if (first === undefined || resets.some(reply => repaysReset(reply, seg))) return undefined
  if (abortResets(tcb) && seg.seq === tcb.snd.nxt) return undefined
  // One that answers nothing is an ABORT's, which has already forgotten the connection.
  if (first.orAck !== undefined && seg.seq !== first.seq)
    return { code: 'abort-bad-seq', at: 'seq', expected: first.seq, mended: { ...seg, seq: first.seq } }
  return { code: 'rst-malformed', at: 'segment', mended: { ...seg, seq: first.seq, ack: first.ack, len: 0 } }
}

/** Where there is no connection to abort, a reset only ever answers something. */
function resetForNoReason({ tcb, seg, owed, wasReset }: Departing): DepartureFault | undefined {
  if (owed.some(reply => repaysReset(reply, seg)) || abortResets(tcb)) return undefined
  return { code: wasReset ? 'rst-to-rst' : 'rst-unsolicited', at: 'segment', mended: 'nothing' }
}

/** An ABORT's reset carries SND.NXT, or the peer will not believe it. */
function abortElsewhere({ tcb, seg, owed }: Departing): DepartureFault | undefined {
  if (seg.seq === tcb.snd.nxt || owed.some(reply => repaysReset(reply, seg))) return undefined
  // Its SYN has not left, so no number of its own is known to anybody.
  if (isSynUnsent(tcb)) return undefined
  if (isSynchronized(tcb.state) && owed.some(reply => reply.kind === 'ack' && reply.forUnacceptable)) {
    const mended = { ...seg, rst: false, seq: tcb.snd.nxt, ack: tcb.rcv.nxt, len: 0 }
    return { code: 'rst-instead-of-ack', at: 'segment', mended }
  }
  const mended = { ...seg, seq: tcb.snd.nxt }
  return { code: 'abort-bad-seq', at: 'seq', expected: tcb.snd.nxt, mended }
}

function repaysReset(reply: Reply, seg: Segment): boolean {
  if (reply.kind !== 'rst' || reply.seq !== seg.seq) return false
  return seg.ack === reply.ack || (seg.ack !== undefined && seg.ack === reply.orAck)
}

// --- SYNs (§3.5, §3.10.1) ---

const SYN_RULES: readonly Rule[] = [
  resetOwedFirst,
  notAboveOldConnection,
  synInConnection,
  synAckWithoutSyn,
  synFromListener,
  otherInitialNumber,
  synAckOfSomethingElse,
]

/** An end that is not synchronized answers what does not fit with a reset before it sends anything else. */
function resetOwedFirst({ tcb, seg, owed }: Departing): DepartureFault | undefined {
  if (isSynchronized(tcb.state)) return undefined
  // A SYN,ACK answers a SYN that has come since.
  if (seg.syn && seg.ack !== undefined && owed.some(({ kind }) => kind === 'syn-ack')) return undefined
  const reset = owed.find(reply => reply.kind === 'rst' && reply.orAck === undefined)
  if (reset?.kind !== 'rst') return undefined
  const { seq, ack } = reset
  const mended = { ...seg, seq, ack, len: 0, syn: false, fin: false, psh: false, urg: false, rst: true }
  return { code: 'rst-expected', at: 'flags', mended }
}

/**
 * A connection is reopened from TIME_WAIT only above everything the old one used (MAY-2, first condition), or by a
 * newer timestamp (SHLD-4). Linux answers it only one number higher.
 */
function notAboveOldConnection(departing: Departing): DepartureFault | undefined {
  const { tcb, seg, peer, isLinux, hasNewTimestamp } = departing
  const reopens = tcb.state === 'CLOSED' && peer.state === 'TIME_WAIT' && seg.ack === undefined
  if (!reopens || hasNewTimestamp || atOrBefore(peer.rcv.nxt, seg.seq)) return undefined
  const seq = plus(peer.rcv.nxt, isLinux ? 1 : 0)
  return { code: 'isn-not-above-old', at: 'seq', expected: seq, mended: { ...seg, seq } }
}

function synInConnection({ tcb, seg, owed }: Departing): DepartureFault | undefined {
  if (!isSynchronized(tcb.state)) return undefined
  // In a simultaneous open the SYN,ACK may be drawn after the peer's, which has established this end meanwhile.
  if (seg.ack !== undefined && seg.seq === tcb.iss && owed.some(({ kind }) => kind === 'syn-ack'))
    return undefined
  const seq = seg.seq === tcb.iss || seg.len + (seg.fin ? 1 : 0) === 0 ? tcb.snd.nxt : plus(seg.seq, 1)
  return { code: 'syn-in-synchronized', at: 'flags', mended: { ...seg, syn: false, seq, ack: tcb.rcv.nxt } }
}

function synAckWithoutSyn({ tcb, seg }: Departing): DepartureFault | undefined {
  if (seg.ack === undefined || tcb.state === 'SYN_RCVD' || isSynchronized(tcb.state)) return undefined
  return { code: 'synack-wrong-direction', at: 'flags', mended: { ...seg, ack: undefined } }
}

function synFromListener({ tcb, seg }: Departing): DepartureFault | undefined {
  if (seg.ack !== undefined || tcb.state !== 'SYN_RCVD' || !tcb.passive) return undefined
  return { code: 'synack-missing-ack', at: 'flags', mended: { ...seg, ack: tcb.rcv.nxt } }
}

function otherInitialNumber({ tcb, seg }: Departing): DepartureFault | undefined {
  const opened = tcb.state === 'SYN_SENT' || tcb.state === 'SYN_RCVD'
  if (!opened || isSynUnsent(tcb) || seg.seq === tcb.iss) return undefined
  return { code: 'syn-isn-changed', at: 'seq', expected: tcb.iss, mended: { ...seg, seq: tcb.iss } }
}

/** A SYN that brought text may be acknowledged with or without it. */
function synAckOfSomethingElse({ tcb, seg }: Departing): DepartureFault | undefined {
  if (seg.ack === undefined || tcb.state !== 'SYN_RCVD' || seg.ack === tcb.rcv.nxt) return undefined
  const [queued] = tcb.held
  const all = queued === undefined ? tcb.rcv.nxt : heldEnd(queued)
  if (seg.ack === all || (queued !== undefined && seg.ack === plus(queued.seq, queued.len))) return undefined
  return { code: 'synack-wrong-ack', at: 'ack', expected: tcb.rcv.nxt, mended: { ...seg, ack: tcb.rcv.nxt } }
}

// --- Everything else, before the connection is synchronized (§3.10.2, §3.10.4) ---

const UNSYNCHRONIZED_RULES: readonly Rule[] = [
  resetOwedFirst,
  nothingToSendFrom,
  beforeSynAck,
  dataInSynRcvd,
  finInSynRcvd,
]

function nothingToSendFrom({ tcb }: Departing): DepartureFault | undefined {
  if (tcb.state === 'LISTEN') return { code: 'segment-from-listen', at: 'segment', mended: 'nothing' }
  if (tcb.state !== 'CLOSED') return undefined
  const code = tcb.ended === 'aborted' ? 'segment-after-rst' : 'segment-from-closed'
  return { code, at: 'segment', mended: 'nothing' }
}

function beforeSynAck({ tcb, seg }: Departing): DepartureFault | undefined {
  if (tcb.state === 'SYN_RCVD' && isSynUnsent(tcb))
    return {
      code: 'ack-before-synack',
      at: 'flags',
      mended: { ...seg, syn: true, fin: false, len: 0, ack: tcb.rcv.nxt },
    }
  if (tcb.state !== 'SYN_SENT') return undefined
  if (seg.fin) return { code: 'fin-before-established', at: 'segment', mended: 'nothing' }
  if (seg.len > 0) return { code: 'data-before-established', at: 'segment', mended: 'nothing' }
  return { code: 'ack-before-synack', at: 'segment', mended: 'nothing' }
}

/** A Fast Open server need not wait for the last segment of the handshake (RFC 7413 §4.2.2). */
function dataInSynRcvd({ tcb, seg }: Departing): DepartureFault | undefined {
  if (tcb.state !== 'SYN_RCVD' || seg.len === 0 || tcb.fastOpen) return undefined
  return { code: 'data-before-established', at: 'segment', mended: 'nothing' }
}

/** A CLOSE waits for ESTABLISHED behind text that is queued (§3.10.4), and so does any shutdown() on Linux. */
function finInSynRcvd({ tcb, seg, isLinux }: Departing): DepartureFault | undefined {
  if (tcb.state !== 'SYN_RCVD' || !seg.fin || !tcb.unsent.fin) return undefined
  if (!isLinux && tcb.unsent.octets <= seg.len) return undefined
  return { code: 'fin-before-established', at: 'segment', mended: 'nothing' }
}

// --- Numbers, once there are some (§3.4, §3.6, §3.8) ---

const NUMBER_RULES: readonly Rule[] = [
  synTookTheNumber,
  finTookTheNumber,
  beyondNext,
  finElsewhere,
  dataAfterFin,
  firstAckOfHandshake,
  ackShortOfFin,
  ackAhead,
  fromTimeWait,
  emptyBehindNext,
  ackRegresses,
  keepAlive,
  ackStale,
]

function synTookTheNumber({ tcb, seg, keepsAlive }: Departing): DepartureFault | undefined {
  const isEarlier = before(seg.seq, tcb.iss) && (seg.len > 0 || seg.fin)
  if ((seg.seq !== tcb.iss || keepsAlive) && !isEarlier) return undefined
  const seq = plus(tcb.iss, 1)
  return { code: 'syn-not-consumed', at: 'seq', expected: seq, mended: { ...seg, seq } }
}

function finTookTheNumber({ tcb, seg }: Departing): DepartureFault | undefined {
  if (tcb.finSeq === undefined || seg.seq !== tcb.finSeq || seg.fin || seg.len > 0) return undefined
  const seq = plus(tcb.finSeq, 1)
  return { code: 'fin-not-consumed', at: 'seq', expected: seq, mended: { ...seg, seq } }
}

function beyondNext({ tcb, seg }: Departing): DepartureFault | undefined {
  if (atOrBefore(seg.seq, tcb.snd.nxt)) return undefined
  // Our own FIN is out: what follows it is no gap but text or a FIN too many.
  if (tcb.finSeq !== undefined && (seg.fin || seg.len > 0)) return undefined
  return { code: 'seq-gap', at: 'seq', expected: tcb.snd.nxt, mended: { ...seg, seq: tcb.snd.nxt } }
}

/** A FIN sent again keeps its number (§3.8.1); a second one is never sent (§3.10.4). */
function finElsewhere({ tcb, seg }: Departing): DepartureFault | undefined {
  if (!seg.fin) return undefined
  const fin = plus(seg.seq, seg.len)
  if (tcb.finSeq === undefined) return finTooEarly(tcb, seg, fin)
  if (fin === tcb.finSeq) return undefined
  if (before(tcb.finSeq, fin)) return { code: 'second-fin', at: 'segment', mended: 'nothing' }
  const seq = plus(tcb.finSeq, -seg.len)
  return { code: 'fin-moved', at: 'seq', expected: seq, mended: { ...seg, seq } }
}

/** The first FIN comes after everything that has been sent. */
function finTooEarly(tcb: Tcb, seg: Segment, fin: SeqNumber): DepartureFault | undefined {
  if (!before(fin, tcb.snd.nxt)) return undefined
  const seq = plus(tcb.snd.nxt, -seg.len)
  return { code: 'fin-moved', at: 'seq', expected: seq, mended: { ...seg, seq } }
}

function dataAfterFin({ tcb, seg }: Departing): DepartureFault | undefined {
  if (seg.len === 0) return undefined
  const end = plus(seg.seq, seg.len)
  const closed =
    tcb.finSeq !== undefined
      ? before(tcb.finSeq, end)
      : tcb.unsent.fin && before(plus(tcb.snd.nxt, tcb.unsent.octets), end)
  return closed ? { code: 'data-after-fin', at: 'segment', mended: 'nothing' } : undefined
}

/** The third segment: the first acknowledgment of the peer's SYN by the end that opened actively. */
function firstAckOfHandshake({ tcb, seg, peer }: Departing): DepartureFault | undefined {
  const firstAck = tcb.lastAck === undefined || peer.state === 'SYN_RCVD'
  if (!firstAck || seg.ack === tcb.rcv.nxt || seg.ack === undefined) return undefined
  // It may be late, and stop short of text that has come with the SYN or after it.
  if (atOrBefore(plus(tcb.irs, 1), seg.ack) && before(seg.ack, tcb.rcv.nxt)) return undefined
  const mended = { ...seg, ack: tcb.rcv.nxt }
  return { code: 'handshake-ack-wrong', at: 'ack', expected: tcb.rcv.nxt, mended }
}

function ackShortOfFin({ tcb, seg }: Departing): DepartureFault | undefined {
  if (tcb.peerFinSeq === undefined || seg.ack !== tcb.peerFinSeq || seg.len > 0) return undefined
  const mended = { ...seg, ack: tcb.rcv.nxt }
  return { code: 'fin-ack-off-by-one', at: 'ack', expected: tcb.rcv.nxt, mended }
}

function ackAhead({ tcb, seg, peer }: Departing): DepartureFault | undefined {
  if (seg.ack === undefined || !before(tcb.rcv.nxt, seg.ack)) return undefined
  const sent = isSynchronized(peer.state) && atOrBefore(seg.ack, peer.snd.nxt)
  const code = sent ? 'ack-of-unreceived' : 'ack-of-unsent'
  return { code, at: 'ack', expected: tcb.rcv.nxt, mended: { ...seg, ack: tcb.rcv.nxt } }
}

function fromTimeWait({ tcb, seg }: Departing): DepartureFault | undefined {
  if (tcb.state !== 'TIME_WAIT' || (!seg.fin && seg.len === 0)) return undefined
  const mended = { ...seg, fin: false, len: 0, seq: tcb.snd.nxt, ack: tcb.rcv.nxt }
  return { code: 'time-wait-sends', at: 'segment', mended }
}

/** An empty segment carries SND.NXT, unless it is a keep-alive. */
function emptyBehindNext({ tcb, seg }: Departing): DepartureFault | undefined {
  if (!isEmptyElsewhere(tcb, seg) || isKeepAlive(tcb, seg)) return undefined
  return { code: 'seq-stale', at: 'seq', expected: tcb.snd.nxt, mended: { ...seg, seq: tcb.snd.nxt } }
}

/** One number less is how a keep-alive provokes an answer (§3.8.4). */
function keepAlive({ tcb, seg }: Departing): DepartureFault | undefined {
  return isEmptyElsewhere(tcb, seg) && isKeepAlive(tcb, seg) ? { code: 'keep-alive', at: 'seq' } : undefined
}

function isEmptyElsewhere({ snd }: Tcb, seg: Segment): boolean {
  return seg.len === 0 && !seg.fin && seg.seq !== snd.nxt
}

function isKeepAlive({ snd }: Tcb, seg: Segment): boolean {
  return seg.seq === plus(snd.nxt, -1)
}

function ackRegresses({ tcb, seg }: Departing): DepartureFault | undefined {
  if (seg.ack === undefined || tcb.lastAck === undefined) return undefined
  if (!before(seg.ack, tcb.rcv.nxt) || !before(seg.ack, tcb.lastAck)) return undefined
  const expected = tcb.rcv.nxt
  return { code: 'ack-regress', at: 'ack', expected, mended: { ...seg, ack: expected } }
}

function ackStale({ tcb, seg }: Departing): DepartureFault | undefined {
  if (seg.ack === undefined || !before(seg.ack, tcb.rcv.nxt)) return undefined
  return { code: 'ack-stale', at: 'ack', expected: tcb.rcv.nxt }
}

// --- What a departure does to its sender ---

/** The sender after a segment that it may send: numbers taken, debts paid, calls inferred. */
export function segmentDeparts({ tcb, seg, owed }: Departing): Departed {
  if (seg.rst) return resetDeparts(tcb, seg, owed)
  if (seg.syn) return synDeparts(tcb, seg, owed)
  const fresh = Math.max(0, newOctets(tcb, seg))
  const calls: InferredCall[] = []
  let sender = tcb
  if (fresh > sender.unsent.octets) {
    const octets = fresh - sender.unsent.octets
    calls.push({ call: 'send', octets })
    sender = callSend(sender, octets).tcb
  }
  const firstFin = seg.fin && tcb.finSeq === undefined
  if (firstFin && !sender.unsent.fin) {
    calls.push({ call: 'shutdown' })
    // All that was queued leaves with or before the FIN, so the CLOSE has nothing to wait for.
    sender = callClose({ ...sender, unsent: NOTHING_UNSENT }).tcb
  }
  // The CLOSE waited for our SYN to leave.
  if (firstFin && sender.state === 'SYN_RCVD') sender = { ...sender, state: 'FIN_WAIT_1' }
  const cause = firstFin ? 'fin' : fresh > 0 ? 'data' : seg.len > 0 || seg.fin ? 'retransmission' : 'ack'
  return { tcb: emit(sender, seg, fresh), owed: withoutAcks(owed, seg), cause, calls }
}

function newOctets(tcb: Tcb, seg: Segment): number {
  const end = plus(seg.seq, seg.len)
  return before(tcb.snd.nxt, end) ? distance(tcb.snd.nxt, end) : 0
}

function resetDeparts(tcb: Tcb, seg: Segment, owed: readonly Reply[]): Departed {
  const paid = owed.findIndex(reply => repaysReset(reply, seg))
  if (paid >= 0) return { tcb, owed: owed.toSpliced(paid, 1), cause: 'reset-owed', calls: [] }
  return { tcb: callAbort(tcb).tcb, owed: [], cause: 'abort', calls: [{ call: 'abort' }] }
}

function synDeparts(tcb: Tcb, seg: Segment, owed: readonly Reply[]): Departed {
  const opens = tcb.state === 'CLOSED' || tcb.state === 'LISTEN'
  const opened = opens ? openActive(tcb, seg.seq).tcb : tcb
  const answers = seg.ack !== undefined && owed.some(({ kind }) => kind === 'syn-ack')
  const isFirst = opens || isSynUnsent(opened) || answers
  const cause = !isFirst ? 'retransmission' : seg.ack === undefined ? 'open' : 'syn-ack'
  const numbered = isSynUnsent(opened) ? chooseIss(opened, seg.seq) : opened
  const calls: InferredCall[] = opens ? [{ call: 'connect' }] : []
  return { tcb: emit(numbered, seg, seg.len), owed: withoutAcks(owed, seg), cause, calls }
}

/** Takes the segment's numbers and remembers what it acknowledged. */
function emit(tcb: Tcb, seg: Segment, fresh: number): Tcb {
  const nxt = later(tcb.snd.nxt, segEnd(seg))
  const isRefused = seg.syn && refusesCookie(tcb, seg)
  const finSent = seg.fin && tcb.finSeq === undefined
  return {
    ...tcb,
    fastOpen: tcb.fastOpen && !isRefused,
    held: isRefused ? [] : tcb.held,
    snd: { ...tcb.snd, nxt },
    rcv: { ...tcb.rcv, wnd: seg.wnd, nxt: seg.ack === undefined ? tcb.rcv.nxt : acknowledged(tcb, seg.ack) },
    finSeq: finSent ? plus(segEnd(seg), -1) : tcb.finSeq,
    unsent: stillUnsent(tcb.unsent, seg, fresh),
    lastAck: seg.ack ?? tcb.lastAck,
  }
}

function stillUnsent({ octets, fin }: Tcb['unsent'], seg: Segment, fresh: number): Tcb['unsent'] {
  const isClosing = fin && !seg.fin
  return octets <= fresh && !isClosing
    ? NOTHING_UNSENT
    : { octets: Math.max(0, octets - fresh), fin: isClosing }
}

/** A SYN,ACK of the SYN alone says that the cookie is none of its sender's, and the text dropped (RFC 7413 §4.2.2). */
function refusesCookie(tcb: Tcb, { ack }: Segment): boolean {
  return tcb.fastOpen && tcb.held.length > 0 && ack === plus(tcb.irs, 1)
}

/** A SYN,ACK may acknowledge the text that came with the SYN, which is then received. */
function acknowledged(tcb: Tcb, ack: Segment['seq']): Segment['seq'] {
  const [queued] = tcb.held
  if (tcb.state !== 'SYN_RCVD' || queued === undefined) return tcb.rcv.nxt
  // A FIN among it is received when the connection is established.
  const text = plus(queued.seq, queued.len)
  return atOrBefore(ack, text) ? later(tcb.rcv.nxt, ack) : text
}

/** A segment with an acknowledgment pays every acknowledgment owed; a SYN pays the SYN,ACK too. */
function withoutAcks(owed: readonly Reply[], seg: Segment): readonly Reply[] {
  if (owed.length === 0 || seg.ack === undefined) return owed
  return owed.filter(reply => reply.kind === 'rst' || (reply.kind === 'syn-ack' && !seg.syn))
}

/**
 * The sender after a segment that it should not have sent but, the author says, did: taken as far as it makes
 * sense. Text and FIN in their place take their numbers, a SYN opens, a reset ends the connection.
 */
export function departsAllTheSame(departing: Departing): Departed {
  const { tcb, seg, owed } = departing
  const unchanged: Departed = { tcb, owed, cause: 'ack', calls: [] }
  if (seg.rst) return isSynchronized(tcb.state) ? resetDeparts(tcb, seg, owed) : unchanged
  if (seg.syn) return isSynchronized(tcb.state) ? unchanged : synDeparts(tcb, { ...seg, fin: false }, owed)
  if (!isSynchronized(tcb.state) || seg.seq !== tcb.snd.nxt || tcb.finSeq !== undefined) return unchanged
  return segmentDeparts(departing)
}
