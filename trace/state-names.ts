import { STATES, type State } from '@synfin/tcp'

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
  return { kind: 'unknown', nearest: nearest(folded, STATES, 4) }
}

/** The candidate fewest edits away, if it is at most `limit` away and less than the text's own length. */
export function nearest<Name extends string>(
  text: string,
  candidates: readonly Name[],
  limit = 2,
): Name | undefined {
  let best: { readonly name: Name; readonly edits: number } | undefined
  for (const name of candidates) {
    const edits = editDistance(text, name, Math.min(limit, text.length - 1))
    if (edits !== undefined && (best === undefined || edits < best.edits)) best = { name, edits }
  }
  return best?.name
}

/** Insertions, deletions, replacements and swaps of neighbours, if there are at most `limit` of them. */
function editDistance(a: string, b: string, limit: number): number | undefined {
  if (Math.abs(a.length - b.length) > limit) return undefined
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let edits = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      )
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) edits = Math.min(edits, (beforeLast[column - 2] ?? 0) + 1)
      current.push(edits)
    }
    beforeLast = last
    last = current
  }
  const edits = last[b.length] ?? 0
  return edits <= limit ? edits : undefined
}

/** A record's own entry: `constructor` is no state. */
function own(names: Readonly<Record<string, State>>, text: string): State | undefined {
  return Object.hasOwn(names, text) ? names[text] : undefined
}
