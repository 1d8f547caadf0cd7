/** What a packet is that carries no segment we can read: told in the run's report, never guessed at. */
import {
  decodeIcmpError,
  decodePacket,
  IPV4_HEADER,
  IPV6_HEADER,
  internetChecksum,
  ipv6Payload,
  PROTOCOL_ICMP,
  PROTOCOL_ICMPV6,
  PROTOCOL_TCP,
  TCP_HEADER,
} from '@synfin/capture'
import { say } from '@synfin/trace'
import type { StrangePacket } from './stack.ts'

const PROTOCOL_IGMP = 2
const PROTOCOL_UDP = 17
const NAMES: Readonly<Record<number, string>> = { [PROTOCOL_UDP]: 'UDP' }

/** Neighbour discovery and multicast listeners (RFC 4861, RFC 2710, RFC 3810): every IPv6 interface speaks of these. */
const INTERFACES_OWN = [130, 131, 132, 133, 134, 135, 136, 137, 143]

/** Describes a packet that is no good segment; nothing where it is the interface's own business. Never throws. */
export function strangePacket(packet: Buffer): StrangePacket | undefined {
  const version = (packet[0] ?? 0) >> 4
  if (version === 4) return strangeIPv4(packet)
  if (version === 6) return strangeIPv6(packet)
  return broken(say`${packet.length} octets that are no IP packet`)
}

function strangeIPv4(packet: Buffer): StrangePacket | undefined {
  if (packet.length < IPV4_HEADER) return broken(say`an IPv4 header cut short`)
  const headerLength = ((packet[0] ?? 0) & 15) * 4
  const totalLength = packet.readUInt16BE(2)
  if (headerLength < IPV4_HEADER || headerLength > totalLength)
    return broken(say`an IPv4 header whose length, ${headerLength} octets, cannot be`)
  if (totalLength > packet.length)
    return broken(say`an IPv4 packet of ${packet.length} octets that says it has ${totalLength}`)
  if (internetChecksum(packet.subarray(0, headerLength)) !== 0)
    return broken(say`an IPv4 header with a wrong checksum`)
  const protocol = packet[9] ?? 0
  if ((packet.readUInt16BE(6) & 0x3fff) !== 0) return other(say`a fragment of an IPv4 packet`)
  if (protocol === PROTOCOL_IGMP) return undefined
  return strangePayload(packet, protocol, packet.subarray(headerLength, totalLength))
}

function strangeIPv6(packet: Buffer): StrangePacket | undefined {
  if (packet.length < IPV6_HEADER) return broken(say`an IPv6 header cut short`)
  const length = packet.readUInt16BE(4)
  if (IPV6_HEADER + length > packet.length)
    return broken(say`an IPv6 packet of ${packet.length} octets that says it has ${IPV6_HEADER + length}`)
  const payload = ipv6Payload(packet)
  if (!payload) return broken(say`an IPv6 packet whose extension headers are cut short`)
  return strangePayload(packet, payload.protocol, payload.octets)
}

function strangePayload(packet: Buffer, protocol: number, payload: Buffer): StrangePacket | undefined {
  if (protocol === PROTOCOL_TCP) return strangeSegment(packet, payload)
  if (protocol === PROTOCOL_ICMPV6 && INTERFACES_OWN.includes(payload[0] ?? 0)) return undefined
  if (protocol === PROTOCOL_ICMP || protocol === PROTOCOL_ICMPV6) return other(icmp(packet, payload))
  return other(say`a packet of ${NAMES[protocol] ?? say`IP protocol ${protocol}`}`)
}

function strangeSegment(packet: Buffer, payload: Buffer): StrangePacket {
  if (payload.length < TCP_HEADER) return broken(say`a TCP header cut short`)
  const headerLength = ((payload[12] ?? 0) >> 4) * 4
  if (decodePacket(packet)) return broken(say`a segment with a wrong checksum`)
  return broken(say`a TCP header whose data offset, ${headerLength} octets, lies outside the segment`)
}

function icmp(packet: Buffer, payload: Buffer): string {
  const known = decodeIcmpError(packet)
  if (known) return say`ICMP ${known.error.name} about seq=${known.error.seq}`
  return payload.length < 2
    ? say`an ICMP message cut short`
    : say`ICMP type ${payload[0] ?? 0} code ${payload[1] ?? 0}`
}

function broken(what: string): StrangePacket {
  return { what, isBroken: true }
}

function other(what: string): StrangePacket {
  return { what, isBroken: false }
}
