import { decodePacket, internetChecksum } from '@synfin/capture'
import type { Device } from './device.ts'
import type { Arrival, Recorder, StrangePacket } from './stack.ts'
import { strangePacket } from './strange-packet.ts'
import { waitReadable } from './system-calls.ts'

/** What has come for one port of the stack's. */
export interface Inbox {
  readonly arrivals: Arrival[]
  readonly strange: StrangePacket[]
}

/** However many packets are strange, so many tell what is wrong. */
const STRANGE_LIMIT = 20
/** More than a device holds: a stack that sends without end must not keep us reading. */
const READ_LIMIT = 4096

/** The packets between us and a stack over its device, sorted by the stack's ports. */
export class PacketExchange {
  readonly #device: Device
  /** Whether every packet bears the checksum it travels with; a kernel leaves it to the hardware of some devices. */
  readonly #hasChecksums: boolean
  readonly #buffer = Buffer.alloc(65536)
  readonly #inboxes = new Map<number, Inbox>()
  readonly #recorders = new Map<number, Recorder>()

  constructor(device: Device, hasChecksums: boolean) {
    this.#device = device
    this.#hasChecksums = hasChecksums
  }

  /** Collects what the stack sends from a port of its own, in order. */
  open(stackPort: number, record: Recorder | undefined): Inbox {
    const inbox = { arrivals: [], strange: [] }
    this.#inboxes.set(stackPort, inbox)
    if (record) this.#recorders.set(stackPort, record)
    return inbox
  }

  close(stackPort: number): void {
    this.#inboxes.delete(stackPort)
    this.#recorders.delete(stackPort)
  }

  /** Hands a packet to the stack. */
  send(packet: Buffer, stackPort: number): void {
    this.#recorders.get(stackPort)?.(performance.now(), packet, 'ours')
    this.#device.write(packet)
  }

  /** Reads everything the stack has sent so far. */
  collect(): void {
    for (let count = 0; count < READ_LIMIT; count++) {
      const length = this.#device.read(this.#buffer)
      if (length === undefined) return
      this.#sort(this.#buffer.subarray(0, length))
    }
  }

  /** Waits until the stack sends something, at most so many milliseconds, and collects it. */
  await(milliseconds: number): void {
    waitReadable(this.#device.fd, milliseconds)
    this.collect()
  }

  #sort(packet: Buffer): void {
    const at = performance.now()
    const segment = decodePacket(packet)
    if (!segment || (this.#hasChecksums && !(segment.checksumOk && hasGoodHeader(packet)))) {
      this.#note(at, packet)
      return
    }
    // Of a port nobody plays on: a run that has ended.
    this.#recorders.get(segment.sourcePort)?.(at, Buffer.from(packet), 'kernel')
    this.#inboxes.get(segment.sourcePort)?.arrivals.push({ at, segment })
  }

  /** Whose run a packet belongs to that cannot be read, nobody can say: all of them hear of it. */
  #note(at: number, packet: Buffer): void {
    const strange = strangePacket(packet)
    if (!strange) return
    for (const record of this.#recorders.values()) record(at, Buffer.from(packet), 'kernel')
    for (const inbox of this.#inboxes.values())
      if (inbox.strange.length < STRANGE_LIMIT) inbox.strange.push(strange)
  }
}

/** IPv6 headers bear no checksum. */
function hasGoodHeader(packet: Buffer): boolean {
  const first = packet[0] ?? 0
  return first >> 4 === 6 || internetChecksum(packet.subarray(0, (first & 15) * 4)) === 0
}
