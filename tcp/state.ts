/** The eleven connection states (RFC 9293 §3.3.2), spelled as in the trace language. */
export const STATES = [
  'CLOSED',
  'LISTEN',
  'SYN_SENT',
  'SYN_RCVD',
  'ESTABLISHED',
  'FIN_WAIT_1',
  'FIN_WAIT_2',
  'CLOSE_WAIT',
  'CLOSING',
  'LAST_ACK',
  'TIME_WAIT',
] as const

export type State = (typeof STATES)[number]

/**
 * The edges of the state machine (RFC 9293 Figure 5 with its notes, §3.10.7).
 *
 * SYN_RCVD to CLOSE_WAIT is one segment that brings both the awaited ACK and a FIN; TIME_WAIT to SYN_RCVD is a
 * connection reopened by a newer SYN (MAY-2).
 */
const EDGES: Readonly<Record<State, readonly State[]>> = {
  CLOSED: ['LISTEN', 'SYN_SENT'],
  LISTEN: ['SYN_RCVD', 'SYN_SENT', 'CLOSED'],
  SYN_SENT: ['ESTABLISHED', 'SYN_RCVD', 'CLOSED'],
  SYN_RCVD: ['ESTABLISHED', 'FIN_WAIT_1', 'CLOSE_WAIT', 'LISTEN', 'CLOSED'],
  ESTABLISHED: ['FIN_WAIT_1', 'CLOSE_WAIT', 'CLOSED'],
  FIN_WAIT_1: ['FIN_WAIT_2', 'CLOSING', 'TIME_WAIT', 'CLOSED'],
  FIN_WAIT_2: ['TIME_WAIT', 'CLOSED'],
  CLOSE_WAIT: ['LAST_ACK', 'CLOSED'],
  CLOSING: ['TIME_WAIT', 'CLOSED'],
  LAST_ACK: ['CLOSED'],
  TIME_WAIT: ['CLOSED', 'SYN_RCVD'],
}

/** Whether the state machine has an edge between two states; staying is always possible. */
export function hasEdge(from: State, to: State): boolean {
  return from === to || EDGES[from].includes(to)
}

/** The states one event away. */
export function edgesFrom(state: State): readonly State[] {
  return EDGES[state]
}

/** ESTABLISHED and everything after it (RFC 9293 §3.5.2, group 3). */
export function isSynchronized(state: State): boolean {
  return state !== 'CLOSED' && state !== 'LISTEN' && state !== 'SYN_SENT' && state !== 'SYN_RCVD'
}
