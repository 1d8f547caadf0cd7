import type { ReplayRun } from '@synfin/runner'
import type { CheckedTrace, EndStates, Step } from '@synfin/trace'

interface Played {
  readonly run: ReplayRun
  readonly trace: CheckedTrace
}

/** The states of all ends after a step of a run: the kernel's as it reports it, the others' as the checker has them. */
export function statesAt({ run, trace }: Played, at: number): EndStates {
  const step = run.steps[at]
  const checked = checkedSteps(trace, run)[at]
  if (!step || !checked) return trace.initial
  // Where the kernel's end has several connections, its one state says nothing of each.
  const { states } = checked
  return run.kernel in states ? { ...states, [run.kernel]: step.kernelState } : states
}

/** `A=SYN_SENT  B=SYN_RCVD`. */
export function writeStates(states: EndStates): string {
  return Object.entries(states)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, state]) => `${key}=${state}`)
    .join('  ')
}

/** The checker's steps beside a run's; nothing for one that the checker does not have. */
export function checkedSteps(trace: CheckedTrace, run: ReplayRun): readonly (Step | undefined)[] {
  let next = 0
  return run.steps.map(step => {
    if (step.continues) return trace.steps[next - 1]
    const found = trace.steps.findIndex((checked, index) => index >= next && checked.line === step.line)
    if (found < 0) return undefined
    next = found + 1
    return trace.steps[found]
  })
}
