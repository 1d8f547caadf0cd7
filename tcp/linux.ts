/** Where Linux answers otherwise than RFC 9293 §3.10.7 asks, as measured on Linux 6.18. */
import { isAcceptable } from './acceptability.ts'
import { answer, drop, ended, type Outcome } from './outcome.ts'
import { resetFor } from './reply.ts'
import { type Segment, segEnd, segLen } from './segment.ts'
import type { LinuxEnd } from './segment-arrives.ts'
import { before, plus } from './sequence-number.ts'
import type { Tcb } from './tcb.ts'

/** Linux's outcome where it is another than the RFC's; undefined where both agree. */
export function linuxDiffers(tcb: Tcb, seg: Segment, end: LinuxEnd): Outcome | undefined {
  switch (tcb.state) {
    case 'LISTEN':
      // SYN,FIN is dropped in silence, where the RFC takes the SYN.
      return seg.syn && seg.fin && seg.ack === undefined && !seg.rst ? drop(tcb) : undefined
    case 'SYN_RCVD':
      return tcb.passive ? inRequest(tcb, seg) : inCrossedOpen(tcb, seg)
    case 'FIN_WAIT_1':
      return end.orphaned ? inOrphan(tcb, seg) : undefined
    case 'FIN_WAIT_2':
      return end.orphaned ? inForgottenOrphan(tcb, seg) : undefined
    case 'CLOSE_WAIT':
    case 'CLOSING':
    case 'LAST_ACK':
      return afterPeersFin(tcb, seg)
    case 'TIME_WAIT':
      return inTimeWait(tcb, seg)
    default:
      return undefined
  }
}

/** A connection that its listener has not handed over yet: the ACK is looked at before the sequence number. */
function inRequest(tcb: Tcb, seg: Segment): Outcome | undefined {
  if (seg.rst) return undefined
  // The same SYN again draws the same SYN,ACK again.
  if (seg.syn && seg.ack === undefined && seg.seq === tcb.irs)
    return answer(tcb, { kind: 'syn-ack' }, 'unacceptable')
  if (!tcb.fastOpen && seg.ack !== undefined && seg.ack !== tcb.snd.nxt)
    return answer(tcb, resetFor(seg), 'bad-ack-reset')
  // Another SYN in the window is reset, and the request forgotten.
  if (!seg.syn || !isAcceptable(seg, tcb.rcv)) return undefined
  return answer({ ...tcb, state: 'LISTEN', held: [] }, resetFor(withoutText(seg)), 'no-connection')
}

/** Once the SYNs have crossed, an exact reset is a reset to the application, where the RFC has a refusal. */
function inCrossedOpen(tcb: Tcb, seg: Segment): Outcome | undefined {
  return seg.rst && seg.seq === tcb.rcv.nxt ? ended(tcb, 'reset', 'reset') : undefined
}

/** After close() nobody receives: new text, or a FIN ahead of RCV.NXT, ends the connection. */
function inOrphan(tcb: Tcb, seg: Segment): Outcome | undefined {
  if (seg.rst || seg.syn || !isAcceptable(seg, tcb.rcv) || !isGoodAck(tcb, seg)) return undefined
  const isNews = segLen(seg) > 0 && before(tcb.rcv.nxt, plus(seg.seq, seg.len))
  return isNews ? resetBy(tcb, seg) : undefined
}

/**
 * Once its FIN is acknowledged too, little more than RCV.NXT is kept of an orphan: no acknowledgment is read, any reset
 * in the window is believed, and all that comes but the peer's FIN ends the connection.
 */
function inForgottenOrphan(tcb: Tcb, seg: Segment): Outcome {
  if (!isAcceptable(seg, tcb.rcv)) return answer(tcb, { kind: 'ack', forUnacceptable: true }, 'unacceptable')
  if (seg.rst) return ended(tcb, 'reset', 'reset')
  if (seg.syn && !before(seg.seq, tcb.rcv.nxt)) return resetBy(tcb, withoutText(seg))
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

/** Text over the peer's FIN ends CLOSE_WAIT; text or a FIN beyond it is dropped in silence. */
function afterPeersFin(tcb: Tcb, seg: Segment): Outcome | undefined {
  // A reset that has the number of the FIN is believed.
  if (seg.rst) return seg.seq === tcb.peerFinSeq ? ended(tcb, 'reset', 'reset') : undefined
  if (seg.syn || !isGoodAck(tcb, seg) || (seg.len === 0 && !seg.fin)) return undefined
  if (!isAcceptable(seg, tcb.rcv)) return undefined
  if (before(seg.seq, tcb.rcv.nxt)) return tcb.state === 'CLOSE_WAIT' ? resetBy(tcb, seg) : undefined
  return tcb.state === 'CLOSE_WAIT' ? drop(tcb) : undefined
}

/**
 * A reset must be exact and draws no challenge; a SYN must lie above RCV.NXT to open anew. Of the rest the sequence
 * number alone counts, and all but an empty segment at RCV.NXT is acknowledged, text and FIN without ACK too.
 */
function inTimeWait(tcb: Tcb, seg: Segment): Outcome | undefined {
  if (seg.rst) return seg.seq === tcb.rcv.nxt ? undefined : drop(tcb)
  if (!isAcceptable(seg, tcb.rcv) || (seg.syn && (seg.ack !== undefined || seg.seq !== tcb.rcv.nxt)))
    return undefined
  const acknowledged = { kind: 'ack', forUnacceptable: true } as const
  if (seg.syn) return answer(tcb, acknowledged, 'unacceptable')
  const isEmptyAtNext = seg.seq === tcb.rcv.nxt && segLen(seg) === 0
  return isEmptyAtNext ? drop(tcb, 'processed') : answer(tcb, acknowledged, 'processed')
}

/** The connection is destroyed, and the reset takes its number from the segment, as where there never was one. */
function resetBy(tcb: Tcb, seg: Segment): Outcome {
  return { ...ended(tcb, 'reset', 'no-connection'), owed: [resetFor(seg)] }
}

/** Neither of what was never sent nor of what is long past (RFC 5961 §5). */
function isGoodAck({ snd }: Tcb, { ack }: Segment): boolean {
  return ack !== undefined && !before(snd.nxt, ack) && !before(ack, plus(snd.una, -snd.maxWnd))
}

/** Linux acknowledges the SYN alone, not what came with it. */
function withoutText(seg: Segment): Segment {
  return { ...seg, len: 0, fin: false }
}
