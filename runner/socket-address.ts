import { type Endpoint, endpointKey } from '@synfin/capture'
import { AF_INET, AF_INET6 } from './system-calls.ts'

/** `struct sockaddr_in` or `sockaddr_in6`. */
export function socketAddress({ address, port }: Endpoint): Buffer {
  const octets = Buffer.alloc(address.family === 4 ? 16 : 28)
  octets.writeUInt16LE(address.family === 4 ? AF_INET : AF_INET6, 0)
  octets.writeUInt16BE(port, 2)
  address.octets.copy(octets, address.family === 4 ? 4 : 8)
  return octets
}

/** The key of the endpoint in a `struct sockaddr`. */
export function socketAddressKey(sockaddr: Buffer): string {
  const isIPv4 = sockaddr.readUInt16LE(0) === AF_INET
  return endpointKey(isIPv4 ? sockaddr.subarray(4, 8) : sockaddr.subarray(8, 24), sockaddr.readUInt16BE(2))
}
