/**
 * SEGMENT ARRIVES (RFC 9293 §3.10.7): what an end makes of a segment, state by state, with the checks in the
 * RFC's order. Security and compartments are out of scope (docs/adr/0004).
 */
import { isAcceptable, isAtClosedWindow } from './acceptability.ts'
import { ackArrives } from './ack-arrives.ts'
import { isInWindowOnLinux, linuxDiffers, oldestAckOnLinux } from './linux.ts'
import { answer, drop, ended, FOR_UNACCEPTABLE, type Outcome } from './outcome.ts'
import { deliver } from './receive-text.ts'
import { resetFor } from './reply.ts'
import type { Segment } from './segment.ts'
import { atOrBefore, before, distance, plus, type SeqNumber } from './sequence-number.ts'
import { backToListen, isFinAcked, NOTHING_UNSENT, type Tcb } from './tcb.ts'

/** What an end brings to SEGMENT ARRIVES besides its TCB. */
export interface Surroundings {
  /** Chooses the initial sequence number, if the segment opens a connection here. */
  readonly iss: () => SeqNumber
  /** A reset does not end TIME_WAIT, lest an old one assassinate it (RFC 1337 §4, fix F1). */
  readonly rfc1337: boolean
  /** The segment bears a Fast Open cookie (RFC 7413 §4.1.1). */
  readonly hasCookie?: boolean
  /** The segment bears a timestamp newer than any before, and so may reopen what waits in TIME_WAIT (RFC 6191, SHLD-4). */
  readonly hasNewTimestamp?: boolean
  /** What Linux does where it differs from RFC 9293; absent for the RFC itself. */
  readonly linux?: LinuxEnd
}

/** What bears on Linux's own ways at one end. */
export interface LinuxEnd {
  /** close() has been called: nobody will receive any more, and data that comes is reset. */
  readonly orphaned: boolean
  /** shutdown() has given up receiving, though the socket is still there. */
  readonly isDeaf?: boolean
  /** It acknowledges selectively (RFC 2018). */
  readonly hasSack?: boolean
}

/** The outcome of a segment at one end. */
export function segmentArrives(tcb: Tcb, seg: Segment, around: Surroundings): Outcome {
  const otherwise = around.linux && linuxDiffers(tcb, seg, around.linux, around.hasNewTimestamp)
  if (otherwise !== undefined) return otherwise
  switch (tcb.state) {
    case 'CLOSED':
      return segmentArrivesInClosed(tcb, seg)
    case 'LISTEN':
      return segmentArrivesInListen(tcb, seg, around)
    case 'SYN_SENT':
      return segmentArrivesInSynSent(tcb, seg, around)
    default:
      return segmentArrivesOtherwise(tcb, seg, around)
  }
}

/** §3.10.7.1: everything but a reset is answered with a reset. */
function segmentArrivesInClosed(tcb: Tcb, seg: Segment): Outcome {
  return seg.rst ? drop(tcb, 'no-connection') : answer(tcb, resetFor(seg), 'no-connection')
}

/** §3.10.7.2. */
function segmentArrivesInListen(tcb: Tcb, seg: Segment, around: Surroundings): Outcome {
  // First, check for a RST: nothing was sent that it could be about.
  if (seg.rst) return drop(tcb)
  // Second, check for an ACK: any acknowledgment is bad here.
  if (seg.ack !== undefined) return answer(tcb, resetFor(seg), 'bad-ack-reset')
  // Third, check for a SYN.
  if (seg.syn) return openPassively(tcb, seg, around)
  // Fourth, other data or control: nobody sends this in earnest.
  return drop(tcb)
}

function openPassively(
  tcb: Tcb,
  seg: Segment,
  { iss: choose, linux, hasCookie = false }: Surroundings,
): Outcome {
  const iss = choose()
  const opened: Tcb = {
    ...tcb,
    state: 'SYN_RCVD',
    passive: true,
    fastOpen: hasCookie,
    iss,
    irs: seg.seq,
    snd: { una: iss, nxt: iss, wnd: seg.wnd, wl1: seg.seq, wl2: iss, maxWnd: seg.wnd, acked: 0 },
    rcv: { ...tcb.rcv, nxt: plus(seg.seq, 1) },
    finSeq: undefined,
    peerFinSeq: undefined,
    unsent: NOTHING_UNSENT,
    // Linux forgets what comes with a SYN unless a cookie does too, and has it sent again.
    held: linux === undefined || hasCookie ? queued(seg) : [],
    lastAck: undefined,
    ended: undefined,
  }
  return { tcb: opened, owed: [{ kind: 'syn-ack' }], reception: 'processed' }
}

/** Text and FIN that came with a SYN wait until the connection is established. */
function queued(seg: Segment): Tcb['held'] {
  return seg.len > 0 || seg.fin ? [{ seq: plus(seg.seq, 1), len: seg.len, fin: seg.fin }] : []
}

/**
 * §3.10.7.3, while we wait for an answer to our SYN. An unacceptable ACK is answered before RST or SYN is
 * looked at.
 */
