/** IP packets that carry TCP: the wire's side of a segment. */
import type { ControlBit } from '@synfin/trace'
import { internetChecksum, sumOfWords } from './checksum.ts'
import type { Endpoint } from './endpoint.ts'
import { decodeOptions, encodeOptions, type TcpOptions } from './tcp-options.ts'

export const CONTROL_BITS = { FIN: 1, SYN: 2, RST: 4, PSH: 8, ACK: 16, URG: 32, ECE: 64, CWR: 128 } as const

/** The control bits that are set. */
export function controlBits(bits: number): ControlBit[] {
  return (Object.keys(CONTROL_BITS) as ControlBit[]).filter(bit => bits & CONTROL_BITS[bit])
}

/** A segment with live numbers. */
export interface WireSegment {
  readonly seq: number
  /** The header's number, also where the ACK bit is off. */
  readonly ack: number
  /** An OR of {@link CONTROL_BITS}. */
  readonly bits: number
  readonly win: number
  readonly urg: number
  readonly options: TcpOptions
  /** Octets of data. */
  readonly length: number
}

/** The number after a segment: data, SYN and FIN take up numbers (RFC 9293 §3.4). */
export function numberAfter({ seq, length, bits }: WireSegment): number {
  return (seq + length + (bits & CONTROL_BITS.SYN ? 1 : 0) + (bits & CONTROL_BITS.FIN ? 1 : 0)) % 2 ** 32
}

/** A segment as it arrived. */
export interface DecodedSegment extends WireSegment {
  readonly source: Buffer
  readonly sourcePort: number
  readonly destination: Buffer
  readonly destinationPort: number
  /** Of the TCP header and data; the kernel leaves it to the hardware where a device offers to fill it in. */
  readonly checksumOk: boolean
}

export const PROTOCOL_TCP = 6
export const IPV4_HEADER = 20
export const IPV6_HEADER = 40
export const TCP_HEADER = 20
const HOP_LIMIT = 64

/** The most octets of data a packet has room for beside its options. */
export function dataLimit(options: TcpOptions): number {
  return 0xffff - IPV4_HEADER - TCP_HEADER - encodeOptions(options).length
}

/** The packet that carries a segment, checksums included. The data is the octet `a`, over and over. */
export function encodePacket(from: Endpoint, to: Endpoint, segment: WireSegment): Buffer {
  const options = encodeOptions(segment.options)
  const tcp = Buffer.alloc(TCP_HEADER + options.length + segment.length, 'a')
  tcp.writeUInt16BE(from.port, 0)
  tcp.writeUInt16BE(to.port, 2)
  tcp.writeUInt32BE(segment.seq >>> 0, 4)
  tcp.writeUInt32BE(segment.ack >>> 0, 8)
  tcp[12] = ((TCP_HEADER + options.length) / 4) << 4
  tcp[13] = segment.bits
  tcp.writeUInt16BE(segment.win & 0xffff, 14)
  tcp.writeUInt16BE(0, 16)
  tcp.writeUInt16BE(segment.urg & 0xffff, 18)
  options.copy(tcp, TCP_HEADER)
  tcp.writeUInt16BE(internetChecksum(tcp, pseudoHeaderSum(from, to, PROTOCOL_TCP, tcp.length)), 16)
  return Buffer.concat([encodeIpHeader(from, to, PROTOCOL_TCP, tcp.length), tcp])
}

/** The IP header of a packet whose payload has so many octets. */
export function encodeIpHeader(from: Endpoint, to: Endpoint, protocol: number, length: number): Buffer {
  if (from.address.family === 6) {
    const header = Buffer.alloc(IPV6_HEADER)
    header[0] = 0x60
    header.writeUInt16BE(length, 4)
    header[6] = protocol
    header[7] = HOP_LIMIT
    from.address.octets.copy(header, 8)
    to.address.octets.copy(header, 24)
    return header
  }
  const header = Buffer.alloc(IPV4_HEADER)
  header[0] = 0x45
  header.writeUInt16BE(IPV4_HEADER + length, 2)
  header.writeUInt16BE(0x4000, 6) // Don't Fragment
  header[8] = HOP_LIMIT
  header[9] = protocol
  from.address.octets.copy(header, 12)
  to.address.octets.copy(header, 16)
  header.writeUInt16BE(internetChecksum(header), 10)
  return header
}

