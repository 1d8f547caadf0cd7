/** The language of every text that people read. Texts are written in English and translated whole, their values in. */
import type { TranslatedExplanations } from './explanations/translation.ts'

/**
 * Translations by their English text, in which `{0}`, `{1}`, … stand for the values: `'{0} sends this again'`. A
 * translation may set the values in another order.
 */
export type Translations = Readonly<Record<string, string>>

/** A language other than English. */
export interface Language {
  /** Such as `zh-cn`. */
  readonly id: string
  /** Every text that `say` and `translated` know. */
  readonly texts: Translations
  /** Absent in a program that explains nothing. */
  readonly explanations?: TranslatedExplanations
}

let spoken: Language | undefined
let pieces = new WeakMap<TemplateStringsArray, readonly (string | number)[]>()

/** Has every text from now on come in another language, in this whole program; without one, in English. */
export function speak(language: Language | undefined): void {
  spoken = language
  pieces = new WeakMap()
}

/** The language that is spoken; undefined for English. */
export function spokenLanguage(): Language | undefined {
  return spoken
}

/**
 * A text in the language that is spoken; in English where it has no translation.
 *
 * @example say`${from} sends this again`
 */
export function say(english: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  let text = ''
  for (const piece of translate(english)) text += typeof piece === 'number' ? values[piece] : piece
  return text
}

/** A text without values that was written elsewhere, such as in a table. */
export function translated(english: string): string {
  return spoken?.texts[english] ?? english
}

/** The English text by which its translation is found. */
export function keyOf(english: readonly string[]): string {
  return english.reduce((key, text, index) => `${key}{${index - 1}}${text}`)
}

/** Texts, and in their places the indexes of values. */
function translate(english: TemplateStringsArray): readonly (string | number)[] {
  const known = pieces.get(english)
  if (known !== undefined) return known
  const text = translated(keyOf(english))
  const found = text.split(/\{(\d)\}/).map((piece, index) => (index % 2 === 1 ? Number(piece) : piece))
  pieces.set(english, found)
  return found
}
