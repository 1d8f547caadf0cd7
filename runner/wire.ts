import {
  CONTROL_BITS,
  type Endpoint,
  encodeIcmpError,
  encodePacket,
  endpointKey,
  LiveNumbers,
  type NumberSpace,
  numberAfter,
  type WireSegment,
} from '@synfin/capture'
import { type State, seqNumber } from '@synfin/tcp'
import { addLinear, type EndStates, isLiteral, type Step, type TraceSegment } from '@synfin/trace'
import { type Connection, newConnection } from './connection.ts'
import { ourSegment } from './our-segment.ts'
import type { PlayOptions } from './play-options.ts'
import type { ReplayPlan } from './replay-plan.ts'
import type { CapturedPacket } from './replay-run.ts'
import type { Sockets } from './sockets.ts'
import type { Arrival, Link, Peer, Recorder, Stack, StrangePacket, TimersOnDemand } from './stack.ts'

const DEFAULT_MTU = 1500

interface WireOptions extends Pick<PlayOptions, 'kernel' | 'isCaptured'> {
  /** What else there is to do while this run blocks the thread. */
  readonly whileWaiting: () => void
}

/** A packet whose line may still have to be found. */
type OpenPacket = { -readonly [Name in keyof CapturedPacket]: CapturedPacket[Name] }

/** One run on a stack: its sockets, our ends, and every segment between them. */
export class Wire {
  readonly kernel: Endpoint
  readonly connections: readonly Connection[]
  readonly peer: Peer
  readonly numbers = new LiveNumbers()
  readonly packets: OpenPacket[] = []
  /** The line that is played, for the packets it sends. */
  line: number | undefined
  /** Whether {@link state} is the stack's own. */
  readonly tellsStates: boolean
  /** The states the checker says the ends are in, by their keys in the trace. */
  supposed: EndStates = {}
  readonly #link: Link
  readonly #byPeer: ReadonlyMap<string, Connection>
  /** By the key of our end. */
  readonly #byEndpoint: ReadonlyMap<string, Connection>
  readonly #whileWaiting: WireOptions['whileWaiting']

