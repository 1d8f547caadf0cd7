import { constants, openSync } from 'node:fs'
import type { Device } from './device.ts'
import { close, deviceRequest, interfaceRequest, read, write } from './system-calls.ts'
import { SystemError } from './system-error.ts'

const TUNSETIFF = 0x400454ca
const TUNSETPERSIST = 0x400454cb
const IFF_TUN = 1
const IFF_TAP = 2
const IFF_NO_PI = 0x1000

/** Where a TUN device is opened. `SYNFIN_TUN` names another place than the usual one. */
export function tunPath(): string {
  return process.env.SYNFIN_TUN ?? '/dev/net/tun'
}

/**
 * Opens a TUN device in the network namespace of the calling thread, and returns its descriptor.
 *
 * Throws SystemError: `open` ENOENT, EACCES, EPERM or ENXIO; `TUNSETIFF` EPERM.
 */
export function openTun(path: string, name: string): number {
  return attach(path, name, IFF_TUN)
}

/** A TUN device by which the kernel sends and gets packets. Throws SystemError as {@link openTun} does. */
export function openTunDevice(path: string): Device {
  const fd = openTun(path, 'synfin0')
  return {
    interfaceName: 'synfin0',
    fd,
    write: packet => write(fd, packet),
    read: into => read(fd, into),
    close: () => close(fd),
  }
}

/**
 * Creates a TAP device for somebody else to open by its name.
 *
 * Throws SystemError as {@link openTun} does.
 */
export function createTap(path: string, name: string): void {
  const fd = attach(path, name, IFF_TAP)
  try {
    deviceRequest(fd, 'TUNSETPERSIST', TUNSETPERSIST, 1)
  } finally {
    close(fd)
  }
}

function attach(path: string, name: string, kind: number): number {
  const fd = openNode(path)
  const ifreq = Buffer.alloc(40)
  ifreq.write(name, 'latin1')
  ifreq.writeUInt16LE(kind | IFF_NO_PI, 16)
  try {
    interfaceRequest(fd, 'TUNSETIFF', TUNSETIFF, ifreq)
    return fd
  } catch (error) {
    close(fd)
    throw error
  }
}

function openNode(path: string): number {
  try {
    return openSync(path, constants.O_RDWR | constants.O_NONBLOCK)
  } catch (error) {
    throw new SystemError('open', (error as NodeJS.ErrnoException).code ?? 'EIO')
  }
}
