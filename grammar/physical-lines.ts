import type { Window } from './window-lexer.ts'

/** What ends a line, as editors and LSP count them. */
export const LINE_END = /\r\n|\r|\n/

/** The lines of a text, without their ends. A byte order mark is none of it. */
export function physicalLines(text: string): string[] {
  return text.replace(/^\ufeff/, '').split(LINE_END)
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
