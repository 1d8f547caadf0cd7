import type { Line } from '@synfin/trace'
import { aligned } from './columns.ts'
import { lineWindows } from './physical-lines.ts'
import { readLines } from './read-lines.ts'
import { type Row, rowOf } from './row.ts'

/** A line of the file: a row to align, or text that stands as it is. */
type Part = Row | string

/**
 * Formats a trace file: one space between words, `SYN ACK` for every spelling of the flags, and columns aligned
 * within each block of lines, which a blank line, `trace` or `fragment` ends.
 *
 * Changes no line's meaning, leaves lines that cannot be read exactly as they are, and keeps every line's ending.
 * Formatting twice changes nothing more.
 *
 * @example
 * formatText('A->B SYN+ACK seq=k ack=j+1')   // 'A -> B  SYN ACK  seq=k  ack=j+1'
 */
export function formatText(text: string): string {
  const bom = text.startsWith('\ufeff') ? '\ufeff' : ''
  const body = text.slice(bom.length)
  const windows = [...lineWindows(body)]
  const byNumber = new Map(readLines(body).map(line => [line.number, line]))
  const parts = windows.map(({ start, end, line }) => partOf(body.slice(start, end), byNumber.get(line + 1)))
  const endings = windows.map(({ end }, i) => body.slice(end, windows[i + 1]?.start ?? end))
  const formatted = blocks(parts).flatMap(aligned)
  return bom + formatted.map((text, i) => spaced(text, endings[i - 1], endings[i]) + endings[i]).join('')
}

/** An empty line between a lone `\r` and a `\n` would make one line end of the two. */
function spaced(text: string, endBefore: string | undefined, end: string | undefined): string {
  return text === '' && endBefore === '\r' && end === '\n' ? ' ' : text
}

function partOf(source: string, line: Line | undefined): Part {
  if (line && line.problems.length > 0) return source
  if (!line || line.kind === 'broken') return source.trim()
  return rowOf(line, source)
}

/** Parts the file where columns begin anew. */
function blocks(parts: readonly Part[]): Part[][] {
  const found: Part[][] = [[]]
  for (const part of parts) {
    const ends = part === '' || (typeof part === 'object' && part.heading)
    if (ends) found.push([part], [])
    else found.at(-1)?.push(part)
  }
  return found
}
