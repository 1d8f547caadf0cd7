/** The ACK field of a segment that has passed the earlier checks, and its text and FIN (RFC 9293 §3.10.7.4). */
import { answer, ended, FOR_UNACCEPTABLE, type Outcome } from './outcome.ts'
import { bringsNews, deliver, receiveText } from './receive-text.ts'
import { resetFor } from './reply.ts'
import type { Segment } from './segment.ts'
import { atOrBefore, before, distance, type SeqNumber } from './sequence-number.ts'
import { isFinAcked, type Tcb } from './tcb.ts'

/**
 * The fifth check, and what follows it. Nothing before `oldest` is acknowledged in earnest, nor is the future (RFC
 * 5961 §5, taken over as MAY).
 */
export function ackArrives(tcb: Tcb, seg: Segment, ack: SeqNumber, oldest: SeqNumber): Outcome {
  if (tcb.state === 'SYN_RCVD') {
    const isAcked = before(tcb.snd.una, ack) && atOrBefore(ack, tcb.snd.nxt)
    return isAcked ? establish(tcb, seg, ack) : answer(tcb, resetFor(seg), 'bad-ack-reset')
  }
  if (before(tcb.snd.nxt, ack) || before(ack, oldest)) return answer(tcb, FOR_UNACCEPTABLE, 'bad-ack')

  const advanced = advance(tcb, seg, ack)
  if (!isFinAcked(advanced)) return textArrives(advanced, seg)
  switch (tcb.state) {
    // Our FIN is acknowledged; the same segment may bring the peer's, hence on to the text.
    case 'FIN_WAIT_1':
      return textArrives({ ...advanced, state: 'FIN_WAIT_2' }, seg)
    case 'CLOSING':
      return textArrives({ ...advanced, state: 'TIME_WAIT' }, seg)
    case 'LAST_ACK':
      return ended(advanced, 'closed', 'processed')
    default:
      return textArrives(advanced, seg)
  }
}

/** Our SYN counts as acknowledged. A CLOSE that had to wait for ESTABLISHED takes effect on reaching it (§3.10.4). */
export function establish(tcb: Tcb, seg: Segment, ack: SeqNumber): Outcome {
  const state = tcb.unsent.fin ? 'FIN_WAIT_1' : 'ESTABLISHED'
  return textArrives(advance({ ...tcb, state }, seg, ack), seg)
}

/** Moves SND.UNA and takes the window, unless the segment is older than the last one that did. */
function advance(tcb: Tcb, seg: Segment, ack: SeqNumber): Tcb {
  const { snd } = tcb
  const una = before(snd.una, ack) ? ack : snd.una
  const acked = snd.acked + distance(snd.una, una)
  const newer = before(snd.wl1, seg.seq) || (snd.wl1 === seg.seq && atOrBefore(snd.wl2, ack))
  if (!newer || !atOrBefore(snd.una, ack)) return { ...tcb, snd: { ...snd, una, acked } }
  const maxWnd = Math.max(snd.maxWnd, seg.wnd)
  return { ...tcb, snd: { una, nxt: snd.nxt, wnd: seg.wnd, wl1: seg.seq, wl2: ack, maxWnd, acked } }
}

const NOTHING_OWED: Outcome['owed'] = []
const ACK_OWED: Outcome['owed'] = [{ kind: 'ack' }]

/** Seventh and eighth check. After the peer's FIN there is no more text to come, so what comes is ignored. */
function textArrives(tcb: Tcb, seg: Segment): Outcome {
  if (seg.len === 0 && !seg.fin && tcb.held.length === 0)
    return { tcb, owed: NOTHING_OWED, reception: 'processed' }
  const established = deliver(tcb)
  const queuedText = established.rcv.nxt !== tcb.rcv.nxt
  // Text after the peer's FIN is ignored, and so not acknowledged.
  const hasNews = queuedText || seg.fin || (seg.len > 0 && tcb.peerFinSeq === undefined)
  const owed = hasNews ? ACK_OWED : NOTHING_OWED
  if (seg.len === 0 && !seg.fin) return { tcb: established, owed, reception: 'processed' }
  if (tcb.peerFinSeq !== undefined || tcb.rcv.wnd === 0)
    return { tcb: established, owed, reception: 'processed' }
  const received = receiveText(established, seg)
  const held = bringsNews(established, seg) && received.rcv.nxt === established.rcv.nxt
  return { tcb: received, owed, reception: held ? 'held' : 'processed' }
}
