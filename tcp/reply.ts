import { type Segment, segEnd } from './segment.ts'
import { type SeqNumber, seqNumber } from './sequence-number.ts'

/**
 * A segment that RFC 9293 obliges an end to send in answer to one that arrived.
 *
 * - `ack`: `<SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK>`, with the numbers of the moment it leaves; any later segment
 *   with an acknowledgment pays it. A challenge (RFC 5961) may be left out: a stack that sends too many throttles
 *   them (§7 there). `forUnacceptable` tells that it answers a segment that was dropped.
 * - `syn-ack`: `<SEQ=ISS><ACK=RCV.NXT><CTL=SYN,ACK>`.
 * - `rst`: exactly the numbers given; an ABORT's reset may also acknowledge, as Linux's does, with `orAck`.
 */
export type Reply =
  | { readonly kind: 'ack'; readonly challenge?: true; readonly forUnacceptable?: true }
  | { readonly kind: 'syn-ack' }
  | {
      readonly kind: 'rst'
      readonly seq: SeqNumber
      readonly ack: SeqNumber | undefined
      readonly orAck?: SeqNumber
    }

/**
 * The reset that answers a segment for which there is no connection (RFC 9293 §3.5.2 group 1, §3.10.7.1).
 * A segment with an acknowledgment names the number to use; one without gets number 0 and an acknowledgment.
 */
export function resetFor(seg: Segment): Reply {
  return seg.ack === undefined
    ? { kind: 'rst', seq: seqNumber(0), ack: segEnd(seg) }
    : { kind: 'rst', seq: seg.ack, ack: undefined }
}
