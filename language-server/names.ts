import type { Line, UseLine } from '@synfin/trace'
import { familyOf, type Mention, mentionsOn } from './mentions.ts'
import { linesOf, type Section, sectionAt, sectionsOf } from './sections.ts'

/** One name of a file, wherever it is mentioned. */
export interface Name {
  readonly what: Mention['what']
  readonly text: string
  /** The traces and fragments in which the text is this name. */
  readonly scope: readonly Section[]
}

/** Lines of a file, counted from 1, the last one among them. */
export interface LinesBetween {
  readonly first: number
  readonly last: number
}

/**
 * What the names of a file mean.
 *
 * Endpoints and symbols belong to their trace, parameters to their fragment. What a fragment names besides its
 * parameters belongs to every trace that uses it, so such a name may reach over several traces. An endpoint and a symbol
 * that are called alike count as one name: a parameter may stand for both.
 */
export class Names {
  private readonly sections: readonly Section[]
  private readonly fragments = new Map<string, Section>()
  private readonly brought = new Map<Section, ReadonlySet<Section>>()

  constructor(lines: readonly Line[]) {
    this.sections = sectionsOf(lines)
    for (const section of this.sections) {
      const { header } = section
      // Of two fragments with one name the first counts.
      if (header?.kind === 'fragment' && !this.fragments.has(header.name.text))
        this.fragments.set(header.name.text, section)
    }
  }

  /** The mention at a place, or just before it; counted from 1. */
  mentionAt(line: number, column: number): Mention | undefined {
    const found = sectionAt(this.sections, line)
    const at = found && linesOf(found).find(({ number }) => number === line)
    const near =
      at === undefined ? [] : mentionsOn(at).filter(({ span }) => span.start <= column && column <= span.end)
    return near.find(({ span }) => column < span.end) ?? near[0]
  }

  nameOf({ what, text, line }: Mention): Name {
    const section = sectionAt(this.sections, line.number)
    if (what !== 'name' || section === undefined)
      return { what, text, scope: what === 'trace' && section !== undefined ? [section] : this.sections }
    const family = familyOf(text)
    return { what, text: family, scope: this.scopeOf(section, family) }
  }

  /** All mentions of a name, in the order of the file, or those on some of its lines. */
  mentionsOf({ what, text, scope }: Name, among?: LinesBetween): readonly Mention[] {
    return scope.flatMap(section => mentionsIn(section, what, text, among))
  }

  /** Where a name is given that is mentioned here: in the order in which traces are walked, its first mention. */
  givenAt(mention: Mention): readonly Mention[] {
    const name = this.nameOf(mention)
    if (name.what !== 'name')
      return this.mentionsOf(name)
        .filter(({ gives }) => gives)
        .slice(0, 1)
    const own = sectionAt(this.sections, mention.line.number)
    if (own === undefined) return []
    const traces = name.scope.filter(section => !isFragment(section))
    const starts = traces.length === 0 ? name.scope : traces.filter(trace => trace === own || isFragment(own))
    const given = starts.flatMap(start => this.firstMention(start, mention.text, new Set()) ?? [])
    return given.filter((one, index) => given.findIndex(other => isAtSamePlace(one, other)) === index)
  }

  /** What a name would meet if it were called otherwise. */
  clashOf({ what, scope }: Name, text: string): Mention | undefined {
    if (what !== 'name') return this.sections.flatMap(section => mentionsIn(section, what, text)).at(0)
    return scope
      .flatMap(section => this.scopeOf(section, text))
      .flatMap(section => mentionsIn(section, what, text))
      .at(0)
  }

  /** The sections in which a text is the same name as in this one. */
  private scopeOf(section: Section, text: string): readonly Section[] {
    if (hasParameter(section, text)) return [section]
    const scope = new Set<Section>()
    const pending = [section]
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (scope.has(next)) continue
      scope.add(next)
      pending.push(...this.sharing(next, text))
    }
    return this.sections.filter(each => scope.has(each))
  }

  /** A trace shares its names with the fragments it uses, as far as those have no parameter of that name. */
  private sharing(section: Section, text: string): readonly Section[] {
    if (isFragment(section))
      return this.sections.filter(each => !isFragment(each) && this.broughtBy(each).has(section))
    return [...this.broughtBy(section)].filter(
      fragment => !hasParameter(fragment, text) && mentionsIn(fragment, 'name', text).length > 0,
    )
  }

  /** The fragments whose lines a trace brings, those that fragments use among them. */
  private broughtBy(trace: Section): ReadonlySet<Section> {
    const known = this.brought.get(trace)
    if (known !== undefined) return known
    const brought = new Set<Section>()
    const pending = [trace]
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      for (const { fragment } of next.body.filter(isUse)) {
        const used = this.fragments.get(fragment.text)
        if (used === undefined || brought.has(used)) continue
        brought.add(used)
        pending.push(used)
      }
    }
    this.brought.set(trace, brought)
    return brought
  }

  /** The mention that gives a name, a fragment's lines read where they are used. */
  private firstMention(section: Section, text: string, passed: Set<Section>): Mention | undefined {
    if (passed.has(section)) return undefined
    passed.add(section)
    for (const line of linesOf(section)) {
      const found = mentionsIfAny(line, 'name', familyOf(text)).find(
        mention => mention.gives && (mention.text === text || declaresAll(mention)),
      )
      if (found !== undefined) return found
      const used = line.kind === 'use' ? this.fragments.get(line.fragment.text) : undefined
      const inside =
        used === undefined || hasParameter(used, text) ? undefined : this.firstMention(used, text, passed)
      if (inside !== undefined) return inside
    }
    return undefined
  }
}

/** Whether two mentions of one name speak of the same thing: `X[3]` and `X[4]` do not, both are of `host X[9]`. */
export function isSame(one: Mention, other: Mention): boolean {
  return one.text === other.text || declaresAll(one) || declaresAll(other)
}

/** Whether two mentions stand at one place of the file. */
export function isAtSamePlace(one: Mention, other: Mention): boolean {
  return one.line.number === other.line.number && one.span.start === other.span.start
}

function declaresAll({ line }: Mention): boolean {
  return line.kind === 'host' && line.count !== undefined
}

function mentionsIn(
  section: Section,
  what: Mention['what'],
  text: string,
  among?: LinesBetween,
): readonly Mention[] {
  const lines = linesOf(section)
  const own = among ? lines.filter(({ number }) => among.first <= number && number <= among.last) : lines
  return own.flatMap(line => mentionsIfAny(line, what, text))
}

/** Most lines do not contain the text at all, which is quickly seen. A trace's name may be written with escapes. */
function mentionsIfAny(line: Line, what: Mention['what'], text: string): readonly Mention[] {
  if (what !== 'trace' && !line.text.includes(text)) return []
  return mentionsOn(line).filter(mention => mention.what === what && nameIn(mention) === text)
}

function nameIn({ what, text }: Mention): string {
  return what === 'name' ? familyOf(text) : text
}

function isFragment({ header }: Section): boolean {
  return header?.kind === 'fragment'
}

function hasParameter({ header }: Section, text: string): boolean {
  return header?.kind === 'fragment' && header.parameters.some(parameter => parameter.text === text)
}

function isUse(line: Line): line is UseLine {
  return line.kind === 'use'
}
