/** The handshake of a captured connection, whole and in order: without it, nothing behind it can be judged. */
import { before, seqNumber } from '@synfin/tcp'
import { type Captured, isError } from './captured-segment.ts'
import { CONTROL_BITS, type WireSegment } from './packet.ts'

const { SYN, RST, ACK } = CONTROL_BITS
/** What stands further down is of no handshake. */
const FURTHEST = 64

/** A packet as it is shown in a trace. */
export interface ShownPacket extends Captured {
  /** It must have been there, but was not captured; nothing is known of its window. */
  readonly isMissing?: true
}

interface CapturedSegment extends ShownPacket {
  readonly what: WireSegment
}

/**
 * The packets with the SYN ACK, and the ACK of it, where both ends go on as only those who have got them can: moved up
 * where they were captured too late, or else as packets that are missing.
 */
export function withWholeHandshake(packets: readonly Captured[]): readonly ShownPacket[] {
  const [syn] = packets
  if (!syn || !isSegment(syn)) return packets
  if (isRefusal(syn.what)) return [refusedSyn(syn), ...packets]
  if (!(syn.what.bits & SYN)) return packets
  if (syn.what.bits & ACK) return withAcknowledgment(packets, syn.destination)
  const early = packets.slice(0, FURTHEST).filter(isSegment)
  const isReply = ({ source }: Captured) => source !== syn.source
  // Two bare SYNs open simultaneously, and need no SYN ACK at first.
  if (early.some(packet => isReply(packet) && (packet.what.bits & (SYN | ACK)) === SYN)) return packets
  const synAck = early.find(packet => isReply(packet) && packet.what.bits & SYN)
  const opened = early.find(packet => goesOnAfter(syn, packet))
  const isInOrder =
    opened === undefined ||
    isReset(early, opened) ||
    (synAck !== undefined && early.indexOf(synAck) < early.indexOf(opened))
  const withSynAck = isInOrder
    ? packets
    : withBefore(packets, opened, synAck ?? missingSynAck(syn, opened, packets))
  return syn.what.length > 0 ? withSynAck : withAcknowledgment(withSynAck, syn.source)
}

/** A reset that answers a segment without ACK (RFC 9293 §3.10.7.1), which hardly anything but a SYN is. */
export function isRefusal({ bits, seq }: WireSegment): boolean {
  return (bits & (RST | ACK)) === (RST | ACK) && seq === 0
}

function refusedSyn(refusal: CapturedSegment): ShownPacket {
  const what = { ...BARE, bits: SYN, seq: seqNumber(refusal.what.ack - 1), ack: 0, options: {} }
  return { ...between(refusal, refusal), what }
}

/** Neither opens nor resets: whoever sends it is, or believes to be, connected. */
function goesOn({ what }: CapturedSegment): boolean {
  return (what.bits & (SYN | RST | ACK)) === ACK
}

/** Whether it goes on with the connection that this SYN opens; one with other numbers is of an older connection. */
function goesOnAfter(syn: CapturedSegment, packet: CapturedSegment): boolean {
  const { seq, ack } = packet.what
  const number = packet.source === syn.source ? seq : ack
  return goesOn(packet) && before(seqNumber(syn.what.seq), seqNumber(number))
}

/** Its number is the last before all that its sender has sent and the other has acknowledged. */
function missingSynAck(
  syn: CapturedSegment,
  opened: CapturedSegment,
  packets: readonly Captured[],
): ShownPacket {
  const segments = packets.filter(isSegment)
  const own = segments.slice(0, FURTHEST).filter(packet => goesOnAfter(syn, packet))
  const first = own
    .map(({ source, what }) => seqNumber(source === syn.source ? what.ack : what.seq))
    .reduce((least, seq) => (before(seq, least) ? seq : least))
  const { ts, sackok } = syn.what.options
  const stamp = opened.what.options.ts
  const value = opened.source === syn.source ? stamp?.echo : stamp?.value
  const usesSack = segments.some(({ source, what }) => source === syn.source && what.options.sack)
  return {
    ...between(syn, opened),
    what: {
      ...BARE,
      bits: SYN | ACK,
      seq: seqNumber(first - 1),
      ack: seqNumber(syn.what.seq + 1),
      options: {
        // Who uses an option has been offered it (RFC 7323 §3.2, RFC 2018 §2).
        ...(ts && value !== undefined ? { ts: { value, echo: ts.value } } : {}),
        ...(sackok && usesSack ? { sackok } : {}),
      },
    },
  }
}

/** Whether a reset follows at once: then there was no connection to go on with. */
function isReset(early: readonly CapturedSegment[], packet: CapturedSegment): boolean {
  const at = early.indexOf(packet)
  return early.slice(at + 1, at + 3).some(({ what }) => what.bits & RST)
}

/** The SYN ACK is acknowledged before its sender sends text, unless the SYN had some, and before more is acknowledged. */
function withAcknowledgment(packets: readonly ShownPacket[], client: string): readonly ShownPacket[] {
  const early = packets.slice(0, FURTHEST).filter(isSegment)
  const synAck = early.find(({ source, what }) => source !== client && what.bits & SYN)
  if (!synAck || !(synAck.what.bits & ACK)) return packets
  const due = seqNumber(synAck.what.seq + 1)
  const below = early.slice(early.indexOf(synAck) + 1)
  const further = below.find(packet => goesOn(packet) && (packet.source === client || packet.what.length > 0))
  if (!further || isReset(early, further) || (further.source === client && further.what.ack === due))
    return packets
  const first = early.find(packet => packet.source === client && goesOn(packet))
  const late = first?.what.ack === due && first.what.length === 0 ? first : undefined
  const missing: ShownPacket = {
    ...between(synAck, further),
    what: { ...BARE, bits: ACK, seq: synAck.what.ack, ack: due, options: acknowledged(synAck, further) },
  }
  return withBefore(packets, further, late ?? missing)
}

/** The time of the SYN ACK is echoed, at a time that the other end echoes next. */
function acknowledged(synAck: CapturedSegment, further: CapturedSegment): WireSegment['options'] {
  const [offered, later] = [synAck.what.options.ts, further.what.options.ts]
  if (!offered || !later) return {}
  const value = further.source === synAck.source ? later.echo : later.value
  return { ts: { value, echo: offered.value } }
}

const BARE = { win: 0, urg: 0, length: 0 } as const

/** What answers one packet, before the next. */
function between(answered: Captured, next: Captured): Omit<ShownPacket, 'what'> {
  const { number, at } = next
  return { number, at, source: answered.destination, destination: answered.source, isMissing: true }
}

function withBefore(
  packets: readonly ShownPacket[],
  next: ShownPacket,
  packet: ShownPacket,
): readonly ShownPacket[] {
  const others = packets.filter(other => other !== packet)
  return others.toSpliced(others.indexOf(next), 0, packet)
}

function isSegment(packet: ShownPacket): packet is CapturedSegment {
  return !isError(packet.what)
}
