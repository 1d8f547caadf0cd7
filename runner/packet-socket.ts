import {
  AF_PACKET,
  bind,
  close,
  interfaceIndex,
  openSocket,
  SOCK_DGRAM,
  SOCK_RAW,
  setIntOption,
} from './system-calls.ts'

export const ETHERTYPE = { IPv4: 0x0800, ARP: 0x0806, IPv6: 0x86dd, every: 0x0003 } as const

const SOL_PACKET = 263
const PACKET_IGNORE_OUTGOING = 23

/** A socket on the far side of the kernel's interface: sees what comes in there, and sends what goes out. */
export interface PacketSocket {
  readonly fd: number
  /** `struct sockaddr_ll` to send to. */
  readonly address: Buffer
}

/**
 * Opens a packet socket on an interface: for IP packets to a hardware address (of no octets where the interface has
 * none), or for whole frames.
 *
 * Throws SystemError: `socket` EPERM where the process has no CAP_NET_RAW.
 */
export function openPacketSocket(
  interfaceName: string,
  ethertype: number,
  to: Buffer | 'frames',
): PacketSocket {
  const index = interfaceIndex(interfaceName)
  const type = to === 'frames' ? SOCK_RAW : SOCK_DGRAM
  const fd = openSocket(AF_PACKET, type, inNetworkOrder(ethertype))
  const address = linkAddress(index, ethertype, to === 'frames' ? Buffer.alloc(0) : to)
  try {
    bind(fd, address)
    setIntOption(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, 1)
    return { fd, address }
  } catch (error) {
    close(fd)
    throw error
  }
}

/** `struct sockaddr_ll`. */
export function linkAddress(index: number, ethertype: number, hardwareAddress: Buffer): Buffer {
  const octets = Buffer.alloc(20)
  octets.writeUInt16LE(AF_PACKET, 0)
  octets.writeUInt16BE(ethertype, 2)
  octets.writeInt32LE(index, 4)
  octets[11] = hardwareAddress.length
  hardwareAddress.copy(octets, 12)
  return octets
}

/** Both architectures count from the low octet. */
function inNetworkOrder(value: number): number {
  return ((value & 0xff) << 8) | (value >> 8)
}
