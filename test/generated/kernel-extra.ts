import { atOrBefore, before } from '@synfin/tcp'
import { timestamps } from './carried-options.ts'
import { type End, type Event, type SegmentEvent, segmentEvent } from './events.ts'
import type { Scene } from './moves.ts'

/**
 * What Linux may send besides what RFC 9293 asks for, once it has answered a line. It is written with a `?`, and as
 * lost, so that it changes nothing.
 *
 * - After an unacceptable acknowledgment in SYN_SENT, its SYN again.
 * - After the SYN,ACK of a simultaneous open, an ACK.
 */
export function kernelExtra(scene: Scene, kernel: End, event: Event): SegmentEvent | undefined {
  const { world } = scene
  if (event.kind !== 'segment' || event.from === kernel) return undefined
  const ack = world.arriving(event)?.ack
  if (ack === undefined) return undefined
  const { tcb } = world.ends[kernel]
  const optional = { journey: 'lost', optional: true } as const
  if (tcb.state === 'SYN_SENT') {
    const isAcceptable = before(tcb.snd.una, ack) && atOrBefore(ack, tcb.snd.nxt)
    const { own } = world.ends[kernel].agreement
    const ts = own?.ts ? timestamps(scene, kernel, 0, false) : undefined
    const options = own === undefined ? {} : { mss: own.mss, wscale: own.wscale, sackok: own.sackok, ts }
    return isAcceptable ? undefined : segmentEvent(kernel, ['SYN'], { ...optional, options })
  }
  const crosses = tcb.state === 'SYN_RCVD' && !tcb.passive && event.flags.includes('SYN')
  return crosses ? segmentEvent(kernel, ['ACK'], optional) : undefined
}
