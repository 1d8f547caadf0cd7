import { addressOctets, octetsAfter, say } from '@synfin/trace'

export type Family = 4 | 6

/** An IP address with its octets in network order: 4 or 16. */
export interface IpAddress {
  /** The same for the same address, however it was written. */
  readonly text: string
  readonly family: Family
  readonly octets: Buffer
}

/** Reads `192.0.2.1` or `2001:db8::1`, also in brackets; nothing where it is neither. */
export function readIpAddress(text: string): IpAddress | undefined {
  const octets = addressOctets(text.replace(/^\[(.*)\]$/, '$1'))
  return octets && ipAddress(Buffer.from(octets))
}

/** The address so many after this one. */
export function addressAfter(address: IpAddress, count: number): IpAddress {
  return ipAddress(Buffer.from(octetsAfter(address.octets, count)))
}

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

function ipAddress(octets: Buffer): IpAddress {
  return { text: addressText(octets), family: octets.length === 4 ? 4 : 6, octets }
}

/** The text of an address in network order. */
export function addressText(octets: Buffer): string {
  if (octets.length === 4) return octets.join('.')
  const groups = Array.from({ length: 8 }, (_, group) => octets.readUInt16BE(group * 2).toString(16))
  return groups.join(':')
}
