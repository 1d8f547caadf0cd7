import type { Line } from '@synfin/trace'
import type { LangiumDocument } from 'langium'
import { physicalLines } from './physical-lines.ts'
import { readLine } from './read-line.ts'

/**
 * Reads a trace file, line by line.
 *
 * A line that cannot be read is `broken` and says why in its `problems`; no line ever harms another. Blank lines
 * and comments have no entry. Never throws on any text.
 *
 * @example
 * readLines('A -> B  SYN  seq=j')[0].kind   // 'segment'
 */
export function readLines(text: string): Line[] {
  return new LineReader().read(text)
}

/** What {@link readLines} gives for a document's text, at the cost of what changed since the last time. */
export function linesOf(document: LangiumDocument): Line[] {
  const reader = readers.get(document) ?? new LineReader()
  readers.set(document, reader)
  return reader.read(document.textDocument.getText())
}

const readers = new WeakMap<LangiumDocument, LineReader>()

/** Reads a text again and again as it is edited: lines that stood in it the last time are not parsed anew. */
export class LineReader {
  #known: ReadonlyMap<string, Line | undefined> = new Map()

  /** What {@link readLines} gives. A line that neither changed nor moved is the same object as the last time. */
  read(text: string): Line[] {
    const known = new Map<string, Line | undefined>()
    const lines: Line[] = []
    for (const [index, source] of physicalLines(text).entries()) {
      const memory = known.has(source) ? known : this.#known
      const met = memory.has(source) ? memory.get(source) : readLine(source, index + 1)
      const line = met && numbered(met, index + 1)
      known.set(source, line)
      if (line) lines.push(line)
    }
    this.#known = known
    return lines
  }
}

function numbered(line: Line, number: number): Line {
  return line.number === number ? line : { ...line, number }
}
