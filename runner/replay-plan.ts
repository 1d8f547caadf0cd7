import {
  type EndSettings,
  endpointKey,
  type IpAddress,
  NotLive,
  octetsIn,
  type PlannedEnd,
  plannedEnds,
} from '@synfin/capture'
import { type CheckedTrace, isLiteral, NOBODY, say } from '@synfin/trace'
import type { SkipReason } from './replay-run.ts'
import type { NetworkNeeds } from './rig.ts'
import type { SocketSettings } from './sockets.ts'
import { isSysctlName } from './sysctl.ts'
import { whyUnusable } from './unusable-address.ts'

/** A trace that cannot be replayed as it is. */
export class CannotPlay extends Error {
  readonly why: Exclude<SkipReason, 'machine-cannot'>

  constructor(why: Exclude<SkipReason, 'machine-cannot'>, message: string) {
    super(message)
    this.name = 'CannotPlay'
    this.why = why
  }
}

/** What the `host` line says of an end. */

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
/** A machine's own would depend on its memory. */
const DEFAULT_SHIFT = 7
/** RFC 7323 §2.3. */
const LARGEST_SHIFT = 14
/** As a client, as a server, and for every listener (ip-sysctl). */
const FAST_OPEN_BOTH_WAYS = 0x1 | 0x2 | 0x400
const SHORT_TIMEOUTS = ['tcp_fin_timeout', 'tcp_rto_min_us']
const HEADERS = { 4: 40, 6: 60 } as const

/** Plans a replay with one end as the kernel. Throws CannotPlay. */
export function planReplay(trace: CheckedTrace, kernelEnd: string): ReplayPlan {
  const peerNames = peersOf(trace, kernelEnd)
  const ends = planEnds(trace, new Set([...trace.ends, ...peerNames]))
  const kernel = ends.get(kernelEnd)
  if (!kernel) throw new CannotPlay('trace-cannot', say`no line of this trace names an endpoint ${kernelEnd}`)
  const peers = new Map([...ends].filter(([name]) => peerNames.has(name)))
  refuseUnusable(kernelEnd, kernel)
  for (const [name, peer] of peers) {
    const { address } = peer
    refuseUnusable(name, peer)
    if (address.family !== kernel.address.family)
      throw new CannotPlay('trace-cannot', say`${kernelEnd} and ${name} have addresses of different families`)
    if (address.text === kernel.address.text)
      throw new CannotPlay(
        'trace-cannot',
        say`${kernelEnd} and ${name} have the same address ${address.text}`,
      )
  }
  refuseSharedPorts(peers)
  const network = networkSettings(trace, kernelEnd, kernel.settings)
  return {
    kernel,
    peers,
    sockets: {
      ...socketSettings(kernel.settings, givenWindow(trace, kernelEnd), network),
      fastOpen: opensFast(trace, kernelEnd),
    },
    needs: {
      kernelAddress: kernel.address,
      peerAddresses: differentAddresses(peers),
      mtu: mtuFor(kernel),
      holdRetransmissions: !trace.steps.some(awaitsRetransmission(kernelEnd)) && !needsShortTimeouts(trace),
      settings: network.settings,
    },
  }
}

/** The other ends of the kernel's connections; where the trace names none, somebody unnamed. */
function peersOf({ connections }: CheckedTrace, kernel: string): ReadonlySet<string> {
  const connected = connections.flatMap(pair => (pair.includes(kernel) ? pair : []))
  const peers = new Set(connected.filter(name => name !== kernel))
  return peers.size === 0 ? new Set([NOBODY]) : peers
}

function refuseUnusable(name: string, { address, port }: PlannedEnd): void {
  const why = whyUnusable(address)
  if (why)
    throw new CannotPlay(
      'trace-cannot',
      say`${name} has ${why}, ${address.text}: no network carries its segments`,
    )
  if (port === 0) throw new CannotPlay('trace-cannot', say`${name} has port 0, which no connection can have`)
}

/** Our ends may share an address, as clients behind one router do: then their ports tell them apart. */
function refuseSharedPorts(peers: ReadonlyMap<string, PlannedEnd>): void {
  const taken = new Map<string, string>()
  for (const [name, { address, port }] of peers) {
    if (port === undefined) continue
    const key = endpointKey(address.octets, port)
    const other = taken.get(key)
    if (other !== undefined)
      throw new CannotPlay(
        'trace-cannot',
        say`${other} and ${name} have the same address ${address.text} and the same port ${port}`,
      )
    taken.set(key, name)
  }
}

