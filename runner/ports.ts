const FIRST = 20_000
const LAST = 59_999

/** Ports of a stack, each given out once in forty thousand times. */
export class Ports {
  #next = FIRST

  next(): number {
    const port = this.#next
    this.#next = port === LAST ? FIRST : port + 1
    return port
  }
}
