import type { IpAddress } from '@synfin/capture'
import {
  attribute,
  NETLINK_ROUTE,
  Netlink,
  NLM_F_ACK,
  NLM_F_CREATE,
  NLM_F_EXCL,
  netlinkMessage,
} from './netlink.ts'
import { AF_INET, AF_INET6, interfaceIndex, pause } from './system-calls.ts'
import { SystemError } from './system-error.ts'

const RTM_NEWLINK = 16
const RTM_DELLINK = 17
const RTM_NEWADDR = 20
const RTM_NEWROUTE = 24
const RTM_GETROUTE = 26
const IFF_UP = 1
const IFF_NOARP = 0x80
const IFA_F_NODAD = 2

const IFLA_ADDRESS = 1
const IFLA_IFNAME = 3
const IFLA_MTU = 4
const IFLA_LINKINFO = 18
const IFLA_INFO_KIND = 1
const IFLA_INFO_DATA = 2
const IFLA_GSO_MAX_SEGS = 40
const VETH_INFO_PEER = 1

const RTN_UNICAST = 1
const RTN_LOCAL = 2
const RTA_DST = 1
const RTA_OIF = 4
const RTA_METRICS = 8
const RTAX_LOCK = 1
const RTAX_RTO_MIN = 13
const RTAX_QUICKACK = 15

/**
 * Longer and Linux behaves otherwise: an orphan in FIN_WAIT_2 answers a SYN with RST ACK up to an RTO of 17 s
 * and with a challenge ACK above.
 */
const RTO_MIN_MILLISECONDS = 10_000

const LOCAL_ROUTE_MILLISECONDS = 2000

export interface InterfaceSettings {
  readonly name: string
  readonly address: IpAddress
  /** Whom to reach through it. */
  readonly routes: readonly IpAddress[]
  /** Octets. */
  readonly mtu: number
  /** Keeps the kernel from retransmitting within 10 s: no busy machine then breaks a replay. */
  readonly holdRetransmissions: boolean
}

/** Gives an interface its address, brings it up, and routes the peers through it. */
export function configureInterface(settings: InterfaceSettings): void {
  const netlink = new Netlink(NETLINK_ROUTE)
  try {
    const index = interfaceIndex(settings.name)
    bringUp(netlink, index, settings.mtu)
    netlink.request('RTM_NEWADDR', addressMessage(index, settings.address))
    for (const peer of settings.routes)
      netlink.request('RTM_NEWROUTE', routeMessage(index, peer, settings.holdRetransmissions))
    if (settings.address.family === 6) awaitLocalRoute(netlink, settings.address)
  } finally {
    netlink.close()
  }
}

/** Brings an interface up that has no address: the kernel takes nothing from it and sends nothing to it. */
export function raiseInterface(name: string, mtu: number): void {
  const netlink = new Netlink(NETLINK_ROUTE)
  try {
    bringUp(netlink, interfaceIndex(name), mtu)
  } finally {
    netlink.close()
  }
}

export function removeInterface(name: string): void {
  const netlink = new Netlink(NETLINK_ROUTE)
  try {
    const body = interfaceMessage(interfaceIndex(name), 0)
    netlink.request('RTM_DELLINK', netlinkMessage(RTM_DELLINK, NLM_F_ACK, body))
  } finally {
    netlink.close()
  }
}

function bringUp(netlink: Netlink, index: number, mtu: number): void {
  const message = netlinkMessage(RTM_NEWLINK, NLM_F_ACK, interfaceMessage(index, IFF_UP), [
    attribute(IFLA_MTU, mtu),
  ])
  netlink.request('RTM_NEWLINK', message)
}

