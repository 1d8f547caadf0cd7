import { say } from '@synfin/trace'
import type { State } from './state-changes.ts'

/** An edge of the state machine and the event that takes it. */
export interface Edge {
  readonly from: State
  readonly to: State
  readonly event: () => string
}

/**
 * RFC 9293 Figure 5 with the edge of its note 2, in the order that lays it out from CLOSED downwards.
 *
 * What a RST, an ABORT or a timeout does from any state is not drawn there, nor here unless a trace does it.
 */
export const FIGURE_5: readonly Edge[] = [
  { from: 'CLOSED', to: 'LISTEN', event: () => say`passive OPEN` },
  { from: 'CLOSED', to: 'SYN_SENT', event: () => say`active OPEN` },
  { from: 'LISTEN', to: 'SYN_RCVD', event: () => say`rcv SYN` },
  { from: 'LISTEN', to: 'SYN_SENT', event: () => 'SEND' },
  { from: 'LISTEN', to: 'CLOSED', event: () => 'CLOSE' },
  { from: 'SYN_SENT', to: 'SYN_RCVD', event: () => say`rcv SYN` },
  { from: 'SYN_SENT', to: 'ESTABLISHED', event: () => say`rcv SYN ACK` },
  { from: 'SYN_SENT', to: 'CLOSED', event: () => 'CLOSE' },
  { from: 'SYN_RCVD', to: 'ESTABLISHED', event: () => say`rcv ACK of SYN` },
  { from: 'SYN_RCVD', to: 'FIN_WAIT_1', event: () => 'CLOSE' },
  { from: 'SYN_RCVD', to: 'LISTEN', event: () => say`rcv RST` },
  { from: 'ESTABLISHED', to: 'FIN_WAIT_1', event: () => 'CLOSE' },
  { from: 'ESTABLISHED', to: 'CLOSE_WAIT', event: () => say`rcv FIN` },
  { from: 'FIN_WAIT_1', to: 'FIN_WAIT_2', event: () => say`rcv ACK of FIN` },
  { from: 'FIN_WAIT_1', to: 'CLOSING', event: () => say`rcv FIN` },
  { from: 'FIN_WAIT_1', to: 'TIME_WAIT', event: () => say`rcv FIN and ACK of FIN` },
  { from: 'CLOSE_WAIT', to: 'LAST_ACK', event: () => 'CLOSE' },
  { from: 'FIN_WAIT_2', to: 'TIME_WAIT', event: () => say`rcv FIN` },
  { from: 'CLOSING', to: 'TIME_WAIT', event: () => say`rcv ACK of FIN` },
  { from: 'LAST_ACK', to: 'CLOSED', event: () => say`rcv ACK of FIN` },
  { from: 'TIME_WAIT', to: 'CLOSED', event: () => '2MSL' },
]
