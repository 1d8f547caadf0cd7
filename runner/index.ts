export {
  type AmendedTrace,
  type AmendOptions,
  amendTrace,
  claimStates,
  isAmendable,
  type ReadTrace,
} from './amend-trace.ts'
export type { Amendment } from './amendment.ts'
export { kernelEnds } from './kernel-ends.ts'
export { ModelRunner } from './model-runner.ts'
export { writePcapng } from './pcapng.ts'
export { peerName } from './peer-name.ts'
export type {
  CapturedPacket,
  ReplayRun,
  ReplayStep,
  SkipReason,
  StepDirection,
  StepVerdict,
} from './replay-run.ts'
export { type Replayer, type ReplayOptions, Runner, type RunnerOptions } from './runner.ts'
export { type Opinion, SecondOpinions } from './second-opinion.ts'
export type { Peer } from './stack.ts'
export { RunnerUnavailable, type Unavailability } from './unavailable.ts'
export { isUnplayable, type Unplayable, whyUnplayable } from './unplayable.ts'
export { type Unplayed, unplayedRun, type WhyUnplayed } from './unplayed-run.ts'
