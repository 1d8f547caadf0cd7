/** Where Linux answers otherwise than RFC 9293 §3.10.7 asks, as measured on Linux 6.18. */
import { isAcceptable } from './acceptability.ts'
import { ackArrives, establish } from './ack-arrives.ts'
import { answer, drop, ended, FOR_UNACCEPTABLE, type Outcome } from './outcome.ts'
import { resetFor } from './reply.ts'
import { type Segment, segEnd, segLen } from './segment.ts'
import type { LinuxEnd } from './segment-arrives.ts'
import { before, later, plus, type SeqNumber } from './sequence-number.ts'
import { backToListen, heldEnd, type Tcb } from './tcb.ts'

/** Linux's outcome where it is another than the RFC's; undefined where both agree. */
export function linuxDiffers(
  tcb: Tcb,
  seg: Segment,
  end: LinuxEnd,
  hasNewTimestamp = false,
): Outcome | undefined {
  if (end.hasSack && isResetAfterHeld(tcb, seg)) return ended(tcb, 'reset', 'reset')
  switch (tcb.state) {
    case 'LISTEN':
      // SYN,FIN is dropped in silence, where the RFC takes the SYN.
      return seg.syn && seg.fin && seg.ack === undefined && !seg.rst ? drop(tcb) : undefined
    case 'SYN_RCVD':
      return tcb.passive ? inRequest(tcb, seg) : inCrossedOpen(tcb, seg)
    case 'FIN_WAIT_1':
      return end.orphaned ? inOrphan(tcb, seg) : inFinWait(tcb, seg, end)
    case 'FIN_WAIT_2':
      if (!end.orphaned) return inFinWait(tcb, seg, end)
      return tcb.isWholeOrphan ? inOrphan(tcb, seg) : inForgottenOrphan(tcb, seg)
    case 'ESTABLISHED':
      return withoutControlBits(tcb, seg)
    case 'CLOSE_WAIT':
    case 'CLOSING':
    case 'LAST_ACK':
      return afterPeersFin(tcb, seg)
    case 'TIME_WAIT':
      return inTimeWait(tcb, seg, hasNewTimestamp)
    default:
      return undefined
  }
}

/**
 * The acceptability test (RFC 9293 §3.10.7.4 Table 6): Linux also takes an empty segment just beyond the window, and
 * but for a request and in TIME_WAIT one that ends just before it, so that its acknowledgment counts.
 */
export function isInWindowOnLinux(tcb: Tcb, seg: Segment): boolean {
  const isOfConnection = tcb.state !== 'TIME_WAIT' && !(tcb.state === 'SYN_RCVD' && tcb.passive)
  const endsBefore = !seg.syn && segLen(seg) > 0 && segEnd(seg) === tcb.rcv.nxt
  return fitsWindow(tcb, seg) || (isOfConnection && endsBefore)
}

function fitsWindow({ rcv }: Tcb, seg: Segment): boolean {
  const isJustBeyond = segLen(seg) === 0 && seg.seq === plus(rcv.nxt, rcv.wnd)
  return isAcceptable(seg, rcv) || isJustBeyond
}

/**
 * The oldest acknowledgment that is not challenged (RFC 5961 §5): neither older than the largest window, nor than
 * everything the peer has acknowledged, where a listener's end does not count its SYN.
 */
export function oldestAckOnLinux({ snd, passive }: Tcb): SeqNumber {
  return plus(snd.una, -Math.min(snd.maxWnd, snd.acked - (passive ? 1 : 0)))
}

/** A reset may count from the end of the text that is held, which a selective acknowledgment has told its sender. */
function isResetAfterHeld({ held, rcv }: Tcb, seg: Segment): boolean {
  const last = held.at(-1)
  const isAfter = last !== undefined && seg.seq === heldEnd(last)
  return seg.rst && isAfter && isAcceptable(seg, rcv)
}

/** Without ACK, SYN and RST a segment is dropped before anything else of it is looked at. */
function withoutControlBits(tcb: Tcb, { ack, rst, syn }: Segment): Outcome | undefined {
  return ack === undefined && !rst && !syn ? drop(tcb) : undefined
}

