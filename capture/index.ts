export { internetChecksum } from './checksum.ts'
export { type Endpoint, endpointKey } from './endpoint.ts'
export { exportPacketdrill } from './export-packetdrill.ts'
export { exportPcapng } from './export-pcapng.ts'
export {
  decodeIcmpError,
  encodeIcmpError,
  type IcmpError,
  PROTOCOL_ICMP,
  PROTOCOL_ICMPV6,
} from './icmp.ts'
export { type ImportedCapture, importCapture } from './import-capture.ts'
export { addressAfter, addressText, type Family, type IpAddress, readIpAddress } from './ip-address.ts'
export { CannotBind, LiveNumbers, type NumberSpace, numberSpace, randomNumber } from './live-numbers.ts'
export { AFTER_OTHERS_FIN, AFTER_OWN_FIN } from './live-trace.ts'
export { NotLive } from './not-live.ts'
export {
  CONTROL_BITS,
  controlBits,
  type DecodedSegment,
  dataLimit,
  decodePacket,
  encodeIpHeader,
  encodePacket,
  IPV4_HEADER,
  IPV6_HEADER,
  ipv6Payload,
  numberAfter,
  PROTOCOL_TCP,
  pseudoHeaderSum,
  TCP_HEADER,
  type WireSegment,
} from './packet.ts'
export {
  type CaptureInterface,
  encodePcapng,
  type PacketDirection,
  type PcapngPacket,
} from './pcapng-writer.ts'
export { type PlannedEnd, plannedEnds } from './planned-ends.ts'
export {
  DEFAULT_MSS,
  DEFAULT_WINDOW,
  DoesNotFit,
  type EndSettings,
  octetsIn,
  SYMBOLIC_LENGTH,
  sentSegment,
} from './sent-segment.ts'
export { encodeOptions, OPTIONS_LIMIT, type TcpOptions } from './tcp-options.ts'
