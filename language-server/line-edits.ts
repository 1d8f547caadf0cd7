import type { Position, TextEdit } from 'vscode-languageserver'

/**
 * Edits that turn one text into the other, given as lines: within a line only the part that differs, so that the
 * cursor and folded regions stay where they are. Where lines come or go, one edit replaces all between the first and
 * the last that differ.
 */
export function lineEdits(before: readonly string[], after: readonly string[], lineEnd: string): TextEdit[] {
  if (before.length === after.length)
    return before.flatMap((text, line) => changedPart(line, text, after[line] ?? ''))
  return replacedLines(before, after, lineEnd)
}

function changedPart(line: number, before: string, after: string): TextEdit[] {
  if (before === after) return []
  const { head, tail } = common(before, after)
  return [
    {
      range: { start: { line, character: head }, end: { line, character: before.length - tail } },
      newText: after.slice(head, after.length - tail),
    },
  ]
}

/** Replaces all lines between the first and the last that differ. */
function replacedLines(before: readonly string[], after: readonly string[], lineEnd: string): TextEdit[] {
  const { head: start, tail } = common(before, after)
  const end = before.length - tail
  const texts = after.slice(start, after.length - tail)
  if (end < before.length) {
    const range = { start: { line: start, character: 0 }, end: { line: end, character: 0 } }
    return [{ range, newText: texts.map(text => text + lineEnd).join('') }]
  }
  // The last line has no line end, so what is put or taken behind it comes with the end of the one before.
  const range = { start: endOf(before, start - 1), end: endOf(before, end - 1) }
  return [{ range, newText: start > 0 ? texts.map(text => lineEnd + text).join('') : texts.join(lineEnd) }]
}

function endOf(texts: readonly string[], line: number): Position {
  return { line: Math.max(0, line), character: texts[line]?.length ?? 0 }
}

/** How many items both start and end with, none counted twice. */
function common(
  a: ArrayLike<string>,
  b: ArrayLike<string>,
): { readonly head: number; readonly tail: number } {
  const most = Math.min(a.length, b.length)
  let head = 0
  while (head < most && a[head] === b[head]) head++
  let tail = 0
  while (tail < most - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  return { head, tail }
}
