import { addressText, type IpAddress } from './ip-address.ts'
import { AF_INET, AF_INET6 } from './system-calls.ts'

/** One end of a connection on the wire. */
export interface Endpoint {
  readonly address: IpAddress
  readonly port: number
}

/** `struct sockaddr_in` or `sockaddr_in6`. */
export function socketAddress({ address, port }: Endpoint): Buffer {
  const octets = Buffer.alloc(address.family === 4 ? 16 : 28)
  octets.writeUInt16LE(address.family === 4 ? AF_INET : AF_INET6, 0)
  octets.writeUInt16BE(port, 2)
  address.octets.copy(octets, address.family === 4 ? 4 : 8)
  return octets
}

/** An endpoint as a key: the same for the same address and port, however they were read. */
export function endpointKey(address: Buffer, port: number): string {
  return `${addressText(address)} ${port}`
}

/** The key of the endpoint in a `struct sockaddr`. */
export function socketAddressKey(sockaddr: Buffer): string {
  const isIPv4 = sockaddr.readUInt16LE(0) === AF_INET
  return endpointKey(isIPv4 ? sockaddr.subarray(4, 8) : sockaddr.subarray(8, 24), sockaddr.readUInt16BE(2))
}
