import type { LineWords } from './line-parser.ts'
import { LONGEST, lineParser } from './read-line.ts'

/**
 * The words of a line that is perhaps half written: what an editor goes by that completes it. Undefined where it is
 * too long to be read.
 */
export function wordsOf(line: string): LineWords | undefined {
  return line.length > LONGEST ? undefined : lineParser().wordsOf(line)
}
