import type { Endpoint, IpAddress } from '@synfin/capture'
import { say } from '@synfin/trace'
import type { Device } from './device.ts'
import { KernelLink } from './kernel-link.ts'
import { Namespace } from './namespace.ts'
import { configureInterface } from './network-interface.ts'
import { applyNetworkSettings, type NetworkSettings } from './network-settings.ts'
import { PacketExchange } from './packet-exchange.ts'
import { Ports } from './ports.ts'
import { SockDiag } from './sock-diag.ts'
import type { SocketSettings } from './sockets.ts'
import type { KeptStack, Recorder } from './stack.ts'
import { SystemError } from './system-error.ts'
import { openTunDevice, tunPath } from './tun-device.ts'
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
    super(say`this kernel does not take the trace's addresses (${call}: ${code})`)
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
export class Rig implements KeptStack {
  readonly peer = 'kernel'
  readonly tellsStates = true
  readonly packets: PacketExchange
  readonly diag = new SockDiag()
  readonly #device: Device
  readonly #namespace: Namespace
  readonly #ports = new Ports()
  /** What could not be set, and how the device was chosen, as sentences. */
  readonly warnings: readonly string[]

  /**
   * Opens a rig in a new namespace where the process may create one, else in the one it is in.
   *
   * Throws SettingRefused, AddressRefused, NoDevice or SystemError.
   */
  static open(needs: NetworkNeeds): Rig {
    const namespace = Namespace.enterNew()
    try {
      const warnings = applyNetworkSettings(needs.kernelAddress.family, needs.settings)
      const device = openDevice(needs, warnings)
      try {
        configure(device, needs)
        return new Rig(device, namespace, warnings)
      } catch (error) {
        device.close()
        throw error
      }
    } catch (error) {
      namespace.close()
      throw error
    }
  }

  private constructor(device: Device, namespace: Namespace, warnings: readonly string[]) {
    this.#device = device
    this.#namespace = namespace
    this.packets = new PacketExchange(device, false)
    this.warnings = warnings
  }

  get isNested(): boolean {
    return this.#namespace.isNested
  }

  open(local: Endpoint, settings: SocketSettings, record: Recorder | undefined): KernelLink {
    // The run's sockets are to be of this namespace.
    this.#namespace.enter()
    return new KernelLink(this, local, settings, record)
  }

  nextPort(): number {
    return this.#ports.next()
  }

  /** Closing a TUN device takes some 30 ms: report first. */
  close(): void {
    this.diag.close()
    this.#device.close()
    this.#namespace.close()
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
  const path = tunPath()
  try {
    return openTunDevice(path)
  } catch (tun) {
    if (!(tun instanceof SystemError)) throw tun
    try {
      const device = openVeth(kernelAddress.family)
      warnings.push(say`${path}: ${tun.code}; using a veth pair`)
      return device
    } catch (veth) {
      if (veth instanceof SystemError) throw new NoDevice(path, { tun, veth })
      throw veth
    }
  }
}
