/**
 * Where numbers as written (`j+1`, `300`) and numbers on the wire meet (docs/adr/0002). Nowhere else are they
 * converted.
 */
import { seqNumber } from '@synfin/tcp'
import { isHidden, isHiddenSymbol, isLiteral, type Linear, printLinear, say } from '@synfin/trace'

const CIRCLE = 2 ** 32
/** A number further than this from every known one is written as it is. */
const NEAR = 2 ** 20

/** What one end counts with: its sequence numbers towards one peer, or the clock of its timestamps. */
export interface NumberSpace {
  /** What to add to a literal: 0 in our spaces, unknown in the kernel's until its first number is seen. */
  shift: number | undefined
  /** Known numbers of this space, to write others by. */
  readonly anchors: { readonly written: Linear; readonly live: number }[]
}

export function numberSpace(owner: 'kernel' | 'ours'): NumberSpace {
  return { shift: owner === 'ours' ? 0 : undefined, anchors: [] }
}

/** A number that leaves too much unknown to be bound, such as `j+k` with both new. */
export class CannotBind extends Error {
  constructor(written: Linear) {
    super(say`nothing above gives the symbols of \`${printLinear(written)}\` a value`)
    this.name = 'CannotBind'
  }
}

/** A number below a limit: 2^32 unless said. */
export type Draw = (below?: number) => number

/** The live numbers of one run. */
export class LiveNumbers {
  /** Where numbers come from that nothing decides. */
  readonly draw: Draw
  /** The time of a clock that nothing else sets, in milliseconds. */
  readonly now: () => number
  readonly #symbols = new Map<string, number>()

  constructor(draw: Draw = randomNumber, now = () => Math.floor(performance.now())) {
    this.draw = draw
    this.now = now
  }

  /** Every symbol the trace names, with its live number. */
  get bindings(): Record<string, number> {
    return Object.fromEntries([...this.#symbols].filter(([symbol]) => !isHiddenSymbol(symbol)))
  }

  /** The live number; nothing while a symbol of it, or the literals of its space, are unbound. */
  live(written: Linear, space: NumberSpace): number | undefined {
    if (isLiteral(written))
      return space.shift === undefined ? undefined : seqNumber(written.constant + space.shift)
    let sum = seqNumber(written.constant)
    for (const [symbol, coefficient] of Object.entries(written.terms)) {
      const value = this.#symbols.get(symbol)
      if (value === undefined) return undefined
      sum = seqNumber(sum + times(coefficient, value))
    }
    return sum
  }

  /** Binds what is unknown in a number to its live value. Throws CannotBind. */
  bind(written: Linear, space: NumberSpace, live: number): void {
    if (isLiteral(written)) space.shift = seqNumber(live - written.constant)
    else this.#bindSymbol(written, space, live)
    space.anchors.push({ written, live: seqNumber(live) })
  }

  /** The live number of one of ours: what is unknown in it makes it the one due, or a random one. Throws CannotBind. */
  choose(written: Linear, space: NumberSpace, due = this.draw()): number {
    const known = this.live(written, space)
    if (known === undefined) {
      // A literal of the kernel's that we use before it has sent any stands for itself.
      const chosen = isLiteral(written) ? seqNumber(written.constant) : due
      this.bind(written, space, chosen)
      return chosen
    }
    this.anchor(written, space)
    return known
  }

  /** Lets numbers be written by one that is known: `j+1+n`, where a segment from j+1 of n octets ends. */
  anchor(written: Linear, space: NumberSpace): void {
    const live = this.live(written, space)
    const isKnown = space.anchors.some(anchor => anchor.live === live)
    if (live !== undefined && !isKnown) space.anchors.push({ written, live })
  }

  /** A count of octets, such as a length or a window: what is unknown in it becomes so many octets. */
  count(written: Linear, unknown: number): number {
    for (const symbol of Object.keys(written.terms)) {
      if (!this.#symbols.has(symbol)) this.#symbols.set(symbol, unknown)
    }
    return this.knownCount(written) ?? unknown
  }

  /** A count of octets, or nothing while a symbol of it is unbound. */
  knownCount(written: Linear): number | undefined {
    let sum = written.constant
    for (const [symbol, coefficient] of Object.entries(written.terms)) {
      const value = this.#symbols.get(symbol)
      if (value === undefined) return undefined
      sum += coefficient * value
    }
    return Math.min(Math.max(sum, 0), CIRCLE)
  }

  /** A live number in the trace's symbols where one of them is near, else as it is. */
  write(live: number, space: NumberSpace, expected?: Linear): string {
    return this.name(live, space, expected) ?? String(live)
  }

  /** A live number in the trace's symbols: as `expected` where that is its value, else by the nearest known number. */
  name(live: number, space: NumberSpace, expected?: Linear): string | undefined {
    if (expected && this.live(expected, space) === live && !isHidden(expected)) return printLinear(expected)
    let nearest: { text: string; distance: number } | undefined
    for (const { written, live: known } of space.anchors) {
      const octets = seqNumber(live - known) | 0
      const distance = Math.abs(octets)
      if (distance > NEAR || isHidden(written) || (nearest && nearest.distance <= distance)) continue
      nearest = { text: printLinear({ ...written, constant: written.constant + octets }), distance }
    }
    return nearest?.text
  }

  /** A number for a new symbol: later than what its end has sent (docs/adr/0002), and beyond any window. */
  later(next: number | undefined): number {
    return next === undefined ? this.draw() : seqNumber(next + LARGEST_WINDOW + this.draw(2 ** 29))
  }

  #bindSymbol(written: Linear, space: NumberSpace, live: number): void {
    const unknown = Object.entries(written.terms).filter(([symbol]) => !this.#symbols.has(symbol))
    const [symbol, coefficient] = unknown[0] ?? []
    if (symbol === undefined) return
    if (unknown.length > 1 || (coefficient !== 1 && coefficient !== -1)) throw new CannotBind(written)
    this.#symbols.set(symbol, 0)
    const rest = this.live(written, space) ?? 0
    this.#symbols.set(symbol, times(coefficient, seqNumber(live - rest)))
  }
}

/** RFC 7323 §2.3, in octets. */
const LARGEST_WINDOW = 2 ** 30

export function randomNumber(below = CIRCLE): number {
  return Math.floor(Math.random() * below)
}

/** The low 32 bits of a product, exactly. */
function times(coefficient: number, value: number): number {
  return Math.imul(coefficient, value) >>> 0
}
