/** What lies before the IP packet in a captured frame, by link type (https://www.tcpdump.org/linktypes.html). */
import { say } from '@synfin/trace'

/** The link types that are read. */
export const LINK_TYPE = {
  null: 0,
  ethernet: 1,
  /** Raw IP, by the numbers that some systems write in place of 101. */
  rawBsd: 12,
  rawOpenBsd: 14,
  raw: 101,
  loop: 108,
  linuxSll: 113,
  ipv4: 228,
  ipv6: 229,
  linuxSll2: 276,
} as const

const ETHERTYPE_IPV4 = 0x0800
const ETHERTYPE_IPV6 = 0x86dd
/** 802.1Q, 802.1ad, and the tag before 802.1ad had its number. */
const VLAN_TAGS = [0x8100, 0x88a8, 0x9100]
const PPPOE_SESSION = 0x8864
const PPP_IPV4 = 0x0021
const PPP_IPV6 = 0x0057

/** The packet in a frame: its octets, `undefined` where it is none of IP. */
type Unwrap = (frame: Buffer) => Buffer | undefined

const UNWRAP: Readonly<Record<number, Unwrap>> = {
  [LINK_TYPE.null]: afterFamily,
  [LINK_TYPE.loop]: afterFamily,
  [LINK_TYPE.ethernet]: frame => afterEthertype(frame, 12),
  [LINK_TYPE.rawBsd]: frame => frame,
  [LINK_TYPE.rawOpenBsd]: frame => frame,
  [LINK_TYPE.raw]: frame => frame,
  [LINK_TYPE.ipv4]: frame => frame,
  [LINK_TYPE.ipv6]: frame => frame,
  [LINK_TYPE.linuxSll]: frame => afterEthertype(frame, 14),
  [LINK_TYPE.linuxSll2]: frame => (isIp(wordAt(frame, 0)) ? frame.subarray(20) : undefined),
}

/** How to find the IP packet in a frame of a link type; undefined for one that is not read. */
export function unwrapFrom(linkType: number): Unwrap | undefined {
  return UNWRAP[linkType]
}

/** That a link type is not read, and which are. */
export function unknownLinkType(linkType: number): string {
  return say`link type ${linkType} is not read; those of Ethernet, Linux "any", raw IP and BSD loopback are`
}

/** A protocol family in the byte order of the machine that captured: the IP header itself says which version it is. */
function afterFamily(frame: Buffer): Buffer | undefined {
  return frame.length > 4 ? frame.subarray(4) : undefined
}

/** Tags may stand one in the other; each takes four octets, so the loop ends with the frame. */
function afterEthertype(frame: Buffer, at: number): Buffer | undefined {
  let place = at
  while (VLAN_TAGS.includes(wordAt(frame, place))) place += 4
  const type = wordAt(frame, place)
  if (isIp(type)) return frame.subarray(place + 2)
  const protocol = type === PPPOE_SESSION ? wordAt(frame, place + 8) : 0
  return protocol === PPP_IPV4 || protocol === PPP_IPV6 ? frame.subarray(place + 10) : undefined
}

function isIp(ethertype: number): boolean {
  return ethertype === ETHERTYPE_IPV4 || ethertype === ETHERTYPE_IPV6
}

/** 0 beyond the end of what was captured. */
function wordAt(frame: Buffer, at: number): number {
  return at + 2 <= frame.length ? frame.readUInt16BE(at) : 0
}
