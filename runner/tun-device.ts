import { constants, openSync } from 'node:fs'
import type { Device } from './device.ts'
import { close, interfaceRequest, read, write } from './system-calls.ts'
import { SystemError } from './system-error.ts'

const TUNSETIFF = 0x400454ca
const IFF_TUN = 1
const IFF_NO_PI = 0x1000

/**
 * Opens a TUN device in the network namespace of the calling thread.
 *
 * Throws SystemError: `open` ENOENT, EACCES, EPERM or ENXIO; `TUNSETIFF` EPERM.
 */
export function openTun(path: string): Device {
  const fd = openNode(path)
  const ifreq = Buffer.alloc(40)
  ifreq.write('synfin0', 'latin1')
  ifreq.writeUInt16LE(IFF_TUN | IFF_NO_PI, 16)
  try {
    interfaceRequest(fd, 'TUNSETIFF', TUNSETIFF, ifreq)
  } catch (error) {
    close(fd)
    throw error
  }
  return {
    interfaceName: ifreq.toString('latin1', 0, ifreq.indexOf(0)),
    fd,
    write: packet => write(fd, packet),
    read: into => read(fd, into),
    close: () => close(fd),
  }
}

function openNode(path: string): number {
  try {
    return openSync(path, constants.O_RDWR | constants.O_NONBLOCK)
  } catch (error) {
    throw new SystemError('open', (error as NodeJS.ErrnoException).code ?? 'EIO')
  }
}
