import type { Window } from './window-lexer.ts'

/** The lines of a text, as editors count them: `\n`, `\r\n` or a lone `\r` ends one. A byte order mark is none of it. */
export function physicalLines(text: string): string[] {
  return text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)
}

/** Where each of {@link physicalLines} stands in the text. */
export function* lineWindows(text: string): Generator<Window> {
  let line = 0
  let start = 0
  for (const { index, 0: ending } of text.matchAll(/\r\n|\r|\n/g)) {
    yield { start, end: index, line: line++ }
    start = index + ending.length
  }
  yield { start, end: text.length, line }
}
