/** Where Linux answers otherwise than RFC 9293 §3.10.7 asks, as measured on Linux 6.18. */
import { isAcceptable } from './acceptability.ts'
import { answer, drop, ended, type Outcome } from './outcome.ts'
import type { Segment } from './segment.ts'
import type { LinuxEnd } from './segment-arrives.ts'
import { before, plus, seqNumber } from './sequence-number.ts'
import { isSynchronized } from './state.ts'
import type { Tcb } from './tcb.ts'

/** Linux's outcome where it is another than the RFC's; undefined where both agree. */
export function linuxDiffers(tcb: Tcb, seg: Segment, end: LinuxEnd): Outcome | undefined {
  switch (tcb.state) {
    case 'LISTEN':
      // SYN,FIN is dropped in silence, where the RFC takes the SYN.
      return seg.syn && seg.fin && seg.ack === undefined && !seg.rst ? drop(tcb) : undefined
    case 'SYN_RCVD':
      return tcb.passive ? inPassiveSynRcvd(tcb, seg) : undefined
    case 'FIN_WAIT_1':
    case 'FIN_WAIT_2':
      return end.orphaned ? inOrphan(tcb, seg) : undefined
    case 'CLOSE_WAIT':
      return inCloseWait(tcb, seg)
    case 'TIME_WAIT':
      // A reset in the window but not at RCV.NXT draws no challenge.
      return seg.rst && seg.seq !== tcb.rcv.nxt ? drop(tcb) : undefined
    default:
      return undefined
  }
}

/** A second SYN with another number in the window is reset, and the request forgotten. */
function inPassiveSynRcvd(tcb: Tcb, seg: Segment): Outcome | undefined {
  if (!seg.syn || seg.rst || seg.ack !== undefined || !isAcceptable(seg, tcb.rcv)) return undefined
  return {
    ...answer({ ...tcb, state: 'LISTEN', held: [] }, resetOfSyn(seg), 'no-connection'),
  }
}

/** After close() nobody receives: new data, or in FIN_WAIT_2 a SYN in the window, ends the connection. */
function inOrphan(tcb: Tcb, seg: Segment): Outcome | undefined {
  if (seg.rst || !isAcceptable(seg, tcb.rcv)) return undefined
  if (seg.syn) {
    if (tcb.state !== 'FIN_WAIT_2') return undefined
    return { ...ended(tcb, 'reset', 'no-connection'), owed: [resetOfSyn(seg)] }
  }
  if (seg.len === 0 || seg.ack === undefined || !before(tcb.rcv.nxt, plus(seg.seq, seg.len))) return undefined
  return {
    ...ended(tcb, 'reset', 'no-connection'),
    owed: [{ kind: 'rst', seq: tcb.snd.nxt, ack: undefined }],
  }
}

/** Data that overlaps the peer's FIN ends the connection; data or a FIN beyond it is dropped in silence. */
function inCloseWait(tcb: Tcb, seg: Segment): Outcome | undefined {
  if (seg.rst || seg.syn || seg.ack === undefined || tcb.peerFinSeq === undefined) return undefined
  if (!isSynchronized(tcb.state) || (seg.len === 0 && !seg.fin)) return undefined
  if (!isAcceptable(seg, tcb.rcv)) return undefined
  const overlaps = before(seg.seq, tcb.rcv.nxt)
  if (!overlaps) return drop(tcb)
  return {
    ...ended(tcb, 'reset', 'no-connection'),
    owed: [{ kind: 'rst', seq: tcb.snd.nxt, ack: undefined }],
  }
}

function resetOfSyn(seg: Segment) {
  return { kind: 'rst', seq: seqNumber(0), ack: plus(seg.seq, 1 + seg.len) } as const
}
