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

/** A longer text as several label lines, broken at spaces. */
export function labelLines(text: string, width = 40, lines = 6): string {
  const wrapped = wrap(plain(text), width)
  const shown = wrapped.length > lines ? [...wrapped.slice(0, lines - 1), `${wrapped[lines - 1]} …`] : wrapped
  return shown.map(entities).join('<br/>')
}

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

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = ['']
  for (const word of text.slice(0, 4000).split(' ')) {
    const last = lines.length - 1
    const longer = `${lines[last]} ${word}`.trim()
    if (longer.length <= width) lines[last] = longer
    else lines.push(cut(word, width))
  }
  return lines[0] === '' && lines.length > 1 ? lines.slice(1) : lines
}

/** ﬂ is a letter, but Mermaid marks its entities with it. */
function entities(text: string): string {
  return text.replace(
    /[^\p{L}\p{M}\p{N} =+\-.,_()/!?'[\]…，、。：（）]|\uFB02/gu,
    character => `#${character.codePointAt(0)};`,
  )
}
