import { formatText, physicalLines } from '@synfin/grammar'

/**
 * A rewritten text with its new and changed sections laid out, if the one at this line of the text before was: what is
 * tidy stays so, and what is not stays the author's. Lines count from 1.
 */
export function tidied(before: string, after: string, line: number): string {
  const pieces = cut(before)
  const own = pieceAt(pieces, line)
  if (own === undefined || formatText(own) !== own) return after
  return cut(after)
    .map(each => (pieces.includes(each) ? each : formatText(each)))
    .join('')
}

/** The text in pieces, each from a `trace` or `fragment` line to the next; the first may begin with neither. */
function cut(text: string): readonly string[] {
  return text.split(/(?<=[\r\n]|^)(?=[^\S\r\n]*(?:trace|fragment)\b)/)
}

function pieceAt(pieces: readonly string[], line: number): string | undefined {
  let passed = 0
  return pieces.find(piece => {
    passed += physicalLines(piece).length - 1
    return line <= passed || piece === pieces.at(-1)
  })
}
