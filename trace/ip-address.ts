/** IP addresses as a trace writes them. */

/** The octets of an IPv4 address, or of an IPv6 address without brackets (RFC 4291 §2.2); nothing of another text. */
export function addressOctets(text: string): readonly number[] | undefined {
  return text.includes(':') ? ipv6Octets(text) : ipv4Octets(text)
}

/** The address so many after this one; after the last comes the first. */
export function octetsAfter(octets: Iterable<number>, count: number): readonly number[] {
  const after = [...octets]
  let carry = count
  for (let at = after.length - 1; at >= 0 && carry > 0; at--) {
    carry += after[at] ?? 0
    after[at] = carry % 256
    carry = Math.floor(carry / 256)
  }
  return after
}

function ipv4Octets(text: string): readonly number[] | undefined {
  const parts = text.split('.')
  // A leading zero would be octal to some.
  const areRead = parts.every(part => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
  return areRead && parts.length === 4 ? parts.map(Number) : undefined
}

const IPV6_OCTETS = 16

function ipv6Octets(text: string): readonly number[] | undefined {
  const halves = text.split('::')
  const [head, tail] = halves.map((half, at) => groupOctets(half, at === halves.length - 1))
  if (halves.length > 2 || head === undefined) return undefined
  if (halves.length === 1) return head.length === IPV6_OCTETS ? head : undefined
  // `::` stands for one group at least.
  const left = tail === undefined ? 0 : IPV6_OCTETS - head.length - tail.length
  return tail === undefined || left < 2 ? undefined : [...head, ...Array<number>(left).fill(0), ...tail]
}

/** The octets of groups between colons; the last four of an address may be written as IPv4. */
function groupOctets(groups: string, isLast: boolean): readonly number[] | undefined {
  const texts = groups === '' ? [] : groups.split(':')
  const octets = texts.map((group, at) => {
    if (isLast && at === texts.length - 1 && group.includes('.')) return ipv4Octets(group)
    const number = /^[0-9A-Fa-f]{1,4}$/.test(group) ? Number.parseInt(group, 16) : undefined
    return number === undefined ? undefined : [number >> 8, number & 0xff]
  })
  return octets.every(read => read !== undefined) ? octets.flat() : undefined
}
