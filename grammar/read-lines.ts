import type { Line } from '@synfin/trace'
import { LineReader } from './line-reader.ts'

/**
 * Reads a trace file, line by line.
 *
 * A line that cannot be read is `broken` and says why in its `problems`; no line ever harms another. Blank lines
 * and comments have no entry. Never throws on any text.
 *
 * @example
 * readLines('A -> B  SYN  seq=j')[0].kind   // 'segment'
 */
export function readLines(text: string): readonly Line[] {
  return new LineReader().read(text)
}
