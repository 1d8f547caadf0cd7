export { isAcceptable } from './acceptability.ts'
export type { Fault, FaultCode } from './fault.ts'
export { flagFault } from './flags.ts'
export { ICMP_ERRORS, type IcmpError, icmpArrives, icmpArrivesOnLinux } from './icmp-arrives.ts'
export type { Outcome } from './outcome.ts'
export type { Reply } from './reply.ts'
export { type ControlFlags, controlFlags, type Segment, segEnd, segLen } from './segment.ts'
export { type LinuxEnd, segmentArrives } from './segment-arrives.ts'
export {
  type Departed,
  type Departing,
  departsAllTheSame,
  departureFault,
  segmentDeparts,
} from './segment-departs.ts'
export { atOrBefore, before, distance, later, plus, type SeqNumber, seqNumber } from './sequence-number.ts'
export { edgesFrom, hasEdge, isSynchronized, STATES, type State } from './state.ts'
export {
  closedTcb,
  DEFAULT_WINDOW,
  type EndReason,
  heldEnd,
  isFinAcked,
  isSynUnsent,
  listeningTcb,
  type Tcb,
  tcbInState,
} from './tcb.ts'
export { timeWaitTimeout, userTimeout } from './timeouts.ts'
export { movesTsRecent, outdatedArrives } from './timestamps.ts'
export {
  abort,
  type CallOutcome,
  close,
  openActive,
  receive,
  send,
  shutdownOnLinux,
} from './user-calls.ts'
