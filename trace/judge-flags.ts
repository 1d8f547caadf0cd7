import { flagFault, isSynchronized, type Segment } from '@synfin/tcp'
import { reportFault } from './segment-report.ts'
import type { LineBetween } from './walked-line.ts'

/** Judges the control bits alone: the segment to go on with, as written or as mended. */
export function judgeFlags(on: LineBetween, written: Segment, isStray = false): Segment | 'nothing' {
  const { tcb } = on.sender
  const knowsPeer = isSynchronized(tcb.state) || tcb.state === 'SYN_RCVD'
  const fault = flagFault(written, knowsPeer ? tcb.rcv.nxt : undefined)
  if (fault === undefined) return written
  // Having no connection weighs more than the missing ACK, but is not held against a stray.
  if (!isStray && fault.mended === 'nothing' && fault.code === 'missing-ack-flag') return written
  const verdict = reportFault(on, fault, written)
  const goesOn = verdict === 'expected' || on.walk.reporter.severity(fault.code) !== 'error'
  return goesOn ? written : (fault.mended ?? written)
}
