import type { Line } from '@synfin/trace'
import { physicalLines } from './physical-lines.ts'
import { readLine } from './read-line.ts'

/** Parsed in one go, between two moments at which a caller may stop. */
const LINES_AT_ONCE = 100

/** Lines kept beyond twice those of the text read last. */
const SPARE_LINES = 10_000

/**
 * Reads texts again and again as they are edited: a line that stood in an earlier text is not parsed anew, because
 * what it says does not depend on the lines around it (docs/adr/0005).
 */
export class LineReader {
  /** What each line of text says; `undefined` for blank lines and comments. */
  readonly #known = new Map<string, Line | undefined>()

  /** What `readLines` gives. A line that stands once in the text and has not moved is the same object as before. */
  read(text: string): Line[] {
    const reading = this.readInParts(text)
    let part = reading.next()
    while (!part.done) part = reading.next()
    return part.value
  }

  /** As {@link read}, with a pause before every 100 lines to parse. A caller may stop there: nothing read is lost. */
  *readInParts(text: string): Generator<undefined, Line[]> {
    const sources = physicalLines(text)
    const unknown = [...new Set(sources)].filter(source => !this.#known.has(source))
    for (let first = 0; first < unknown.length; first += LINES_AT_ONCE) {
      yield
      this.#learn(unknown.slice(first, first + LINES_AT_ONCE))
    }
    const lines = this.#linesOf(sources)
    this.#forgetAllBut(sources)
    return lines
  }

  #learn(sources: readonly string[]): void {
    // A text of their own: lines cut from the whole text would keep every version of it in memory.
    for (const source of `${sources.join('\n')}\n`.split('\n')) this.#known.set(source, readLine(source, 1))
  }

  #linesOf(sources: readonly string[]): Line[] {
    const lines: Line[] = []
    for (const [index, source] of sources.entries()) {
      // Another text read during a pause may have had this line forgotten.
      if (!this.#known.has(source)) this.#learn([source])
      const known = this.#known.get(source)
      if (known === undefined) continue
      const line = known.number === index + 1 ? known : { ...known, number: index + 1 }
      this.#known.set(source, line)
      lines.push(line)
    }
    return lines
  }

  #forgetAllBut(sources: readonly string[]): void {
    if (this.#known.size <= 2 * sources.length + SPARE_LINES) return
    const wanted = new Set(sources)
    for (const source of this.#known.keys()) if (!wanted.has(source)) this.#known.delete(source)
  }
}
