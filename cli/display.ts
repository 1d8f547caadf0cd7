/** Columns between tab stops, as most terminals have them in a pasted excerpt. */
const TAB = 4

/** A line of source as it will stand on the screen. */
export interface DisplayedLine {
  readonly text: string
  /** The screen column (from 0) at which each UTF-16 unit of the source begins; one more entry for the end. */
  readonly columns: readonly number[]
}

/** Lays a source line out for the screen: tabs become spaces, control characters visible signs, wide characters two columns. */
export function displayLine(source: string): DisplayedLine {
  const columns: number[] = []
  let text = ''
  let column = 0
  for (const character of source) {
    for (let unit = 0; unit < character.length; unit++) columns.push(column)
    const shown = character === '\t' ? ' '.repeat(TAB - (column % TAB)) : visible(character)
    text += shown
    column += character === '\t' ? shown.length : characterWidth(character)
  }
  columns.push(column)
  return { text, columns }
}

/** Columns a text takes on the screen. */
export function displayWidth(text: string): number {
  let width = 0
  for (const character of text) width += characterWidth(character)
  return width
}

function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x20) return String.fromCodePoint(0x2400 + code)
  if (code === 0x7f) return '\u2421'
  return /[\x80-\x9f\u202a-\u202e\u2066-\u2069]/.test(character) ? '\ufffd' : character
}

function characterWidth(character: string): number {
  if (character <= '~') return 1
  if (/\p{Mark}|\p{Default_Ignorable_Code_Point}/u.test(character)) return 0
  return WIDE.test(character) ? 2 : 1
}

/** East Asian wide and fullwidth characters and the pictographs (Unicode Standard Annex 11, classes W and F). */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1faff}\u{20000}-\u{3fffd}]/u

/** A text with spaces after it up to `width` columns. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)))
}

/** Breaks prose into lines of at most `width` columns; `` `code` `` stays whole. */
export function wrap(prose: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of prose.match(/(?:`[^`]*`|\S)+/g) ?? []) {
    for (const [index, piece] of piecesOf(word).entries()) {
      const space = index === 0 && line !== '' ? ' ' : ''
      if (line !== '' && displayWidth(line + space + piece) > width) {
        lines.push(line)
        line = piece
      } else line += space + piece
    }
  }
  return line === '' ? lines : [...lines, line]
}

/** A word in pieces between which a line may end: Chinese is written without spaces. */
function piecesOf(word: string): string[] {
  if (!WIDE.test(word)) return [word]
  const pieces: string[] = []
  let last = ''
  for (const unit of word.match(/`[^`]*`|./gu) ?? []) {
    if (last === '' || mayEndBetween(last, unit)) pieces.push(unit)
    else pieces.push(pieces.pop() + unit)
    last = unit
  }
  return pieces
}

/** Beside a wide character, but neither after an opening sign nor before a closing one. */
function mayEndBetween(before: string, after: string): boolean {
  const isBesideWide = [before, after].some(unit => !unit.startsWith('`') && WIDE.test(unit))
  return isBesideWide && !OPENING.test(before) && !CLOSING.test(after)
}

const OPENING = /^[（“‘《「(["]$/
const CLOSING = /^[，。、：；！？）”’》」…,.:;!?)\]%"]$/
