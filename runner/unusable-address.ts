import type { IpAddress } from '@synfin/capture'
import { say } from '@synfin/trace'

/** What keeps an address from being one end of a connection over a network; nothing where it can be. */
export function whyUnusable({ family, octets }: IpAddress): string | undefined {
  const word = octets.readUInt16BE(0)
  if (family === 4) {
    const high = word >> 8
    if (high === 0) return say`the unspecified address`
    if (high === 127) return say`a loopback address`
    if (high >= 224 && high < 240) return say`a multicast address`
    if (octets.readUInt32BE(0) === 0xffff_ffff) return say`the broadcast address`
    return undefined
  }
  if (word >> 8 === 0xff) return say`a multicast address`
  if ((word & 0xffc0) === 0xfe80) return say`a link-local address`
  if (octets.subarray(0, 10).some(octet => octet !== 0)) return undefined
  if (octets.readUInt16BE(10) === 0xffff) return say`an IPv4 address in the form of IPv6`
  const rest = octets.readUInt16BE(10) * 2 ** 32 + octets.readUInt32BE(12)
  if (rest > 1) return undefined
  return rest === 1 ? say`the loopback address` : say`the unspecified address`
}
