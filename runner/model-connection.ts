/** One connection of the model's: a TCB of `tcp/`'s, moved by segments, calls and timers, and what it sends. */
import {
  type DecodedSegment,
  type Endpoint,
  type IcmpError,
  randomNumber,
  type WireSegment,
} from '@synfin/capture'
import {
  abort,
  atOrBefore,
  type CallOutcome,
  close,
  closedTcb,
  distance,
  type EndReason,
  ICMP_ERRORS,
  icmpArrives,
  icmpArrivesOnLinux,
  isSynchronized,
  isSynUnsent,
  type LinuxEnd,
  later,
  listeningTcb,
  movesTsRecent,
  openActive,
  outdatedArrives,
  plus,
  type Reply,
  type Segment,
  type SeqNumber,
  type State,
  segEnd,
  segmentArrives,
  segmentDeparts,
  send,
  seqNumber,
  type Tcb,
  timeWaitTimeout,
  userTimeout,
} from '@synfin/tcp'
import type { ModelFastOpen } from './model-fast-open.ts'
import { type ModelOptions, NegotiatedOptions } from './model-options.ts'
import { arrivedSegment, controlBitsOf } from './model-segment.ts'

/** How the model's end behaves. */
export interface ModelEnd {
  readonly options: ModelOptions
  /** The receive buffer, in octets. */
  readonly buffer: number
  /** Linux's ways where they differ from RFC 9293's. */
  readonly isLinux: boolean
  /** RFC 1337's fix: no reset ends TIME_WAIT. */
  readonly rfc1337: boolean
  /** Whether it asks an idle peer for a sign of life (RFC 9293 §3.8.4). */
  readonly keepsAlive: boolean
}

/** Far enough above what the old connection used (RFC 9293 §3.6.1, MAY-2); as far as Linux goes. */
const ABOVE_OLD_CONNECTION = 65_537

const ERRNO: Readonly<Partial<Record<EndReason, string>>> = {
  refused: 'ECONNREFUSED',
  reset: 'ECONNRESET',
  timeout: 'ETIMEDOUT',
}

/** The connection with one peer, and the next one after it. ACKs and text leave at once. */
export class ModelConnection {
  readonly #end: ModelEnd
  readonly #peer: Endpoint
  readonly #fastOpen: ModelFastOpen
  readonly #transmit: (segment: WireSegment) => void
  readonly #clock: () => number
  #options: NegotiatedOptions
  #tcb: Tcb = closedTcb
  /** Segments with text, SYN or FIN that the peer has not acknowledged, in order. */
  #unacknowledged: Segment[] = []
  /** Octets that the application has received. */
  #taken = 0
  /** The application has said that more is to come: what it sends waits. */
  #isMoreToCome = false
  /** Whether a call has failed with the connection's error: no second one does. */
  #isErrorTold = false
  /** Who calls: a connection that a listener opened is nobody's yet, and one that was closed is so no more. */
  holder: 'nobody' | 'application' | 'gone' = 'nobody'
  /** Its application has given up receiving, and may still send. */
  isDeaf = false
  /** Why the connection ended, by its errno's name. */
  error: string | undefined
  /** When the last segment left, on the link's clock. */
  lastSentAt = 0

  constructor(
    end: ModelEnd,
    peer: Endpoint,
    fastOpen: ModelFastOpen,
    clock: () => number,
    transmit: (segment: WireSegment) => void,
  ) {
    this.#end = end
    this.#peer = peer
    this.#fastOpen = fastOpen
    this.#clock = clock
    this.#transmit = transmit
    this.#options = new NegotiatedOptions(end.options, clock)
  }

  get state(): State {
    return this.#tcb.state
  }

  /** A listener's connection that is not established yet. */
  get isRequest(): boolean {
    return this.#tcb.state === 'SYN_RCVD' && this.#tcb.passive && !this.#tcb.fastOpen
  }

  /** In a synchronized state, or a server that a cookie has spared the wait for the last segment of the handshake. */
  get isUsable(): boolean {
    const { state, fastOpen } = this.#tcb
    return isSynchronized(state) || (state === 'SYN_RCVD' && fastOpen)
  }

