/** The Internet checksum (RFC 1071) of octets that follow a sum already begun; over data that carries it, 0. */
export function internetChecksum(octets: Buffer, begun = 0): number {
  let sum = begun + sumOfWords(octets)
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000)
  return ~sum & 0xffff
}

/** The sum of the 16-bit words, an odd last octet padded with zero. At most 64 KiB, so it is exact. */
export function sumOfWords(octets: Buffer): number {
  let sum = 0
  const even = octets.length & ~1
  for (let at = 0; at < even; at += 2) sum += ((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0)
  return even === octets.length ? sum : sum + ((octets[even] ?? 0) << 8)
}