/** A connection that its listener has not handed over yet: the ACK is looked at before the sequence number. */
function inRequest(tcb: Tcb, seg: Segment): Outcome | undefined {
  if (seg.rst) return undefined
  if (!tcb.fastOpen && seg.ack !== undefined && seg.ack !== tcb.snd.nxt)
    return answer(tcb, resetFor(seg), 'bad-ack-reset')
  // The same SYN again draws the same SYN,ACK again. With an acknowledgment and text it has the request handed over.
  if (seg.syn && seg.seq === tcb.irs) {
    if (seg.ack === undefined) return answer(tcb, { kind: 'syn-ack' }, 'unacceptable')
    return answer({ ...tcb, passive: seg.len === 0 }, FOR_UNACCEPTABLE, 'unacceptable')
  }
  // Another SYN in the window is reset, and the request forgotten.
  if (!seg.syn || !isAcceptable(seg, tcb.rcv)) return undefined
  return answer(backToListen(tcb), resetFor(seg), 'no-connection')
}

/**
 * Once the SYNs have crossed, an exact reset is a reset to the application, where the RFC has a refusal; and an
 * acknowledgment of nothing is as good as one of the SYN.
 */
function inCrossedOpen(tcb: Tcb, seg: Segment): Outcome | undefined {
  if (seg.rst) return seg.seq === tcb.rcv.nxt ? ended(tcb, 'reset', 'reset') : undefined
  if (seg.syn || seg.ack !== tcb.iss || !isInWindowOnLinux(tcb, seg)) return withoutControlBits(tcb, seg)
  return establish(tcb, seg, seg.ack)
}

/** Once its FIN has left and nobody receives any more, new text ends the connection. */
function inFinWait(tcb: Tcb, seg: Segment, { isDeaf = false }: LinuxEnd): Outcome | undefined {
  return isDeaf && isRead(tcb, seg) && bringsText(tcb, seg) ? resetBy(tcb, seg) : withoutControlBits(tcb, seg)
}

/** After close() nobody receives: new text, or a FIN ahead of RCV.NXT, ends the connection. */
function inOrphan(tcb: Tcb, seg: Segment): Outcome | undefined {
  if (!isRead(tcb, seg)) return withoutControlBits(tcb, seg)
  if (bringsText(tcb, seg)) return resetBy(tcb, seg)
  const acked = acknowledge(tcb, seg, seg.ack)
  if (acked.tcb.state === tcb.state) return undefined
  // What acknowledges the FIN has the orphan forgotten and is not looked at further, unless it is a FIN itself.
  if (!seg.fin) return acked
  const { tcb: whole, ...outcome } = ackArrives(tcb, seg, seg.ack, oldestAckOnLinux(tcb))
  return { ...outcome, tcb: { ...whole, isWholeOrphan: true } }
}

/**
 * Once its FIN is acknowledged too, little more than RCV.NXT is kept of an orphan: no acknowledgment is read, any reset
 * in the window is believed, and all that comes but the peer's FIN ends the connection.
 */
function inForgottenOrphan(tcb: Tcb, seg: Segment): Outcome {
  if (!fitsWindow(tcb, seg)) return answer(tcb, FOR_UNACCEPTABLE, 'unacceptable')
  if (seg.rst) return ended(tcb, 'reset', 'reset')
  if (seg.syn && !before(seg.seq, tcb.rcv.nxt)) return resetBy(tcb, seg)
  const isNews = segLen(seg) > 0 && before(tcb.rcv.nxt, segEnd(seg))
  if (seg.ack === undefined || !isNews) return drop(tcb, 'processed')
  const isFin = seg.fin && segEnd(seg) === plus(tcb.rcv.nxt, 1)
  if (!isFin) return resetBy(tcb, seg)
  const closed: Tcb = {
    ...tcb,
    state: 'TIME_WAIT',
    rcv: { ...tcb.rcv, nxt: segEnd(seg) },
    peerFinSeq: tcb.rcv.nxt,
    held: [],
  }
  return answer(closed, { kind: 'ack' }, 'processed')
}

