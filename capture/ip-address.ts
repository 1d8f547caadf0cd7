import { addressOctets, octetsAfter } from '@synfin/trace'

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

function ipAddress(octets: Buffer): IpAddress {
  return { text: addressText(octets), family: octets.length === 4 ? 4 : 6, octets }
}

/** The text of an address in network order. */
export function addressText(octets: Buffer): string {
  if (octets.length === 4) return octets.join('.')
  const groups = Array.from({ length: 8 }, (_, group) => octets.readUInt16BE(group * 2).toString(16))
  return groups.join(':')
}

/** The text as people write it (RFC 5952): of an IPv6 address the longest run of zero groups is left out. */
export function shownAddress(octets: Buffer): string {
  const text = addressText(octets)
  if (octets.length === 4) return text
  const [longest = ''] = (text.match(/\b0(?::0\b)+/g) ?? []).toSorted((a, b) => b.length - a.length)
  if (longest === '') return text
  const at = text.indexOf(longest)
  return `${text.slice(0, at).replace(/:$/, '')}::${text.slice(at + longest.length).replace(/^:/, '')}`
}
