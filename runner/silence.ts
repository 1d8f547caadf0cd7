/** What comes within so many milliseconds of the last line is unexpected. */
const SILENCE_MILLISECONDS = 50
/** A timer of Node's may fire this much early. */
const EARLY_MILLISECONDS = 1

interface Silence {
  readonly until: number
  readonly finish: () => void
}

/** Runs that have played all their lines and wait for the kernel's silence, while others are played. */
export class Silences {
  readonly #silences: Silence[] = []

  /** Calls `finish` when the silence has lasted long enough. */
  begin(finish: () => void): void {
    this.#silences.push({ until: performance.now() + SILENCE_MILLISECONDS, finish })
    setTimeout(() => this.finishDue(), SILENCE_MILLISECONDS + EARLY_MILLISECONDS)
  }

  /**
   * Finishes the runs whose time has come. To be called while a run waits for the kernel: it blocks this thread,
   * and a segment that another run's kernel sends much later must not count as one within the silence.
   */
  finishDue(): void {
    while (this.#silences[0] && this.#silences[0].until <= performance.now()) this.#silences.shift()?.finish()
  }
}
