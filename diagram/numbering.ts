import {
  difference,
  isLiteral,
  type Linear,
  literal,
  type SegmentStep,
  type Step,
  type TraceSegment,
} from '@synfin/trace'

/** As which numbers a segment's sequence and acknowledgment numbers are shown. */
export type Numbers =
  /** In the author's symbols, as in the trace. */
  | 'written'
  /** Counted from each end's initial sequence number, which is 0. */
  | 'relative'
  /** As a replay saw them on the wire. */
  | 'live'

/** What a replay tells of the numbers on the wire. */
export interface LiveNumbers {
  /** The number of every symbol of the trace. */
  readonly symbols: Readonly<Record<string, number>>
  /** The numbers of the segments that were captured. */
  readonly segments: readonly LiveSegment[]
}

export interface LiveSegment {
  readonly line: number
  readonly seq: number
  readonly ack: number
}

/** The segments of a trace with their numbers as they are to be shown; what has no such number stays as written. */
export function numbered(
  steps: readonly Step[],
  numbers: Numbers,
  live: LiveNumbers = { symbols: {}, segments: [] },
): (step: SegmentStep) => TraceSegment {
  if (numbers === 'live') return liveSegments(live)
  if (numbers === 'written') return ({ segment }) => segment
  const zeros = zerosOf(steps)
  return step => {
    const at = zeros.get(step)
    return at === undefined ? step.segment : relativeTo(at, step.segment)
  }
}

/** How one number is to be shown, counted by one end. */
type Show = (number: Linear, end: string) => Linear

function withNumbers(segment: TraceSegment, show: Show): TraceSegment {
  const { from, to, seq, ack, sack, len, win, urg, ts } = segment
  const own = <N extends Linear | 'any' | undefined>(number: N) =>
    number === undefined || number === 'any' ? number : show(number, from)
  return {
    ...segment,
    seq: own(seq) as TraceSegment['seq'],
    ack: ack === undefined || ack === 'any' ? ack : show(ack, to),
    sack: sack.map(({ left, right }) => ({ left: show(left, to), right: show(right, to) })),
    len: show(len, ''),
    win: win === undefined || win === 'any' ? win : show(win, ''),
    urg: urg && show(urg, ''),
    ts: ts && { value: show(ts.value, ''), echo: show(ts.echo, '') },
  }
}

function liveSegments({ symbols, segments }: LiveNumbers): (step: SegmentStep) => TraceSegment {
  const known = new Map(Object.entries(symbols))
  const captured = new Map(segments.map(segment => [segment.line, segment]))
  const show: Show = number => {
    const terms = Object.entries(number.terms)
    if (terms.length === 0 || terms.some(([symbol]) => !known.has(symbol))) return number
    return literal(
      terms.reduce((sum, [symbol, times]) => sum + times * (known.get(symbol) ?? 0), number.constant),
    )
  }
  return ({ line, segment }) => {
    const shown = withNumbers(segment, show)
    const live = captured.get(line)
    if (live === undefined) return shown
    return { ...shown, seq: literal(live.seq), ack: segment.ack && literal(live.ack) }
  }
}

/** What counts as 0 on a line: of the numbers of the segment's sender, and of those of its receiver. */
interface Zeros {
  readonly sender: Linear | undefined
  readonly receiver: Linear | undefined
}

function relativeTo({ sender, receiver }: Zeros, segment: TraceSegment): TraceSegment {
  return withNumbers(segment, (number, end) => {
    const zero = end === segment.from ? sender : end === segment.to ? receiver : undefined
    return zero === undefined ? number : distance(number, zero)
  })
}

/** Of a trace that has been gone through: it is drawn again whenever the cursor moves. */
const known = new WeakMap<readonly Step[], ReadonlyMap<Step, Zeros>>()

function zerosOf(steps: readonly Step[]): ReadonlyMap<Step, Zeros> {
  const zeros = known.get(steps) ?? findZeros(steps)
  known.set(steps, zeros)
  return zeros
}

/** Goes through the whole trace: a SYN anywhere may give its end a new beginning. */
function findZeros(steps: readonly Step[]): ReadonlyMap<Step, Zeros> {
  const now = new Map<string, Linear>()
  const begin = (direction: string, number: Linear | 'any' | undefined, before: number) => {
    if (number !== undefined && number !== 'any')
      now.set(direction, { ...number, constant: number.constant - before })
  }
  const zeros = new Map<Step, Zeros>()
  for (const step of steps) {
    if (step.kind !== 'segment') continue
    const { from, to, flags, journey, icmp, seq, ack } = step.segment
    const [there, back] = [`${from}\n${to}`, `${to}\n${from}`]
    if (journey !== 'stray' && icmp === undefined) {
      if (flags.includes('SYN')) begin(there, seq, 0)
      // In the middle of a connection the first octet seen is number 1, as after a SYN.
      else if (!now.has(there) && !flags.includes('RST')) begin(there, seq, 1)
      if (!now.has(back)) begin(back, ack, 1)
    }
    zeros.set(step, { sender: now.get(there), receiver: now.get(back) })
  }
  return zeros
}

/** How far a number lies behind another; the number itself where that takes symbols it has not, or lies before. */
function distance(number: Linear, zero: Linear): Linear {
  const behind = difference(number, zero)
  const takesOthers = Object.keys(behind.terms).some(symbol => !Object.hasOwn(number.terms, symbol))
  return takesOthers || (isLiteral(behind) && behind.constant < 0) ? number : behind
}
