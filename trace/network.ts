/** The ends of a trace as the walk moves them: TCBs, replies owed, segments in flight. Mutable, and copied whole. */
import {
  closedTcb,
  DEFAULT_WINDOW,
  isSynchronized,
  listeningTcb,
  type Reply,
  type Segment,
  type SeqNumber,
  type State,
  type Tcb,
} from '@synfin/tcp'
import type { EndStates, TraceSegment } from './checked-trace.ts'
import type { Span } from './line.ts'
import type { NamedValue } from './naming.ts'
import { copied, laidOver, type Table } from './overlay.ts'
import type { Statement } from './statements.ts'
import { isUnnamed, type Survey } from './survey.ts'
import { NamedNumbers } from './symbols.ts'

/** A line that explains later ones. */
export interface Landmark {
  readonly statement: Statement
  readonly span: Span
}

function isLandmark(value: unknown): value is Landmark {
  return typeof value === 'object' && value !== null && 'statement' in value
}

/** What an end's SYN offers. */
export interface Offer {
  readonly mss: number | undefined
  readonly wscale: number | undefined
  readonly sackok: boolean
  readonly ts: boolean
  readonly ecn: boolean
}

/** One end of one connection. */
export class EndOfConnection {
  tcb: Tcb
  owed: readonly Reply[] = []
  /** The numbers of this end's octets that the trace has named. */
  numbers: NamedNumbers
  /** The last segment that arrived here was a reset. */
  wasReset = false
  /** A retransmission timeout has run out: the next segment repeats the oldest one. */
  retransmits = false
  /** Octets that the application has not received. */
  unread = false
  /** How the application gave up sending. */
  closedBy: 'shutdown' | 'close' | undefined = undefined
  /** The application has given up receiving by a `shutdown receive`. */
  isDeaf = false
  /**
   * Nobody has said yet what this end's numbers are: the first bare number written settles it. Where the trace is
   * assumed to start in the middle, a symbol in the peer's acknowledgment may name it too.
   */
  floating: 'assumed' | 'unnamed' | undefined = undefined
  syn: Landmark | undefined = undefined
  fin: Landmark | undefined = undefined
  /** Where it gave up sending: the FIN, or the call before it. */
  closed: Landmark | undefined = undefined
  entered: Landmark | undefined = undefined
  /** The arrival that last moved RCV.NXT, with RCV.NXT before it and SND.NXT then. */
  advanced: (Landmark & { readonly from: SeqNumber; readonly sent: SeqNumber }) | undefined = undefined
  /** The line that obliges this end to acknowledge. */
  obliged: Landmark | undefined = undefined
  /** The line that obliges this end to reset: what met no connection of its own, or its ABORT. */
  obligedToReset: Landmark | undefined = undefined
  /** What this end has offered in its SYN, once it has left. */
  offer: Offer | undefined = undefined
  /** What the SYN has offered that this end has taken for its peer's. */
  heard: Offer | undefined = undefined
  /** The last timestamp that arrived (TS.Recent, RFC 7323 §4.3). */
  recentTs: NamedValue | undefined = undefined
  /** Where the window last written for this end ends, on a segment or in its `given`. */
  rightEdge: SeqNumber | undefined = undefined
  /** The last number written for this end as a bare number. */
  lastLiteral: number | undefined = undefined
  /** A request in SYN_RCVD whose listener is gone, as Linux has them. */
  forsaken = false
  /** Text and FINs that the walk has left out, as lines that may not leave: later lines may count them. */
  leftOut: { readonly from: SeqNumber; readonly octets: number } | undefined = undefined
  /** Its SYN was answered with a SYN cookie: in SYN_RCVD its listener knows nothing of it. */
  isCookie = false
  /** Its sending into a half-closed connection has been told. */
  toldHalfClose = false

  constructor(window: number) {
    this.tcb = { ...closedTcb, rcv: { ...closedTcb.rcv, wnd: window } }
    this.numbers = new NamedNumbers()
  }

  copy(): EndOfConnection {
    const copy = Object.assign(new EndOfConnection(0), this)
    copy.numbers = new NamedNumbers(this.numbers)
    return copy
  }
}

/** One end's halves of its connections, of those alone that it has with certain others where some are named. */
function copiesOf(
  own: ReadonlyMap<string, EndOfConnection>,
  only: ReadonlySet<string> | undefined,
): Map<string, EndOfConnection> {
  const copies = new Map<string, EndOfConnection>()
  for (const peer of only !== undefined && only.size < own.size ? only : own.keys()) {
    const half = only?.has(peer) === false ? undefined : own.get(peer)
    if (half !== undefined) copies.set(peer, half.copy())
  }
  return copies
}

/** How many ends' states a step shows at most. */
const STATES_SHOWN = 512

/** So few changes at most are quicker made in a copy of the states than all of them collected again. */
const FEW_CHANGED = 4

/** What is true of an endpoint whatever its connections do. */
interface Endpoint {
  readonly listening: boolean
  /** The window it offers where a segment does not say. */
  readonly window: number
  readonly keepsAlive: boolean
  /** TCP_DEFER_ACCEPT: the handshake's last ACK counts only with data. */
  readonly defersAccept: boolean
  /** How many requests its listener has room for, but for one; without end where no `host` line says. */
  readonly backlog: number
}

