import { say } from '@synfin/trace'
import { counted } from './formats/counted.ts'

/** Where progress is shown; standard error, as a rule. */
export interface ProgressStream {
  readonly isTTY?: boolean
  write(text: string): unknown
}

/** Short runs need no progress, and no eye follows more often. */
const FIRST_MILLISECONDS = 1000
const EVERY_MILLISECONDS = 100
/** Back to the first column, and clear the line. */
const CLEAR = '\r\x1b[K'

/** How far a long run has come, on one line that is written over and over; only where a person looks on. */
export class Progress {
  readonly #total: number
  readonly #stream: ProgressStream
  readonly #now: () => number
  #next: number
  #isShown = false

  constructor(total: number, stream: ProgressStream = process.stderr, now = () => performance.now()) {
    this.#total = total
    this.#stream = stream
    this.#now = now
    this.#next = now() + FIRST_MILLISECONDS
  }

  /** Says that so many runs are done. */
  show(done: number, failed: number): void {
    if (this.#stream.isTTY !== true || this.#now() < this.#next) return
    this.#next = this.#now() + EVERY_MILLISECONDS
    const percent = Math.floor((done / this.#total) * 100)
    const progress = say`${done} of ${counted(this.#total, 'replay')}, ${percent} %`
    const failures = failed > 0 ? say`, ` + say`${failed} failed` : ''
    this.#stream.write(CLEAR + progress + failures)
    this.#isShown = true
  }

  /** Makes room for other output. */
  clear(): void {
    if (this.#isShown) this.#stream.write(CLEAR)
    this.#isShown = false
  }
}