  /** `keys` has the key of the kernel's end in the trace's states, by our ends' names. */
  constructor(
    stack: Stack,
    plan: ReplayPlan,
    keys: ReadonlyMap<string, string>,
    { kernel: end, isCaptured, whileWaiting }: WireOptions,
  ) {
    this.peer = stack.peer
    this.tellsStates = stack.tellsStates
    this.#whileWaiting = whileWaiting
    this.kernel = { address: plan.kernel.address, port: plan.kernel.port ?? stack.nextPort() }
    this.#link = stack.open(this.kernel, plan.sockets, isCaptured ? this.#capture : undefined)
    this.connections = [...plan.peers].map(([peer, { address, port, settings }]) =>
      newConnection(
        { peer, key: keys.get(peer) ?? end },
        this.kernel,
        { address, port: port ?? stack.nextPort() },
        settings,
      ),
    )
    this.#byPeer = new Map(this.connections.map(connection => [connection.peer, connection]))
    this.#byEndpoint = new Map(
      this.connections.map(connection => {
        const { address, port } = connection.ours
        return [endpointKey(address.octets, port), connection]
      }),
    )
    for (const { ours } of this.connections) this.sockets.expect(ours)
  }

  get sockets(): Sockets {
    return this.#link.sockets
  }

  /** What the model's clock can be told and a kernel's cannot. */
  get timers(): TimersOnDemand | undefined {
    return this.#link.timers
  }

  /** What the stack has sent and no line has taken, oldest first. */
  pending(): readonly Arrival[] {
    this.#link.collect()
    return this.#link.inbox
  }

  connectionWith(peer: string | undefined): Connection | undefined {
    return peer === undefined ? undefined : this.#byPeer.get(peer)
  }

  connectionOf({ segment }: Arrival): Connection | undefined {
    return this.#byEndpoint.get(endpointKey(segment.destination, segment.destinationPort))
  }

  /** Puts a segment of ours on the wire, as written. Throws CannotPlay or CannotBind. */
  send(connection: Connection, segment: TraceSegment): WireSegment | undefined {
    connection.lastSent = segment
    connection.stateBefore = this.state(connection)
    if (segment.icmp !== undefined) this.#sendIcmp(connection, segment)
    else {
      const live = ourSegment(segment, connection, this.numbers)
      this.anchorEnd(segment, connection.ourNumbers)
      const { ourNext } = connection
      this.inject(connection, live)
      // A stray segment is none that this end ever sent.
      if (segment.journey === 'stray') connection.ourNext = ourNext
      return live
    }
    return undefined
  }

  /** The number after a segment may be what the next ones are written by. */
  anchorEnd({ seq, len, flags }: TraceSegment, space: NumberSpace): void {
    if (seq === 'any') return
    const octets = len.constant + Number(flags.includes('SYN')) + Number(flags.includes('FIN'))
    this.numbers.anchor(addLinear(seq, { constant: octets, terms: len.terms }), space)
  }

  /** Gives the numbers of a segment that the kernel never gets: one of ours that is lost, or one only we receive. */
  passOver(connection: Connection, segment: TraceSegment): void {
    const { seq, journey, flags } = segment
    const { ourNumbers, kernelNumbers, ourNext, kernelNext } = connection
    if (seq === 'any' || isLiteral(seq)) return
    // A stray line's symbol is a free number, and none that its seeming sender counts with.
    if (journey === 'stray') this.numbers.choose(seq, kernelNumbers, this.numbers.later(kernelNext))
    else if (segment.from === connection.peer) {
      const due = (flags.includes('SYN') ? undefined : ourNext) ?? this.numbers.later(ourNext)
      this.numbers.choose(seq, ourNumbers, due)
    }
  }

  /** Puts a segment with live numbers on the wire, and lets the application go on. */
  inject(connection: Connection, segment: WireSegment): void {
    const { ours, kernel, ourNext } = connection
    const next = numberAfter(segment)
    const isAhead = ourNext === undefined || seqNumber(next - ourNext) < 2 ** 31
    if (segment.bits & CONTROL_BITS.SYN || isAhead) connection.ourNext = next
    if (segment.bits & CONTROL_BITS.SYN) connection.hasSentText = false
    if (segment.length > 0) connection.hasSentText = true
    this.#link.send(encodePacket(ours, kernel, segment))
    this.proceed()
  }

  /** Lets the application accept what is established and make the calls that waited for it. */
  proceed(): void {
    this.sockets.proceed()
    this.#link.collect()
  }

  /** The kernel's next segment on a connection; nothing if there is none for so many milliseconds. */
  next(connection: Connection, milliseconds: number): Arrival | undefined {
    return this.nextOf([connection], milliseconds)
  }

  /** The kernel's next segment on any of some connections. */
  nextOf(connections: readonly Connection[], milliseconds: number): Arrival | undefined {
    const deadline = this.#link.now() + milliseconds
    for (;;) {
      const arrival = this.pending().find(candidate =>
        connections.some(connection => this.connectionOf(candidate) === connection),
      )
      if (arrival) return arrival
      const left = deadline - this.#link.now()
      if (left <= 0) return undefined
      this.#await(left)
    }
  }

  /** Takes a segment off the pending ones. */
  take(arrival: Arrival, connection: Connection): void {
    const { inbox } = this.#link
    inbox.splice(inbox.indexOf(arrival), 1)
    connection.lastArrival = arrival
    this.assign(arrival, this.line)
    const { bits } = arrival.segment
    if (bits & CONTROL_BITS.SYN) connection.kernelSyn = arrival.segment
    if (!(bits & CONTROL_BITS.RST)) connection.kernelNext = numberAfter(arrival.segment)
  }

  /** Says of a captured packet of the kernel's which line it is held against. */
  assign({ at }: Arrival, line: number | undefined): void {
    const packet = this.packets.findLast(
      ({ sender, at: captured }) => sender === 'kernel' && captured === sinceEpoch(at),
    )
    if (packet && line !== undefined) packet.line = line
  }

  /** Milliseconds between a segment of the kernel's and the one before it on its connection. */
  sinceLast({ at }: Arrival, { lastArrival }: Connection): number | undefined {
    return lastArrival && at - lastArrival.at
  }

  /** Lets time pass; ends early where `until` comes true. */
  wait(milliseconds: number, until?: () => boolean): boolean {
    const deadline = this.#link.now() + milliseconds
    for (;;) {
      if (until?.()) return true
      const left = deadline - this.#link.now()
      if (left <= 0) return false
      this.#await(until ? Math.min(left, this.#link.look) : left)
    }
  }

  /**
   * The kernel's state: LISTEN where it has no socket of the pair but a listener. Of a stack that does not tell, the
   * one it is supposed to be in.
   */
  state({ ours, key }: Connection): State {
    return this.#link.state(ours) ?? this.supposed[key] ?? 'CLOSED'
  }

  /** The kernel's state when a step has been played. */
  stateAfter({ states }: Step, connection: Connection): State {
    return this.tellsStates ? this.state(connection) : (states[connection.key] ?? 'CLOSED')
  }

  /** What the stack has sent that is no segment, in the order it came. */
  get strange(): readonly StrangePacket[] {
    return this.#link.strange
  }

  /** Ends TIME_WAIT: by force, or where this kernel has no such force, by a reset it accepts. */
  endTimeWait(connection: Connection): void {
    if (this.#link.destroy(connection.ours)) return
    const seq = connection.lastArrival?.segment.ack ?? 0
    this.inject(connection, { seq, ack: 0, bits: CONTROL_BITS.RST, win: 0, urg: 0, options: {}, length: 0 })
  }

  /** Closes and destroys everything of this run. Says whether nothing of it is left. */
  clear(): boolean {
    this.sockets.abandon()
    const isClear = this.connections.every(connection => this.#destroy(connection))
    this.#link.collect()
    this.#link.close()
    return isClear
  }

  #await(milliseconds: number): void {
    this.#whileWaiting()
    this.#link.await(milliseconds)
  }

  #destroy(connection: Connection): boolean {
    for (let attempt = 0; attempt < 3; attempt++) {
      if (this.state(connection) === 'CLOSED') return true
      this.#link.destroy(connection.ours)
    }
    return this.state(connection) === 'CLOSED'
  }

  #sendIcmp({ ours, kernel, kernelNumbers }: Connection, segment: TraceSegment): void {
    const seq = segment.seq === 'any' ? 0 : this.numbers.choose(segment.seq, kernelNumbers)
    const mtu = segment.mtu ? this.numbers.count(segment.mtu, DEFAULT_MTU) : DEFAULT_MTU
    const packet = encodeIcmpError(ours, kernel, { name: segment.icmp ?? '', seq, mtu })
    if (packet) this.#link.send(packet)
    this.proceed()
  }

  /** A packet of ours is captured while its line is played, the kernel's find theirs when they are taken. */
  readonly #capture: Recorder = (at, packet, sender) => {
    const line = sender === 'ours' && this.line !== undefined ? { line: this.line } : {}
    this.packets.push({ at: sinceEpoch(at), sender, ...line, octets: packet.toString('base64') })
  }
}

function sinceEpoch(at: number): number {
  return performance.timeOrigin + at
}
