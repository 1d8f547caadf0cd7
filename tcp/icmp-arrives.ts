import { drop, ended, type Outcome } from './outcome.ts'
import { atOrBefore, before, type SeqNumber } from './sequence-number.ts'
import { backToListen, type Tcb } from './tcb.ts'

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
  return outstanding && isOpening(tcb) && isHard(error) ? ended(tcb, 'refused', 'processed') : drop(tcb)
}

/**
 * An ICMP error arrives at Linux, where any but `too-big` ends a connection that is being opened, SND.NXT being as good
 * a number as one before it. A request that its listener has not handed over is forgotten for a soft error about its
 * SYN,ACK, and lives on through a hard one.
 */
export function icmpArrivesOnLinux(tcb: Tcb, error: IcmpError, seq: SeqNumber): Outcome {
  const { state, passive, iss, snd } = tcb
  if (error === 'too-big' || !isOpening(tcb)) return drop(tcb)
  if (state === 'SYN_RCVD' && passive)
    return isHard(error) || seq !== iss
      ? drop(tcb)
      : { tcb: backToListen(tcb), owed: [], reception: 'processed' }
  if (!atOrBefore(snd.una, seq) || !atOrBefore(seq, snd.nxt)) return drop(tcb)
  return ended(tcb, isHard(error) ? 'refused' : 'closed', 'processed')
}

function isHard(error: IcmpError): boolean {
  return error === 'protocol-unreachable' || error === 'port-unreachable'
}

function isOpening({ state }: Tcb): boolean {
  return state === 'SYN_SENT' || state === 'SYN_RCVD'
}
