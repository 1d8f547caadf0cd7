/** What ends a line, as editors and LSP count them. */
export const LINE_END = /\r\n|\r|\n/

/** A line's place in a text: offsets from 0, the end exclusive and before the line's end; its number from 0. */
export interface Window {
  readonly start: number
  readonly end: number
  readonly line: number
}

/** The lines of a text, without their ends. A byte order mark is none of it. */
export function physicalLines(text: string): string[] {
  return withoutMark(text).split(LINE_END)
}

export function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text
}

/** Where each of {@link physicalLines} stands in the text. */
export function* lineWindows(text: string): Generator<Window> {
  let line = 0
  let start = 0
  for (const { index, 0: ending } of text.matchAll(new RegExp(LINE_END, 'g'))) {
    yield { start, end: index, line: line++ }
    start = index + ending.length
  }
  yield { start, end: text.length, line }
}
