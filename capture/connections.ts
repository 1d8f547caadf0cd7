/** The segments of a capture by connection: those between the same two ends, up to a SYN that begins anew. */
import { type Captured, isError } from './captured-segment.ts'
import { CONTROL_BITS } from './packet.ts'

export interface CapturedConnection {
  /** `192.0.2.1:43210`: who opens the connection, and the other. */
  readonly client: string
  readonly server: string
  /** In the order of the capture. */
  readonly packets: readonly Captured[]
}

interface Conversation {
  readonly packets: Captured[]
  /** The initial sequence number of each end that has sent a SYN. */
  readonly initial: Map<string, number>
}

/** Collects a capture's segments. Memory is bounded: beyond so many, they are only counted. */
export class Connections {
  /** How many have not been kept. */
  leftOut = 0
  readonly #most: number
  #kept = 0
  /** The last connection between two ends. */
  readonly #current = new Map<string, Conversation>()
  readonly #all: Conversation[] = []

  constructor(most: number) {
    this.#most = most
  }

  add(captured: Captured): void {
    if (this.#kept === this.#most) {
      this.leftOut++
      return
    }
    this.#kept++
    const key = [captured.source, captured.destination].sort().join(' ')
    const known = this.#current.get(key)
    const conversation = known === undefined || beginsAnew(captured, known) ? this.#begin(key) : known
    if (isBareSyn(captured) || isSynAck(captured))
      conversation.initial.set(captured.source, captured.what.seq)
    conversation.packets.push(captured)
  }

  /** In the order of their first segments. */
  all(): CapturedConnection[] {
    return this.#all.map(({ packets }) => ({ ...endsOf(packets), packets }))
  }

  #begin(key: string): Conversation {
    const conversation = { packets: [], initial: new Map<string, number>() }
    this.#current.set(key, conversation)
    this.#all.push(conversation)
    return conversation
  }
}

/** A SYN with another initial number than that end's last; one that repeats or crosses the other end's does not. */
function beginsAnew(captured: Captured, { initial, packets }: Conversation): boolean {
  if (!isBareSyn(captured)) return false
  const known = initial.get(captured.source)
  if (known !== undefined) return known !== captured.what.seq
  return packets.some(({ source, what }) => source === captured.source && !isError(what))
}

function endsOf(packets: readonly Captured[]): Pick<CapturedConnection, 'client' | 'server'> {
  const [first] = packets
  if (first === undefined) throw new RangeError('a connection has a packet')
  const { source, destination } = packets.find(isBareSyn) ?? reversed(packets.find(isSynAck)) ?? first
  const isOpened = packets.some(packet => isBareSyn(packet) || isSynAck(packet))
  return !isOpened && portOf(source) < portOf(destination)
    ? { client: destination, server: source }
    : { client: source, server: destination }
}

function reversed(captured: Captured | undefined): Pick<Captured, 'source' | 'destination'> | undefined {
  return captured && { source: captured.destination, destination: captured.source }
}

function isBareSyn({ what }: Captured): boolean {
  return !isError(what) && (what.bits & (CONTROL_BITS.SYN | CONTROL_BITS.ACK)) === CONTROL_BITS.SYN
}

function isSynAck({ what }: Captured): boolean {
  const both = CONTROL_BITS.SYN | CONTROL_BITS.ACK
  return !isError(what) && (what.bits & both) === both
}

/** A port that a dump tells by the name of its service is a server's. */
function portOf(endpoint: string): number {
  const port = Number(endpoint.slice(endpoint.lastIndexOf(':') + 1))
  return Number.isNaN(port) ? 0 : port
}
