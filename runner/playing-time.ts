import { type CheckedTrace, say, type Timer } from '@synfin/trace'
import { CannotPlay } from './replay-plan.ts'

/** The longest that a retransmission of the kernel's is awaited, in milliseconds. */
export const RETRANSMISSION_MILLISECONDS = 4000
/** The longest that the kernel is left in TIME_WAIT, or in FIN_WAIT_2 with nobody to receive, in real time. */
export const TIME_WAIT_MILLISECONDS = 65_000
/** The longest that an orphan in FIN_WAIT_2 is waited for otherwise, and what its timer may take on top. */
export const ORPHAN_MILLISECONDS = 4000
export const ORPHAN_SLACK_MILLISECONDS = 1000

/** Awaiting a segment or a state that does not come. */
const LINE_MILLISECONDS = 300
/** What there is to do besides when a timer has run out. */
const TIMER_MILLISECONDS = 1000

/** The longest that all `wait` lines of a trace may take in real time. */
const WAITING_MILLISECONDS = 3_600_000

/** Refuses a trace whose waits would keep a replay in real time for hours, or for ever. Throws CannotPlay. */
export function refuseEndlessWaits({ steps }: CheckedTrace): void {
  let time = 0
  for (const step of steps) {
    if (step.kind === 'wait') time += step.wait.min
    if (time > WAITING_MILLISECONDS)
      throw new CannotPlay(
        'trace-cannot',
        say`line ${step.line}: a replay waits no longer than an hour in all; against the model (\`--peer model\`) no time passes`,
      )
  }
}

/** How long a trace may take to play, at most, in milliseconds. */
export function playingTime(trace: CheckedTrace, isRealTime: boolean): number {
  let time = 0
  for (const step of trace.steps) {
    time += LINE_MILLISECONDS
    if (step.kind === 'wait') time += step.wait.max
    if (step.kind === 'timer') time += TIMER_MILLISECONDS + longestWait(step.timer, isRealTime)
  }
  // Far below the longest that a timer of Node's can run, some 25 days.
  return Math.min(time, 2 ** 30)
}

/** About how long a replay with this end as the kernel waits for time to pass, in milliseconds: timers of ours take none. */
export function waitingTime(
  { steps }: CheckedTrace,
  { kernel, realTime = false }: { readonly kernel: string; readonly realTime?: boolean },
): number {
  let time = 0
  for (const step of steps) {
    if (step.kind === 'wait') time += step.wait.min
    if (step.kind === 'timer' && step.timer.end === kernel) time += usualWait(step.timer, realTime)
  }
  return time
}

function usualWait({ timer, after }: Timer, isRealTime: boolean): number {
  if (timer === 'retransmit') return after?.min ?? LINE_MILLISECONDS
  return timer === '2msl' && isRealTime ? TIME_WAIT_MILLISECONDS : 0
}

function longestWait({ timer }: Timer, isRealTime: boolean): number {
  switch (timer) {
    case 'retransmit':
      return RETRANSMISSION_MILLISECONDS
    case '2msl':
      return isRealTime ? TIME_WAIT_MILLISECONDS : 0
    case 'user-timeout':
      return isRealTime ? TIME_WAIT_MILLISECONDS : ORPHAN_MILLISECONDS + ORPHAN_SLACK_MILLISECONDS
    case 'reboot':
      return 0
  }
}
