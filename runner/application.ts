import { SYMBOLIC_LENGTH } from '@synfin/capture'
import { type Call, type CheckedTrace, isLiteral, say, type TraceSegment } from '@synfin/trace'
import type { Connection } from './connection.ts'
import { nextKernelSegment } from './look-ahead.ts'
import { CannotPlay } from './replay-plan.ts'
import type { CallOutcome, SocketCall } from './sockets.ts'
import type { Wire } from './wire.ts'

/** No trace needs more, and every octet takes memory. */
const SEND_LIMIT = 1 << 20

/** What a call came to that the trace does not say. */
export interface CallProblem {
  readonly message: string
  /** The call as it went. */
  readonly observed: Call
}

/** The kernel's end as an application: makes the trace's calls on real sockets. */
export class Application {
  readonly #trace: CheckedTrace
  readonly #kernel: string
  readonly #wire: Wire
  readonly #isRecorded: boolean

  /** `isRecorded` where no later line says whether the application reads before it closes: then it does. */
  constructor(trace: CheckedTrace, kernel: string, wire: Wire, isRecorded: boolean) {
    this.#trace = trace
    this.#kernel = kernel
    this.#wire = wire
    this.#isRecorded = isRecorded
  }

  /** Makes a call before or at a step. Throws CannotPlay. */
  make(at: number, call: Call): CallOutcome {
    const outcome = this.#makeOnConnection(at, call) ?? this.#makeOnListener(call)
    this.#wire.proceed()
    return outcome
  }

  /** Holds a call's outcome against what the trace says of it. */
  problem(call: Call, outcome: CallOutcome): CallProblem | undefined {
    const observed = { ...call, fails: outcome.kind === 'failed' ? { errno: outcome.errno } : undefined }
    if (outcome.kind === 'failed') {
      const isExpected = call.fails && (call.fails.errno === undefined || call.fails.errno === outcome.errno)
      return isExpected ? undefined : { message: say`the call failed with ${outcome.errno}`, observed }
    }
    if (call.fails) return { message: say`the call succeeded where the trace says it fails`, observed }
    if (outcome.kind === 'deferred' || !call.octets || (call.call !== 'receive' && call.call !== 'send'))
      return undefined
    if (outcome.octets === this.#count(call)) return undefined
    const octets = { constant: outcome.octets, terms: {} }
    return {
      message: partly(call.call, outcome.octets, this.#count(call) ?? 0),
      observed: { ...observed, octets },
    }
  }

  #makeOnListener({ call }: Call): CallOutcome {
    return call === 'listen' ? this.#wire.sockets.listen() : this.#wire.sockets.unlisten()
  }

  /** Of several connections one is named, or the listener is meant. */
  #meant({ peer }: Call): Connection | undefined {
    const { connections, sockets } = this.#wire
    const named = this.#wire.connectionWith(peer)
    return connections.length > 1 && sockets.isListening ? named : (named ?? connections[0])
  }

  /** Nothing where the call means the listener. */
  #makeOnConnection(at: number, call: Call): CallOutcome | undefined {
    const connection = this.#meant(call)
    if (call.call === 'listen' || call.call === 'unlisten' || !connection) return undefined
    const { sockets } = this.#wire
    const { ours } = connection
    const state = this.#wire.state(connection)
    if (call.call === 'connect') {
      if (state === 'CLOSED' || state === 'LISTEN' || state === 'TIME_WAIT') sockets.release(ours)
      connection.lastCall = call.call
      return sockets.connect(ours, this.#chosenSequenceNumber(at, connection))
    }
    if (call.call === 'send') connection.sendOctets = call.octets
    if (sockets.holds(ours)) connection.lastCall = call.call
    const isForListener = state === 'LISTEN' && !sockets.holds(ours) && sockets.isListening
    if (isForListener && ['shutdown', 'close', 'abort'].includes(call.call)) return undefined
    const next = nextKernelSegment(this.#trace.steps, at, this.#kernel, connection.peer)
    const isFinNext = next?.flags.includes('FIN') ?? false
    const isRead = isFinNext || (this.#isRecorded && !next)
    // Unread octets would turn this CLOSE into a reset (RFC 9293 §3.6.1, SHLD-3).
    if (call.call === 'close' && isRead) sockets.drain(ours)
    const ridesWithFin =
      isFinNext && next !== undefined && this.#wire.numbers.count(next.len, SYMBOLIC_LENGTH) > 0
    return sockets.call(
      ours,
      this.#socketCall(call, next, ridesWithFin),
      state === 'SYN_SENT' || state === 'SYN_RCVD',
    )
  }

  /** A literal, or a symbol that has its number already: a new symbol leaves the choice to the kernel. */
  #chosenSequenceNumber(at: number, { peer, kernelNumbers }: Connection): number | undefined {
    const syn = nextKernelSegment(this.#trace.steps, at, this.#kernel, peer)
    if (!syn?.flags.includes('SYN') || syn.seq === 'any') return undefined
    return isLiteral(syn.seq) ? syn.seq.constant : this.#wire.numbers.live(syn.seq, kernelNumbers)
  }

  /** `next` is the segment that comes of it, or of another call after it. */
  #socketCall(call: Call, next: TraceSegment | undefined, ridesWithFin: boolean): SocketCall {
    switch (call.call) {
      case 'send':
        return { call: 'send', octets: this.#count(call) ?? SYMBOLIC_LENGTH, more: ridesWithFin }
      case 'receive':
        return { call: 'receive', octets: this.#count(call) }
      case 'shutdown receive':
        return { call: 'shutdown', direction: 'receive' }
      case 'shutdown':
        return { call: 'shutdown', direction: 'send' }
      default:
        return {
          call: call.call === 'abort' ? 'abort' : 'close',
          isResetBare: next !== undefined && !next.flags.includes('ACK'),
        }
    }
  }

  #count({ octets }: Call): number | undefined {
    if (octets === undefined) return undefined
    const count = this.#wire.numbers.count(octets, SYMBOLIC_LENGTH)
    if (count > SEND_LIMIT)
      throw new CannotPlay(
        'trace-cannot',
        say`${count} octets are more than a replay sends at once (${SEND_LIMIT})`,
      )
    return count
  }
}

function partly(call: 'send' | 'receive', octets: number, written: number): string {
  return call === 'send'
    ? say`the application could send ${octets} octets of ${written}`
    : say`the application could receive ${octets} octets of ${written}`
}
