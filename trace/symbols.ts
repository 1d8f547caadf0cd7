import { plus, type SeqNumber, seqNumber } from '@synfin/tcp'
import type { Linear } from './checked-trace.ts'
import type { Span } from './line.ts'
import { addOctets, isHidden, isHiddenSymbol, isLiteral, symbol } from './linear.ts'
import { copied, type Table } from './overlay.ts'

/** What a symbol stands for. */
export type SymbolKind = 'number' | 'length' | 'window' | 'clock'

export interface BoundSymbol {
  readonly name: string
  readonly kind: SymbolKind
  /** The value the walk computes with; see {@link SymbolTable}. */
  readonly value: number
  readonly line: number
  readonly span: Span
}

/** How many nameless initial numbers are remembered. */
const UNREAD_KEPT = 64

/**
 * The symbols of one trace, each with a value to compute with.
 *
 * The values are made up, so far apart and so odd that two different sums of symbols practically never agree:
 * comparing numbers then is comparing sums, and `k+1` where `j+1` is due is wrong (docs/adr/0002).
 */
export class SymbolTable {
  private readonly bound: Table<string, BoundSymbol>
  private readonly used: Set<string>
  private made: number
  /** The initial numbers that were sent on lines that cannot be read, so that their names are unknown. */
  private unread: readonly SeqNumber[]

  constructor(from?: SymbolTable, take = copied) {
    this.bound = from === undefined ? new Map() : take(from.bound)
    // Nobody asks a line that is tried out what it leaves unused.
    this.used = new Set(take === copied ? from?.used : undefined)
    this.made = from?.made ?? 0
    this.unread = from?.unread ?? []
  }

  get(name: string): BoundSymbol | undefined {
    return this.bound.get(name)
  }

  /** Those with a name in the trace, in the order of their lines: all of them, or so many at most. */
  names(most = Number.POSITIVE_INFINITY): string[] {
    const names: string[] = []
    for (const [name] of this.bound) {
      if (names.length >= most) break
      if (!isHiddenSymbol(name)) names.push(name)
    }
    return names
  }

  bind(symbol: BoundSymbol): void {
    this.bound.set(symbol.name, symbol)
  }

  use(name: string): void {
    this.used.add(name)
  }

  /** Remembers an initial number whose name may stand on a line that cannot be read. */
  leaveUnread(iss: SeqNumber): void {
    this.unread = [...this.unread, iss].slice(-UNREAD_KEPT)
  }

  /** The first such number, for a symbol without a value to be its name; it can have no other. */
  takeUnread(): SeqNumber | undefined {
    const [iss, ...rest] = this.unread
    this.unread = rest
    return iss
  }

  /** How many symbols there are, those included that have no name in the trace. */
  count(): number {
    return this.bound.size
  }

  /** Has every symbol bound on another line, which takes the place of its own. */
  relocate(lineFor: (line: number) => number): void {
    for (const [name, symbol] of this.bound) this.bound.set(name, { ...symbol, line: lineFor(symbol.line) })
  }

  unused(): BoundSymbol[] {
    const unused: BoundSymbol[] = []
    for (const [name, symbol] of this.bound)
      if (!this.used.has(name) && !isHiddenSymbol(name)) unused.push(symbol)
    return unused
  }

  /** How much a copy copies, in entries. */
  weight(): number {
    return this.bound.size + this.used.size
  }

  /** A number for an initial sequence number or a free number, above all made before within half the circle. */
  freshNumber(): SeqNumber {
    this.made += 1
    return seqNumber(0x2545_f491 + this.made * 0x0061_c887 + (this.made % 7) * 0x1357)
  }

  /** A length in octets: small enough for every window, and no sum of a few others. */
  freshLength(): number {
    this.made += 1
    return 601 + ((this.made * 97) % 797)
  }

  freshWindow(): number {
    this.made += 1
    return 40_009 + ((this.made * 977) % 20_011)
  }

  /** The value of a sum, or the name of its first symbol that has none. */
  evaluate(linear: Linear): { readonly value: number } | { readonly unknown: string } {
    let value = linear.constant
    for (const name in linear.terms) {
      const coefficient = linear.terms[name] ?? 0
      const bound = this.bound.get(name)
      if (bound === undefined) return { unknown: name }
      value += bound.value * coefficient
    }
    return { value }
  }
}

/** Beyond this many octets two numbers have nothing to do with each other. */
const FAR = 2 ** 23

const UNKNOWN = symbol('an unknown number')

/**
 * The numbers of one direction of one connection that the trace has named, to say any number near them in the
 * reader's symbols.
 */
export class NamedNumbers {
  private static readonly KEPT = 64
  private readonly named: { readonly value: SeqNumber; readonly linear: Linear }[]

  constructor(from?: NamedNumbers) {
    this.named = [...(from?.named ?? [])]
  }

  name(value: SeqNumber, linear: Linear): void {
    const last = this.named.at(-1)
    if (last !== undefined && last.value === value && sameTerms(last.linear, linear)) return
    this.named.push({ value, linear })
    // Cut each time: what is kept depends on the last names alone, so that walks that differed can come to agree.
    if (this.named.length > NamedNumbers.KEPT) this.named.shift()
  }

  /** Whether a sum counts from the same symbols as one of these, lengths and windows aside, or none of them is known. */
  countsAlike(linear: Linear, symbols: SymbolTable): boolean {
    const origin = originOf(linear, symbols)
    const known = this.named.filter(named => !isHidden(named.linear))
    return known.length === 0 || known.some(named => sameTerms(originOf(named.linear, symbols), origin))
  }

  /**
   * The number as a sum: exactly as named before, or counted from the nearest named one. Where nothing near it has
   * a name, a hidden symbol: the value computed with is made up and must not be shown.
   */
  say(value: SeqNumber): Linear {
    let nearest: { readonly linear: Linear; readonly octets: number } | undefined
    for (const { value: known, linear } of this.named) {
      const octets = signedDistance(known, value)
      const isNearer = nearest === undefined || Math.abs(octets) < Math.abs(nearest.octets)
      // A name that the author has given later says more than the one the checker made up.
      if (isNearer || (octets === nearest?.octets && isHidden(nearest.linear))) nearest = { linear, octets }
    }
    if (nearest === undefined) return UNKNOWN
    const isFar = Math.abs(nearest.octets) > FAR && !isLiteral(nearest.linear)
    return isFar ? UNKNOWN : addOctets(nearest.linear, nearest.octets)
  }
}

/** What a number counts from: its symbols that stand for numbers of the sequence. */
function originOf({ terms }: Linear, symbols: SymbolTable): Linear {
  const numbers = Object.entries(terms).filter(([name]) => symbols.get(name)?.kind === 'number')
  return { constant: 0, terms: Object.fromEntries(numbers) }
}

function sameTerms(a: Linear, b: Linear): boolean {
  if (a.constant !== b.constant || a.terms === b.terms) return a.constant === b.constant
  const names = Object.keys(a.terms)
  return names.length === Object.keys(b.terms).length && names.every(name => a.terms[name] === b.terms[name])
}

function signedDistance(from: SeqNumber, to: SeqNumber): number {
  const ahead = plus(to, -from)
  return ahead >= 2 ** 31 ? ahead - 2 ** 32 : ahead
}