  /** Octets of text that wait for the application. */
  get available(): number {
    const { irs, rcv, peerFinSeq } = this.#tcb
    if (!this.isUsable) return 0
    return distance(plus(irs, 1), rcv.nxt) - (peerFinSeq === undefined ? 0 : 1) - this.#taken
  }

  segmentArrives(segment: DecodedSegment, isListening: boolean): void {
    const seg = arrivedSegment(segment, this.#options.peersShift)
    const ticks = this.#options.ticksBehind(segment)
    const met = this.state === 'CLOSED' && isListening ? listeningTcb(this.#end.buffer) : this.#tcb
    const linux = this.#end.isLinux ? this.#linuxEnd() : undefined
    const outcome =
      outdatedArrives(met, seg, ticks, linux) ??
      segmentArrives(this.#offering(met), seg, {
        iss: () => this.#initialNumber(),
        rfc1337: this.#end.rfc1337,
        hasCookie: this.#fastOpen.accepts(this.#peer, segment.options.tfo),
        hasNewTimestamp: ticks < 0,
        ...(linux ? { linux } : {}),
      })
    const { tcb, owed, reception } = outcome
    const isOpening = seg.syn && reception === 'processed' && met.state !== 'SYN_RCVD'
    if (isOpening && met.state !== 'SYN_SENT') this.#beginAnew()
    if (isOpening) this.#options.heardSyn(segment, seg.ece && seg.cwr)
    if (isOpening) this.#heardCookie(segment.options, tcb)
    if (movesTsRecent(met, seg, ticks, outcome, linux)) this.#options.heardTimestamp(segment)
    this.#become(tcb)
    // Text that its cookie was no good for goes again with the acknowledgment (RFC 7413 §4.2.1).
    const isAnswered = met.state === 'SYN_SENT' && this.#repeatText()
    if (!isAnswered) this.#answer(owed)
    // The OPEN goes on after the reset of an old connection (RFC 9293 Figure 9, line 7).
    if (tcb.state === 'SYN_SENT' && reception === 'bad-ack-reset') this.#send(this.#syn())
    this.#sendWhatMayLeave()
  }

  icmpArrives({ name, seq }: IcmpError): void {
    const error = ICMP_ERRORS.find(known => known === name)
    const arrives = this.#end.isLinux ? icmpArrivesOnLinux : icmpArrives
    if (error) this.#become(arrives(this.#tcb, error, seqNumber(seq)).tcb)
  }

  /** Active OPEN. Says whether it is refused. */
  connect(iss: number | undefined): boolean {
    const initial = iss === undefined ? this.#initialNumber() : seqNumber(iss)
    const { tcb, refused } = openActive(this.#offering(this.#tcb), initial)
    if (refused !== undefined) return false
    this.#beginAnew()
    this.holder = 'application'
    this.#become(tcb)
    this.#sendWhatMayLeave()
    return true
  }

  send(octets: number, isMoreToCome: boolean): boolean {
    this.#isMoreToCome = isMoreToCome
    return this.#call(send(this.#tcb, octets))
  }

  /** Takes so many octets, or all there are; says how many. */
  receive(octets: number | undefined): number {
    const count = Math.min(octets ?? Infinity, this.available)
    const offered = this.#tcb.rcv.wnd
    this.#taken += count
    // Only a window that has grown much is worth a segment (RFC 9293 §3.8.6.2.2).
    const hasGrown = this.#end.buffer - this.available >= 2 * offered
    if (count > 0 && hasGrown) this.#send(this.#acknowledgment())
    return count
  }

  /** RFC 9293's CLOSE: no more to send. */
  shutdown(): boolean {
    this.#isMoreToCome = false
    return this.#call(close(this.#tcb))
  }

  /** Gives up receiving too; octets that nobody has received make it a reset (RFC 9293 §3.6.1, SHLD-3). */
  close(isResetBare: boolean): void {
    if (this.available > 0) this.abort(isResetBare)
    else this.shutdown()
  }

  /** RFC 9293 §3.10.5 has its reset bare; one that acknowledges, as Linux's does, is as good. */
  abort(isResetBare: boolean): void {
    const outcome = abort(this.#tcb)
    const { owed } = outcome
    const isBare = isResetBare && !this.#end.isLinux && owed?.kind === 'rst'
    this.#call(isBare ? { ...outcome, owed: { kind: 'rst', seq: owed.seq, ack: owed.ack } } : outcome)
  }

  /** The connection's error, once. */
  takeError(): string | undefined {
    if (this.#isErrorTold) return undefined
    this.#isErrorTold = this.error !== undefined
    return this.error
  }

  /** The retransmission timer runs out; with nothing to repeat the persist timer, with nothing to send keep-alive's. */
  retransmit(): void {
    const { state, snd, unsent } = this.#tcb
    const [oldest] = this.#unacknowledged
    if (state === 'SYN_SENT') this.#send(this.#syn())
    else if (state === 'SYN_RCVD') this.#send(this.#synAck())
    else if (oldest) {
      const acknowledged = distance(oldest.seq, later(oldest.seq, snd.una))
      const rest = { seq: plus(oldest.seq, acknowledged), len: oldest.len - acknowledged }
      this.#send({ ...oldest, ...rest, ...this.#current() })
    } else if (unsent.octets > 0 && snd.wnd === 0) this.#probeWindow()
    else if (this.#end.keepsAlive) this.#send({ ...this.#acknowledgment(), seq: plus(snd.nxt, -1) })
  }

  userTimeout(): void {
    this.#become(userTimeout(this.#tcb))
  }

  /** TIME_WAIT is over; any other state is left without a word. */
  forget(): void {
    this.#become(timeWaitTimeout(this.#tcb) ?? closedTcb)
  }

  /** What a SYN says of Fast Open, once it has opened the connection. */
  #heardCookie({ tfo, mss }: DecodedSegment['options'], { state, fastOpen }: Tcb): void {
    if (state !== 'SYN_RCVD') {
      if (tfo && tfo.length > 0) this.#fastOpen.remember(this.#peer, { cookie: tfo, mss })
      return
    }
    if (fastOpen) this.holder = 'application'
    this.#options.bearCookie(this.#fastOpen.grant(this.#peer, tfo))
  }

  /** Sends the text of our SYN again where the peer has acknowledged the SYN alone. */
  #repeatText(): boolean {
    const { iss, snd, state } = this.#tcb
    const syn = this.#unacknowledged.find(seg => seg.syn && seg.len > 0)
    if (syn === undefined || !isSynchronized(state) || snd.una !== plus(iss, 1)) return false
    const text: Segment = { ...this.#acknowledgment(), seq: snd.una, len: syn.len, psh: true }
    this.#unacknowledged = this.#unacknowledged.with(this.#unacknowledged.indexOf(syn), text)
    this.#send(text)
    return true
  }

  #linuxEnd(): LinuxEnd {
    return { orphaned: this.holder === 'gone', isDeaf: this.isDeaf, hasSack: this.#options.hasSack }
  }

  #call({ tcb, refused, owed }: CallOutcome): boolean {
    this.#become(tcb)
    if (owed) this.#answer([owed])
    this.#sendWhatMayLeave()
    return refused === undefined
  }

  #become(tcb: Tcb): void {
    if (tcb.state === 'CLOSED' && this.#tcb.state !== 'CLOSED' && tcb.ended) this.error = ERRNO[tcb.ended]
    this.#tcb = tcb.state === 'LISTEN' ? closedTcb : tcb
    const { una } = tcb.snd
    this.#unacknowledged =
      this.#tcb.state === 'CLOSED' ? [] : this.#unacknowledged.filter(seg => !atOrBefore(segEnd(seg), una))
  }

  #beginAnew(): void {
    this.#options = new NegotiatedOptions(this.#end.options, this.#clock)
    this.#unacknowledged = []
    this.#taken = 0
    this.#isMoreToCome = false
    this.#isErrorTold = false
    this.holder = 'nobody'
    this.isDeaf = false
    this.error = undefined
  }

  #initialNumber(): SeqNumber {
    const { state, snd } = this.#tcb
    return state === 'TIME_WAIT' ? plus(snd.nxt, ABOVE_OLD_CONNECTION) : seqNumber(randomNumber())
  }

  /** With the window that the buffer has room for. */
  #offering(tcb: Tcb): Tcb {
    return { ...tcb, rcv: { ...tcb.rcv, wnd: Math.max(0, this.#end.buffer - this.available) } }
  }

  #answer(owed: readonly Reply[]): void {
    for (const reply of owed) {
      if (reply.kind === 'rst') this.#reset(reply)
      else this.#send(reply.kind === 'syn-ack' ? this.#synAck() : this.#acknowledgment())
    }
  }

  /** What the application has handed over, as far as the peer's window goes; then the FIN. */
  #sendWhatMayLeave(): void {
    if (this.#tcb.state === 'SYN_SENT' && isSynUnsent(this.#tcb)) this.#open()
    if (!this.isUsable || this.#isMoreToCome) return
    for (;;) {
      const { snd, unsent } = this.#tcb
      const room = snd.wnd - distance(snd.una, snd.nxt)
      const len = Math.max(0, Math.min(unsent.octets, this.#options.effectiveMss, room))
      const isLast = len === unsent.octets
      const fin = isLast && unsent.fin && isSynchronized(this.#tcb.state)
      if (len === 0 && !fin) return
      this.#send({ ...this.#acknowledgment(), len, psh: isLast && len > 0, fin })
    }
  }

  /** The first SYN; with a cookie it waits for the text that it may bring (RFC 7413 §4.2.1). */
  #open(): void {
    const granted = this.#fastOpen.grantedBy(this.#peer)
    const { octets, fin } = this.#tcb.unsent
    if (granted !== undefined && octets === 0 && !fin) return
    const len = granted === undefined ? 0 : Math.min(octets, this.#options.mssOfSyn(granted.mss))
    this.#options.bearCookie(this.#fastOpen.optionFor(this.#peer))
    this.#send({ ...this.#syn(), len })
  }

  /** RFC 9293 §3.8.6.1 sends one new octet, Linux an empty segment with a number already used. */
  #probeWindow(): void {
    const ack = this.#acknowledgment()
    this.#send(this.#end.isLinux ? { ...ack, seq: plus(ack.seq, -1) } : { ...ack, len: 1 })
  }

  #syn(): Segment {
    const isEcn = this.#options.asksForEcn
    return { ...this.#empty(this.#tcb.iss), ack: undefined, syn: true, ece: isEcn, cwr: isEcn }
  }

  #synAck(): Segment {
    const { iss, fastOpen, held, rcv } = this.#tcb
    const [queued] = held
    const ack = fastOpen && queued !== undefined ? plus(queued.seq, queued.len) : rcv.nxt
    return { ...this.#empty(iss), ack, syn: true, ece: this.#options.agreesToEcn }
  }

  #acknowledgment(): Segment {
    return this.#empty(this.#tcb.snd.nxt)
  }

  #empty(seq: SeqNumber): Segment {
    const off = { syn: false, fin: false, rst: false, psh: false, urg: false, ece: false, cwr: false }
    return { seq, len: 0, ...off, ...this.#current() }
  }

  /** Acknowledgment and window of the moment. */
  #current(): Pick<Segment, 'ack' | 'wnd'> {
    const { rcv } = this.#offering(this.#tcb)
    return { ack: rcv.nxt, wnd: rcv.wnd }
  }

  #send(seg: Segment): void {
    const departing = { tcb: this.#tcb, seg, owed: [], peer: closedTcb, wasReset: false, keepsAlive: false }
    const isNew = segEnd(seg) !== seg.seq && later(this.#tcb.snd.nxt, segEnd(seg)) !== this.#tcb.snd.nxt
    this.#tcb = segmentDeparts(departing).tcb
    if (isNew) this.#unacknowledged.push(seg)
    const options = seg.syn ? this.#options.onSyn(seg.ack !== undefined) : this.#options.onSegment(this.#tcb)
    const win = seg.wnd >> (seg.syn ? 0 : this.#options.ownShift)
    this.#put({ ...seg, win: Math.min(win, 0xffff) }, options)
  }

  #reset({ seq, ack, orAck }: Reply & { kind: 'rst' }): void {
    this.#put({ ...this.#empty(seq), ack: ack ?? orAck, rst: true, win: 0 }, {})
  }

  #put(seg: Segment & { readonly win: number }, options: WireSegment['options']): void {
    this.lastSentAt = this.#clock()
    const { seq, ack, len: length, win } = seg
    this.#transmit({ seq, ack: ack ?? 0, bits: controlBitsOf(seg), win, urg: 0, options, length })
  }
}
