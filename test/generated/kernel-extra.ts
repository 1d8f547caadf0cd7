import { atOrBefore, before } from '@synfin/tcp'
import { type End, type Event, type SegmentEvent, segmentEvent } from './events.ts'
import type { World } from './world.ts'

/**
 * What Linux may send besides what RFC 9293 asks for, once it has answered a line. It is written with a `?`, and as
 * lost, so that it changes nothing.
 *
 * - After an unacceptable acknowledgment in SYN_SENT, its SYN again.
 * - After the SYN,ACK of a simultaneous open, an ACK.
 */
export function kernelExtra(world: World, kernel: End, event: Event): SegmentEvent | undefined {
  if (event.kind !== 'segment' || event.from === kernel) return undefined
  const ack = world.arriving(event)?.ack
  if (ack === undefined) return undefined
  const { tcb } = world.ends[kernel]
  const optional = { journey: 'lost', optional: true } as const
  if (tcb.state === 'SYN_SENT') {
    const isAcceptable = before(tcb.snd.una, ack) && atOrBefore(ack, tcb.snd.nxt)
    return isAcceptable ? undefined : segmentEvent(kernel, ['SYN'], optional)
  }
  const crosses = tcb.state === 'SYN_RCVD' && !tcb.passive && event.flags.includes('SYN')
  return crosses ? segmentEvent(kernel, ['ACK'], optional) : undefined
}
