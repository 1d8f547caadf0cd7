import { before, type Outcome, type Segment, type Tcb } from '@synfin/tcp'

/** The warning a segment earns by what becomes of it at a receiver in the state `tcb`. */
export function receptionWarning(
  seg: Segment,
  tcb: Tcb,
  reception: Outcome['reception'],
): string | undefined {
  if (seg.rst) {
    if (reception === 'challenged') return 'rst-challenged'
    return reception === 'ignored' || reception === 'unacceptable' ? 'rst-ignored' : undefined
  }
  if (reception === 'unacceptable') {
    const isAhead = !before(seg.seq, tcb.rcv.nxt)
    return isAhead && seg.len > 0 && !seg.syn ? 'out-of-window' : undefined
  }
  const isOld = seg.ack !== undefined && !before(tcb.snd.nxt, seg.ack)
  return reception === 'bad-ack' && isOld ? 'ack-too-old' : undefined
}
