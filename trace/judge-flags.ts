import { flagFault, isSynchronized, type Segment } from '@synfin/tcp'
import type { EndOfConnection } from './network.ts'
import { reportFault } from './segment-report.ts'
import type { WalkedLine } from './walked-line.ts'

/** Judges the control bits alone: the segment to go on with, as written or as mended. */
export function judgeFlags(
  on: WalkedLine,
  written: Segment,
  { tcb }: EndOfConnection,
  from: string,
  to: string,
  isStray = false,
): Segment | 'nothing' {
  const knowsPeer = isSynchronized(tcb.state) || tcb.state === 'SYN_RCVD'
  const fault = flagFault(written, knowsPeer ? tcb.rcv.nxt : undefined)
  if (fault === undefined) return written
  // Having no connection weighs more than the missing ACK, but is not held against a stray.
  if (!isStray && fault.mended === 'nothing' && fault.code === 'missing-ack-flag') return written
  const verdict = reportFault(on, fault, written, from, to)
  const goesOn = verdict === 'expected' || on.walk.reporter.severity(fault.code) !== 'error'
  return goesOn ? written : (fault.mended ?? written)
}
