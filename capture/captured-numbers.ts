/** The numbers of a captured connection as a person would write them: counted from the first of each end. */
import { seqNumber } from '@synfin/tcp'
import { type Linear, literal, symbol } from '@synfin/trace'

const CIRCLE = 2 ** 32
/** A number so little below the first one is written as less than it: an old duplicate, a keep-alive. */
const SHORTLY_BEFORE = 2 ** 20

/** What one end counts with: its sequence numbers, or the clock of its timestamps. */
export class CapturedNumbers {
  #first: { readonly name: string; readonly live: number } | undefined

  /** Counts from this number, unless another is known already. */
  countFrom(name: string, live: number): void {
    this.#first ??= { name, live }
  }

  /** Whether it has a number to count from. */
  get isKnown(): boolean {
    return this.#first !== undefined
  }

  /** `j+1`; the number itself as long as there is none to count from. */
  write(live: number): Linear {
    if (this.#first === undefined) return literal(live)
    const ahead = seqNumber(live - this.#first.live)
    const constant = ahead > CIRCLE - SHORTLY_BEFORE ? ahead - CIRCLE : ahead
    return { ...symbol(this.#first.name), constant }
  }
}
