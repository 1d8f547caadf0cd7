import { CONTROL_BITS, type WireSegment } from '@synfin/capture'
import { controlFlags, type Segment, seqNumber } from '@synfin/tcp'

/** A segment off the wire as the state machine sees it; `shift` is the one its sender agreed on (RFC 7323 §2.3). */
export function arrivedSegment({ seq, ack, bits, win, length }: WireSegment, shift: number): Segment {
  const has = (bit: keyof typeof CONTROL_BITS) => (bits & CONTROL_BITS[bit]) !== 0
  return {
    seq: seqNumber(seq),
    ack: has('ACK') ? seqNumber(ack) : undefined,
    len: length,
    wnd: has('SYN') ? win : win * 2 ** shift,
    ...controlFlags(has),
  }
}

/** The control bits as a header has them: an OR of {@link CONTROL_BITS}. */
export function controlBitsOf({ ack, syn, fin, rst, psh, urg, ece, cwr }: Segment): number {
  const { SYN, FIN, RST, PSH, ACK, URG, ECE, CWR } = CONTROL_BITS
  const bit = (isSet: boolean, value: number) => (isSet ? value : 0)
  return (
    bit(syn, SYN) |
    bit(fin, FIN) |
    bit(rst, RST) |
    bit(psh, PSH) |
    bit(ack !== undefined, ACK) |
    bit(urg, URG) |
    bit(ece, ECE) |
    bit(cwr, CWR)
  )
}
