import type { Device } from './device.ts'
import type { Family } from './ip-address.ts'
import { createVethPair } from './network-interface.ts'
import {
  AF_PACKET,
  bind,
  close,
  interfaceIndex,
  openSocket,
  read,
  SOCK_DGRAM,
  sendTo,
  setIntOption,
} from './system-calls.ts'

const ETH_P: Readonly<Record<Family, number>> = { 4: 0x0800, 6: 0x86dd }
const SOL_PACKET = 263
const PACKET_IGNORE_OUTGOING = 23
const KERNEL_SIDE = 'synfin0'
const OUR_SIDE = 'synfin1'
const KERNEL_HARDWARE_ADDRESS = Buffer.from([0x02, 0, 0, 0, 0, 0x01])

/** Joins two interfaces and speaks on one of them: for machines without a usable TUN device. Throws SystemError. */
export function openVeth(family: Family): Device {
  createVethPair(KERNEL_SIDE, KERNEL_HARDWARE_ADDRESS, OUR_SIDE)
  const address = linkAddress(family, interfaceIndex(OUR_SIDE))
  const fd = openSocket(AF_PACKET, SOCK_DGRAM, inNetworkOrder(ETH_P[family]))
  try {
    bind(fd, address)
    setIntOption(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, 1)
  } catch (error) {
    close(fd)
    throw error
  }
  return {
    interfaceName: KERNEL_SIDE,
    fd,
    write: packet => sendTo(fd, packet, address),
    read: into => read(fd, into),
    close: () => close(fd),
  }
}

/** `struct sockaddr_ll` towards the kernel's side. */
function linkAddress(family: Family, index: number): Buffer {
  const octets = Buffer.alloc(20)
  octets.writeUInt16LE(AF_PACKET, 0)
  octets.writeUInt16BE(ETH_P[family], 2)
  octets.writeInt32LE(index, 4)
  octets[11] = KERNEL_HARDWARE_ADDRESS.length
  KERNEL_HARDWARE_ADDRESS.copy(octets, 12)
  return octets
}

/** Both architectures count from the low octet. */
function inNetworkOrder(value: number): number {
  return ((value & 0xff) << 8) | (value >> 8)
}
