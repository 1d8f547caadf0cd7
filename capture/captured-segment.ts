/** Segments, and ICMP errors about them, in the packets of a capture. */
import { PROTOCOL_ICMP, PROTOCOL_ICMPV6, readIcmpMessage } from './icmp.ts'
import { shownAddress } from './ip-address.ts'
import { type IpPayload, readIpPacket } from './ip-packet.ts'
import { PROTOCOL_TCP, TCP_HEADER, type WireSegment } from './packet.ts'
import { decodeOptions } from './tcp-options.ts'

/** An ICMP error about a segment that bears this number. */
export interface CapturedError {
  /** As the trace language names it. */
  readonly icmp: string
  readonly seq: number
  /** Octets; of `too-big`. */
  readonly mtu: number
}

export interface Captured {
  /** Of the packet in the capture, counted from 1. */
  readonly number: number
  /** Milliseconds since 1970, with a fraction; `NaN` where it is not known. */
  readonly at: number
  /** `192.0.2.1:80`. */
  readonly source: string
  readonly destination: string
  readonly what: WireSegment | CapturedError
}

export type PacketContent = Pick<Captured, 'source' | 'destination' | 'what'>

/** Whether it is an ICMP error, and no segment. */
export function isError(what: WireSegment | CapturedError): what is CapturedError {
  return 'icmp' in what
}

/** The segment or error in a packet; undefined where there is none. `'cut'` where too little was captured to tell. */
export function contentOf(ip: IpPayload): PacketContent | 'cut' | undefined {
  if (ip.protocol === PROTOCOL_TCP) return segmentIn(ip)
  const icmp = ip.family === 4 ? PROTOCOL_ICMP : PROTOCOL_ICMPV6
  return ip.protocol === icmp ? errorIn(ip) : undefined
}

function segmentIn(ip: IpPayload): PacketContent | 'cut' | undefined {
  const { octets, length } = ip
  if (octets.length < TCP_HEADER) return length < TCP_HEADER ? undefined : 'cut'
  const header = ((octets[12] ?? 0) >> 4) * 4
  if (header < TCP_HEADER || header > length) return undefined
  if (header > octets.length) return 'cut'
  return {
    source: endpoint(ip.source, octets.readUInt16BE(0)),
    destination: endpoint(ip.destination, octets.readUInt16BE(2)),
    what: {
      seq: octets.readUInt32BE(4),
      ack: octets.readUInt32BE(8),
      bits: octets.readUInt8(13),
      win: octets.readUInt16BE(14),
      urg: octets.readUInt16BE(18),
      options: decodeOptions(octets.subarray(TCP_HEADER, header)),
      length: length - header,
    },
  }
}

/** A router on the way may have sent it: a trace has it come from the end that the segment was for. */
function errorIn(ip: IpPayload): PacketContent | undefined {
  const message = readIcmpMessage(ip.octets, ip.family === 4)
  if (message === undefined) return undefined
  const about = readIpPacket(message.quoted, message.quoted.length)
  // Ports and number are all of the segment's header that an error must quote (RFC 792).
  if (about?.protocol !== PROTOCOL_TCP || about.octets.length < 8) return undefined
  return {
    source: endpoint(about.destination, about.octets.readUInt16BE(2)),
    destination: endpoint(about.source, about.octets.readUInt16BE(0)),
    what: { icmp: message.name, seq: about.octets.readUInt32BE(4), mtu: message.mtu },
  }
}

function endpoint(address: Buffer, port: number): string {
  const text = shownAddress(address)
  return address.length === 4 ? `${text}:${port}` : `[${text}]:${port}`
}
