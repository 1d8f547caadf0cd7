import type { EndStates } from '@synfin/trace'

export type State = EndStates[string]

/** One end that is in another state after a line than before it. */
export interface StateChange {
  readonly end: string
  readonly state: State
  /** Where the end has several peers: those with which it is now in this state. */
  readonly peers: readonly string[]
}

/** What changed between two lines, connections of one end that reach the same state together. */
export function stateChanges(before: EndStates, after: EndStates): readonly StateChange[] {
  const changes = new Map<string, { end: string; state: State; peers: string[] }>()
  for (const [key, state] of Object.entries(after)) {
    if (state === stateOf(before, key)) continue
    const { end, peer } = endOf(key)
    const together = `${end} ${state}`
    const change = changes.get(together) ?? { end, state, peers: [] }
    if (peer !== undefined) change.peers.push(peer)
    changes.set(together, change)
  }
  return [...changes.values()]
}

/** An end's state, CLOSED where nothing is said of it. It may be called `constructor`, which every object has. */
export function stateOf(states: EndStates, key: string): State {
  return (Object.hasOwn(states, key) ? states[key] : undefined) ?? 'CLOSED'
}

/** `B/C` is B's connection with C. */
export function endOf(key: string): { readonly end: string; readonly peer: string | undefined } {
  const slash = key.indexOf('/')
  return slash < 0 ? { end: key, peer: undefined } : { end: key.slice(0, slash), peer: key.slice(slash + 1) }
}
