import { type Explanation, say, translated, type WordExplanation } from '@synfin/trace'
import { sectionLink } from './section-link.ts'

/** The author's text in a code span: nothing in it is markdown, and it stays on its line. */
export function code(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  const fence = '`'.repeat(1 + Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length)))
  return /^`|`$|^$/.test(line) ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`
}

/** A code span inside a table, where a bar would end the cell. */
export function cell(text: string): string {
  return code(text.replaceAll('|', '¦'))
}

/** Prose of ours or of a finding: what is code in it stays code, and nothing else in it is markup. */
export function prose(text: string): string {
  return text
    .split(/(`[^`\n]*`)/)
    .map((part, i) => (i % 2 === 1 ? part : plain(part)))
    .join('')
}

/** Signs that would begin markup; `<` only before what might be a tag, `_` only at the edge of a word. */
function plain(text: string): string {
  return text.replace(/[\\*[\]#|~`]|<(?=[\w/!?])|(?<!\w)_|_(?!\w)/g, '\\$&')
}

/** A trace in a block of its own. */
export function traceBlock(text: string): string {
  const fence = '`'.repeat(
    Math.max(3, 1 + Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length))),
  )
  return `${fence}synfin\n${text}\n${fence}`
}

/** The authority, each of its sections a link to where it can be read. */
export function authority(section: string): string {
  return section
    .split(/(; |；)/)
    .map(each => linked(prose(each), /^RFC \d+/.exec(each)?.[0]))
    .join('')
}

/** Prose in which each section is a link, of RFC 9293 unless another is named. */
export function linked(text: string, rfc = 'RFC 9293'): string {
  return text.replace(/§\d+(?:\.\d+)*/g, section => {
    const href = sectionLink(`${rfc} ${section}`)
    return href === undefined ? section : `[${section}](${href})`
  })
}

/** Paragraphs of markdown; those that are absent or empty are left out. */
export function paragraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter(part => part !== undefined && part !== '').join('\n\n')
}

/** What `synfin explain` says of a topic. */
export function explained(explanation: Explanation): string {
  const { topic, title, meaning, linux, tools, section } = explanation
  return paragraphs(
    say`**${prose(topic)}**: ${prose(title)}`,
    prose(meaning),
    explanation.kind === 'state' ? list('Entered', explanation.entered) : undefined,
    explanation.kind === 'state' ? list('Left', explanation.left) : undefined,
    explanation.kind === 'code'
      ? paragraphs(translated('Repaired:'), traceBlock(explanation.repaired))
      : undefined,
    explanation.kind === 'subject' ? traceBlock(explanation.trace) : undefined,
    linux && say`*${translated('Linux')}*: ${prose(linux)}`,
    tools && say`*${translated('Other tools')}*: ${prose(tools)}`,
    authority(section),
  )
}

/** What a word of the language means. */
export function wordExplained({ form, title, meaning, section }: WordExplanation): string {
  return paragraphs(say`${code(form)}: ${prose(title)}`, prose(meaning), authority(section))
}

function list(title: string, items: readonly string[]): string {
  return `${translated(`${title}:`)}\n${items.map(item => `- ${prose(item)}`).join('\n')}`
}
