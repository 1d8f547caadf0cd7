import { randomBytes } from 'node:crypto'
import {
  CONTROL_BITS,
  decodeIcmpError,
  decodePacket,
  type Endpoint,
  encodePacket,
  endpointKey,
  type WireSegment,
} from '@synfin/capture'
import type { State } from '@synfin/tcp'
import { type CheckedTrace, say } from '@synfin/trace'
import { type CookieKey, readCookieKey } from './fast-open-cookie.ts'
import { ModelConnection, type ModelEnd } from './model-connection.ts'
import { type FastOpenSettings, ModelFastOpen } from './model-fast-open.ts'
import type { ModelOptions } from './model-options.ts'
import { ModelSockets } from './model-sockets.ts'
import { CannotPlay, type ReplayPlan } from './replay-plan.ts'
import type { SocketSettings } from './sockets.ts'
import type { Arrival, Link, Recorder, Stack, TimersOnDemand } from './stack.ts'

/** The setting that holds the key of Fast Open cookies. */
const COOKIE_KEY = 'tcp_fastopen_key'
/** Bits of `tcp_fastopen`: as a client, as a server, and for listeners that have not asked for it (ip-sysctl). */
const FAST_OPEN = { client: 0x1, server: 0x2, everyListener: 0x400 } as const
/** What the `kernel` lines of a trace may set. */
const KNOWN_SETTINGS = [
  'tcp_timestamps',
  'tcp_sack',
  'tcp_window_scaling',
  'tcp_ecn',
  'tcp_rfc1337',
  'tcp_syncookies',
  'tcp_fastopen',
  COOKIE_KEY,
]
/** When a listener answers a SYN with a cookie and forgets it: the values of `tcp_syncookies` (ip-sysctl). */
const COOKIES = ['never', 'when full', 'always'] as const
/** The first retransmission timeout (RFC 6298 §2.1). */
const TIMEOUT_MILLISECONDS = 1000
const DEFAULT_BUFFER = 65_535
const HEADERS = { 4: 40, 6: 60 } as const

/**
 * RFC 9293 as a stack of its own, made of `tcp/`'s functions; in profile `linux` with Linux's ways.
 *
 * It needs nothing of the machine. Its clock moves only when a run waits, so waiting takes no time, and its timers
 * run out only where the trace says so. There is no congestion control: the peer's window alone holds back text.
 */
export class ModelStack implements Stack {
  readonly peer = 'model'
  readonly tellsStates = true
  readonly warnings = []
  readonly #end: Omit<ModelEnd, 'options' | 'buffer' | 'keepsAlive'>
  readonly #settings: ReadonlyMap<string, number>
  readonly #cookieKey: CookieKey
  readonly #mtu: number
  #nextPort = 20_000

