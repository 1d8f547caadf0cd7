import { internetChecksum } from './checksum.ts'
import type { Endpoint } from './endpoint.ts'
import { type DecodedSegment, decodePacket, encodeIpHeader, encodePacket, pseudoHeaderSum } from './packet.ts'

export const PROTOCOL_ICMP = 1
export const PROTOCOL_ICMPV6 = 58
const ICMP_HEADER = 8

/** Type and code by the trace language's names: ICMP (RFC 792, RFC 1191), ICMPv6 (RFC 4443). */
const ERRORS: Readonly<Record<string, { readonly v4: [number, number]; readonly v6: [number, number] }>> = {
  'net-unreachable': { v4: [3, 0], v6: [1, 0] },
  'host-unreachable': { v4: [3, 1], v6: [1, 3] },
  'protocol-unreachable': { v4: [3, 2], v6: [4, 1] },
  'port-unreachable': { v4: [3, 3], v6: [1, 4] },
  'too-big': { v4: [3, 4], v6: [2, 0] },
}

export interface IcmpError {
  /** As the trace language names it. */
  readonly name: string
  /** The sequence number of the segment it is about. */
  readonly seq: number
  /** The next hop's MTU in octets, for `too-big`. */
  readonly mtu: number
}

/** The packet of an ICMP error about a segment that went from `receiver` to `sender`; nothing for an unknown name. */
export function encodeIcmpError(sender: Endpoint, receiver: Endpoint, error: IcmpError): Buffer | undefined {
  const numbers = ERRORS[error.name]
  if (!numbers) return undefined
  const isIPv4 = sender.address.family === 4
  const [type, code] = isIPv4 ? numbers.v4 : numbers.v6
  const header = Buffer.alloc(ICMP_HEADER)
  header[0] = type
  header[1] = code
  if (error.name === 'too-big') {
    if (isIPv4) header.writeUInt16BE(Math.min(error.mtu, 0xffff), 6)
    else header.writeUInt32BE(Math.min(error.mtu, 0xffffffff), 4)
  }
  const about = { seq: error.seq, ack: 0, bits: 0, win: 0, urg: 0, options: {}, length: 0 }
  const icmp = Buffer.concat([header, encodePacket(receiver, sender, about)])
  const protocol = isIPv4 ? PROTOCOL_ICMP : PROTOCOL_ICMPV6
  const begun = isIPv4 ? 0 : pseudoHeaderSum(sender, receiver, protocol, icmp.length)
  icmp.writeUInt16BE(internetChecksum(icmp, begun), 2)
  return Buffer.concat([encodeIpHeader(sender, receiver, protocol, icmp.length), icmp])
}

/** Reads what {@link encodeIcmpError} writes: an error, and the segment it is about; nothing in any other packet. */
export function decodeIcmpError(packet: Buffer): { error: IcmpError; about: DecodedSegment } | undefined {
  const isIPv4 = (packet[0] ?? 0) >> 4 === 4
  const [protocol, header] = isIPv4 ? [packet[9], 20] : [packet[6], 40]
  if (protocol !== (isIPv4 ? PROTOCOL_ICMP : PROTOCOL_ICMPV6)) return undefined
  const message = readIcmpMessage(packet.subarray(header), isIPv4)
  const about = message && decodePacket(message.quoted)
  if (!about) return undefined
  return { error: { name: message.name, seq: about.seq, mtu: message.mtu }, about }
}

/** An error of those the trace language names, and the beginning of the packet it is about. */
export function readIcmpMessage(
  icmp: Buffer,
  isIPv4: boolean,
): { readonly name: string; readonly mtu: number; readonly quoted: Buffer } | undefined {
  if (icmp.length < ICMP_HEADER) return undefined
  const [name] =
    Object.entries(ERRORS).find(([, { v4, v6 }]) => {
      const [type, code] = isIPv4 ? v4 : v6
      return icmp[0] === type && icmp[1] === code
    }) ?? []
  if (name === undefined) return undefined
  const mtu = isIPv4 ? icmp.readUInt16BE(6) : icmp.readUInt32BE(4)
  return { name, mtu, quoted: icmp.subarray(ICMP_HEADER) }
}
