/** Sums of symbols and one constant, the numbers of a trace (docs/adr/0002). */
import type { Linear } from './checked-trace.ts'
import type { Expression } from './line.ts'

const CIRCLE = 2 ** 32
const NO_TERMS: Linear['terms'] = {}

export function literal(constant: number): Linear {
  return { constant, terms: NO_TERMS }
}

/** The literal 0: a length left out, or the number of a reset that acknowledges. */
export const ZERO: Linear = { constant: 0, terms: NO_TERMS }

export function symbol(name: string): Linear {
  return { constant: 0, terms: once(name) }
}

export function linearOf(expression: Expression): Linear {
  const { constant, terms } = expression
  const [first, second] = terms
  if (first === undefined) return literal(constant)
  if (second === undefined)
    return { constant, terms: first.sign === 1 ? once(first.symbol) : { [first.symbol]: -1 } }
  return { constant, terms: summed(terms.map(({ symbol, sign }) => [symbol, sign])) }
}

const ONCE_KEPT = 1024
const kept = new Map<string, Linear['terms']>()

/** The terms of a symbol that stands alone, as most do: one object for all the sums it is in. */
function once(symbol: string): Linear['terms'] {
  const known = kept.get(symbol)
  if (known !== undefined) return known
  const terms = { [symbol]: 1 }
  if (kept.size < ONCE_KEPT) kept.set(symbol, terms)
  return terms
}

export function addLinear(a: Linear, b: Linear): Linear {
  const constant = a.constant + b.constant
  if (isLiteral(b)) return { constant, terms: a.terms }
  return { constant, terms: summed([...Object.entries(a.terms), ...Object.entries(b.terms)]) }
}

/** `a` less `b`. */
export function difference(a: Linear, b: Linear): Linear {
  const negated = Object.entries(b.terms).map(([name, coefficient]) => [name, -coefficient])
  return addLinear(a, { constant: -b.constant, terms: Object.fromEntries(negated) })
}

export function addOctets(a: Linear, octets: number): Linear {
  return octets === 0 ? a : { ...a, constant: a.constant + octets }
}

export function isLiteral(linear: Linear): boolean {
  for (const _ in linear.terms) return false
  return true
}

/** Whether it is the literal 0. */
export function isZero(linear: Linear): boolean {
  return linear.constant === 0 && isLiteral(linear)
}

/** Symbols the checker made for numbers the author never named; they cannot be written in a trace. */
export function isHidden(linear: Linear): boolean {
  return Object.keys(linear.terms).some(isHiddenSymbol)
}

export function isHiddenSymbol(name: string): boolean {
  return name.includes(' ')
}

/** The hidden symbol for the SND.NXT with which an end starts where no `given` says its number. */
export function unsaidSndNxt(end: string, peer: string): string {
  return `SND.NXT of ${end} towards ${peer}`
}

/** By way of a map: a symbol may be called `constructor`. */
function summed(terms: readonly (readonly [string, number])[]): Record<string, number> {
  const sums = new Map<string, number>()
  for (const [name, coefficient] of terms) sums.set(name, (sums.get(name) ?? 0) + coefficient)
  return Object.fromEntries([...sums].filter(([, coefficient]) => coefficient !== 0))
}

/**
 * A sum as an author writes it: the first symbol, the constant, then the other symbols (`k+1+n`). A literal is
 * taken modulo 2^32.
 */
export function printLinear(linear: Linear | 'any'): string {
  if (linear === 'any') return '*'
  const [first, ...rest] = Object.entries(linear.terms)
  if (first === undefined) return String(((linear.constant % CIRCLE) + CIRCLE) % CIRCLE)
  const constant = linear.constant === 0 ? '' : signed(linear.constant)
  return [printTerm(...first).replace(/^\+/, ''), constant, ...rest.map(term => printTerm(...term))].join('')
}

function printTerm(name: string, coefficient: number): string {
  const sign = coefficient < 0 ? '-' : '+'
  return `${sign}${name}`.repeat(Math.min(Math.abs(coefficient), 8))
}

function signed(constant: number): string {
  return constant < 0 ? `${constant}` : `+${constant}`
}