/** Creates two interfaces joined by a cable, without segmentation offload: what leaves one is on the wire as it is. */
export function createVethPair(name: string, hardwareAddress: Buffer, peer: string): void {
  const netlink = new Netlink(NETLINK_ROUTE)
  try {
    netlink.request(
      'RTM_NEWLINK',
      netlinkMessage(RTM_NEWLINK, NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL, interfaceMessage(0, 0), [
        attribute(IFLA_IFNAME, name),
        attribute(IFLA_ADDRESS, hardwareAddress),
        attribute(IFLA_GSO_MAX_SEGS, 1),
        attribute(IFLA_LINKINFO, [
          attribute(IFLA_INFO_KIND, 'veth'),
          attribute(IFLA_INFO_DATA, [
            attribute(VETH_INFO_PEER, [interfaceMessage(0, 0), attribute(IFLA_IFNAME, peer)]),
          ]),
        ]),
      ]),
    )
    for (const end of [name, peer]) {
      const body = interfaceMessage(interfaceIndex(end), IFF_UP | IFF_NOARP)
      netlink.request('RTM_NEWLINK', netlinkMessage(RTM_NEWLINK, NLM_F_ACK, body))
    }
  } finally {
    netlink.close()
  }
}

/** The kernel takes in what is sent to a new IPv6 address only when a worker of its own has come round to it. */
function awaitLocalRoute(netlink: Netlink, address: IpAddress): void {
  const deadline = performance.now() + LOCAL_ROUTE_MILLISECONDS
  while (!hasLocalRoute(netlink, address)) {
    if (performance.now() > deadline) throw new SystemError('RTM_GETROUTE', 'ETIMEDOUT')
    pause(1)
  }
}

function hasLocalRoute(netlink: Netlink, address: IpAddress): boolean {
  const body = Buffer.alloc(12)
  body[0] = domain(address)
  body[1] = address.octets.length * 8
  const question = netlinkMessage(RTM_GETROUTE, 0, body, [attribute(RTA_DST, address.octets)])
  try {
    return netlink.request('RTM_GETROUTE', question)[7] === RTN_LOCAL
  } catch (error) {
    if (error instanceof SystemError && error.code === 'ENETUNREACH') return false
    throw error
  }
}

/** `struct ifinfomsg`: which interface, and the flags to set. */
function interfaceMessage(index: number, flags: number): Buffer {
  const body = Buffer.alloc(16)
  body.writeInt32LE(index, 4)
  body.writeUInt32LE(flags, 8)
  body.writeUInt32LE(flags, 12)
  return body
}

/** `struct ifaddrmsg` for a host address, without duplicate address detection. */
function addressMessage(index: number, address: IpAddress): Buffer {
  const body = Buffer.alloc(8)
  body[0] = domain(address)
  body[1] = address.octets.length * 8
  body[2] = IFA_F_NODAD
  body.writeInt32LE(index, 4)
  return netlinkMessage(RTM_NEWADDR, NLM_F_ACK | NLM_F_CREATE, body, [
    attribute(1, address.octets),
    attribute(2, address.octets),
  ])
}

/** `struct rtmsg` for a route to one host, on which the kernel owes its ACKs at once. */
function routeMessage(index: number, peer: IpAddress, holdRetransmissions: boolean): Buffer {
  const body = Buffer.alloc(12)
  body[0] = domain(peer)
  body[1] = peer.octets.length * 8
  body[4] = 254 // RT_TABLE_MAIN
  body[5] = 3 // RTPROT_BOOT
  body[6] = peer.family === 4 ? 253 : 0 // RT_SCOPE_LINK; IPv6 knows only RT_SCOPE_UNIVERSE
  body[7] = RTN_UNICAST
  const metrics = [attribute(RTAX_QUICKACK, 1)]
  if (holdRetransmissions) {
    metrics.push(attribute(RTAX_LOCK, 1 << RTAX_RTO_MIN), attribute(RTAX_RTO_MIN, RTO_MIN_MILLISECONDS))
  }
  return netlinkMessage(RTM_NEWROUTE, NLM_F_ACK | NLM_F_CREATE, body, [
    attribute(RTA_DST, peer.octets),
    attribute(RTA_OIF, index),
    attribute(RTA_METRICS, metrics),
  ])
}

function domain(address: IpAddress): number {
  return address.family === 4 ? AF_INET : AF_INET6
}
