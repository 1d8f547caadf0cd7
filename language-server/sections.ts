import type { FragmentLine, Line, TraceLine } from '@synfin/trace'

/** A trace or fragment with the lines that belong to it. */
export interface Section {
  /** Absent for a file's lines before the first `trace` or `fragment`. */
  readonly header: TraceLine | FragmentLine | undefined
  /** Without the header. */
  readonly body: readonly Line[]
}

/** Cuts a file's lines where a `trace` or `fragment` starts; each runs to the next or to the end. */
export function sectionsOf(lines: readonly Line[]): readonly Section[] {
  const starts = lines.flatMap((line, index) => (isHeader(line) ? [index] : []))
  const first = lines.slice(0, starts[0] ?? lines.length)
  const sections = starts.map((start, index) => ({
    header: lines[start] as TraceLine | FragmentLine,
    body: lines.slice(start + 1, starts[index + 1] ?? lines.length),
  }))
  return first.length > 0 ? [{ header: undefined, body: first }, ...sections] : sections
}

/** The trace or fragment to which a line of the file belongs; lines count from 1. */
export function sectionAt(sections: readonly Section[], line: number): Section | undefined {
  return sections.findLast(({ header }) => (header?.number ?? 0) <= line)
}

/** All lines of a section, its header first. */
export function linesOf({ header, body }: Section): readonly Line[] {
  return header === undefined ? body : [header, ...body]
}

function isHeader(line: Line): boolean {
  return line.kind === 'trace' || line.kind === 'fragment'
}
