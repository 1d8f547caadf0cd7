/** A checked trace as it would be on the wire, its symbols given numbers: always the same ones. */
import { type State, seqNumber } from '@synfin/tcp'
import type { CheckedTrace, GivenState, SegmentStep, Step, TraceSegment } from '@synfin/trace'
import { CannotBind, LiveNumbers, type NumberSpace, numberSpace } from './live-numbers.ts'
import { NotLive } from './not-live.ts'
import { numberAfter, type WireSegment } from './packet.ts'
import { settingsOfEnd } from './planned-ends.ts'
import { DoesNotFit, type EndSettings, type SendingEnd, sentSegment } from './sent-segment.ts'

/** What one end of a connection sends by. */
interface LiveEnd {
  readonly settings: EndSettings
  readonly numbers: NumberSpace
  readonly clock: NumberSpace
  next: number | undefined
  /** What its initial number is, or would be: the number before its first octet. */
  initial: number | undefined
  lastSyn: WireSegment | undefined
  last: { readonly segment: WireSegment } | undefined
}

/** States in which an end's own FIN is on its way or acknowledged: it takes up one number. */
export const AFTER_OWN_FIN: readonly State[] = [
  'FIN_WAIT_1',
  'FIN_WAIT_2',
  'CLOSING',
  'LAST_ACK',
  'TIME_WAIT',
]
/** States in which the other end's FIN has arrived. */
export const AFTER_OTHERS_FIN: readonly State[] = ['CLOSE_WAIT', 'LAST_ACK', 'CLOSING', 'TIME_WAIT']

export class LiveTrace {
  readonly #trace: CheckedTrace
  readonly #ends = new Map<string, LiveEnd>()
  readonly #numbers: LiveNumbers

  /** Throws NotLive. */
  constructor(trace: CheckedTrace) {
    this.#trace = trace
    this.#numbers = new LiveNumbers(drawnAfter(trace.name), () => 1000)
    orNotLive(trace.line, () => {
      for (const given of trace.given) this.#begin(given)
    })
  }

  /** The segment of a line with live numbers; lines must come in their order. Throws NotLive. */
  segment({ line, segment }: SegmentStep): WireSegment {
    return orNotLive(line, () => {
      const sent = sentSegment(segment, this.#sending(segment), this.#numbers)
      if (segment.journey !== 'stray') this.#note(this.#end(segment.from, segment.to), sent, segment)
      return sent
    })
  }

  /** The live number that an ICMP error is about, among those of the end that gets it. Throws NotLive. */
  errorNumber({ line, segment: { from, to, seq } }: SegmentStep): number {
    const about = this.#end(to, from)
    if (seq === 'any') return about.next ?? 0
    return orNotLive(line, () => this.#numbers.choose(seq, about.numbers, about.next))
  }

  /** What the numbers of an end, and of its clock, are counted from. */
  bases(end: string, peer: string): { readonly initial: number; readonly clock: number } {
    const { initial, clock } = this.#end(end, peer)
    return { initial: initial ?? 0, clock: clock.anchors[0]?.live ?? 0 }
  }

  #begin({ end, peer = this.#peerOf(end), state, seq, ack }: GivenState): void {
    if (peer === undefined) return
    const [own, theirs] = [this.#end(end, peer), this.#end(peer, end)]
    if (seq) own.next = this.#numbers.choose(seq, own.numbers, own.next)
    if (ack) theirs.next ??= this.#numbers.choose(ack, theirs.numbers)
    if (state === 'CLOSED' || state === 'LISTEN') return
    // The SYN took up a number, and a FIN another; of its own FIN an end knows best.
    if (own.next !== undefined) own.initial = seqNumber(own.next - (AFTER_OWN_FIN.includes(state) ? 2 : 1))
    if (theirs.next !== undefined)
      theirs.initial ??= seqNumber(theirs.next - (AFTER_OTHERS_FIN.includes(state) ? 2 : 1))
  }

  #sending({ from, to }: TraceSegment): SendingEnd {
    const [own, theirs] = [this.#end(from, to), this.#end(to, from)]
    return {
      settings: own.settings,
      ourNumbers: own.numbers,
      kernelNumbers: theirs.numbers,
      ourClock: own.clock,
      kernelClock: theirs.clock,
      ourNext: own.next,
      kernelNext: theirs.next,
      isHalfOpen: false,
      kernelSyn: theirs.lastSyn,
      lastArrival: theirs.last,
    }
  }

  #note(own: LiveEnd, sent: WireSegment, { flags }: TraceSegment): void {
    const after = numberAfter(sent)
    const isAhead = own.next === undefined || (seqNumber(after - own.next) | 0) > 0
    if (flags.includes('SYN')) {
      own.initial = sent.seq
      own.lastSyn = sent
    }
    if (!flags.includes('RST') && (isAhead || flags.includes('SYN'))) own.next = after
    own.initial ??= seqNumber(sent.seq - 1)
    own.last = { segment: sent }
  }

  #peerOf(end: string): string | undefined {
    const pair = this.#trace.connections.find(ends => ends.includes(end))
    return pair?.find(other => other !== end)
  }

  #end(end: string, peer: string): LiveEnd {
    const key = `${end} ${peer}`
    const known = this.#ends.get(key)
    if (known !== undefined) return known
    const made = {
      settings: settingsOfEnd(this.#trace, end),
      numbers: numberSpace('ours'),
      clock: numberSpace('ours'),
      next: undefined,
      initial: undefined,
      lastSyn: undefined,
      last: undefined,
    }
    this.#ends.set(key, made)
    return made
  }
}

function orNotLive<T>(line: number, make: () => T): T {
  try {
    return make()
  } catch (error) {
    if (error instanceof CannotBind || error instanceof DoesNotFit) throw new NotLive(line, error.message)
    throw error
  }
}

/** Numbers as if at random, the same for the same trace: an xorshift that begins with the name's hash (FNV-1a). */
function drawnAfter(name: string): (below?: number) => number {
  let state = 0x811c9dc5
  for (const octet of Buffer.from(name)) state = Math.imul(state ^ octet, 0x01000193) >>> 0
  state ||= 1
  return (below = 2 ** 32) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return Math.floor(((state >>> 0) / 2 ** 32) * below)
  }
}

/** What a timer takes where the trace does not say: Linux's TIME-WAIT, and the least retransmission timeout. */
const TIMERS: Readonly<Record<string, number>> = { '2msl': 60_000, retransmit: 200 }

/** How long a step takes by itself, in milliseconds: a `wait`, or a timer that runs out. */
export function timeTaken(step: Step): number {
  if (step.kind === 'wait') return step.wait.min
  return step.kind === 'timer' ? (step.timer.after?.min ?? TIMERS[step.timer.timer] ?? 0) : 0
}
