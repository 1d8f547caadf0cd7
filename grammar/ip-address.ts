import { addressOctets } from '@synfin/trace'

/**
 * How many IPv4 addresses there are from this one on, to the last, 255.255.255.255. Nothing for an IPv6 address: where
 * those end, they are multicast addresses, which no endpoint has.
 */
export function ipv4AddressesFrom(text: string): number | undefined {
  const octets = addressOctets(text)
  return octets?.length === 4 ? 2 ** 32 - octets.reduce((number, part) => number * 256 + part, 0) : undefined
}
