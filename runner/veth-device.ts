import type { Family } from '@synfin/capture'
import type { Device } from './device.ts'
import { createVethPair } from './network-interface.ts'
import { ETHERTYPE, openPacketSocket } from './packet-socket.ts'
import { close, read, sendTo } from './system-calls.ts'

const KERNEL_SIDE = 'synfin0'
const OUR_SIDE = 'synfin1'
const KERNEL_HARDWARE_ADDRESS = Buffer.from([0x02, 0, 0, 0, 0, 0x01])

/** Joins two interfaces and speaks on one of them: for machines without a usable TUN device. Throws SystemError. */
export function openVeth(family: Family): Device {
  createVethPair(KERNEL_SIDE, KERNEL_HARDWARE_ADDRESS, OUR_SIDE)
  const { fd, address } = openPacketSocket(
    OUR_SIDE,
    ETHERTYPE[family === 4 ? 'IPv4' : 'IPv6'],
    KERNEL_HARDWARE_ADDRESS,
  )
  return {
    interfaceName: KERNEL_SIDE,
    fd,
    write: packet => sendTo(fd, packet, address),
    read: into => read(fd, into),
    close: () => close(fd),
  }
}
