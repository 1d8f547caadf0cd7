/** Which segments of a captured connection had not arrived yet when the other end sent what follows them. */
import { atOrBefore, before, type SeqNumber, seqNumber } from '@synfin/tcp'
import { type Captured, isError } from './captured-segment.ts'
import { CONTROL_BITS, numberAfter, type WireSegment } from './packet.ts'

const { SYN, FIN, RST, ACK } = CONTROL_BITS
/** What stands further apart than so many packets has to do with each other no more. */
const FURTHEST = 64

/**
 * A segment that arrived before the packet with this index (the number of packets: after all), or never, or one that
 * its seeming sender never sent.
 */
export type Fate = number | 'lost' | 'stray'

/**
 * The fate of each segment that did not simply arrive where it was captured, by its index. Only what changes states
 * counts:
 *
 * - a SYN or FIN has not arrived as long as the other end acknowledges less, and acknowledges it then;
 * - what acknowledges a SYN or FIN has not arrived where that is sent again, and if it is empty, never did;
 * - a RST at its sender's next number has not arrived as long as the other end goes on;
 * - a RST at another number that answers nothing is forged, or of an older connection.
 */
export function crossings(packets: readonly Captured[]): ReadonlyMap<number, Fate> {
  const fates = new Map<number, Fate>()
  const next = new Map<string, SeqNumber>()
  for (const [index, { what, source }] of packets.entries()) {
    if (isError(what)) continue
    const known = next.get(source)
    const end = seqNumber(numberAfter(what))
    if (what.bits & RST) {
      const fate = what.seq === known ? arrivalOfReset(packets, index) : strayReset(packets, index, known)
      if (fate !== undefined) fates.set(index, fate)
      continue
    }
    if (what.bits & (SYN | FIN)) {
      if (known !== undefined && atOrBefore(end, known)) holdBackAnswers(packets, index, [end, known], fates)
      const arrival = arrivalOf(packets, index, end)
      if (arrival !== undefined) fates.set(index, arrival)
    }
    if (known === undefined || before(known, end) || what.bits & SYN) next.set(source, end)
  }
  return fates
}

/** Before the first packet that acknowledges it, if one before that acknowledges less. */
function arrivalOf(packets: readonly Captured[], index: number, end: SeqNumber): number | undefined {
  let isCrossed = false
  for (const [at, { bits, ack }] of othersBelow(packets, index)) {
    if (bits & RST) return undefined
    if (bits & ACK && atOrBefore(end, seqNumber(ack))) return isCrossed ? at : undefined
    isCrossed = true
  }
  return undefined
}

/** Whoever sends a SYN or FIN again has not seen what acknowledges it. */
function holdBackAnswers(
  packets: readonly Captured[],
  index: number,
  [end, next]: readonly [end: SeqNumber, next: SeqNumber],
  fates: Map<number, Fate>,
): void {
  const { source } = packets[index] ?? {}
  for (let at = index - 1; at >= Math.max(0, index - FURTHEST); at--) {
    const packet = packets[at]
    if (!packet || packet.source === source || isError(packet.what) || fates.has(at)) continue
    const { bits, ack, length } = packet.what
    if (!(bits & ACK) || bits & RST || !atOrBefore(end, seqNumber(ack)) || before(next, seqNumber(ack)))
      continue
    fates.set(at, length === 0 && !(bits & (SYN | FIN)) ? 'lost' : index + 1)
  }
}

/** After the last packet of the other end, if that goes on and the sender sends nothing more but resets. */
function arrivalOfReset(packets: readonly Captured[], index: number): number | undefined {
  const { source } = packets[index] ?? {}
  let arrival: number | undefined
  for (let at = index + 1; at < packets.length; at++) {
    const packet = packets[at]
    if (!packet || isError(packet.what)) continue
    const isReset = (packet.what.bits & RST) !== 0
    if (packet.source === source ? !isReset : isReset || packet.what.bits & SYN) return undefined
    if (packet.source !== source) arrival = at + 1
  }
  return arrival
}

/** An answer bears the number that the other end has acknowledged, or acknowledges what it answers. */
function strayReset(
  packets: readonly Captured[],
  index: number,
  next: SeqNumber | undefined,
): 'stray' | undefined {
  const { source, what } = packets[index] ?? {}
  if (next === undefined || what === undefined || isError(what) || what.bits & ACK) return undefined
  const isAnswer = packets
    .slice(Math.max(0, index - FURTHEST), index)
    .some(other => other.source !== source && !isError(other.what) && other.what.ack === what.seq)
  return isAnswer ? undefined : 'stray'
}

/** The segments of the other end below a packet, with their indexes. */
function* othersBelow(
  packets: readonly Captured[],
  index: number,
): Generator<readonly [at: number, segment: WireSegment]> {
  const { source } = packets[index] ?? {}
  for (let at = index + 1; at < Math.min(packets.length, index + FURTHEST); at++) {
    const packet = packets[at]
    if (packet && packet.source !== source && !isError(packet.what)) yield [at, packet.what]
  }
}
