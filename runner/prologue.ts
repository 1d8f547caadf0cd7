/**
 * Brings the kernel into the state a `given` says, before the first line: it opens, we answer, and so on as far
 * as needed. With an active OPEN its initial sequence number can be chosen.
 */
import {
  AFTER_OTHERS_FIN,
  AFTER_OWN_FIN,
  CONTROL_BITS,
  DEFAULT_MSS,
  DEFAULT_WINDOW,
  type DecodedSegment,
  numberAfter,
  randomNumber,
  type TcpOptions,
} from '@synfin/capture'
import { type State, seqNumber } from '@synfin/tcp'
import { type GivenState, isLiteral, type Linear, say, symbol, unsaidSndNxt } from '@synfin/trace'
import type { Connection } from './connection.ts'
import { peerName } from './peer-name.ts'
import type { Peer } from './stack.ts'
import type { Wire } from './wire.ts'

const { SYN, ACK, FIN } = CONTROL_BITS
const PATIENCE_MILLISECONDS = 1000

/** The kernel is not where the trace starts. */
export class PrologueFailed extends Error {
  constructor(peer: Peer, end: string, wanted: State, reached: State) {
    super(
      say`the ${peerName(peer)} could not be brought to ${end}=${wanted} before the first line: it is in ${reached}`,
    )
    this.name = 'PrologueFailed'
  }
}

/**
 * Plays the prologue of one connection.
 *
 * `given` is the kernel's end's, `peer` the other's: what one leaves out is taken from the other. Returns a sentence
 * where the kernel offers another window than the given one. Throws PrologueFailed.
 */
export function playPrologue(
  wire: Wire,
  connection: Connection,
  given: GivenState,
  peer: GivenState | undefined,
): string | undefined {
  const prologue = new Prologue(wire, connection, given, peer)
  prologue.bring(given.state)
  const reached = wire.state(connection)
  if (reached !== given.state && !(given.state === 'CLOSED' && reached === 'LISTEN'))
    throw new PrologueFailed(wire.peer, given.end, given.state, reached)
  return otherWindow(wire.peer, connection, given)
}

/** A kernel offers whole segments, and no less than 1152 octets. */
function otherWindow(
  peer: Peer,
  { kernelSyn, lastArrival }: Connection,
  { end, win }: GivenState,
): string | undefined {
  if (!win || !isLiteral(win) || !lastArrival) return undefined
  const { segment } = lastArrival
  const shift = segment === kernelSyn ? 0 : (kernelSyn?.options.wscale ?? 0)
  const offered = segment.win * 2 ** shift
  if (offered === win.constant) return undefined
  return say`the ${peerName(peer)} begins with a window of ${offered} octets, where the trace gives ${end} one of ${win.constant}`
}

/** Later lines may count from a number that nobody has said. */
function unsaid(end: string | undefined, peer: string | undefined): Linear | undefined {
  return end === undefined || peer === undefined ? undefined : symbol(unsaidSndNxt(end, peer))
}

class Prologue {
  readonly #wire: Wire
  readonly #connection: Connection
  readonly #seq: Linear | undefined
  readonly #ack: Linear | undefined
  readonly #window: number
  readonly #state: State
  /** Our next number, and the kernel's. */
  #ourNext = 0
  #kernelNext = 0

  constructor(wire: Wire, connection: Connection, given: GivenState, peer: GivenState | undefined) {
    this.#wire = wire
    this.#connection = connection
    this.#state = given.state
    this.#seq = given.seq ?? peer?.ack ?? unsaid(given.end, given.peer)
    this.#ack = given.ack ?? peer?.seq ?? unsaid(given.peer, given.end)
    this.#window = peer?.win ? Math.min(wire.numbers.count(peer.win, DEFAULT_WINDOW), 0xffff) : DEFAULT_WINDOW
  }

  bring(state: State): void {
    if (state === 'CLOSED') return
    if (state === 'LISTEN') {
      this.#wire.sockets.listen()
      return
    }
    this.#drawOurNumbers()
    if (state === 'SYN_RCVD') this.#openPassively()
    else this.#openActively(state)
    this.#bindKernelNumbers()
  }

