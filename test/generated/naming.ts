/** How the numbers of a generated trace are called: literals, symbols, or nothing at all. */
import type { SeqNumber } from '@synfin/tcp'
import { type End, literal, relative, type WrittenNumber } from './events.ts'

/** How an end's numbers are written: as literals, by a symbol, or left out. */
export type NumberStyle = 'literal' | 'symbol' | 'left-out'

interface NamedNumber {
  readonly symbol: string
  readonly at: SeqNumber
}

/** A number that is left out must be the one the sender is obliged to use. */
export const UNWRITABLE = 'unwritable'

export type Written = WrittenNumber | undefined | typeof UNWRITABLE

/** A number this near to the latest symbol belongs to the latest connection. */
const NEAR = 2 ** 23

const SYMBOLS: Readonly<Record<End, readonly string[]>> = { A: ['j', 'u', 'p', 'f'], B: ['k', 'v', 'q', 'g'] }

const CLOCKS: Readonly<Record<End, string>> = { A: 's', B: 't' }

/** What a clock shows at first, where it is written as a bare number. */
const CLOCK_STARTS = 100_000

/** Knows by which name each end's numbers go. */
export class Naming {
  readonly style: Readonly<Record<End, NumberStyle>>
  private readonly begun: Record<End, boolean> = { A: false, B: false }
  private readonly symbols: Record<End, NamedNumber[]> = { A: [], B: [] }

  constructor(style: Readonly<Record<End, NumberStyle>>) {
    this.style = style
  }

  /** Whether this end has counted anything yet. */
  hasBegun(end: End): boolean {
    return this.begun[end]
  }

  /** Whether any number of this end can be written. */
  isNamed(end: End): boolean {
    return this.begun[end] && this.style[end] !== 'left-out'
  }

  /** A number of `end`'s, which is left out where it is the one due and `isLeftOut` asks for that. */
  write(end: End, value: SeqNumber, due: SeqNumber | undefined, isLeftOut: boolean): Written {
    const isHidden = this.begun[end] && this.style[end] === 'left-out'
    if (value === due && (isLeftOut || isHidden)) return undefined
    if (isHidden) return UNWRITABLE
    const byName = this.symbols[end].map(({ symbol, at }) => relative(symbol, at, value))
    const latest = byName.at(-1)
    if (latest === undefined) return literal(value)
    if (Math.abs(latest.plus) < NEAR) return latest
    const [nearest] = byName.slice(0, -1).toSorted((a, b) => Math.abs(a.plus) - Math.abs(b.plus))
    return nearest ?? latest
  }

  /** The clock of an end's timestamps, so many ticks after it was first shown. */
  clock(end: End, ticks: number): WrittenNumber {
    return this.style[end] === 'literal'
      ? { symbol: undefined, plus: CLOCK_STARTS + ticks }
      : { symbol: CLOCKS[end], plus: ticks }
  }

  /** What a clock shows that nobody can foretell: on each SYN a number of its own. */
  unforetold(end: End, syn: number): WrittenNumber {
    return { symbol: `${CLOCKS[end]}${syn}`, plus: 0 }
  }

  /** The number that begins a connection of `end`'s, by a name of its own. */
  begin(end: End, value: SeqNumber): WrittenNumber | undefined {
    this.begun[end] = true
    switch (this.style[end]) {
      case 'left-out':
        return undefined
      case 'literal':
        return literal(value)
      case 'symbol':
        return this.nameAnew(end, value)
    }
  }

  private nameAnew(end: End, at: SeqNumber): WrittenNumber {
    const count = this.symbols[end].length
    const symbol = `${SYMBOLS[end][count % SYMBOLS[end].length]}${count < SYMBOLS[end].length ? '' : count}`
    this.symbols[end].push({ symbol, at })
    return { symbol, plus: 0 }
  }
}
