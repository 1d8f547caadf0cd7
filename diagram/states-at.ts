import type { CheckedTrace } from '@synfin/trace'
import { orderOfEnds } from './order-of-ends.ts'
import { endsByState } from './paths.ts'
import { lineInTrace } from './rows.ts'
import type { State } from './state-changes.ts'

/** A state and the ends that are in it, from left to right. */
export interface EndsInState {
  readonly state: State
  readonly ends: readonly string[]
}

/** Where the ends of a trace are after a line. */
export function statesAt(trace: CheckedTrace, line: number): readonly EndsInState[] {
  const last = trace.steps.findLast(step => lineInTrace(step) <= line)
  const ends = endsByState(last?.states ?? trace.initial, orderOfEnds(trace))
  return [...ends].map(([state, names]) => ({ state, ends: [...names].slice(0, MOST_NAMED) }))
}

/** A label with more names than this nobody reads. */
const MOST_NAMED = 6
