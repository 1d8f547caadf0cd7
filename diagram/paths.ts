import type { Call, CheckedTrace } from '@synfin/trace'
import { endOf, type State } from './state-changes.ts'

/** One end went from one state to another. */
export interface Move {
  readonly end: string
  readonly from: State
  readonly to: State
  readonly line: number
}

/** The way every end took through the state machine. */
export interface Paths {
  readonly starts: ReadonlyMap<State, ReadonlySet<string>>
  readonly moves: readonly Move[]
  readonly finals: ReadonlyMap<State, ReadonlySet<string>>
}

/** Follows every end through a trace, the ends in the given order; connections of one end count as that end. */
export function pathsOf(trace: CheckedTrace, order: readonly string[]): Paths {
  const moves: Move[] = []
  const now = new Map(Object.entries(trace.initial))
  let before = trace.initial
  for (const step of trace.steps) {
    if (step.states === before) continue
    before = step.states
    for (const [key, to] of Object.entries(step.states)) {
      const from = now.get(key) ?? 'CLOSED'
      if (from === to) continue
      const stops = [from, ...passedBy(step.inferredCalls, key, from, to), to]
      for (const [index, stop] of stops.slice(1).entries())
        moves.push({ end: endOf(key).end, from: stops[index] ?? from, to: stop, line: step.line })
      now.set(key, to)
    }
  }
  return { starts: endsByState(trace.initial, order), moves, finals: endsByState(trace.final, order) }
}

/** A call the trace leaves out may lead through a state of its own before the line's segment leads on. */
function passedBy(calls: readonly Call[], key: string, from: State, to: State): readonly State[] {
  return calls
    .filter(
      ({ end, peer }) =>
        key === end || key === `${end}/${peer}` || (peer === undefined && endOf(key).end === end),
    )
    .flatMap(call => AFTER_CALL[call.call]?.[from] ?? [])
    .filter(state => state !== to)
}

const AFTER_CALL: Partial<Record<Call['call'], Partial<Record<State, State>>>> = {
  listen: { CLOSED: 'LISTEN' },
  connect: { CLOSED: 'SYN_SENT', LISTEN: 'SYN_SENT' },
  close: { SYN_RCVD: 'FIN_WAIT_1', ESTABLISHED: 'FIN_WAIT_1', CLOSE_WAIT: 'LAST_ACK' },
  shutdown: { SYN_RCVD: 'FIN_WAIT_1', ESTABLISHED: 'FIN_WAIT_1', CLOSE_WAIT: 'LAST_ACK' },
}

export function endsByState(
  states: CheckedTrace['final'],
  order: readonly string[],
): ReadonlyMap<State, ReadonlySet<string>> {
  const rank = new Map(order.map((end, index) => [end, index]))
  const ends = new Map<State, Set<string>>()
  const entries = Object.entries(states).map(([key, state]) => ({ end: endOf(key).end, state }))
  entries.sort((one, other) => (rank.get(one.end) ?? 0) - (rank.get(other.end) ?? 0))
  for (const { end, state } of entries) ends.set(state, (ends.get(state) ?? new Set()).add(end))
  return ends
}
