import { closeSync, openSync } from 'node:fs'
import type { Device } from './device.ts'
import type { Endpoint } from './endpoint.ts'
import type { IpAddress } from './ip-address.ts'
import { KernelLink } from './kernel-link.ts'
import { configureInterface } from './network-interface.ts'
import { applyNetworkSettings, type NetworkSettings } from './network-settings.ts'
import { decodePacket } from './packet.ts'
import { SockDiag } from './sock-diag.ts'
import type { SocketSettings } from './sockets.ts'
import type { Arrival, Recorder, Stack } from './stack.ts'
import { enterNetworkNamespace, enterNewNetworkNamespace, waitReadable } from './system-calls.ts'
import { SystemError } from './system-error.ts'
import { openTun } from './tun-device.ts'
import { openVeth } from './veth-device.ts'

/** What a replay asks of its network. Equal needs can share a rig. */
export interface NetworkNeeds {
  readonly kernelAddress: IpAddress
  readonly peerAddresses: readonly IpAddress[]
  /** Octets. */
  readonly mtu: number
  readonly holdRetransmissions: boolean
  /** What the trace needs: without one of them there is no replay. */
  readonly settings: NetworkSettings
}

/** An address that an interface or a route cannot have, such as 255.255.255.255. */
export class AddressRefused extends Error {
  constructor({ call, code }: SystemError) {
    super(`this kernel does not take the trace's addresses (${call}: ${code})`)
    this.name = 'AddressRefused'
  }
}

/** No device by which packets enter and leave the kernel. */
export class NoDevice extends Error {
  /** Why there is no TUN device, and why no veth pair either. */
  readonly causes: { readonly tun: SystemError; readonly veth: SystemError }
  /** Where the TUN device should be. */
  readonly path: string

  constructor(path: string, causes: { tun: SystemError; veth: SystemError }) {
    super(`${causes.tun.message}; ${causes.veth.message}`)
    this.name = 'NoDevice'
    this.path = path
    this.causes = causes
  }
}

/** This machine's kernel as a stack: a network namespace with one interface, and all needed to play on it. */
export class Rig implements Stack {
  readonly peer = 'kernel'
  readonly #device: Device
  readonly #diag: SockDiag
  readonly #namespace: number
  readonly #buffer = Buffer.alloc(65536)
  readonly #inboxes = new Map<number, Arrival[]>()
  readonly #recorders = new Map<number, Recorder>()
  /** What could not be set, and how the device was chosen, as sentences. */
  readonly warnings: readonly string[]
  /** Whether it has a namespace to itself. */
  readonly isNested: boolean
  #nextPort = 20_000

  /**
   * Opens a rig in a new namespace where the process may create one, else in the one it is in.
   *
   * Throws SettingRefused, AddressRefused, NoDevice or SystemError.
   */
  static open(needs: NetworkNeeds): Rig {
    const warnings: string[] = []
    Rig.#entered = undefined
    const isNested = enterOwnNamespace()
    warnings.push(...applyNetworkSettings(needs.kernelAddress.family, needs.settings))
    const device = openDevice(needs, warnings)
    try {
      configure(device, needs)
      return new Rig(device, isNested, warnings)
    } catch (error) {
      device.close()
      throw error
    }
  }

  private constructor(device: Device, isNested: boolean, warnings: readonly string[]) {
    this.#device = device
    this.isNested = isNested
    this.#diag = new SockDiag()
    // Synchronous: a thread of the pool would see the namespace the process started in.
    this.#namespace = openSync('/proc/self/ns/net', 'r')
    Rig.#entered = this
    this.warnings = warnings
  }

  /** The rig whose namespace the thread is in. */
  static #entered: Rig | undefined

  /** Has the thread's next sockets be of this rig's namespace. */
  enter(): void {
    if (Rig.#entered === this) return
    enterNetworkNamespace(this.#namespace)
    Rig.#entered = this
  }

  get diag(): SockDiag {
    return this.#diag
  }

  open(local: Endpoint, settings: SocketSettings, record: Recorder | undefined): KernelLink {
    return new KernelLink(this, local, settings, record)
  }

  nextPort(): number {
    const port = this.#nextPort
    this.#nextPort = port === 59_999 ? 20_000 : port + 1
    return port
  }

  /** Collects what the kernel sends from a port of its own, in order. */
  openInbox(kernelPort: number, record: Recorder | undefined): Arrival[] {
    const inbox: Arrival[] = []
    this.#inboxes.set(kernelPort, inbox)
    if (record) this.#recorders.set(kernelPort, record)
    return inbox
  }

  closeInbox(kernelPort: number): void {
    this.#inboxes.delete(kernelPort)
    this.#recorders.delete(kernelPort)
  }

  /** Hands a packet to the kernel and collects its answers. */
  send(packet: Buffer, kernelPort: number): void {
    this.#recorders.get(kernelPort)?.(performance.now(), packet)
    this.#device.write(packet)
    this.collect()
  }

  /** Reads everything the kernel has sent so far. */
  collect(): void {
    for (;;) {
      const length = this.#device.read(this.#buffer)
      if (length === undefined) return
      const at = performance.now()
      const segment = decodePacket(this.#buffer.subarray(0, length))
      // Not TCP, or of a port nobody plays on: the interface's own business.
      if (!segment) continue
      this.#recorders.get(segment.sourcePort)?.(at, Buffer.from(this.#buffer.subarray(0, length)))
      this.#inboxes.get(segment.sourcePort)?.push({ at, segment })
    }
  }

  /** Waits until the kernel sends something, at most so many milliseconds, and collects it. */
  await(milliseconds: number): void {
    waitReadable(this.#device.fd, milliseconds)
    this.collect()
  }

  /** Closing a TUN device takes some 30 ms: report first. */
  close(): void {
    this.#diag.close()
    this.#device.close()
    closeSync(this.#namespace)
  }
}

/** Where no namespace may be made inside this one, ports of their own keep the runs apart. */
function enterOwnNamespace(): boolean {
  try {
    enterNewNetworkNamespace()
    return true
  } catch (error) {
    if (error instanceof SystemError) return false
    throw error
  }
}

function configure(device: Device, needs: NetworkNeeds): void {
  const { kernelAddress: address, peerAddresses: routes, mtu, holdRetransmissions } = needs
  try {
    configureInterface({ name: device.interfaceName, address, routes, mtu, holdRetransmissions })
  } catch (error) {
    const isRefused =
      error instanceof SystemError && ['EINVAL', 'EADDRNOTAVAIL', 'EEXIST'].includes(error.code)
    throw isRefused ? new AddressRefused(error) : error
  }
}

function openDevice({ kernelAddress }: NetworkNeeds, warnings: string[]): Device {
  const path = process.env.SYNFIN_TUN ?? '/dev/net/tun'
  try {
    return openTun(path)
  } catch (tun) {
    if (!(tun instanceof SystemError)) throw tun
    try {
      const device = openVeth(kernelAddress.family)
      warnings.push(`${path}: ${tun.code}; using a veth pair`)
      return device
    } catch (veth) {
      if (veth instanceof SystemError) throw new NoDevice(path, { tun, veth })
      throw veth
    }
  }
}
