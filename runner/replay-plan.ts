import type { CheckedTrace, HostLine, HostSetting } from '@synfin/trace'
import { addressAfter, type IpAddress, readIpAddress } from './ip-address.ts'
import type { NetworkNeeds } from './rig.ts'
import type { SocketSettings } from './sockets.ts'
import { isSysctlName } from './sysctl.ts'

/** A trace that cannot be replayed as it is: no kernel can play it, or a line of it cannot be put on the wire. */
export class CannotPlay extends Error {
  readonly why: 'kernel-cannot' | 'trace-cannot'

  constructor(why: 'kernel-cannot' | 'trace-cannot', message: string) {
    super(message)
    this.name = 'CannotPlay'
    this.why = why
  }
}

/** An end of the trace on the wire. */
export interface PlannedEnd {
  readonly address: IpAddress
  /** Absent where any port will do. */
  readonly port: number | undefined
  readonly settings: EndSettings
}

/** What the `host` line says of an end. */
export type EndSettings = Readonly<Partial<Record<HostSetting['name'], number | true>>>

/** Who is who, and what the network must be like. */
export interface ReplayPlan {
  readonly kernel: PlannedEnd
  /** Our ends, by name. */
  readonly peers: ReadonlyMap<string, PlannedEnd>
  readonly needs: NetworkNeeds
  readonly sockets: SocketSettings
}

const FIRST_ADDRESS = { 4: '10.77.0.1', 6: 'fd77::1' } as const
const DEFAULT_MTU = 1500
const HEADERS = { 4: 40, 6: 60 } as const

/** Plans a replay with one end as the kernel. Throws CannotPlay. */
export function planReplay(trace: CheckedTrace, kernelEnd: string): ReplayPlan {
  const ends = planEnds(trace)
  const kernel = ends.get(kernelEnd)
  if (!kernel) throw new CannotPlay('trace-cannot', `no line of this trace names an endpoint ${kernelEnd}`)
  const connected = trace.connections.flatMap(pair => (pair.includes(kernelEnd) ? pair : []))
  const isPeer = (name: string) => name !== kernelEnd && (connected.length === 0 || connected.includes(name))
  const peers = new Map([...ends].filter(([name]) => isPeer(name)))
  for (const [name, { address }] of peers) {
    if (address.family !== kernel.address.family)
      throw new CannotPlay('trace-cannot', `${kernelEnd} and ${name} have addresses of different families`)
    if (address.text === kernel.address.text)
      throw new CannotPlay('trace-cannot', `${kernelEnd} and ${name} have the same address ${address.text}`)
  }
  return {
    kernel,
    peers,
    sockets: socketSettings(kernel.settings),
    needs: {
      kernelAddress: kernel.address,
      peerAddresses: [...peers.values()].map(({ address }) => address),
      mtu: mtuFor(kernel),
      holdRetransmissions: !trace.steps.some(isRetransmissionOf(kernelEnd)),
      settings: { ...optionSettings(trace, kernelEnd, kernel.settings), ...traceSettings(trace) },
    },
  }
}

function planEnds(trace: CheckedTrace): Map<string, PlannedEnd> {
  const planned = new Map<string, PlannedEnd>()
  const written = new Map(trace.ends.map(name => [name, hostOf(trace.hosts, name)]))
  const addresses = new Map(
    [...written].map(([name, host]) => [name, host && addressOf(host.line, host.index)]),
  )
  const taken = new Set([...addresses.values()].map(address => address?.text))
  const isIPv6 = [...addresses.values()].some(address => address?.family === 6)
  let next = readIpAddress(FIRST_ADDRESS[isIPv6 ? 6 : 4]) as IpAddress
  for (const [name, host] of written) {
    let address = addresses.get(name)
    while (!address) {
      if (!taken.has(next.text)) address = next
      next = addressAfter(next, 1)
    }
    const settings = Object.fromEntries((host?.line.settings ?? []).map(s => [s.name, s.value ?? true]))
    planned.set(name, { address, port: host?.line.port, settings })
  }
  return planned
}

/** The `host` line of an end; of `X[3]` also `host X[200]`, with 2 as the index. */
function hostOf(hosts: readonly HostLine[], end: string): { line: HostLine; index: number } | undefined {
  const [, array, element] = /^(.*)\[(\d+)\]$/.exec(end) ?? []
  for (const line of hosts) {
    if (line.end.text === end) return { line, index: 0 }
    if (line.end.text === array && line.count !== undefined) return { line, index: Number(element) - 1 }
  }
  return undefined
}

function addressOf(line: HostLine, index: number): IpAddress | undefined {
  if (line.address === undefined) return undefined
  const address = readIpAddress(line.address.text)
  if (!address)
    throw new CannotPlay(
      'trace-cannot',
      `line ${line.number}: ${line.address.text} is no address to play with`,
    )
  return addressAfter(address, index)
}

function socketSettings(settings: EndSettings): SocketSettings {
  return {
    win: count(settings.win),
    mss: count(settings.mss),
    wscale: count(settings.wscale),
    backlog: count(settings.backlog),
    deferAccept: settings['defer-accept'] !== undefined,
    keepalive: count(settings.keepalive),
  }
}

function mtuFor({ address, settings }: PlannedEnd): number {
  return Math.min(Math.max(DEFAULT_MTU, (count(settings.mss) ?? 0) + HEADERS[address.family]), 0xffff)
}

/** What the trace mentions is turned on. */
function optionSettings(
  trace: CheckedTrace,
  kernel: string,
  host: EndSettings,
): Record<string, string | number> {
  const settings: Record<string, string | number> = {}
  const segments = trace.steps.flatMap(step => (step.kind === 'segment' ? [step.segment] : []))
  const hosts = trace.hosts.flatMap(line => line.settings.map(({ name }) => name))
  if (hosts.includes('ts') || segments.some(({ ts }) => ts)) settings['ipv4/tcp_timestamps'] = 1
  if (hosts.includes('sackok') || segments.some(({ sackok, sack }) => sackok || sack.length > 0))
    settings['ipv4/tcp_sack'] = 1
  if (hosts.includes('wscale') || segments.some(({ wscale }) => wscale))
    settings['ipv4/tcp_window_scaling'] = 1
  const ecn = segments.filter(({ flags }) => flags.includes('ECE') || flags.includes('CWR'))
  const kernelAsks = ecn.some(
    ({ from, flags }) => from === kernel && flags.includes('SYN') && !flags.includes('ACK'),
  )
  if (ecn.length > 0) settings['ipv4/tcp_ecn'] = kernelAsks ? 1 : 2
  // The shift follows from the largest buffer a socket may get.
  const wscale = count(host.wscale)
  if (wscale !== undefined) settings['ipv4/tcp_rmem'] = `4096 131072 ${0xffff * 2 ** Math.min(wscale, 14)}`
  return settings
}

/** The settings of the trace's `kernel` lines. */
function traceSettings(trace: CheckedTrace): Record<string, string> {
  const settings: Record<string, string> = {}
  for (const line of trace.kernel) {
    for (const { name, value } of line.settings) {
      if (!isSysctlName(name.text))
        throw new CannotPlay(
          'trace-cannot',
          `line ${line.number}: net.ipv4.${name.text} is no name of a setting`,
        )
      settings[`ipv4/${name.text}`] = value.text
    }
  }
  return settings
}

function isRetransmissionOf(kernel: string) {
  return (step: CheckedTrace['steps'][number]) =>
    step.kind === 'timer' && step.timer.end === kernel && step.timer.timer === 'retransmit'
}

function count(value: number | true | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined
}