const ORDINARY: Endpoint = {
  listening: false,
  window: DEFAULT_WINDOW,
  keepsAlive: false,
  defersAccept: false,
  backlog: Number.POSITIVE_INFINITY,
}

/** A segment that has left and not arrived. */
export interface Flight {
  readonly from: string
  readonly seg: Segment
  readonly written: TraceSegment
  /** Not to be held against it any more: the departure was judged. */
  readonly faulty: boolean
  /** It answers something it was obliged to answer. */
  readonly owed: boolean
  /** What it offers where it is a SYN. */
  readonly offer: Offer | undefined
  /** It is odd, and has been reported: that its receiver must answer it is not another slip. */
  readonly isOdd: boolean
  /** It may not have left, so that nothing arrives. */
  readonly isLeftOut?: boolean
}

export class Network {
  private readonly survey: Survey
  private readonly endpoints: Table<string, Endpoint>
  /** Each end's halves of its connections, by peer. */
  private readonly halves: Map<string, Map<string, EndOfConnection>>
  private readonly inFlight: Table<string, Flight[]>
  /** For each end the connection last heard of. */
  private readonly current: Table<string, string>
  private readonly live: Table<string, State>
  /** The states as last asked for. */
  private snapshot: EndStates
  /** Whose states have changed since. */
  private changed: string[]
  /** When a listener answers a SYN with a SYN cookie, which leaves no state behind (RFC 4987 §3.6). */
  cookies: 'never' | 'when full' | 'always'

  /**
   * With `only`, nothing but the connections among these ends is taken over, and of the rest what is looked at: enough
   * to try out a line about them, while `from` stays as it is.
   */
  constructor(survey: Survey, from?: Network, only?: ReadonlySet<string>) {
    const take = only === undefined ? copied : laidOver
    this.survey = survey
    this.endpoints = from === undefined ? new Map() : take(from.endpoints)
    this.halves = new Map()
    this.inFlight = from === undefined ? new Map() : take(from.inFlight)
    this.current = from === undefined ? new Map() : take(from.current)
    this.live = from === undefined ? new Map() : take(from.live)
    this.snapshot = from?.snapshot ?? {}
    this.changed = []
    this.cookies = from?.cookies ?? 'never'
    if (from !== undefined) this.takeOver(from, only)
  }

  private takeOver({ halves, inFlight, changed }: Network, only: ReadonlySet<string> | undefined): void {
    for (const end of only ?? halves.keys()) {
      const own = halves.get(end)
      if (own !== undefined) this.halves.set(end, copiesOf(own, only))
    }
    for (const [end, flights] of inFlight) if (only?.has(end) ?? true) this.inFlight.set(end, [...flights])
    this.changed = [...changed]
  }

  endpoint(end: string): Endpoint {
    return this.endpoints.get(end) ?? ORDINARY
  }

  describe(end: string, change: Partial<Endpoint>): void {
    this.endpoints.set(end, { ...this.endpoint(end), ...change })
  }

  /** `of`'s end of its connection with `peer`. */
  half(of: string, peer: string): EndOfConnection {
    const own = this.halves.get(of) ?? new Map<string, EndOfConnection>()
    if (own.size === 0) this.halves.set(of, own)
    const known = own.get(peer)
    if (known !== undefined) return known
    const half = new EndOfConnection(this.endpoint(of).window)
    own.set(peer, half)
    return half
  }

  peersOf(end: string): readonly string[] {
    return this.survey.peers.get(end) ?? []
  }

  /** Remembers that something happened between two ends. */
  touch(a: string, b: string): void {
    this.current.set(a, b)
    this.current.set(b, a)
  }

  /** The connection that a line means which names only one end: the last one heard of, if it fits. */
  meant(end: string, fits: (state: State) => boolean): string | undefined {
    const current = this.current.get(end)
    if (current !== undefined && fits(this.stateOf(end, current))) return current
    return this.peersOf(end).find(peer => fits(this.stateOf(end, peer))) ?? current ?? this.peersOf(end)[0]
  }

  /** The TCB that a segment meets: a listener's, where there is no connection but someone listens. */
  tcbAt(of: string, peer: string): Tcb {
    const { tcb, forsaken } = this.half(of, peer)
    if (forsaken) return closedTcb
    const { listening, window } = this.endpoint(of)
    return tcb.state === 'CLOSED' && listening ? listeningTcb(window) : tcb
  }

  /** The TCB that a segment leaves from: a listener's, where there is nothing else and has been nothing. */
  tcbToSendFrom(of: string, peer: string): Tcb {
    const { tcb } = this.half(of, peer)
    return tcb.ended === undefined ? this.tcbAt(of, peer) : tcb
  }

  /**
   * The state to show. When a connection has ended it is CLOSED, also where its endpoint goes on listening.
   */
  stateOf(of: string, peer: string): State {
    const { tcb, isCookie } = this.half(of, peer)
    if (isCookie && tcb.state === 'SYN_RCVD' && tcb.passive) return 'LISTEN'
    if (tcb.state !== 'CLOSED' || tcb.ended !== undefined) return tcb.state
    return this.endpoint(of).listening ? 'LISTEN' : 'CLOSED'
  }