/**
 * Text over the peer's FIN ends the connection, text or a FIN beyond it is dropped in silence, what repeats it is
 * acknowledged; but first its acknowledgment is taken, and where that ends the state it is all.
 */
function afterPeersFin(tcb: Tcb, seg: Segment): Outcome | undefined {
  // A reset that has the number of the FIN is believed.
  if (seg.rst) return seg.seq === tcb.peerFinSeq ? ended(tcb, 'reset', 'reset') : undefined
  if (seg.syn || !isGoodAck(tcb, seg) || segLen(seg) === 0 || !isInWindowOnLinux(tcb, seg))
    return withoutControlBits(tcb, seg)
  const acked = acknowledge(tcb, seg, seg.ack)
  if (acked.tcb.state !== tcb.state) return acked
  if (!before(seg.seq, tcb.rcv.nxt)) return drop(acked.tcb)
  if (before(tcb.rcv.nxt, plus(seg.seq, seg.len))) return resetBy(acked.tcb, seg)
  const nxt = later(tcb.rcv.nxt, segEnd(seg))
  const repeated = { ...acked.tcb, rcv: { ...tcb.rcv, nxt }, peerFinSeq: plus(nxt, -1) }
  return answer(repeated, FOR_UNACCEPTABLE, 'processed')
}

/**
 * A reset must be exact and draws no challenge; a SYN must lie above RCV.NXT or bear a newer timestamp to open anew, and
 * is lost if it brings a FIN. Of the rest the sequence number alone counts, and all but an empty segment at RCV.NXT is
 * acknowledged, text and FIN without ACK too.
 */
function inTimeWait(tcb: Tcb, seg: Segment, hasNewTimestamp: boolean): Outcome | undefined {
  const { nxt } = tcb.rcv
  if (seg.rst) return seg.seq === nxt ? undefined : drop(tcb)
  if (seg.syn && seg.ack === undefined && (before(nxt, seg.seq) || hasNewTimestamp))
    return seg.fin ? ended(tcb, 'closed', 'ignored') : undefined
  if (!isAcceptable(seg, tcb.rcv) || (seg.syn && (seg.ack !== undefined || seg.seq !== nxt))) return undefined
  if (seg.syn) return answer(tcb, FOR_UNACCEPTABLE, 'unacceptable')
  const isEmptyAtNext = seg.seq === nxt && segLen(seg) === 0
  return isEmptyAtNext ? drop(tcb, 'processed') : answer(tcb, FOR_UNACCEPTABLE, 'processed')
}

/** Whether a segment passes all checks up to that of its acknowledgment. */
function isRead(tcb: Tcb, seg: Segment): seg is Segment & { readonly ack: SeqNumber } {
  return !seg.rst && !seg.syn && isGoodAck(tcb, seg) && isInWindowOnLinux(tcb, seg)
}

/** Whether it brings text, or a FIN that is ahead of RCV.NXT. */
function bringsText({ rcv }: Tcb, seg: Segment): boolean {
  return segLen(seg) > 0 && before(rcv.nxt, plus(seg.seq, seg.len))
}

/** The connection is destroyed, and the reset takes its number from the segment, as where there never was one. */
function resetBy(tcb: Tcb, seg: Segment): Outcome {
  return { ...ended(tcb, 'reset', 'no-connection'), owed: [resetFor(seg)] }
}

/** Neither of what was never sent nor of what is long past (RFC 5961 §5). */
function isGoodAck(tcb: Tcb, seg: Segment): seg is Segment & { readonly ack: SeqNumber } {
  const { ack } = seg
  return ack !== undefined && !before(tcb.snd.nxt, ack) && !before(ack, oldestAckOnLinux(tcb))
}

/** What the acknowledgment alone makes of the TCB. */
function acknowledge(tcb: Tcb, seg: Segment, ack: SeqNumber): Outcome {
  return ackArrives(tcb, { ...seg, len: 0, fin: false }, ack, oldestAckOnLinux(tcb))
}
