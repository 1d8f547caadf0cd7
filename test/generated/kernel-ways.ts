/** Where Linux does otherwise than the model in profile `linux` says. Measured on Linux 6.18. */
import {
  before,
  isAcceptable,
  isSynchronized,
  plus,
  type Segment,
  segEnd,
  segLen,
  type Tcb,
} from '@synfin/tcp'

/** What bears on it besides the TCB and the segment. */
interface Circumstances {
  /** close() has been called. */
  readonly isOrphaned: boolean
  /** The segment is one that its seeming sender never sent. */
  readonly isStray: boolean
}

interface Way {
  /** What Linux does, in a clause. */
  readonly says: string
  readonly when: (tcb: Tcb, seg: Segment, around: Circumstances) => boolean
}

/** Situations that a legal trace for a replay keeps away from, since its lines could not be what Linux does. */
const WAYS: readonly Way[] = [
  {
    says: 'Linux sends again what three duplicate acknowledgments ask for (RFC 5681 §3.2); the model does not count them',
    when: (tcb, seg) => isDuplicateAck(tcb, seg),
  },
  {
    says: 'Linux takes text that is due on its fast path, before it finds the acknowledgment too old',
    when: (tcb, seg) => hasText(seg) && hasPeer(tcb) && seg.seq === tcb.rcv.nxt && isTooOld(tcb, seg),
  },
  {
    says: "Linux is silent at text or a FIN beyond the peer's FIN",
    when: (tcb, seg) =>
      ['LAST_ACK', 'CLOSING'].includes(tcb.state) && hasText(seg) && isAcceptable(seg, tcb.rcv),
  },
  {
    says: 'Linux challenges an acknowledgment of what it has never sent, though it lies within the largest window',
    when: (tcb, seg, { isStray }) => isStray && isSynchronized(tcb.state) && isLittleBehind(tcb, seg),
  },
  {
    says: 'Linux takes the acknowledgment of a segment that ends just at RCV.NXT, where Table 6 drops it',
    when: (tcb, seg) => hasPeer(tcb) && isJustReceived(tcb, seg) && seg.ack !== tcb.snd.una,
  },
  {
    says: 'Linux reopens a connection only for a SYN after RCV.NXT, and not for one at it',
    when: (tcb, seg) => tcb.state === 'TIME_WAIT' && seg.syn && seg.seq === tcb.rcv.nxt,
  },
  {
    says: 'Linux takes an acknowledgment of nothing for that of its SYN, when the SYNs have crossed',
    when: (tcb, seg) => tcb.state === 'SYN_RCVD' && !tcb.passive && seg.ack === tcb.iss && !seg.rst,
  },
]

function hasText({ len, fin, rst, syn }: Segment): boolean {
  return (len > 0 || fin) && !rst && !syn
}

function isDuplicateAck({ state, snd }: Tcb, seg: Segment): boolean {
  const isBare = segLen(seg) === 0 && !seg.rst
  return isSynchronized(state) && isBare && seg.ack === snd.una && snd.una !== snd.nxt
}

function isTooOld({ snd }: Tcb, { ack }: Segment): boolean {
  return ack !== undefined && before(ack, plus(snd.una, -LARGEST_WINDOW))
}

/** Behind everything acknowledged, but not by more than a window. */
function isLittleBehind({ snd }: Tcb, { ack, rst }: Segment): boolean {
  if (ack === undefined || rst || !before(ack, snd.una)) return false
  return !before(ack, plus(snd.una, -LARGEST_WINDOW))
}

const LARGEST_WINDOW = 65_535

function hasPeer({ state }: Tcb): boolean {
  return isSynchronized(state) || state === 'SYN_RCVD'
}

/** Wholly received already, up to the last octet. */
function isJustReceived({ rcv }: Tcb, seg: Segment): boolean {
  return !seg.rst && !seg.syn && segLen(seg) > 0 && segEnd(seg) === rcv.nxt
}

/** How Linux treats a segment in a way that the model does not know; nothing where the two agree. */
export function kernelWay(tcb: Tcb, seg: Segment, around: Circumstances): string | undefined {
  return WAYS.find(({ when }) => when(tcb, seg, around))?.says
}

/** A SYN that comes again is answered with the SYN ACK again, where RFC 9293 has a bare ACK. */
export function repeatsSynAck(tcb: Tcb, seg: Segment): boolean {
  return isEmbryonic(tcb) && seg.syn && !seg.rst && seg.ack === undefined && seg.seq === tcb.irs
}

/** A connection that its listener has not handed over yet. */
function isEmbryonic({ state, passive }: Tcb): boolean {
  return state === 'SYN_RCVD' && passive
}
