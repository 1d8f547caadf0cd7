import { addressAfter, type Endpoint, type IpAddress } from '@synfin/capture'
import { STATES, type State } from '@synfin/tcp'
import { type CheckedTrace, say } from '@synfin/trace'
import type { Device } from './device.ts'
import { Namespace } from './namespace.ts'
import { applyNetworkSettings } from './network-settings.ts'
import { type Inbox, PacketExchange } from './packet-exchange.ts'
import { Ports } from './ports.ts'
import { CannotPlay, type ReplayPlan } from './replay-plan.ts'
import type { SocketSettings } from './sockets.ts'
import type { Arrival, KeptStack, Link, Recorder, StrangePacket } from './stack.ts'
import { StackFailure } from './stack-failure.ts'
import { close } from './system-calls.ts'
import { SystemError } from './system-error.ts'
import { tunPath } from './tun-device.ts'
import { UserSockets } from './user-sockets.ts'
import { behindTap, behindTun, type OfferedDevices, offerDevices, withdrawTap } from './user-stack-device.ts'
import { StackProgram } from './user-stack-program.ts'

/** Everything of 10.0.0.0/8 is on the link with 10.77.0.1; no network of ours has a broadcast address in use. */
const PREFIX_LENGTH = { 4: 8, 6: 64 } as const
/** Descriptors 0 to 2 are the standard ones. */
const HANDED_DESCRIPTOR = 3
const SLICE_MILLISECONDS = 10

/** What a `host` line may ask of the stack's end, and the name under which its program says that it can. */
const ASKABLE = ['mss', 'win', 'wscale', 'backlog', 'defer-accept', 'keepalive'] as const
type Askable = (typeof ASKABLE)[number]

/** No device of our own making, or none we may use, to reach a stack by. */
export class NoStackDevice extends Error {
  readonly path: string
  override readonly cause: SystemError

  constructor(path: string, cause: SystemError) {
    super(cause.message)
    this.name = 'NoStackDevice'
    this.path = path
    this.cause = cause
  }
}

/** Whom to tell of the process groups that have to end with us. */
export type Announce = (pid: number, isRunning: boolean) => void

/** A user-space TCP/IP stack as a stack: its program in a network namespace, and the device between us. */
export class UserStack implements KeptStack {
  readonly peer = 'stack'
  readonly warnings: readonly string[]
  readonly packets: PacketExchange
  readonly program: StackProgram
  readonly tellsStates: boolean
  readonly #abilities: readonly string[]
  readonly #device: Device
  readonly #namespace: Namespace
  readonly #tapName: string
  readonly #ports = new Ports()

  /**
   * Starts a command as a stack for one trace, and waits until it is ready.
   *
   * Throws StackFailure, NoStackDevice, SettingRefused, SystemError, and CannotPlay where the trace asks for what the
   * stack does not have.
   */
  static open(command: string, trace: CheckedTrace, plan: ReplayPlan, announce: Announce): UserStack {
    refuseKernelSettings(trace)
    const namespace = Namespace.enterNew()
    let program: StackProgram | undefined
    let offered: OfferedDevices | undefined
    try {
      // The kernel has no address here and is to say nothing of its own: IPv6 is off, also for a stack that speaks it.
      applyNetworkSettings(4, {})
      offered = openDevices(plan)
      program = new StackProgram(command, environment(plan, offered), offered.tunDescriptor, announce)
      return new UserStack(program, offered, namespace, trace, plan)
    } catch (error) {
      program?.end()
      if (offered && !namespace.isNested) withdrawTap(offered.tapName)
      namespace.close()
      throw error
    } finally {
      if (offered) close(offered.tunDescriptor)
    }
  }

