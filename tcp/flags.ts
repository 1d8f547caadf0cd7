/** What a segment's control bits say against it, whoever sends it (RFC 9293 §3.1, §3.10.7). */
import type { Fault, FlagFaultCode } from './fault.ts'
import type { Segment } from './segment.ts'

/**
 * The first fault of the control bits, or undefined.
 *
 * `ack` is the acknowledgment number to propose where the ACK bit is missing; undefined where the sender has
 * received nothing it could acknowledge.
 */
export function flagFault(seg: Segment, ack: Segment['ack']): Fault<FlagFaultCode> | undefined {
  const acknowledged = ack === undefined ? ('nothing' as const) : { ...seg, ack }
  if (seg.syn && seg.rst) return { code: 'syn-rst', at: 'flags', mended: { ...seg, rst: false } }
  if (seg.syn && seg.fin) return { code: 'syn-fin', at: 'flags', mended: { ...seg, fin: false } }
  if (seg.fin && seg.rst) return { code: 'fin-rst', at: 'flags', mended: { ...seg, fin: false } }
  if (seg.syn || seg.rst || seg.ack !== undefined) return undefined
  if (seg.fin && seg.psh && seg.urg) return { code: 'xmas-flags', at: 'flags', mended: acknowledged }
  if (seg.fin || seg.len > 0) return { code: 'missing-ack-flag', at: 'flags', mended: acknowledged }
  return { code: 'null-flags', at: 'flags', mended: acknowledged }
}