  /** RCV.NXT as given: our SYN, and our FIN where it has arrived, come before it. */
  #drawOurNumbers(): void {
    const { numbers } = this.#wire
    const written = this.#ack
    const rcvNxt = written ? numbers.choose(written, this.#connection.ourNumbers) : randomNumber()
    this.#ourNext = seqNumber(rcvNxt - 1 - (AFTER_OTHERS_FIN.includes(this.#state) ? 1 : 0))
  }

  #openPassively(): void {
    this.#wire.sockets.listen()
    this.#send(SYN, { mss: DEFAULT_MSS })
    this.#receive()
  }

  #openActively(state: State): void {
    this.#wire.sockets.connect(this.#connection.ours, this.#initialSequenceNumber())
    const syn = this.#receive()
    if (state === 'SYN_SENT') return
    this.#send(SYN | ACK, this.#answerTo(syn))
    this.#receive()
    if (state === 'ESTABLISHED') return
    if (state === 'CLOSE_WAIT' || state === 'LAST_ACK') {
      this.#sendFin()
      if (state === 'LAST_ACK') this.#kernelShutsDown()
      return
    }
    this.#kernelShutsDown()
    if (state === 'FIN_WAIT_1') return
    if (state === 'CLOSING') {
      this.#kernelNext = seqNumber(this.#kernelNext - 1)
      this.#sendFin()
      return
    }
    this.#send(ACK, {})
    if (state === 'TIME_WAIT') this.#sendFin()
  }

  /** What the given SND.NXT asks for; nothing leaves the choice to the kernel. */
  #initialSequenceNumber(): number | undefined {
    if (!this.#seq) return undefined
    const { numbers } = this.#wire
    const { kernelNumbers } = this.#connection
    const sndNxt = isLiteral(this.#seq) ? this.#seq.constant : numbers.live(this.#seq, kernelNumbers)
    return sndNxt === undefined ? undefined : seqNumber(sndNxt - this.#takenByKernel)
  }

  /** The numbers before SND.NXT: the SYN's, and the FIN's where it has been sent. */
  get #takenByKernel(): number {
    return AFTER_OWN_FIN.includes(this.#state) ? 2 : 1
  }

  #bindKernelNumbers(): void {
    const { kernelSyn, kernelNumbers } = this.#connection
    if (!kernelSyn || !this.#seq) return
    this.#connection.startsAnew = false
    const sndNxt = seqNumber(kernelSyn.seq + this.#takenByKernel)
    if (this.#wire.numbers.live(this.#seq, kernelNumbers) === undefined)
      this.#wire.numbers.bind(this.#seq, kernelNumbers, sndNxt)
  }

  #kernelShutsDown(): void {
    this.#wire.sockets.call(this.#connection.ours, { call: 'shutdown', direction: 'send' }, false)
    this.#receive()
  }

  #sendFin(): void {
    this.#send(FIN | ACK, {})
    this.#receive()
  }

  /** Accepts every option the kernel offers. */
  #answerTo(syn: DecodedSegment | undefined): TcpOptions {
    const { ts, sackok, wscale } = syn?.options ?? {}
    const shift = this.#connection.settings.wscale
    return {
      mss: DEFAULT_MSS,
      ...(sackok ? { sackok } : {}),
      ...(ts ? { ts: { value: 1, echo: ts.value } } : {}),
      ...(wscale === undefined ? {} : { wscale: typeof shift === 'number' ? shift : 0 }),
    }
  }

  #send(bits: number, options: TcpOptions): void {
    const ack = bits & ACK ? this.#kernelNext : 0
    const segment = { seq: this.#ourNext, ack, bits, win: this.#window, urg: 0, options, length: 0 }
    this.#wire.inject(this.#connection, segment)
    if (bits & (SYN | FIN)) this.#ourNext = seqNumber(this.#ourNext + 1)
  }

  /** The kernel's answer, off the wire. That it did not answer shows in its state. */
  #receive(): DecodedSegment | undefined {
    const arrival = this.#wire.next(this.#connection, PATIENCE_MILLISECONDS)
    if (!arrival) return undefined
    this.#wire.take(arrival, this.#connection)
    this.#kernelNext = numberAfter(arrival.segment)
    return arrival.segment
  }
}
