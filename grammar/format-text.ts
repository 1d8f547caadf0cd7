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
  const sources = sourcesOf(body)
  const texts = formatLines(sources, readLines(body), 1, sources.length)
  return bom + sources.map(({ ending }, i) => (texts[i] ?? '') + ending).join('')
}

/** A line as it stands, and what ends it. */
export interface Source {
  readonly text: string
  readonly ending: string
}

/** The lines of a text that begins with no byte order mark. */
export function sourcesOf(text: string): readonly Source[] {
  const windows = [...lineWindows(text)]
  return windows.map(({ start, end }, i) => ({
    text: text.slice(start, end),
    ending: text.slice(end, windows[i + 1]?.start ?? end),
  }))
}

/**
 * Some lines of a file as {@link formatText} lays them out: in columns with the lines around them, which alone are
 * looked at. Lines count from 1; `lines` is what the whole file says, in order. Where a block is longer than `reach`
 * lines above or below, those beyond move no column.
 */
export function formatLines(
  sources: readonly Source[],
  lines: readonly Line[],
  first: number,
  last: number,
  reach = Number.POSITIVE_INFINITY,
): readonly string[] {
  const isNear = ({ number }: Line) => first - reach <= number && number <= last + reach
  const byNumber = new Map(lines.filter(isNear).map(line => [line.number, line]))
  const part = (number: number) => partOf(sources[number - 1]?.text ?? '', byNumber.get(number))
  const towards = (number: number, step: 1 | -1): Part[] => {
    const found: Part[] = []
    for (let at = number; at >= 1 && at <= sources.length && found.length < reach; at += step) {
      const next = part(at)
      if (endsBlock(next)) break
      found.push(next)
    }
    return found
  }
  const above = towards(first - 1, -1).reverse()
  const own = sources.slice(first - 1, last).map((_, i) => part(first + i))
  const texts = blocks([...above, ...own, ...towards(last + 1, 1)]).flatMap(aligned)
  return own.map((_, i) =>
    spaced(texts[above.length + i] ?? '', sources[first + i - 2]?.ending, sources[first + i - 1]?.ending),
  )
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
    if (endsBlock(part)) found.push([part], [])
    else found.at(-1)?.push(part)
  }
  return found
}

function endsBlock(part: Part): boolean {
  return part === '' || (typeof part === 'object' && part.heading)
}
