/**
 * Whose hardware address is whose, on a link where all our ends are one station: ARP (RFC 826) for IPv4, neighbour
 * discovery (RFC 4861) for IPv6. Frames in, frames out.
 */
import {
  addressText,
  type Endpoint,
  encodeIpHeader,
  IPV6_HEADER,
  type IpAddress,
  internetChecksum,
  PROTOCOL_ICMPV6,
  pseudoHeaderSum,
} from '@synfin/capture'
import { ETHERTYPE } from './packet-socket.ts'

/** Where all our ends are. */
export const OUR_HARDWARE_ADDRESS = Buffer.from([0x02, 0, 0, 0, 0, 0x01])

/** Everybody on the link. */
export const BROADCAST = Buffer.alloc(6, 0xff)
export const ETHERNET_HEADER = 14
const ARP_LENGTH = 28
const ARP_REQUEST = 1
const ARP_REPLY = 2
/** Ethernet, IPv4, and how long their addresses are. */
const ARP_KINDS = Buffer.from([0, 1, 0x08, 0x00, 6, 4])

/** A message of neighbour discovery (RFC 4861 §4.3): its ICMPv6 type, its flags, and the option with our address. */
const SOLICITATION = { type: 135, flags: 0, option: 1 }
/** RFC 4861 §4.4: solicited, and to override what was known before. */
const ADVERTISEMENT = { type: 136, flags: 0x60, option: 2 }
/** Nobody beyond the link may have sent it (RFC 4861 §7.1). */
const HOP_LIMIT_ON_LINK = 255

/** A frame from us. */
export function frameTo(hardwareAddress: Buffer, ethertype: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(ETHERNET_HEADER)
  hardwareAddress.copy(header, 0)
  OUR_HARDWARE_ADDRESS.copy(header, 6)
  header.writeUInt16BE(ethertype, 12)
  return Buffer.concat([header, payload])
}

/** The frame by which an end of ours asks where somebody is. */
export function question(asker: IpAddress, wanted: IpAddress): Buffer {
  if (wanted.family === 4) {
    const request = arp(ARP_REQUEST, asker.octets, Buffer.alloc(6), wanted.octets)
    return frameTo(BROADCAST, ETHERTYPE.ARP, request)
  }
  const group = Buffer.concat([Buffer.from('ff0200000000000000000001ff', 'hex'), wanted.octets.subarray(13)])
  const everybody = Buffer.concat([Buffer.from([0x33, 0x33]), group.subarray(12)])
  const solicitation = discovery(SOLICITATION, asker.octets, group, wanted.octets)
  return frameTo(everybody, ETHERTYPE.IPv6, solicitation)
}

/** Our answer to a frame that asks for anybody but the stack itself; nothing where it does not ask. Never throws. */
export function answer(frame: Buffer, stack: IpAddress): Buffer | undefined {
  const asker = frame.subarray(6, 12)
  const payload = frame.subarray(ETHERNET_HEADER)
  if (isArp(frame, ARP_REQUEST)) {
    const wanted = payload.subarray(24, 28)
    // Who asks for itself, or without an address, wants to know whether it is alone (RFC 5227).
    if (wanted.equals(stack.octets) || payload.readUInt32BE(14) === 0) return undefined
    return frameTo(asker, ETHERTYPE.ARP, arp(ARP_REPLY, wanted, asker, payload.subarray(14, 18)))
  }
  if (!isDiscovery(frame, SOLICITATION)) return undefined
  const from = payload.subarray(8, 24)
  const wanted = payload.subarray(IPV6_HEADER + 8, IPV6_HEADER + 24)
  if (wanted.equals(stack.octets) || from.every(octet => octet === 0)) return undefined
  const advertisement = discovery(ADVERTISEMENT, wanted, from, wanted)
  return frameTo(asker, ETHERTYPE.IPv6, advertisement)
}

/** The hardware address that a frame says an address has; nothing where it says nothing of it. Never throws. */
export function hardwareAddressIn(frame: Buffer, of: IpAddress): Buffer | undefined {
  const payload = frame.subarray(ETHERNET_HEADER)
  const isAnswer =
    (isArp(frame, ARP_REPLY) && payload.subarray(14, 18).equals(of.octets)) ||
    (isDiscovery(frame, ADVERTISEMENT) &&
      payload.subarray(IPV6_HEADER + 8, IPV6_HEADER + 24).equals(of.octets))
  return isAnswer ? Buffer.from(frame.subarray(6, 12)) : undefined
}

function isArp(frame: Buffer, operation: number): boolean {
  if (frame.length < ETHERNET_HEADER + ARP_LENGTH || frame.readUInt16BE(12) !== ETHERTYPE.ARP) return false
  const payload = frame.subarray(ETHERNET_HEADER)
  return payload.subarray(0, 6).equals(ARP_KINDS) && payload.readUInt16BE(6) === operation
}

function isDiscovery(frame: Buffer, { type }: typeof SOLICITATION): boolean {
  const isLong = frame.length >= ETHERNET_HEADER + IPV6_HEADER + 24
  if (!isLong || frame.readUInt16BE(12) !== ETHERTYPE.IPv6) return false
  const payload = frame.subarray(ETHERNET_HEADER)
  return payload[6] === PROTOCOL_ICMPV6 && payload[IPV6_HEADER] === type
}

/** From our hardware address. */
function arp(operation: number, from: Buffer, toHardware: Buffer, to: Buffer): Buffer {
  const operationOctets = Buffer.from([0, operation])
  return Buffer.concat([ARP_KINDS, operationOctets, OUR_HARDWARE_ADDRESS, from, toHardware, to])
}

/** A neighbour discovery message with our hardware address as its option. */
function discovery(
  { type, flags, option }: typeof SOLICITATION,
  from: Buffer,
  to: Buffer,
  target: Buffer,
): Buffer {
  const message = Buffer.concat([
    Buffer.from([type, 0, 0, 0, flags, 0, 0, 0]),
    target,
    Buffer.from([option, 1]),
    OUR_HARDWARE_ADDRESS,
  ])
  const [source, destination] = [station(from), station(to)]
  const begun = pseudoHeaderSum(source, destination, PROTOCOL_ICMPV6, message.length)
  message.writeUInt16BE(internetChecksum(message, begun), 2)
  const header = encodeIpHeader(source, destination, PROTOCOL_ICMPV6, message.length)
  header[7] = HOP_LIMIT_ON_LINK
  return Buffer.concat([header, message])
}

function station(octets: Buffer): Endpoint {
  return { address: { text: addressText(octets), family: 6, octets }, port: 0 }
}