  /** Throws CannotPlay where a trace asks for what the model does not have. */
  constructor(trace: CheckedTrace, { needs, sockets }: ReplayPlan) {
    refuseWhatIsMissing(trace, sockets)
    this.#settings = new Map(
      Object.entries(needs.settings).map(([name, value]) => [name.replace('ipv4/', ''), Number(value)]),
    )
    this.#cookieKey = readCookieKey(String(needs.settings[`ipv4/${COOKIE_KEY}`] ?? '')) ?? randomKey()
    this.#end = {
      isLinux: trace.profile === 'linux',
      rfc1337: this.#isOn('tcp_rfc1337'),
    }
    this.#mtu = needs.mtu
  }

  nextPort(): number {
    return this.#nextPort++
  }

  open(local: Endpoint, settings: SocketSettings, record: Recorder | undefined): Link {
    const options = this.#options(local, settings)
    const buffer = bufferOf(settings, options.mss)
    const end = { ...this.#end, options, buffer, keepsAlive: settings.keepalive !== undefined }
    const { backlog = Infinity } = settings
    const cookies = COOKIES[this.#settings.get('tcp_syncookies') ?? 0] ?? 'never'
    const fastOpen = new ModelFastOpen(local, this.#fastOpen(settings))
    return new ModelLink({ local, end, queue: { backlog, cookies }, fastOpen, record })
  }

  #fastOpen({ fastOpen }: SocketSettings): FastOpenSettings {
    const setting = this.#settings.get('tcp_fastopen') ?? 0
    const has = (bits: number) => (setting & bits) === bits
    return {
      asks: fastOpen && has(FAST_OPEN.client),
      grants: has(FAST_OPEN.server | FAST_OPEN.everyListener),
      key: this.#cookieKey,
    }
  }

  #options({ address }: Endpoint, { mss, wscale }: SocketSettings): ModelOptions {
    const ecn = this.#settings.get('tcp_ecn')
    return {
      mss: Math.min(mss ?? Infinity, this.#mtu - HEADERS[address.family]),
      wscale: this.#isOn('tcp_window_scaling') ? wscale : undefined,
      timestamps: this.#isOn('tcp_timestamps'),
      sack: this.#isOn('tcp_sack'),
      ecn: ecn === 1 ? 'asks' : ecn === 2 ? 'answers' : 'off',
    }
  }

  #isOn(setting: string): boolean {
    return (this.#settings.get(setting) ?? 0) > 0
  }
}

/** The window counts whole segments, as Linux's does: a smaller rest is not worth offering (RFC 9293 §3.8.6.2.2). */
function bufferOf({ win = DEFAULT_BUFFER }: SocketSettings, mss: number): number {
  return win < mss ? win : win - (win % mss)
}

function randomKey(): CookieKey {
  const octets = randomBytes(16)
  return [octets.readBigUInt64LE(0), octets.readBigUInt64LE(8)]
}

function refuseWhatIsMissing({ kernel }: CheckedTrace, sockets: SocketSettings): void {
  for (const { number, settings } of kernel) {
    for (const { name, value } of settings) {
      if (!KNOWN_SETTINGS.includes(name.text))
        throw new CannotPlay(
          'kernel-cannot',
          say`line ${number}: the model knows no setting net.ipv4.${name.text}`,
        )
      const isReadable = name.text === COOKIE_KEY ? readCookieKey(value.text) : /^\d+$/.test(value.text)
      if (!isReadable)
        throw new CannotPlay('trace-cannot', say`net.ipv4.${name.text}=${value.text} cannot be set`)
    }
  }
  if (sockets.deferAccept)
    throw new CannotPlay('kernel-cannot', say`the model's sockets have no \`${'defer-accept'}\``)
}

function isRequest({ bits }: WireSegment): boolean {
  const { SYN, ACK, RST } = CONTROL_BITS
  return (bits & (SYN | ACK | RST)) === SYN
}

/** What a listener does with more SYNs than it has room for. */
interface Queue {
  /** Linux keeps one request more (listen(2)). */
  readonly backlog: number
  readonly cookies: (typeof COOKIES)[number]
}

interface LinkParts {
  readonly local: Endpoint
  readonly end: ModelEnd
  readonly queue: Queue
  readonly fastOpen: ModelFastOpen
  readonly record: Recorder | undefined
}

/** One run's part of the model: packets are handed over in memory. */
class ModelLink implements Link, TimersOnDemand {
  readonly sockets: ModelSockets
  readonly inbox: Arrival[] = []
  readonly strange = []
  readonly look = Infinity
  readonly #local: Endpoint
  readonly #end: ModelEnd
  readonly #queue: Queue
  readonly #fastOpen: ModelFastOpen
  readonly #record: Recorder | undefined
  /** Those whose SYN was answered by a cookie: from outside, their request cannot be told from a listener. */
  readonly #byCookie = new Set<ModelConnection>()
  readonly #connections = new Map<string, ModelConnection>()
  #now = performance.now()

  constructor({ local, end, queue, fastOpen, record }: LinkParts) {
    this.#local = local
    this.#end = end
    this.#queue = queue
    this.#fastOpen = fastOpen
    this.#record = record
    this.sockets = new ModelSockets(end.isLinux, peer => this.#connectionWith(peer))
  }

  get timers(): TimersOnDemand {
    return this
  }

  now(): number {
    return this.#now
  }

  send(packet: Buffer): void {
    this.#record?.(this.#now, packet, 'ours')
    const icmp = decodeIcmpError(packet)
    if (icmp) {
      const { destination, destinationPort } = icmp.about
      this.#connections.get(endpointKey(destination, destinationPort))?.icmpArrives(icmp.error)
    }
    const segment = decodePacket(packet)
    if (!segment) return
    const connection = this.#connections.get(endpointKey(segment.source, segment.sourcePort))
    if (connection?.state === 'CLOSED' && isRequest(segment) && !this.#takesRequest(connection)) return
    // Linux forsakes what a listener had not established as soon as it hears of it, where RFC 9293 §3.10.4 has a TCB for each.
    if (this.#end.isLinux && connection?.isRequest && !this.sockets.isListening) connection.forget()
    connection?.segmentArrives(segment, this.sockets.isListening)
  }

  /** What the model sends is in the inbox at once. */
  collect(): void {}

  await(milliseconds: number): void {
    this.#now += milliseconds
  }

  state(ours: Endpoint): State {
    const connection = this.#connectionWith(ours)
    const { state, isRequest } = connection
    const isUnknown = state === 'CLOSED' || (isRequest && this.#byCookie.has(connection))
    return isUnknown && this.sockets.isListening ? 'LISTEN' : state
  }

  destroy(ours: Endpoint): boolean {
    this.#connectionWith(ours).forget()
    return true
  }

  close(): void {
    this.#connections.clear()
  }

  retransmit(ours: Endpoint, after = TIMEOUT_MILLISECONDS): void {
    const connection = this.#connectionWith(ours)
    this.#now = Math.max(this.#now, connection.lastSentAt + after)
    connection.retransmit()
  }

  userTimeout(ours: Endpoint): void {
    this.#connectionWith(ours).userTimeout()
  }

  reboot(): void {
    this.sockets.isListening = false
    for (const connection of this.#connections.values()) {
      connection.forget()
      connection.holder = 'gone'
    }
  }

  /** Whether the listener, if there is one, has room for the request of a peer, or can answer it by a cookie. */
  #takesRequest(connection: ModelConnection): boolean {
    if (!this.sockets.isListening) return true
    const { backlog, cookies } = this.#queue
    const kept = [...this.#connections.values()].filter(
      other => other.isRequest && !this.#byCookie.has(other),
    )
    const isFull = kept.length > backlog
    if (cookies === 'always' || (isFull && cookies === 'when full')) this.#byCookie.add(connection)
    else this.#byCookie.delete(connection)
    return !isFull || cookies !== 'never'
  }

  #connectionWith(peer: Endpoint): ModelConnection {
    const key = endpointKey(peer.address.octets, peer.port)
    let connection = this.#connections.get(key)
    if (!connection) {
      const transmit = (segment: WireSegment) => this.#transmit(peer, segment)
      connection = new ModelConnection(this.#end, peer, this.#fastOpen, () => this.#now, transmit)
      this.#connections.set(key, connection)
    }
    return connection
  }

  #transmit(peer: Endpoint, segment: WireSegment): void {
    const packet = encodePacket(this.#local, peer, segment)
    this.#record?.(this.#now, packet, 'kernel')
    const decoded = decodePacket(packet)
    if (decoded) this.inbox.push({ at: this.#now, segment: decoded })
  }
}
