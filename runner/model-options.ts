/** The options a connection of the model's has agreed on, and those of each segment it sends. */
import type { DecodedSegment, TcpOptions } from '@synfin/capture'
import { heldEnd, plus, seqNumber, type Tcb } from '@synfin/tcp'

/** What the model offers and takes: off but for the MSS, unless the trace turns it on. */
export interface ModelOptions {
  /** What it announces, in octets. */
  readonly mss: number
  /** The shift it offers. */
  readonly wscale: number | undefined
  readonly timestamps: boolean
  readonly sack: boolean
  /** `asks`: its own SYN asks for ECN. `answers`: only where the peer asked. */
  readonly ecn: 'asks' | 'answers' | 'off'
}

/** An MSS not announced is taken to be this (RFC 9293 §3.7.1, MUST-15). */
const MSS_UNSAID = 536
/** The most octets that options take (RFC 9293 §3.1). */
const ROOM_FOR_OPTIONS = 40
/** RFC 7323 §2.3. */
const LARGEST_SHIFT = 14
/** RFC 2018 §3: what fits into a header beside timestamps. */
const MOST_SACK_BLOCKS = 3

/** One connection's options: ours by what the model offers, the peer's by its SYN. */
export class NegotiatedOptions {
  readonly #own: ModelOptions
  readonly #clock: () => number
  #peers: TcpOptions | undefined
  #isEcnAsked = false
  /** What the next SYN bears for Fast Open: Linux does not repeat it. */
  #cookie: Buffer | undefined
  /** TS.Recent (RFC 7323 §4.3). */
  #recent = 0

  constructor(own: ModelOptions, clock: () => number) {
    this.#own = own
    this.#clock = clock
  }

  /** Notes what the SYN that opens the connection says its sender can do. */
  heardSyn({ options }: DecodedSegment, isEcnAsked: boolean): void {
    this.#peers = options
    this.#isEcnAsked = isEcnAsked
  }

  /** Notes TS.Recent (RFC 7323 §4.3). */
  heardTimestamp({ options: { ts } }: DecodedSegment): void {
    if (ts) this.#recent = ts.value
  }

  /** Has the next SYN, and no other, bear a cookie or the request for one. */
  bearCookie(cookie: Buffer | undefined): void {
    this.#cookie = cookie
  }

  /** How many octets of text a SYN may bring, whose options take their room. */
  mssOfSyn(peers: number | undefined): number {
    return Math.max(0, Math.min(this.#own.mss, peers ?? MSS_UNSAID) - ROOM_FOR_OPTIONS)
  }

  /** How many ticks a segment's timestamp is behind TS.Recent, less than 0 where it is newer. */
  ticksBehind({ options: { ts } }: DecodedSegment): number {
    return this.#hasTimestamps && ts ? plus(seqNumber(this.#recent), -ts.value) | 0 : 0
  }

  /** Both ends acknowledge selectively. */
  get hasSack(): boolean {
    return this.#own.sack && this.#peers?.sackok === true
  }

  get asksForEcn(): boolean {
    return this.#own.ecn === 'asks'
  }

  get agreesToEcn(): boolean {
    return this.#isEcnAsked && this.#own.ecn !== 'off'
  }

  /** The shift of the window field of the segments we send, and of those we get; 0 unless both ends offered one. */
  get ownShift(): number {
    return this.#peers?.wscale === undefined ? 0 : (this.#own.wscale ?? 0)
  }

  get peersShift(): number {
    return this.#own.wscale === undefined ? 0 : Math.min(this.#peers?.wscale ?? 0, LARGEST_SHIFT)
  }

  /** The most octets of text a segment may carry (RFC 9293 §3.7.1, MUST-16): options take their room. */
  get effectiveMss(): number {
    const room = Math.min(this.#own.mss, this.#peers?.mss ?? MSS_UNSAID)
    return Math.max(1, room - (this.#hasTimestamps ? 12 : 0))
  }

  /** A SYN offers all there is, a SYN,ACK what was offered (RFC 7323 §2.2, §3.2; RFC 2018 §2). */
  onSyn(isAnswer: boolean): TcpOptions {
    const { mss, wscale, sack, timestamps } = this.#own
    const may = (name: 'wscale' | 'sackok' | 'ts') => !isAnswer || this.#peers?.[name] !== undefined
    const tfo = this.#cookie
    this.#cookie = undefined
    return {
      mss,
      ...(tfo ? { tfo } : {}),
      ...(sack && may('sackok') ? { sackok: true } : {}),
      ...(timestamps && may('ts') ? { ts: this.#timestamps(isAnswer) } : {}),
      ...(wscale !== undefined && may('wscale') ? { wscale } : {}),
    }
  }

  onSegment({ held }: Tcb): TcpOptions {
    const hasSack = this.hasSack && held.length > 0
    const blocks = held.slice(0, MOST_SACK_BLOCKS)
    return {
      ...(this.#hasTimestamps ? { ts: this.#timestamps(true) } : {}),
      ...(hasSack ? { sack: blocks.map(block => ({ left: block.seq, right: heldEnd(block) })) } : {}),
    }
  }

  get #hasTimestamps(): boolean {
    return this.#own.timestamps && this.#peers?.ts !== undefined
  }

  #timestamps(isAnswer: boolean): NonNullable<TcpOptions['ts']> {
    return { value: this.#clock(), echo: isAnswer ? this.#recent : 0 }
  }
}
