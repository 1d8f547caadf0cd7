import { displayWidth, isWide } from './display-width.ts'

/**
 * A text in lines of at most `width` columns; `` `code` `` stays whole, and what is longer than a line too.
 *
 * A line ends at a space, and beside a character of a script that is written without spaces, where Unicode Standard
 * Annex 14 lets it: no line begins with a closing sign or ends with an opening one.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  let taken = 0
  for (const word of text.match(/(?:`[^`]*`|\S)+/g) ?? []) {
    for (const [index, piece] of piecesOf(word).entries()) {
      const space = index === 0 && line !== '' ? ' ' : ''
      const own = displayWidth(piece)
      if (line !== '' && taken + space.length + own > width) {
        lines.push(line)
        line = piece
        taken = own
      } else {
        line += space + piece
        taken += space.length + own
      }
    }
  }
  return line === '' ? lines : [...lines, line]
}

/** A text in lines of at most `width` columns, whatever stands where one ends. */
export function chop(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  let taken = 0
  for (const cluster of clusters(text)) {
    const own = displayWidth(cluster)
    if (line !== '' && taken + own > width) {
      lines.push(line)
      line = ''
      taken = 0
    }
    line += cluster
    taken += own
  }
  return line === '' ? lines : [...lines, line]
}

/** A word in pieces between which a line may end. */
function piecesOf(word: string): string[] {
  if (![...word].some(isWide)) return [word]
  const pieces: string[] = []
  let last = ''
  for (const unit of unitsOf(word)) {
    if (last === '' || mayEndBetween(last, unit)) pieces.push(unit)
    else pieces.push(pieces.pop() + unit)
    last = unit
  }
  return pieces
}

function unitsOf(word: string): string[] {
  const parts = word.match(/`[^`]*`|[^`]+|`/g) ?? []
  return parts.flatMap(part => (part.length > 1 && part.startsWith('`') ? [part] : clusters(part)))
}

const CLUSTERS = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** What a reader takes for one character: an accent belongs to its letter. */
function clusters(text: string): string[] {
  return Array.from(CLUSTERS.segment(text), ({ segment }) => segment)
}

function mayEndBetween(before: string, after: string): boolean {
  return (isWide(before) || isWide(after)) && !OPENING.test(before) && !CLOSING.test(after)
}

/** Opening brackets and quotes, signs of currencies and numbers: what follows belongs to them (classes OP, PR, QU). */
const OPENING = /^[\p{Ps}\p{Pi}"'$¥￥£€＄＃№]/u

/** Closing brackets, quotes and stops, dots of omission, units, and what goes on with a word (CL, EX, IN, IS, PO, NS, CJ). */
const CLOSING =
  /^[\p{Pe}\p{Pf}"'，。、：；！？．,.:;!?/…‥·・～%％‰°℃々〻ーゝゞヽヾぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ]/u