  /** The key of an end's state: its name, or `B/C` where it has several peers. */
  keyOf(end: string, peer: string | undefined): string {
    return peer !== undefined && this.peersOf(end).length > 1 ? `${end}/${peer}` : end
  }

  /** Takes note of one end's state. */
  refresh(end: string, peer: string | undefined): void {
    if (isUnnamed(this.survey, end)) return
    const key = this.keyOf(end, peer)
    const state = peer === undefined ? this.stateAlone(end) : this.stateOf(end, peer)
    if (this.live.get(key) === state) return
    this.live.set(key, state)
    this.changed.push(key)
  }

  /**
   * The states of all ends now. With very many ends only those that changed since the last snapshot are in it,
   * so that a trace with as many ends as lines does not cost their product.
   */
  states(): EndStates {
    const { changed, live } = this
    if (changed.length === 0) return this.snapshot
    const now = (key: string) => live.get(key) ?? 'CLOSED'
    if (live.size > STATES_SHOWN) this.snapshot = Object.fromEntries(changed.map(key => [key, now(key)]))
    else if (changed.length > FEW_CHANGED) this.snapshot = Object.fromEntries(live)
    else for (const key of changed) this.snapshot = { ...this.snapshot, [key]: now(key) }
    this.changed = []
    return this.snapshot
  }

  /** Takes note of the states of all of an end's connections. */
  refreshAll(end: string): void {
    const peers = this.peersOf(end)
    if (peers.length === 0) this.refresh(end, undefined)
    for (const peer of peers) this.refresh(end, peer)
  }

  private stateAlone(end: string): State {
    return this.endpoint(end).listening ? 'LISTEN' : 'CLOSED'
  }

  depart(to: string, flight: Flight): void {
    const flights = this.inFlight.get(to)
    if (flights === undefined) this.inFlight.set(to, [flight])
    else flights.push(flight)
  }

  /** Takes the oldest segment in flight to an end that fits. */
  arrive(to: string, fits: (flight: Flight) => boolean): Flight | undefined {
    const flights = this.inFlight.get(to) ?? []
    const index = flights.findIndex(fits)
    return index < 0 ? undefined : flights.splice(index, 1)[0]
  }

  /** Everything in flight, in order of departure for each end. */
  flights(): { readonly to: string; readonly written: TraceSegment }[] {
    return [...this.inFlight].flatMap(([to, flights]) =>
      flights.filter(({ isLeftOut }) => !isLeftOut).map(({ written }) => ({ to, written })),
    )
  }

  /** Starts or stops listening; connections that exist are untouched. */
  listen(end: string, listening: boolean): void {
    this.describe(end, { listening })
    for (const peer of this.peersOf(end)) {
      const half = this.half(end, peer)
      if (half.tcb.state === 'LISTEN' && !listening) half.tcb = { ...half.tcb, state: 'CLOSED' }
      if (half.tcb.state === 'CLOSED' && listening) half.tcb = { ...half.tcb, ended: undefined }
    }
    this.refreshAll(end)
  }

  /** Whether an end has a connection in a synchronized state or on the way to one. */
  isConnected(end: string, peer: string): boolean {
    const { state } = this.half(end, peer).tcb
    return isSynchronized(state) || state === 'SYN_SENT' || state === 'SYN_RCVD'
  }

  /** How much {@link copy} copies, in entries. */
  weight(): number {
    let entries = 0
    for (const [, waiting] of this.inFlight) entries += waiting.length
    for (const own of this.halves.values()) entries += 64 * own.size
    return entries
  }

  /** Whether a listener has no room for another request: Linux lets it have one more than its backlog (listen(2)). */
  isFull(end: string): boolean {
    const { backlog } = this.endpoint(end)
    if (backlog === Number.POSITIVE_INFINITY) return false
    const requests = this.peersOf(end).filter(peer => this.live.get(this.keyOf(end, peer)) === 'SYN_RCVD')
    return requests.length > backlog
  }

  /** Whether a listener answers the next SYN with a SYN cookie. */
  answersByCookie(end: string): boolean {
    return this.cookies === 'always' || (this.cookies === 'when full' && this.isFull(end))
  }

  /** Linux keeps the requests of a listener that is closed, but resets whatever would finish their handshake. */
  forsakeRequests(end: string): void {
    for (const peer of this.peersOf(end)) {
      const half = this.half(end, peer)
      half.forsaken = half.tcb.state === 'SYN_RCVD' && half.tcb.passive
    }
  }

  copy(survey: Survey, only?: ReadonlySet<string>): Network {
    return new Network(survey, this, only)
  }

  /** Has every landmark stand on another statement, which takes the place of its own. */
  relocate(statementFor: (statement: Statement) => Statement): void {
    for (const own of this.halves.values())
      for (const half of own.values())
        for (const [key, value] of Object.entries(half))
          if (isLandmark(value))
            Object.assign(half, { [key]: { ...value, statement: statementFor(value.statement) } })
  }
}
