import { say } from '@synfin/trace'

/** As long as a word of the author's may be in a message. */
const LONGEST = 40

/** The author's text for a message: in backquotes, cut where long, and characters that do not show by their number. */
export function quote(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '')}…` : text
  return `\`${cut.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, codePoint)}\``
}

/** Proposes the words most likely meant. */
export function didYouMean(words: readonly string[]): string {
  return say`did you mean ${words.map(quote).join(say` or `)}?`
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
