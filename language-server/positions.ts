import type { Place, Span } from '@synfin/trace'
import type { Position, Range } from 'vscode-languageserver'

/** LSP counts lines and columns from 0, a trace from 1; both count columns in UTF-16 units. */
export function rangeOf({ line, column, endLine, endColumn }: Place): Range {
  return { start: position(line, column), end: position(endLine, endColumn) }
}

/** The range of columns of one line, whose number counts from 1. */
export function spanRange(line: number, { start, end }: Span): Range {
  return { start: position(line, start), end: position(line, end) }
}

/** The line and column of a position, counted from 1. */
export function columnOf({ line, character }: Position): readonly [line: number, column: number] {
  return [line + 1, character + 1]
}

/** Whether the ranges share a character, or touch: a cursor just behind a word is still at the word. */
export function touches(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start)
}

/** The last line, counted from 0, that has a part of the range: whole lines selected end at the start of the one below. */
export function lastLine({ start, end }: Range): number {
  return end.character === 0 && end.line > start.line ? end.line - 1 : end.line
}

function position(line: number, column: number): Position {
  return { line: Math.max(0, line - 1), character: Math.max(0, column - 1) }
}

/** Whether one position is nearer to the start of the file than another. */
export function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character)
}
