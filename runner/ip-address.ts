import { isIPv4, isIPv6 } from 'node:net'
import { say } from '@synfin/trace'

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
  const bare = text.replace(/^\[(.*)\]$/, '$1')
  if (isIPv4(bare)) return ipAddress(Buffer.from(bare.split('.').map(Number)))
  if (isIPv6(bare) && !bare.includes('%')) return ipAddress(ipv6Octets(bare))
  return undefined
}

/** The address so many after this one. */
export function addressAfter(address: IpAddress, count: number): IpAddress {
  const octets = Buffer.from(address.octets)
  let carry = count
  for (let at = octets.length - 1; at >= 0 && carry > 0; at--) {
    carry += octets[at] ?? 0
    octets[at] = carry & 0xff
    carry = Math.floor(carry / 256)
  }
  return ipAddress(octets)
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

function ipv6Octets(text: string): Buffer {
  const octets = Buffer.alloc(16)
  const [head = '', tail] = withoutDottedQuad(text).split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  left.forEach((group, at) => {
    octets.writeUInt16BE(Number.parseInt(group, 16), at * 2)
  })
  right.forEach((group, at) => {
    octets.writeUInt16BE(Number.parseInt(group, 16), (8 - right.length + at) * 2)
  })
  return octets
}

/** `::ffff:192.0.2.1` with its last four octets as two groups. */
function withoutDottedQuad(text: string): string {
  const at = text.lastIndexOf(':') + 1
  const quad = text.slice(at)
  if (!isIPv4(quad)) return text
  const octets = Buffer.from(quad.split('.').map(Number))
  return `${text.slice(0, at)}${octets.readUInt16BE(0).toString(16)}:${octets.readUInt16BE(2).toString(16)}`
}
