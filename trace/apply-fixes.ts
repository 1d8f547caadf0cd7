/** Applies edits to a text, as an editor would and as `synfin check --fix` does. */
import type { Edit, Finding, Fix, Place } from './finding.ts'

/**
 * The text after these edits.
 *
 * Every edit speaks of the text as it was. Of edits that overlap the one given first counts and the others are left
 * out; edits at places the text does not have are left out too. A line break in an edit becomes the text's own.
 *
 * @example
 * applyEdits('A -> B SIN', [{ line: 1, column: 8, endLine: 1, endColumn: 11, text: 'SYN' }])   // 'A -> B SYN'
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const places = new Offsets(text)
  const taken: Range[] = []
  for (const edit of edits) {
    const range = places.rangeOf(edit)
    if (range !== undefined && !taken.some(other => overlap(range, other))) taken.push(range)
  }
  return replaceAll(text, taken)
}

/** Edits as an editor or another program applies them to a text. */
export type EditsIn = (edits: readonly Edit[]) => readonly Edit[]

/**
 * Fits edits to this text: one that takes away the last line, where no line break ends it, takes the line break before
 * it.
 */
export function editsIn(text: string): EditsIn {
  let places: Offsets | undefined
  return edits =>
    edits.map(edit => {
      if (edit.line === edit.endLine) return edit
      places ??= new Offsets(text)
      return places.within(edit)
    })
}

/** A text after a round of fixes, and the findings whose fix was applied. */
export interface FixedRound {
  readonly text: string
  readonly fixed: readonly Finding[]
}

/**
 * Applies the first fix of each finding that has one, as far as they do not overlap, in the order given.
 *
 * A fix is applied wholly or not at all. On one line only one fix is applied: the next may rest on what it changes.
 */
export function applyFirstFixes(text: string, findings: readonly Finding[]): FixedRound {
  const places = new Offsets(text)
  const taken: Range[] = []
  const touched = new Set<number>()
  const fixed: Finding[] = []
  for (const finding of findings) {
    const fix = finding.fixes.find(({ onRequest }) => !onRequest)
    const ranges = fix === undefined ? [] : rangesOf(fix, places)
    const lines = fix === undefined ? [] : fix.edits.flatMap(linesOf)
    if (ranges.length === 0 || lines.some(line => touched.has(line))) continue
    if (ranges.some(range => taken.some(other => overlap(range, other)))) continue
    taken.push(...ranges)
    for (const line of lines) touched.add(line)
    fixed.push(finding)
  }
  return { text: replaceAll(text, taken), fixed }
}

/** A replacement by offsets: `[start, end)` of the text gives way to `by`. */
interface Range {
  readonly start: number
  readonly end: number
  readonly by: string
}

/** The ranges of a fix; none where one of its edits has no place in the text or lies over another. */
function rangesOf({ edits }: Fix, places: Offsets): readonly Range[] {
  const ranges: Range[] = []
  for (const edit of edits) {
    const range = places.rangeOf(edit)
    if (range === undefined || ranges.some(other => overlap(range, other))) return []
    ranges.push(range)
  }
  return ranges
}

/** An edit that ends where a line begins leaves that line alone. */
function linesOf({ line, endLine, endColumn }: Place): number[] {
  return line === endLine || endColumn === 1 ? [line] : [line, endLine]
}

/** Two insertions at one place overlap as well: which of them comes first nobody has said. */
function overlap(a: Range, b: Range): boolean {
  return a.start === b.start || (a.start < b.end && b.start < a.end)
}

function replaceAll(text: string, ranges: readonly Range[]): string {
  let result = ''
  let copied = 0
  for (const { start, end, by } of ranges.toSorted((a, b) => a.start - b.start)) {
    result += text.slice(copied, start) + by
    copied = end
  }
  return result + text.slice(copied)
}

/** Where lines begin and end, without their line breaks; a byte order mark is before the first line. */
class Offsets {
  private readonly starts: number[] = []
  private readonly ends: number[] = []
  private readonly lineEnd: string

  constructor(text: string) {
    this.lineEnd = /\r\n|\r|\n/.exec(text)?.[0] ?? '\n'
    let start = text.startsWith('\ufeff') ? 1 : 0
    for (const { index, 0: lineBreak } of text.matchAll(/\r\n|\r|\n/g)) {
      this.starts.push(start)
      this.ends.push(index)
      start = index + lineBreak.length
    }
    this.starts.push(start)
    this.ends.push(text.length)
  }

  /** A line that ends with the text is taken away with the line break before it. */
  within(edit: Edit): Edit {
    const last = this.starts.length
    if (edit.endLine !== last + 1 || edit.endColumn !== 1) return edit
    const [before, end] = [this.columnBehind(edit.line - 1), this.columnBehind(last)]
    const isWhole = edit.column === 1 && edit.line > 1 && edit.text === ''
    const start = isWhole ? { line: edit.line - 1, column: before } : { line: edit.line, column: edit.column }
    return { ...start, endLine: last, endColumn: end, text: edit.text }
  }

  rangeOf(edit: Edit): Range | undefined {
    const { line, column, endLine, endColumn, text } = this.within(edit)
    const start = this.offset(line, column)
    const end = this.offset(endLine, endColumn)
    if (start === undefined || end === undefined || end < start) return undefined
    return { start, end, by: text.replaceAll('\n', this.lineEnd) }
  }

  /** The column behind the last character of a line. */
  private columnBehind(line: number): number {
    return (this.ends[line - 1] ?? 0) - (this.starts[line - 1] ?? 0) + 1
  }

  private offset(line: number, column: number): number | undefined {
    const start = this.starts[line - 1]
    const end = this.ends[line - 1]
    if (start === undefined || end === undefined || column < 1 || start + column - 1 > end) return undefined
    return start + column - 1
  }
}
