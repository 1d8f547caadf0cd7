import { addLinear, type CheckedTrace, isLiteral, type Linear, printLinear, type Step } from '@synfin/trace'

/** From which step on the numbers of one end towards another count from here. */
interface Origin {
  readonly index: number
  readonly number: Linear
}

/** The origins of each direction `A>B`, in order. */
type Origins = ReadonlyMap<string, readonly Origin[]>

const known = new WeakMap<CheckedTrace, Origins>()

/**
 * A sequence or acknowledgment number counted from the SYN of the end whose octets it counts, or from the number
 * at which a connection that starts in the middle is given: `j+1` is `1`, and `301` after `SYN seq=300` as well.
 * Absent where nothing says from where to count.
 */
export function relativeNumber(
  trace: CheckedTrace,
  index: number,
  { segment }: Step & { readonly kind: 'segment' },
  name: 'seq' | 'ack',
): string | undefined {
  const number = segment[name]
  if (number === undefined || number === 'any') return undefined
  const [from, to] = name === 'seq' ? [segment.from, segment.to] : [segment.to, segment.from]
  const origin = originsOf(trace)
    .get(`${from}>${to}`)
    ?.findLast(each => each.index <= index)
  if (origin === undefined) return undefined
  const relative = minus(number, origin.number)
  if (isLiteral(relative)) return String(relative.constant)
  return hasSymbolOf(relative, origin.number) ? undefined : printLinear(relative)
}

function originsOf(trace: CheckedTrace): Origins {
  const before = known.get(trace)
  if (before !== undefined) return before
  const origins = new Map<string, Origin[]>()
  const add = (direction: string, origin: Origin) => {
    const own = origins.get(direction)
    if (own === undefined) origins.set(direction, [origin])
    else own.push(origin)
  }
  for (const { end, peer, seq } of trace.given)
    if (seq !== undefined) add(`${end}>${peer}`, { index: 0, number: seq })
  for (const [index, step] of trace.steps.entries()) {
    if (step.kind !== 'segment' || step.segment.journey === 'stray') continue
    const { flags, from, seq, to } = step.segment
    if (flags.includes('SYN') && seq !== 'any') add(`${from}>${to}`, { index, number: seq })
  }
  known.set(trace, origins)
  return origins
}

function minus(a: Linear, { constant, terms }: Linear): Linear {
  const negated = Object.fromEntries(Object.entries(terms).map(([symbol, times]) => [symbol, -times]))
  return addLinear(a, { constant: -constant, terms: negated })
}

/** Whether a symbol of the origin is left over: the two numbers then have nothing to do with each other. */
function hasSymbolOf({ terms }: Linear, origin: Linear): boolean {
  return Object.keys(origin.terms).some(symbol => Object.hasOwn(terms, symbol))
}
