/** What the lines below a place tell of the numbers that must have been sent there. */
import type { Linear } from './checked-trace.ts'
import {
  addOctets,
  difference,
  isHidden,
  isLiteral,
  isZero,
  linearOf,
  printLinear,
  symbol,
} from './linear.ts'
import type { Statement } from './statements.ts'
import type { Walk } from './walk.ts'

/** How many initial numbers, or lengths of text, the lines below may speak for. */
const MOST_NUMBERS = 3
const LONGEST_TEXT = 65_495

/** The initial numbers that later numbers may count from: their symbol if it is new, or the literal before the first. */
export function initialNumbersBelow(
  walk: Walk,
  from: string,
  to: string,
  below: readonly Statement[],
): readonly Linear[] {
  const found = numbersBelow(from, to, below).flatMap(({ sum, isArrival }) => {
    if (isLiteral(sum)) return [isArrival ? sum : addOctets(sum, -1)]
    const names = Object.keys(sum.terms).filter(name => walk.symbols.get(name) === undefined)
    return names.map(symbol)
  })
  return distinct(found)
}

/** How much text later numbers count from `next` on: `j+1+n` above `j+1` is `n`, or `n-1` and a FIN. */
export function lengthsBelow(
  next: Linear,
  from: string,
  to: string,
  below: readonly Statement[],
): readonly Linear[] {
  const found = numbersBelow(from, to, below).flatMap(({ sum }) => {
    const more = difference(sum, next)
    return [more, addOctets(more, -1)].filter(isLength)
  })
  return distinct(found)
}

function isLength(linear: Linear): boolean {
  if (isHidden(linear) || isZero(linear) || linear.constant < 0) return false
  return isLiteral(linear)
    ? linear.constant <= LONGEST_TEXT
    : Object.values(linear.terms).every(times => times === 1)
}

function distinct(found: readonly Linear[]): readonly Linear[] {
  return [...new Map(found.map(linear => [printLinear(linear), linear])).values()].slice(0, MOST_NUMBERS)
}

/** The numbers of `from` that the lines below write: its own, and those that `to` acknowledges. */
function numbersBelow(from: string, to: string, below: readonly Statement[]) {
  return below.flatMap(({ line }) => {
    if (line.kind !== 'segment') return []
    const isArrival = line.from === undefined && line.to?.text === to
    const name = isArrival || line.from?.text === from ? 'seq' : line.from?.text === to ? 'ack' : undefined
    const field = line.fields.find(field => field.name === name)
    return field !== undefined && 'value' in field && field.name !== 'ts' && !('any' in field.value)
      ? [{ sum: linearOf(field.value), isArrival }]
      : []
  })
}