/** The sum of the pseudo-header's words, to begin a checksum with. */
export function pseudoHeaderSum(from: Endpoint, to: Endpoint, protocol: number, length: number): number {
  return sumOfWords(from.address.octets) + sumOfWords(to.address.octets) + protocol + length
}

/** Reads the segment in a packet; nothing where it carries none or is cut short. Never throws. */
export function decodePacket(packet: Buffer): DecodedSegment | undefined {
  const version = (packet[0] ?? 0) >> 4
  if (version === 4) return decodeIPv4(packet)
  if (version === 6) return decodeIPv6(packet)
  return undefined
}

function decodeIPv4(packet: Buffer): DecodedSegment | undefined {
  if (packet.length < IPV4_HEADER || packet[9] !== PROTOCOL_TCP) return undefined
  const headerLength = ((packet[0] ?? 0) & 15) * 4
  const end = packet.readUInt16BE(2)
  const isFragment = (packet.readUInt16BE(6) & 0x3fff) !== 0
  if (headerLength < IPV4_HEADER || end > packet.length || isFragment) return undefined
  return decodeTcp(packet.subarray(12, 16), packet.subarray(16, 20), packet.subarray(headerLength, end))
}

function decodeIPv6(packet: Buffer): DecodedSegment | undefined {
  const payload = ipv6Payload(packet)
  if (payload?.protocol !== PROTOCOL_TCP) return undefined
  return decodeTcp(packet.subarray(8, 24), packet.subarray(24, 40), payload.octets)
}

/** Hop-by-hop options, a routing header and destination options (RFC 8200 §4.1): each says how long it is. */
const PASSED_OVER = [0, 43, 60]

/** What an IPv6 packet carries behind its extension headers; nothing where it is cut short. */
export function ipv6Payload(
  packet: Buffer,
): { readonly protocol: number; readonly octets: Buffer } | undefined {
  if (packet.length < IPV6_HEADER) return undefined
  const end = IPV6_HEADER + packet.readUInt16BE(4)
  if (end > packet.length) return undefined
  let protocol = packet[6] ?? 0
  let at = IPV6_HEADER
  while (PASSED_OVER.includes(protocol)) {
    if (at + 8 > end) return undefined
    protocol = packet[at] ?? 0
    at += ((packet[at + 1] ?? 0) + 1) * 8
  }
  return at > end ? undefined : { protocol, octets: packet.subarray(at, end) }
}

function decodeTcp(source: Buffer, destination: Buffer, tcp: Buffer): DecodedSegment | undefined {
  if (tcp.length < TCP_HEADER) return undefined
  const headerLength = ((tcp[12] ?? 0) >> 4) * 4
  if (headerLength < TCP_HEADER || headerLength > tcp.length) return undefined
  const pseudoHeader = sumOfWords(source) + sumOfWords(destination) + PROTOCOL_TCP + tcp.length
  return {
    source: Buffer.from(source),
    sourcePort: tcp.readUInt16BE(0),
    destination: Buffer.from(destination),
    destinationPort: tcp.readUInt16BE(2),
    seq: tcp.readUInt32BE(4),
    ack: tcp.readUInt32BE(8),
    bits: tcp.readUInt8(13),
    win: tcp.readUInt16BE(14),
    urg: tcp.readUInt16BE(18),
    options: decodeOptions(tcp.subarray(TCP_HEADER, headerLength)),
    length: tcp.length - headerLength,
    checksumOk: internetChecksum(tcp, pseudoHeader) === 0,
  }
}
