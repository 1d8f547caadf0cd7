import { physicalLines } from '@synfin/grammar'
import type { CheckedFile } from '@synfin/trace'

/**
 * The text of a capture with a `//!` note wherever a capture is not held to what a written trace is: whoever checks the
 * text later finds no more in it than was found in the capture (docs/adr/0007).
 */
export function withNotes(text: string, { findings }: CheckedFile): string {
  const notes = new Map<number, Set<string>>()
  for (const { line, code, demotedFrom } of findings)
    if (demotedFrom !== undefined)
      notes.set(line, (notes.get(line) ?? new Set()).add(`${demotedFrom} ${code}`))
  if (notes.size === 0) return text
  const lines = physicalLines(text)
  for (const [number, expected] of notes) {
    const [statement = '', ...comment] = (lines[number - 1] ?? '').split(' //')
    lines[number - 1] = [`${statement}  //! ${[...expected].join(', ')}`, ...comment].join(' //')
  }
  return lines.join('\n')
}
