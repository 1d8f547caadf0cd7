/** Whether a text is an IPv4 address, or an IPv6 address without brackets (RFC 4291 §2.2). */
export function isIpAddress(text: string): boolean {
  return text.includes(':') ? isIpv6(text) : isIpv4(text)
}

/**
 * How many IPv4 addresses there are from this one on, to the last, 255.255.255.255. Nothing for an IPv6 address: where
 * those end, they are multicast addresses, which no endpoint has.
 */
export function ipv4AddressesFrom(text: string): number | undefined {
  if (!isIpv4(text)) return undefined
  return 2 ** 32 - text.split('.').reduce((number, part) => number * 256 + Number(part), 0)
}

function isIpv4(text: string): boolean {
  const parts = text.split('.')
  return parts.length === 4 && parts.every(part => /^\d{1,3}$/.test(part) && Number(part) <= 255)
}

function isIpv6(text: string): boolean {
  const halves = text.split('::')
  if (halves.length > 2) return false
  const groups = halves.flatMap(half => (half === '' ? [] : half.split(':')))
  // The last four octets may be written as IPv4.
  if (isIpv4(groups.at(-1) ?? '') && !text.endsWith('::')) groups.splice(-1, 1, '0', '0')
  if (!groups.every(group => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false
  return halves.length === 2 ? groups.length < 8 : groups.length === 8
}
