/** IP packets as captures hold them: perhaps cut short, perhaps fragments, lengths as the headers say. */
import { IPV4_HEADER, IPV6_HEADER } from './packet.ts'

/** What an IP packet carries. Octets are shared with the packet. */
export interface IpPayload {
  readonly family: 4 | 6
  readonly source: Buffer
  readonly destination: Buffer
  readonly protocol: number
  /** As much as was captured. */
  readonly octets: Buffer
  /** As much as there was. */
  readonly length: number
  /** Absent where the packet is whole. */
  readonly fragment: Fragment | undefined
}

export interface Fragment {
  /** The same for all fragments of a packet, between the same two addresses. */
  readonly id: number
  /** In octets. */
  readonly offset: number
  readonly isLast: boolean
}

/** Hop-by-hop options, a routing header and destination options (RFC 8200 §4.1). */
const PASSED_OVER = [0, 43, 60]
const FRAGMENT_HEADER = 44
const AUTHENTICATION_HEADER = 51

/** Reads a packet that was so long on the wire; undefined where it is none of IP or lacks its header. Never throws. */
export function readIpPacket(packet: Buffer, lengthOnWire: number): IpPayload | undefined {
  const version = (packet[0] ?? 0) >> 4
  if (version === 4) return readIPv4(packet, lengthOnWire)
  if (version === 6) return readIPv6(packet, lengthOnWire)
  return undefined
}

function readIPv4(packet: Buffer, lengthOnWire: number): IpPayload | undefined {
  if (packet.length < IPV4_HEADER) return undefined
  const header = ((packet[0] ?? 0) & 15) * 4
  // A segment that the device is to cut up says no length yet.
  const total = packet.readUInt16BE(2) || lengthOnWire
  if (header < IPV4_HEADER || total < header) return undefined
  const place = packet.readUInt16BE(6)
  const [offset, isLast] = [(place & 0x1fff) * 8, (place & 0x2000) === 0]
  return {
    family: 4,
    source: packet.subarray(12, 16),
    destination: packet.subarray(16, 20),
    protocol: packet[9] ?? 0,
    octets: packet.subarray(header, total),
    length: total - header,
    fragment: offset === 0 && isLast ? undefined : { id: packet.readUInt16BE(4), offset, isLast },
  }
}

function readIPv6(packet: Buffer, lengthOnWire: number): IpPayload | undefined {
  if (packet.length < IPV6_HEADER) return undefined
  const end = IPV6_HEADER + (packet.readUInt16BE(4) || Math.max(0, lengthOnWire - IPV6_HEADER))
  let protocol = packet[6] ?? 0
  let at = IPV6_HEADER
  let fragment: Fragment | undefined
  while (at + 8 <= Math.min(end, packet.length)) {
    if (protocol === FRAGMENT_HEADER) fragment = fragmentHeader(packet, at)
    else if (!PASSED_OVER.includes(protocol) && protocol !== AUTHENTICATION_HEADER) break
    const units = packet[at + 1] ?? 0
    const length =
      protocol === FRAGMENT_HEADER
        ? 8
        : protocol === AUTHENTICATION_HEADER
          ? (units + 2) * 4
          : (units + 1) * 8
    protocol = packet[at] ?? 0
    at += length
    // Behind the header of a fragment that is not the first, there are no headers.
    if (fragment !== undefined && fragment.offset > 0) break
  }
  if (at > end) return undefined
  return {
    family: 6,
    source: packet.subarray(8, 24),
    destination: packet.subarray(24, 40),
    protocol,
    octets: packet.subarray(at, end),
    length: end - at,
    fragment,
  }
}

/** A packet in one piece may say that it is a fragment (RFC 6946). */
function fragmentHeader(packet: Buffer, at: number): Fragment | undefined {
  const place = packet.readUInt16BE(at + 2)
  const [offset, isLast] = [place & 0xfff8, (place & 1) === 0]
  return offset === 0 && isLast ? undefined : { id: packet.readUInt32BE(at + 4), offset, isLast }
}
