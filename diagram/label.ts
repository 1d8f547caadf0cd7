import { chop, wrap } from '@synfin/trace'

/**
 * A text of the user's as part of a Mermaid label, on one line.
 *
 * Whatever Mermaid could read as its own (`;` ends a statement, `#` starts an entity, `%%` a comment, `:wrap:` a
 * setting, `$$` a formula, `<` a tag) is written as a numeric entity. Control and bidirectional characters, which
 * could make a label read as what it is not, are left out.
 */
export function label(text: string, limit = 80): string {
  return entities(cut(plain(text), limit))
}

/** A longer text as several label lines of so many columns; dots say where lines are left out. */
export function labelLines(text: string, width = 40, lines = 6): string {
  const wrapped = wrap(cut(plain(text), LONGEST), width).flatMap(line => chop(line, width))
  const shown = wrapped.length > lines ? [...wrapped.slice(0, lines - 1), `${wrapped[lines - 1]} …`] : wrapped
  return shown.map(entities).join('<br/>')
}

/** No label shows more characters than this. */
const LONGEST = 4000

/** Left-to-right marks, embeddings, overrides and isolates; the byte order mark and zero width spaces. */
const INVISIBLE = /[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu

const LONE_SURROGATE = /\p{Surrogate}/gu

/** A text without what could hide or reorder it, on one line: for where no markup is read. */
export function plain(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(LONE_SURROGATE, '\uFFFD')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
}

/** The beginning of a text that is longer than so many characters. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text
  return `${[...text.slice(0, 2 * limit)].slice(0, limit - 1).join('')}…`
}

/**
 * Signs beyond ASCII are nobody's syntax and stay as they are: Mermaid measures an entity as it is written, and leaves as
 * much room for it. It marks its entities with ﬂ, ° and ¶.
 */
function entities(text: string): string {
  return text.replace(
    /["#$%&*:;<>@\\^`{|}~ﬂ°¶]|(?!\u200D)\p{C}/gu,
    character => `#${character.codePointAt(0)};`,
  )
}
