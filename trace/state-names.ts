import { STATES, type State } from '@synfin/tcp'
import { closest } from './did-you-mean.ts'

/** How other tools and textbooks spell the states: netstat, ss, lsof, conntrack, Windows, older books. */
const ALIASES: Readonly<Record<string, State>> = {
  CLOSE: 'CLOSED',
  LISTENING: 'LISTEN',
  SYN_SEND: 'SYN_SENT',
  SYNSENT: 'SYN_SENT',
  SYN_RECV: 'SYN_RCVD',
  SYN_RECEIVED: 'SYN_RCVD',
  SYN_REC: 'SYN_RCVD',
  SYNRECEIVED: 'SYN_RCVD',
  SYNRCVD: 'SYN_RCVD',
  SYNRECV: 'SYN_RCVD',
  NEW_SYN_RECV: 'SYN_RCVD',
  ESTAB: 'ESTABLISHED',
  EST: 'ESTABLISHED',
  ESTABLISH: 'ESTABLISHED',
  FIN_WAIT1: 'FIN_WAIT_1',
  FIN_WAIT2: 'FIN_WAIT_2',
  FINWAIT1: 'FIN_WAIT_1',
  FINWAIT2: 'FIN_WAIT_2',
  FINWAIT_1: 'FIN_WAIT_1',
  FINWAIT_2: 'FIN_WAIT_2',
  FIN_W1: 'FIN_WAIT_1',
  FIN_W2: 'FIN_WAIT_2',
  CLOSEWAIT: 'CLOSE_WAIT',
  LASTACK: 'LAST_ACK',
  TIMEWAIT: 'TIME_WAIT',
}

/** RFC 9293's own names that are more than a hyphen away from the language's. */
const RFC_NAMES: Readonly<Record<string, State>> = {
  'SYN-SENT': 'SYN_SENT',
  'SYN-RECEIVED': 'SYN_RCVD',
  'FIN-WAIT-1': 'FIN_WAIT_1',
  'FIN-WAIT-2': 'FIN_WAIT_2',
  'CLOSE-WAIT': 'CLOSE_WAIT',
  'LAST-ACK': 'LAST_ACK',
  'TIME-WAIT': 'TIME_WAIT',
}

export type StateName =
  | { readonly kind: 'state'; readonly state: State }
  | { readonly kind: 'alias'; readonly state: State }
  | { readonly kind: 'unknown'; readonly nearest: State | undefined }

/** What a state's name as written means. */
export function readState(text: string): StateName {
  const exact = STATES.find(state => state === text) ?? own(RFC_NAMES, text)
  if (exact !== undefined) return { kind: 'state', state: exact }
  const folded = text.toUpperCase().replaceAll('-', '_')
  const alias = own(ALIASES, folded) ?? STATES.find(state => state === folded)
  if (alias !== undefined) return { kind: 'alias', state: alias }
  return { kind: 'unknown', nearest: STATES.find(state => state === closest(folded, STATES)[0]) }
}

/** A record's own entry: `constructor` is no state. */
function own(names: Readonly<Record<string, State>>, text: string): State | undefined {
  return Object.hasOwn(names, text) ? names[text] : undefined
}
