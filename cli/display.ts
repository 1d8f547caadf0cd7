import { displayWidth } from '@synfin/trace'

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
    column += displayWidth(shown)
  }
  columns.push(column)
  return { text, columns }
}

/**
 * What is never seen is left out, and so is what joins emoji or chooses their look: of a joined one some terminals show
 * the whole, others its parts, and a mark below would stand right in only one of them.
 */
function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x20) return String.fromCodePoint(0x2400 + code)
  if (code === 0x7f) return '\u2421'
  if (/[\x80-\x9f\u202a-\u202e\u2066-\u2069\p{Surrogate}]/u.test(character)) return '\ufffd'
  return /[\p{Default_Ignorable_Code_Point}\p{Emoji_Modifier}]/u.test(character) ? '' : character
}
