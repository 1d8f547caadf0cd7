import type { Departing, Segment } from '@synfin/tcp'
import { linearOf } from './linear.ts'
import { ticksBehind } from './segment-options.ts'
import type { LineBetween } from './walked-line.ts'

/** A segment of the line's sender, with all that is held against it. */
export function departing(on: LineBetween, seg: Segment): Departing {
  const { walk, from, sender, peer } = on
  return {
    tcb: sender.tcb,
    seg,
    owed: sender.owed,
    peer: peer.tcb,
    wasReset: sender.wasReset,
    isLinux: walk.profile === 'linux',
    hasNewTimestamp: isTimestampNew(on),
    keepsAlive: walk.network.endpoint(from).keepsAlive,
  }
}

function isTimestampNew({ walk, numbering, peer }: LineBetween): boolean {
  const field = numbering.field('ts')
  return field !== undefined && (ticksBehind(walk, peer, linearOf(field.value)) ?? 0) < 0
}