  private constructor(
    program: StackProgram,
    offered: OfferedDevices,
    namespace: Namespace,
    trace: CheckedTrace,
    plan: ReplayPlan,
  ) {
    const { device, abilities } = program.awaitReady()
    this.#abilities = abilities
    refuseWhatIsMissing(trace, plan, abilities)
    const { kernelAddress: stack, peerAddresses } = plan.needs
    const [asker = stack] = peerAddresses
    this.#device =
      device === 'tun' ? behindTun(offered.tunName, stack) : behindTap(offered.tapName, stack, asker)
    this.packets = new PacketExchange(this.#device, true)
    this.program = program
    this.tellsStates = abilities.includes('states')
    this.#namespace = namespace
    this.#tapName = offered.tapName
    this.warnings = this.tellsStates
      ? []
      : [say`the stack does not tell its states: none is asserted, and those shown are the checker’s`]
  }

  get isNested(): boolean {
    return this.#namespace.isNested
  }

  nextPort(): number {
    return this.#ports.next()
  }

  open(local: Endpoint, settings: SocketSettings, record: Recorder | undefined): Link {
    for (const [name, value] of askedFor(settings)) {
      const request = `set ${local.port} ${name} ${value}`
      if (!this.#abilities.includes(name)) continue
      if (this.program.ask(request).kind !== 'ok')
        throw new StackFailure(say`the stack did not do \`${request}\`, which it says it can`)
    }
    return new UserLink(this, local, settings.backlog, this.packets.open(local.port, record))
  }

  close(): void {
    this.program.end()
    this.#device.close()
    if (!this.isNested) withdrawTap(this.#tapName)
    this.#namespace.close()
  }
}

/** One run's part of a user-space stack. */
class UserLink implements Link {
  readonly sockets: UserSockets
  readonly look = 2
  readonly timers = undefined
  readonly #stack: UserStack
  readonly #local: Endpoint
  readonly #inbox: Inbox

  constructor(stack: UserStack, local: Endpoint, backlog: number | undefined, inbox: Inbox) {
    this.#stack = stack
    this.#local = local
    this.#inbox = inbox
    this.sockets = new UserSockets(stack.program, local.port, backlog)
  }

  get inbox(): Arrival[] {
    return this.#inbox.arrivals
  }

  get strange(): readonly StrangePacket[] {
    return this.#inbox.strange
  }

  now(): number {
    return performance.now()
  }

  send(packet: Buffer): void {
    this.#exchange(packets => packets.send(packet, this.#local.port))
  }

  collect(): void {
    this.#exchange(packets => packets.collect())
  }

  await(milliseconds: number): void {
    this.#exchange(packets => packets.await(Math.min(milliseconds, SLICE_MILLISECONDS)))
  }

  state(ours: Endpoint): State | undefined {
    if (!this.#stack.tellsStates || this.#stack.program.hasFailed) return undefined
    const request = `state ${this.#name(ours)}`
    const answer = this.#stack.program.ask(request)
    const [word = ''] = answer.kind === 'ok' ? answer.words : []
    const state = STATES.find(name => name === word)
    if (!state) throw this.#stack.program.misunderstood(request, word || answer.kind)
    return state
  }

  destroy(ours: Endpoint): boolean {
    return this.#stack.program.ask(`forget ${this.#name(ours)}`).kind === 'ok'
  }

  close(): void {
    this.#stack.packets.close(this.#local.port)
  }

  /** A program that ends takes its device with it: how it ended says more than what the device says. */
  #exchange(use: (packets: PacketExchange) => void): void {
    try {
      use(this.#stack.packets)
    } catch (error) {
      if (error instanceof SystemError) this.#stack.program.ask('sync')
      throw error
    }
  }

  #name({ address, port }: Endpoint): string {
    return `${this.#local.port} ${address.text} ${port}`
  }
}

function openDevices({ needs }: ReplayPlan): OfferedDevices {
  try {
    return offerDevices(needs.mtu)
  } catch (error) {
    if (error instanceof SystemError) throw new NoStackDevice(tunPath(), error)
    throw error
  }
}

/** What a program learns of its network. */
function environment({ needs }: ReplayPlan, offered: OfferedDevices): NodeJS.ProcessEnv {
  const { ELECTRON_RUN_AS_NODE: _, SYNFIN_TUN: __, ...inherited } = process.env
  const { kernelAddress: address, mtu } = needs
  return {
    ...inherited,
    SYNFIN_ADDRESS: address.text,
    SYNFIN_PREFIX: String(PREFIX_LENGTH[address.family]),
    SYNFIN_GATEWAY: gatewayOf(address).text,
    SYNFIN_MTU: String(mtu),
    SYNFIN_TUN_FD: String(HANDED_DESCRIPTOR),
    SYNFIN_TAP: offered.tapName,
    SYNFIN_TUN_DEVICE: tunPath(),
  }
}

/** The last address but one of the network: all our ends answer for it too. */
function gatewayOf(address: IpAddress): IpAddress {
  const octets = Buffer.from(address.octets).fill(0xff, PREFIX_LENGTH[address.family] / 8)
  octets[octets.length - 1] = 0xfe
  return addressAfter({ ...address, octets }, 0)
}

function refuseKernelSettings({ kernel }: CheckedTrace): void {
  for (const { number, settings } of kernel)
    for (const { name } of settings)
      throw new CannotPlay(
        'kernel-cannot',
        say`line ${number}: net.ipv4.${name.text} is a setting of Linux's, and the stack under test is another`,
      )
}

/** A window that a `given` line says is no setting: the prologue tells where the stack begins with another. */
function refuseWhatIsMissing(
  { given }: CheckedTrace,
  { sockets, kernel }: ReplayPlan,
  abilities: readonly string[],
): void {
  for (const [name] of askedFor(sockets)) {
    const isWritten = name !== 'win' || kernel.settings.win !== undefined || given.length === 0
    // A shift and a backlog that nobody wrote are what Linux needs to be told.
    const isNeeded = isWritten && (name in kernel.settings || name === 'win')
    if (isNeeded && !abilities.includes(name))
      throw new CannotPlay('kernel-cannot', say`the stack's program cannot set \`${name}\` for its end`)
  }
}

function askedFor(settings: SocketSettings): [Askable, number][] {
  const { mss, win, wscale, backlog, deferAccept, keepalive } = settings
  const values = { mss, win, wscale, backlog, 'defer-accept': deferAccept ? 1 : undefined, keepalive }
  return ASKABLE.flatMap(name => {
    const value = values[name]
    return value === undefined ? [] : [[name, value] as [Askable, number]]
  })
}
