import type { CheckedTrace } from '@synfin/trace'

/** Awaiting a segment or a state that does not come. */
const LINE_MILLISECONDS = 300
const RETRANSMISSION_MILLISECONDS = 5_000
const TIME_WAIT_MILLISECONDS = 66_000

/** How long a trace may take to play, at most, in milliseconds. */
export function playingTime(trace: CheckedTrace, isRealTime: boolean): number {
  let time = 0
  for (const step of trace.steps) {
    time += LINE_MILLISECONDS
    if (step.kind === 'wait') time += step.wait.max
    if (step.kind === 'timer' && step.timer.timer === 'retransmit') time += RETRANSMISSION_MILLISECONDS
    if (step.kind === 'timer' && step.timer.timer === '2msl' && isRealTime) time += TIME_WAIT_MILLISECONDS
  }
  // Far below the longest that a timer of Node's can run, some 25 days.
  return Math.min(time, 2 ** 30)
}
