import type { IpAddress } from '@synfin/capture'
import { say } from '@synfin/trace'
import type { Device } from './device.ts'
import { answer, BROADCAST, ETHERNET_HEADER, frameTo, hardwareAddressIn, question } from './neighbours.ts'
import { raiseInterface, removeInterface } from './network-interface.ts'
import { ETHERTYPE, linkAddress, openPacketSocket, type PacketSocket } from './packet-socket.ts'
import { StackFailure } from './stack-failure.ts'
import { close, interfaceIndex, read, sendTo, waitReadable } from './system-calls.ts'
import { createTap, openTun, tunPath } from './tun-device.ts'

const ASK_MILLISECONDS = 3_000
const ASK_AGAIN_MILLISECONDS = 200

/** The two devices a stack may choose from; we are on the kernel's side of either. */
export interface OfferedDevices {
  /** To be handed over, and then closed on our side. */
  readonly tunDescriptor: number
  readonly tunName: string
  /** To be opened by its name. */
  readonly tapName: string
}

let offers = 0

/** Makes both devices in the thread's network namespace. Throws SystemError. */
export function offerDevices(mtu: number): OfferedDevices {
  // Names of their own: where no namespace may be made, those of the last stack may still be there.
  const [tunName, tapName] = [`syntun${offers}`, `syntap${offers}`]
  offers++
  const tunDescriptor = openTun(tunPath(), tunName)
  try {
    createTap(tunPath(), tapName)
    for (const name of [tunName, tapName]) raiseInterface(name, mtu)
    return { tunDescriptor, tunName, tapName }
  } catch (error) {
    close(tunDescriptor)
    throw error
  }
}

/** Takes the TAP device away, which outlives who opened it. */
export function withdrawTap(tapName: string): void {
  removeInterface(tapName)
}

/** Our side of the TUN device that a stack has been handed. Throws SystemError. */
export function behindTun(interfaceName: string, { family }: IpAddress): Device {
  const { fd } = openPacketSocket(interfaceName, ETHERTYPE.every, Buffer.alloc(0))
  const ethertype = ETHERTYPE[family === 4 ? 'IPv4' : 'IPv6']
  const address = linkAddress(interfaceIndex(interfaceName), ethertype, Buffer.alloc(0))
  return {
    interfaceName,
    fd,
    write: packet => sendTo(fd, packet, address),
    read: into => read(fd, into),
    close: () => close(fd),
  }
}

/**
 * Our side of the TAP device that a stack has opened: finds the stack there, and answers for all our ends when it asks
 * where they are.
 *
 * Throws StackFailure where the stack does not say where it is, SystemError.
 */
export function behindTap(interfaceName: string, stack: IpAddress, asker: IpAddress): Device {
  return new TapSide(interfaceName, stack, asker)
}

class TapSide implements Device {
  readonly interfaceName: string
  readonly #socket: PacketSocket
  readonly #stack: IpAddress
  readonly #frame = Buffer.alloc(65536)
  readonly #ethertype: number
  #hardwareAddress: Buffer | undefined

  constructor(interfaceName: string, stack: IpAddress, asker: IpAddress) {
    this.interfaceName = interfaceName
    this.#stack = stack
    this.#ethertype = ETHERTYPE[stack.family === 4 ? 'IPv4' : 'IPv6']
    this.#socket = openPacketSocket(interfaceName, ETHERTYPE.every, 'frames')
    try {
      this.#find(asker)
    } catch (error) {
      this.close()
      throw error
    }
  }

  get fd(): number {
    return this.#socket.fd
  }

  write(packet: Buffer): void {
    this.#sendFrame(frameTo(this.#hardwareAddress ?? BROADCAST, this.#ethertype, packet))
  }

  read(into: Buffer): number | undefined {
    for (;;) {
      const length = read(this.#socket.fd, this.#frame)
      if (length === undefined) return undefined
      const packet = this.#packetIn(this.#frame.subarray(0, length))
      if (packet) return packet.copy(into)
    }
  }

  close(): void {
    close(this.#socket.fd)
  }

  #sendFrame(frame: Buffer): void {
    sendTo(this.#socket.fd, frame, this.#socket.address)
  }

  /** The IP packet of a frame; frames about neighbours are dealt with. */
  #packetIn(frame: Buffer): Buffer | undefined {
    this.#hardwareAddress ??= hardwareAddressIn(frame, this.#stack)
    const reply = answer(frame, this.#stack)
    if (reply) this.#sendFrame(reply)
    if (frame.length < ETHERNET_HEADER) return undefined
    const ethertype = frame.readUInt16BE(12)
    const isIp = ethertype === ETHERTYPE.IPv4 || ethertype === ETHERTYPE.IPv6
    return isIp && !reply ? frame.subarray(ETHERNET_HEADER) : undefined
  }

  #find(asker: IpAddress): void {
    const deadline = performance.now() + ASK_MILLISECONDS
    const early = Buffer.alloc(65536)
    while (!this.#hardwareAddress) {
      if (performance.now() > deadline) throw new StackFailure(this.#notFound())
      this.#sendFrame(question(asker, this.#stack))
      waitReadable(this.#socket.fd, ASK_AGAIN_MILLISECONDS)
      this.read(early)
    }
  }

  #notFound(): string {
    const how = this.#stack.family === 4 ? 'ARP' : say`neighbour discovery`
    return say`the stack did not start: nobody on ${this.interfaceName} answers ${how} for ${this.#stack.text}`
  }
}
