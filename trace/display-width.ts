/**
 * Columns that a text takes in a terminal, or anywhere with letters of one width (Unicode Standard Annex 11).
 *
 * Counted by characters, as most terminals do: of an emoji that is made of several, each counts.
 */
export function displayWidth(text: string): number {
  let width = 0
  for (const character of text) width += characterWidth(character)
  return width
}

/** A text with spaces after it up to `width` columns. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)))
}

/** Whether a character takes two columns, as those of Chinese do. */
export function isWide(character: string): boolean {
  return WIDE.test(character)
}

function characterWidth(character: string): number {
  if (character <= '~') return 1
  if (NARROWEST.test(character)) return 0
  return isWide(character) ? 2 : 1
}

/** Marks without a space of their own, characters that are never seen, and the vowels and finals that join a Hangul initial. */
const NARROWEST = /^[\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}\u1160-\u11ff\ud7b0-\ud7ff]/u

/** The classes W and F: pictographs, but not the letters that make a flag in pairs, and the East Asian scripts. */
const WIDE =
  /^(?:(?!\p{Regional_Indicator})\p{Emoji_Presentation}|[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u3247\u3250-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|[\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}])/u
