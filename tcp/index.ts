export { isAcceptable } from './acceptability.ts'
export type { Fault, FaultCode, FaultPlace } from './fault.ts'
export { flagFault } from './flags.ts'
export { ICMP_ERRORS, type IcmpError, icmpArrives } from './icmp-arrives.ts'
export type { Outcome, Reception } from './outcome.ts'
export { type Reply, resetFor } from './reply.ts'
export { type Segment, segEnd, segLen } from './segment.ts'
export { type LinuxEnd, type Surroundings, segmentArrives } from './segment-arrives.ts'
export {
  type Cause,
  type Departed,
  type Departing,
  departsAllTheSame,
  departureFault,
  type InferredCall,
  segmentDeparts,
} from './segment-departs.ts'
export { atOrBefore, before, distance, later, plus, type SeqNumber, seqNumber } from './sequence-number.ts'
export { edgesFrom, hasEdge, isSynchronized, STATES, type State } from './state.ts'
export {
  chooseIss,
  closedTcb,
  DEFAULT_WINDOW,
  type EndReason,
  isFinAcked,
  isSynUnsent,
  listeningTcb,
  NOTHING_UNSENT,
  type Start,
  type Tcb,
  tcbInState,
} from './tcb.ts'
export { MSL_SECONDS, timeWaitTimeout, userTimeout } from './timeouts.ts'
export {
  abort,
  type CallOutcome,
  close,
  openActive,
  openPassive,
  type Refusal,
  receive,
  send,
} from './user-calls.ts'
