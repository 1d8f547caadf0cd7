/** Runs that have played all their lines and wait for the kernel's silence, while others are played. */

/** What comes within so many milliseconds of the last line is unexpected. */
const SILENCE_MILLISECONDS = 50

interface Waiting {
  readonly until: number
  readonly finish: () => void
}

export class Silences {
  readonly #waiting: Waiting[] = []

  /** Calls `finish` when the silence has lasted long enough. */
  begin(finish: () => void): void {
    this.#waiting.push({ until: performance.now() + SILENCE_MILLISECONDS, finish })
    setTimeout(() => this.finishDue(), SILENCE_MILLISECONDS)
  }

  /**
   * Finishes the runs whose time has come. To be called while a run waits for the kernel: it blocks this thread,
   * and a segment that another run's kernel sends much later must not count as one within the silence.
   */
  finishDue(): void {
    while (this.#waiting[0] && this.#waiting[0].until <= performance.now()) this.#waiting.shift()?.finish()
    const [next] = this.#waiting
    // A timer may fire up to a millisecond early.
    if (next) setTimeout(() => this.finishDue(), Math.max(1, next.until - performance.now()))
  }
}