function differentAddresses(peers: ReadonlyMap<string, PlannedEnd>): IpAddress[] {
  return [...new Map([...peers.values()].map(({ address }) => [address.text, address])).values()]
}

function planEnds(trace: CheckedTrace, names: ReadonlySet<string>): Map<string, PlannedEnd> {
  try {
    return plannedEnds(trace, names, FIRST_ADDRESS)
  } catch (error) {
    throw error instanceof NotLive ? new CannotPlay('trace-cannot', error.message) : error
  }
}

/** The window the kernel's end is given in octets; a symbol takes the one it has. */
function givenWindow({ given }: CheckedTrace, kernel: string): number | undefined {
  const win = given.find(({ end, win }) => end === kernel && win !== undefined)?.win
  return win && isLiteral(win) ? Math.max(0, win.constant) : undefined
}

function socketSettings(
  settings: EndSettings,
  given: number | undefined,
  { shift }: { readonly shift: number | undefined },
): Omit<SocketSettings, 'fastOpen'> {
  return {
    win: given ?? octetsIn(settings.win),
    mss: octetsIn(settings.mss),
    wscale: shift,
    backlog: octetsIn(settings.backlog),
    deferAccept: settings['defer-accept'] !== undefined,
    keepalive: octetsIn(settings.keepalive),
  }
}

/** Whether a SYN of the kernel's own asks for a cookie, or bears one. */
function opensFast({ steps }: CheckedTrace, kernel: string): boolean {
  return steps.some(
    step =>
      step.kind === 'segment' &&
      step.segment.from === kernel &&
      step.segment.tfo !== undefined &&
      !step.segment.flags.includes('ACK'),
  )
}

function mtuFor({ address, settings }: PlannedEnd): number {
  return Math.min(Math.max(DEFAULT_MTU, (octetsIn(settings.mss) ?? 0) + HEADERS[address.family]), 0xffff)
}

/** The settings of the kernel's network, and the shift its end offers, if any; none where the trace sets buffers. */
function networkSettings(
  trace: CheckedTrace,
  kernel: string,
  host: EndSettings,
): { settings: Record<string, string | number>; shift: number | undefined } {
  const written = traceSettings(trace)
  const settings = { ...optionSettings(trace, kernel), ...written }
  const isScaling = Number(settings['ipv4/tcp_window_scaling'] ?? 0) > 0
  const shift = octetsIn(host.wscale) ?? (isScaling && !written['ipv4/tcp_rmem'] ? DEFAULT_SHIFT : undefined)
  // The shift follows from the largest buffer a socket may get.
  const largest = 0xffff * 2 ** Math.min(shift ?? 0, LARGEST_SHIFT)
  return {
    settings: shift === undefined ? settings : { 'ipv4/tcp_rmem': `4096 131072 ${largest}`, ...settings },
    shift,
  }
}

/** What the trace mentions is turned on. */
function optionSettings(trace: CheckedTrace, kernel: string): Record<string, string | number> {
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
  if (segments.some(({ tfo }) => tfo !== undefined)) settings['ipv4/tcp_fastopen'] = FAST_OPEN_BOTH_WAYS
  if (ecn.length > 0) settings['ipv4/tcp_ecn'] = kernelAsks ? 1 : 2
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
          say`line ${line.number}: net.ipv4.${name.text} is no name of a setting`,
        )
      settings[`ipv4/${name.text}`] = value.text
    }
  }
  return settings
}

/** The user timeout runs out only with the retransmission timer. */
function awaitsRetransmission(kernel: string) {
  return (step: CheckedTrace['steps'][number]) =>
    step.kind === 'timer' &&
    step.timer.end === kernel &&
    (step.timer.timer === 'retransmit' || step.timer.timer === 'user-timeout')
}

/** Timeouts that Linux makes no shorter than some retransmission timeouts. */
function needsShortTimeouts({ kernel }: CheckedTrace): boolean {
  return kernel.some(({ settings }) => settings.some(({ name }) => SHORT_TIMEOUTS.includes(name.text)))
}
