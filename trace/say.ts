/** The language of every text that people read. Texts are written in English and translated whole, with their values. */

/**
 * Translations by their English text, in which `{0}`, `{1}`, … stand for the values: `'{0} sends this again'`. A
 * translation may set the values in another order.
 */
export type Translations = Readonly<Record<string, string>>

let spoken: Translations | undefined
let pieces = new WeakMap<TemplateStringsArray, readonly (string | number)[]>()

/** Has every text from now on come in another language, in this whole program; without translations in English. */
export function speak(translations: Translations | undefined): void {
  spoken = translations
  pieces = new WeakMap()
}

/**
 * A text in the language that is spoken; in English where it has no translation.
 *
 * @example say`${from} sends this again`
 */
export function say(english: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return translate(english)
    .map(piece => (typeof piece === 'number' ? values[piece] : piece))
    .join('')
}

/** A text without values that was written elsewhere, such as in a table. */
export function translated(english: string): string {
  return spoken?.[english] ?? english
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
