import { finish, firstIndex, type InParts, type Line, spliced } from '@synfin/trace'
import { changeBetween } from './change.ts'
import { LineShapes } from './line-shapes.ts'
import { lineWindows, physicalLines, withoutMark } from './physical-lines.ts'

/** Parsed in one go, between two moments at which a caller may stop. */
const LINES_AT_ONCE = 100

/** Lines kept beyond twice those of the text read last. */
const SPARE_LINES = 10_000

/** A text as it was read. */
interface ReadText {
  readonly text: string
  /** The offset at which each physical line starts. */
  readonly starts: readonly number[]
  /** What the lines say that are neither blank nor comments. */
  readonly lines: readonly Line[]
}

const NOTHING_READ: ReadText = { text: '', starts: [0], lines: [] }

/**
 * Reads a text again and again as it is edited, for the price of the lines that changed: what a line says does not
 * depend on the lines around it (docs/adr/0005).
 */
export class LineReader {
  #last = NOTHING_READ
  /** What a line says that stands in this text or stood in an earlier one, whatever its number. */
  readonly #known = new Map<string, Line | undefined>([['', undefined]])
  readonly #shapes = new LineShapes()

  /** What `readLines` gives. A line that has neither changed nor moved is the same object as before. */
  read(text: string): readonly Line[] {
    return finish(this.readInParts(text))
  }

  /** As {@link read}, with a pause before every 100 lines to parse. A caller may stop there: nothing read is lost. */
  *readInParts(marked: string): InParts<readonly Line[]> {
    const { text, starts, lines } = this.#last
    const next = withoutMark(marked)
    const { start, end, grown } = changeBetween(text, next)
    // A line end just before the change may be half of one, so the line it ends is read again.
    const first = lastAt(starts, Math.max(0, start - 1))
    const behind = lastAt(starts, end) + 1
    const from = starts[first] ?? 0
    const between = next.slice(from, (starts[behind] ?? text.length) + grown)
    const windows = [...lineWindows(between)]
    // The last of them is empty, and the first of the lines behind.
    if (behind < starts.length) windows.pop()
    const sources = windows.map(({ start, end }) => between.slice(start, end))
    yield* this.#learn(sources, first + 1)
    const now = spliced(
      starts,
      first,
      behind - first,
      windows.map(({ start }) => from + start),
    )
    for (let line = first + windows.length; line < now.length; line++) now[line] = (now[line] ?? 0) + grown
    const [before, until] = [firstFrom(lines, first + 1), firstFrom(lines, behind + 1)]
    const said = sources.flatMap((source, index) => this.#numbered(source, first + index + 1))
    this.#last = {
      text: next,
      starts: now,
      lines: moved(
        spliced(lines, before, until - before, said),
        before + said.length,
        now.length - starts.length,
      ),
    }
    this.#forget()
    return this.#last.lines
  }

  /** Parses what has not been read before; the first of the sources has the number given. */
  *#learn(sources: readonly string[], number: number): InParts<void> {
    const unknown = new Map<string, number>()
    for (const [index, source] of sources.entries())
      if (!this.#known.has(source) && !unknown.has(source)) unknown.set(source, number + index)
    const numbers = [...unknown.values()]
    const texts = [...unknown.keys()]
    for (let done = 0; done < texts.length; done += LINES_AT_ONCE) {
      yield
      // A text of their own: lines cut from the whole text would keep every version of it in memory.
      const own = `${texts.slice(done, done + LINES_AT_ONCE).join('\n')}\n`.split('\n')
      for (const [index, source] of own.slice(0, -1).entries())
        this.#known.set(source, this.#shapes.read(source, numbers[done + index] ?? 1))
    }
  }

  #numbered(source: string, number: number): readonly Line[] {
    const line = this.#known.get(source)
    if (line === undefined) return NO_LINE
    return [line.number === number ? line : { ...line, number }]
  }

  #forget(): void {
    if (this.#known.size <= 2 * this.#last.starts.length + SPARE_LINES) return
    const wanted = new Set(physicalLines(this.#last.text))
    for (const source of this.#known.keys()) if (!wanted.has(source)) this.#known.delete(source)
  }
}

const NO_LINE: readonly Line[] = []

/** The lines from an index on so many further down. */
function moved(lines: Line[], from: number, down: number): readonly Line[] {
  for (let index = from; down !== 0 && index < lines.length; index++) {
    const line = lines[index]
    if (line !== undefined) lines[index] = { ...line, number: line.number + down }
  }
  return lines
}

/** The index of the first line with this number or a greater one. */
function firstFrom(lines: readonly Line[], number: number): number {
  return firstIndex(lines.length, index => (lines[index]?.number ?? 0) >= number)
}

/** The last of ascending offsets that is this one or a smaller one; the first is 0. */
function lastAt(starts: readonly number[], offset: number): number {
  return firstIndex(starts.length, index => (starts[index] ?? 0) > offset) - 1
}