function segmentArrivesInSynSent(tcb: Tcb, seg: Segment, { linux }: Surroundings): Outcome {
  const acked = seg.ack !== undefined && before(tcb.snd.una, seg.ack) && atOrBefore(seg.ack, tcb.snd.nxt)
  // First, check the ACK bit.
  if (seg.ack !== undefined && !acked)
    return seg.rst ? drop(tcb) : answer(tcb, resetFor(seg), 'bad-ack-reset')
  // Second, check the RST bit. Without an ACK anyone could have sent it, so it is dropped. (The text asks for
  // RCV.NXT besides, which an end in SYN_SENT does not have.)
  if (seg.rst) return acked ? ended(tcb, 'refused', 'reset') : drop(tcb)
  // Fourth, check the SYN bit. Fifth, neither SYN nor RST: drop.
  if (!seg.syn) return drop(tcb)
  const heard: Tcb = {
    ...tcb,
    irs: seg.seq,
    rcv: { ...tcb.rcv, nxt: plus(seg.seq, 1) },
    snd: {
      ...tcb.snd,
      una: acked ? seg.ack : tcb.snd.una,
      wnd: seg.wnd,
      wl1: seg.seq,
      wl2: seg.ack ?? tcb.snd.una,
      maxWnd: Math.max(tcb.snd.maxWnd, seg.wnd),
      acked: acked ? distance(tcb.iss, seg.ack) : 0,
    },
    held: linux === undefined ? queued(seg) : [],
  }
  // Our SYN is acknowledged: established, and what came with the SYN is processed at once.
  if (acked)
    return {
      tcb: deliver({ ...heard, state: openedState(heard) }),
      owed: [{ kind: 'ack' }],
      reception: 'processed',
    }
  // The SYNs crossed: simultaneous open.
  return {
    tcb: { ...heard, state: 'SYN_RCVD', passive: false },
    owed: [{ kind: 'syn-ack' }],
    reception: 'processed',
  }
}

/** ESTABLISHED, or where a FIN left with the SYN, what its acknowledgment makes of it. */
function openedState(tcb: Tcb): 'ESTABLISHED' | 'FIN_WAIT_1' | 'FIN_WAIT_2' {
  if (tcb.finSeq === undefined) return 'ESTABLISHED'
  return isFinAcked(tcb) ? 'FIN_WAIT_2' : 'FIN_WAIT_1'
}

/** §3.10.7.4: SYN_RCVD and all synchronized states. */
function segmentArrivesOtherwise(tcb: Tcb, seg: Segment, around: Surroundings): Outcome {
  // A newer SYN may reopen the connection straight from TIME_WAIT (§3.6.1 MAY-2); an older one is a duplicate.
  if (tcb.state === 'TIME_WAIT' && opensAnew(tcb, seg, around)) return openPassively(tcb, seg, around)

  // First, check the sequence number.
  const crossing = isCrossingSynAck(tcb, seg)
  const isInWindow = around.linux ? isInWindowOnLinux(tcb, seg) : isAcceptable(seg, tcb.rcv)
  if (!crossing && !isInWindow && !isAtClosedWindow(seg, tcb.rcv))
    return seg.rst ? drop(tcb, 'unacceptable') : answer(tcb, FOR_UNACCEPTABLE, 'unacceptable')

  // Second, check the RST bit.
  if (seg.rst) return around.rfc1337 && tcb.state === 'TIME_WAIT' ? drop(tcb) : resetArrives(tcb, seg)

  // Fourth, check the SYN bit.
  if (seg.syn && !crossing) return synArrives(tcb)

  // Fifth, check the ACK field.
  if (seg.ack === undefined) return drop(tcb)
  const oldest = around.linux ? oldestAckOnLinux(tcb) : plus(tcb.snd.una, -tcb.snd.maxWnd)
  return ackArrives(tcb, seg, seg.ack, oldest)
}

function opensAnew(tcb: Tcb, seg: Segment, { hasNewTimestamp = false }: Surroundings): boolean {
  const isNewer = atOrBefore(tcb.rcv.nxt, seg.seq) || hasNewTimestamp
  return seg.syn && !seg.rst && seg.ack === undefined && isNewer
}

/**
 * The SYN,ACK that crosses our own in a simultaneous open repeats IRS, left of the window. Table 6 would reject
 * it, Figure 7 line 7 and Appendix A.2 accept it, and so does Linux.
 */
function isCrossingSynAck(tcb: Tcb, seg: Segment): boolean {
  return (
    tcb.state === 'SYN_RCVD' &&
    !tcb.passive &&
    seg.syn &&
    !seg.rst &&
    seg.seq === tcb.irs &&
    seg.ack !== undefined &&
    before(tcb.snd.una, seg.ack) &&
    atOrBefore(seg.ack, tcb.snd.nxt)
  )
}

const CHALLENGE = { kind: 'ack', challenge: true, forUnacceptable: true } as const

/** Second check. Only a reset at RCV.NXT is believed; another one in the window is challenged (RFC 5961 §3). */
function resetArrives(tcb: Tcb, seg: Segment): Outcome {
  if (seg.seq !== tcb.rcv.nxt) return answer(tcb, CHALLENGE, 'challenged')
  if (tcb.state === 'SYN_RCVD')
    return tcb.passive
      ? { tcb: backToListen(tcb), owed: [], reception: 'reset' }
      : ended(tcb, 'refused', 'reset')
  return ended(tcb, 'reset', 'reset')
}

/** Fourth check. In a synchronized state a SYN is challenged, not believed (RFC 5961 §4). */
function synArrives(tcb: Tcb): Outcome {
  if (tcb.state === 'SYN_RCVD' && tcb.passive)
    return { tcb: backToListen(tcb), owed: [], reception: 'processed' }
  return answer(tcb, CHALLENGE, 'challenged')
}
