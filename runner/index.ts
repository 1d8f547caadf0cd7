export { kernelEnds } from './kernel-ends.ts'
export type { CapturedPacket, ReplayRun, ReplayStep, StepDirection, StepVerdict } from './replay-run.ts'
export { type ReplayOptions, Runner, type RunnerOptions } from './runner.ts'
export { RunnerUnavailable, type Unavailability } from './unavailable.ts'
