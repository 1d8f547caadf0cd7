import { EXPLANATIONS, type Explanation, inSpokenLanguage, say, spokenLanguage } from '@synfin/trace'

/** Something that can be explained, as an item of a list. */
export interface Topic {
  readonly label: string
  readonly description: string
  /** The page that explains it, below `docs/`, with the place on it. */
  readonly page: string
  readonly fragment: string
  /** The list is divided by it. */
  readonly group: string
}

const GROUPS: Readonly<Record<Explanation['kind'], () => string>> = {
  code: () => say`Findings`,
  state: () => say`States`,
  flag: () => say`Flags`,
  subject: () => say`Procedures and terms`,
}

/** Every topic; those that occur in the texts given come first, in their order there. */
export function topics(texts: readonly string[]): readonly Topic[] {
  const all = EXPLANATIONS.map(inSpokenLanguage).map(topicOf)
  const words = texts.flatMap(text => text.match(/[A-Za-z][\w-]*/g) ?? []).map(spelled)
  const near = [...new Set(words)].flatMap(word => all.filter(({ label }) => spelled(label) === word))
  return [
    ...near.map(topic => ({ ...topic, group: say`At the cursor` })),
    ...all.filter(topic => !near.includes(topic)),
  ]
}

function topicOf({ topic, title, kind }: Explanation): Topic {
  const language = spokenLanguage()
  const folder = language === undefined ? '' : `${language.id}/`
  const page = kind === 'code' ? `rules/${topic}.md` : PAGES[kind]
  const fragment = kind === 'code' ? '' : placeNamed(topic)
  return { label: topic, description: title, page: folder + page, fragment, group: GROUPS[kind]() }
}

/** The line of a page, counted from 0, on which the place of this name begins; without a name its first. */
export function headingLine(page: string, fragment: string): number {
  const isIt = (line: string) => line.startsWith('#') && placeNamed(line.replace(/^#+ /, '')) === fragment
  return Math.max(0, page.split('\n').findIndex(isIt))
}

/** A heading's place, as the address of its page names it. */
function placeNamed(heading: string): string {
  return heading.trim().toLowerCase().replaceAll(' ', '-')
}

const PAGES = { state: 'states.md', flag: 'flags.md', subject: 'procedures.md' } as const

/** RFC 9293's own hyphens are underscores in a trace. */
function spelled(word: string): string {
  return word.toLowerCase().replaceAll('_', '-')
}
