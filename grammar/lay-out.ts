import type { Line } from '@synfin/trace'
import { aligned } from './columns.ts'
import { readLine } from './read-line.ts'
import { type Row, rowOf } from './row.ts'

/** A line of a file that could be read, and its whole text. */
export interface Neighbour {
  readonly line: Line
  readonly source: string
}

/**
 * Lays out statements each as the formatter would, were it to stand among its neighbours: the readable lines of its
 * block. A text that is no statement stays as it is.
 */
export function layOutAmong(neighbours: readonly Neighbour[], texts: readonly string[]): string[] {
  const rows = neighbours.flatMap(({ line, source }) => rowFrom(line, source) ?? [])
  return texts.map(text => {
    const line = readLine(text, 1)
    const row = line && rowFrom(line, text)
    return (row && aligned([...rows, row]).at(-1)) ?? text
  })
}

function rowFrom(line: Line, source: string): Row | undefined {
  return line.kind === 'broken' || line.problems.length > 0 ? undefined : rowOf(line, source)
}
