import { type Segment, segLen } from './segment.ts'
import { distance, plus } from './sequence-number.ts'
import type { Tcb } from './tcb.ts'

/**
 * The acceptability test (RFC 9293 §3.4 Table 5, §3.10.7.4 Table 6): does any part of the segment lie in the
 * receive window?
 */
export function isAcceptable(seg: Segment, rcv: Tcb['rcv']): boolean {
  const length = segLen(seg)
  if (rcv.wnd === 0) return length === 0 && seg.seq === rcv.nxt
  const inWindow = (octets: number) => distance(rcv.nxt, plus(seg.seq, octets)) < rcv.wnd
  return inWindow(0) || (length > 0 && inWindow(length - 1))
}

/**
 * Whether a segment that is not acceptable may still bring a valid ACK or RST: text sent at a closed window
 * (MUST-66).
 */
export function isAtClosedWindow(seg: Segment, rcv: Tcb['rcv']): boolean {
  return rcv.wnd === 0 && seg.seq === rcv.nxt
}
