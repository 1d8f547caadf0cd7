/** A checked trace as it would be on the wire, its symbols given numbers: always the same ones. */
import { seqNumber } from '@synfin/tcp'
import type { CheckedTrace, SegmentStep, TraceSegment } from '@synfin/trace'
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

export class LiveTrace {
  readonly #trace: CheckedTrace
  readonly #ends = new Map<string, LiveEnd>()
  readonly #numbers: LiveNumbers

  constructor(trace: CheckedTrace) {
    this.#trace = trace
    this.#numbers = new LiveNumbers(drawnAfter(trace.name), () => 1000)
    for (const given of trace.given) {
      const peer = given.peer ?? this.#peerOf(given.end)
      if (peer === undefined) continue
      const [own, theirs] = [this.#end(given.end, peer), this.#end(peer, given.end)]
      if (given.seq) own.next = this.#numbers.choose(given.seq, own.numbers, own.next)
      if (given.ack) theirs.next ??= this.#numbers.choose(given.ack, theirs.numbers)
      for (const end of [own, theirs]) if (end.next !== undefined) end.initial = seqNumber(end.next - 1)
    }
  }

  /** The segment of a line with live numbers; lines must come in their order. Throws NotLive. */
  segment({ line, segment }: SegmentStep): WireSegment {
    const own = this.#end(segment.from, segment.to)
    try {
      const sent = sentSegment(segment, this.#sending(segment), this.#numbers)
      if (segment.journey !== 'stray') this.#note(own, sent, segment)
      return sent
    } catch (error) {
      if (error instanceof CannotBind || error instanceof DoesNotFit) throw new NotLive(line, error.message)
      throw error
    }
  }

  /** The live number that an ICMP error is about, among those of the end that gets it. */
  errorNumber({ from, to, seq }: TraceSegment): number {
    const about = this.#end(to, from)
    if (seq === 'any') return about.next ?? 0
    return this.#numbers.choose(seq, about.numbers, about.next)
  }

  /** What the numbers of an end, and of its clock, are counted from. */
  bases(end: string, peer: string): { readonly initial: number; readonly clock: number } {
    const { initial, clock } = this.#end(end, peer)
    return { initial: initial ?? 0, clock: clock.anchors[0]?.live ?? 0 }
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

/** How long passes before a step, in milliseconds. */
export function timeBefore(trace: CheckedTrace, index: number): number {
  const step = trace.steps[index]
  const above = trace.steps[index - 1]
  const waited = above?.kind === 'wait' ? above.wait.min : 0
  const timed = above?.kind === 'timer' ? (above.timer.after?.min ?? TIMERS[above.timer.timer] ?? 0) : 0
  return step?.kind === 'segment' ? 1 + waited + timed : 0
}

/** What a timer takes where the trace does not say: Linux's TIME-WAIT, and the least retransmission timeout. */
const TIMERS: Readonly<Record<string, number>> = { '2msl': 60_000, retransmit: 200 }
