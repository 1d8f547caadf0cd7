export { kernelEnds } from './kernel-ends.ts'
export { ModelRunner } from './model-runner.ts'
export type {
  CapturedPacket,
  ReplayRun,
  ReplayStep,
  SkipReason,
  StepDirection,
  StepVerdict,
} from './replay-run.ts'
export { type Replayer, type ReplayOptions, Runner, type RunnerOptions } from './runner.ts'
export type { Peer } from './stack.ts'
export { RunnerUnavailable, type Unavailability } from './unavailable.ts'
export { isUnplayable, type Unplayable, whyUnplayable } from './unplayable.ts'
export { type Unplayed, unplayedRun, type WhyUnplayed } from './unplayed-run.ts'
