import type { CheckedTrace } from '@synfin/trace'

/** The keys of an end's states in a trace, by peer: its name, or `B/C` where it has several peers. */
export function stateKeys(
  { connections }: Pick<CheckedTrace, 'connections'>,
  end: string,
): ReadonlyMap<string, string> {
  const peers = connections.flatMap(([a, b]) => (a === end ? [b] : b === end ? [a] : []))
  return new Map(peers.map(peer => [peer, peers.length > 1 ? `${end}/${peer}` : end]))
}
