import { drop, ended, type Outcome } from './outcome.ts'
import { atOrBefore, before, type SeqNumber } from './sequence-number.ts'
import type { Tcb } from './tcb.ts'

/** ICMP errors about a segment that this end sent (RFC 9293 §3.9.2.2). */
export const ICMP_ERRORS = [
  'net-unreachable',
  'host-unreachable',
  'protocol-unreachable',
  'port-unreachable',
  'too-big',
] as const

export type IcmpError = (typeof ICMP_ERRORS)[number]

/**
 * An ICMP error arrives about the segment that bears the number `seq`.
 *
 * It counts only where that segment is still unacknowledged (RFC 5927 §4.1). Hard errors end a connection that
 * is being opened (SHLD-26); once it is synchronized they are treated as soft ones, as RFC 5927 §5.2 advises and
 * the RFC's own [35] notes. Soft errors end nothing (MUST-56).
 */
export function icmpArrives(tcb: Tcb, error: IcmpError, seq: SeqNumber): Outcome {
  const outstanding = atOrBefore(tcb.snd.una, seq) && before(seq, tcb.snd.nxt)
  const opening = tcb.state === 'SYN_SENT' || tcb.state === 'SYN_RCVD'
  const hard = error === 'protocol-unreachable' || error === 'port-unreachable'
  return outstanding && opening && hard ? ended(tcb, 'refused', 'processed') : drop(tcb)
}
