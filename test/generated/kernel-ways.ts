/** Where Linux does otherwise than the model in profile `linux` says. Measured on Linux 6.18. */
import {
  before,
  isSynchronized,
  type Segment,
  segLen,
  segmentArrives,
  seqNumber,
  type Tcb,
} from '@synfin/tcp'

/** What bears on it besides the TCB and the segment. */
export interface Circumstances {
  /** How many segments of the kernel's may still be on their way. */
  readonly segmentsOut: number
  /** Text has reached the kernel, and may wait for its application. */
  readonly hasReceived: boolean
  /** The segment acknowledges selectively. */
  readonly selects: boolean
  /** The kernel's SYN has asked for ECN. */
  readonly asksForEcn: boolean
  /** The segment's timestamp is older than what the kernel has seen. */
  readonly isOlder: boolean
}

interface Way {
  /** What Linux does, in a clause, and why no trace can tell. */
  readonly says: string
  readonly when: (tcb: Tcb, seg: Segment, around: Circumstances) => boolean
}

/** Situations that a legal trace for a replay keeps away from, since its lines could not be what Linux does. */
const WAYS: readonly Way[] = [
  {
    says: 'Linux sends again what duplicate acknowledgments ask for: as many as its estimate of reordering has it wait for, and what is new waits for its congestion window (RFC 5681 §3.2)',
    when: (tcb, seg, { segmentsOut }) => segmentsOut > 1 && isDuplicateAck(tcb, seg),
  },
  {
    says: 'Linux sends again what SACK blocks leave out as soon as a quarter of the round trip has passed (RFC 8985 §6.2), which here may be at once',
    when: (_tcb, _seg, { selects }) => selects,
  },
  {
    says: 'Linux, which sends its SYN again after an acknowledgment of nothing, then no longer asks for ECN, and tells on its first text that its congestion window is smaller (RFC 3168 §6.1.1.1, §6.1.2)',
    when: (tcb, seg, { asksForEcn }) => asksForEcn && tcb.state === 'SYN_SENT' && isAckOfNothing(tcb, seg),
  },
  {
    says: 'Linux tolerates on a duplicate acknowledgment a timestamp older by 1.2 of its retransmission timeouts, which a replay makes long',
    when: (tcb, seg, { isOlder }) => isOlder && isDuplicateAck(tcb, seg),
  },
  {
    says: 'Linux takes text that is due before it finds the acknowledgment too old, if memory is left over of the pages that it has reserved for octets unread or unacknowledged',
    when: (tcb, seg, { segmentsOut, hasReceived }) =>
      (hasReceived || segmentsOut > 0) &&
      tcb.state === 'ESTABLISHED' &&
      isDue(tcb, seg) &&
      isTooOld(tcb, seg),
  },
]

function isDuplicateAck({ state, snd }: Tcb, seg: Segment): boolean {
  const isBare = segLen(seg) === 0 && !seg.rst
  return isSynchronized(state) && isBare && seg.ack === snd.una
}

function isAckOfNothing({ snd }: Tcb, { ack }: Segment): boolean {
  return ack !== undefined && (!before(snd.una, ack) || before(snd.nxt, ack))
}

function isDue({ rcv }: Tcb, { len, fin, rst, syn, seq }: Segment): boolean {
  return len > 0 && !fin && !rst && !syn && seq === rcv.nxt
}

function isTooOld(tcb: Tcb, seg: Segment): boolean {
  const around = { iss: () => seqNumber(0), rfc1337: false, linux: { orphaned: false } }
  const { reception } = segmentArrives(tcb, seg, around)
  return reception === 'bad-ack' && seg.ack !== undefined && before(seg.ack, tcb.snd.una)
}

/** How Linux treats a segment in a way that the model does not know; nothing where the two agree. */
export function kernelWay(tcb: Tcb, seg: Segment, around: Circumstances): string | undefined {
  return WAYS.find(({ when }) => when(tcb, seg, around))?.says
}
