/** Names that a trace has not used yet. */
import { expressionsOf } from './line-parts.ts'
import type { Standpoint } from './standpoint.ts'
import type { Walk } from './walk.ts'

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
/** The letter of the first initial sequence number, as textbooks have it. */
const FIRST = 'j'

/** How many of the lines below are searched for names. */
const LINES_SEARCHED = 5000

export class FreshNames {
  private readonly standpoint: Standpoint
  private readonly walk: Walk
  private known: ReadonlySet<string> | undefined

  constructor(standpoint: Standpoint, walk: Walk) {
    this.standpoint = standpoint
    this.walk = walk
  }

  /** A symbol: a fragment's parameter that nothing has named yet, or the next free letter after another symbol. */
  symbol(after?: string): string {
    const parameter = this.parameters().find(
      name => this.walk.symbols.get(name) === undefined && !this.walk.survey.ends.includes(name),
    )
    if (parameter !== undefined) return parameter
    const first = after?.length === 1 ? LETTERS.indexOf(after) + 1 : LETTERS.indexOf(FIRST)
    return this.free(LETTERS.slice(first) + LETTERS.slice(0, first), [])
  }

  /** An endpoint: the first free capital letter. */
  end(besides: readonly string[] = []): string {
    return this.free(LETTERS.toUpperCase(), besides)
  }

  private free(letters: string, besides: readonly string[]): string {
    const isFree = (name: string) => !this.taken().has(name) && !besides.includes(name)
    const letter = [...letters].find(isFree)
    if (letter !== undefined) return letter
    let number = 1
    while (!isFree(`${letters[0]}${number}`)) number += 1
    return `${letters[0]}${number}`
  }

  /** The parameters by the names they go by in the walk. */
  private parameters(): readonly string[] {
    const { memory, used } = this.standpoint
    if (used !== undefined) return [...used.back.keys()].filter(name => /^[A-Za-z_]\w*$/.test(name))
    const { header } = memory.input
    return header?.kind === 'fragment' ? header.parameters.map(({ text }) => text) : []
  }

  private taken(): ReadonlySet<string> {
    this.known ??= new Set([
      ...this.walk.symbols.names(),
      ...this.walk.survey.ends,
      ...(this.standpoint.used?.by.keys() ?? []),
      ...this.standpoint.memory.statements
        .slice(this.standpoint.index, this.standpoint.index + LINES_SEARCHED)
        .flatMap(({ line }) => expressionsOf(line))
        .flatMap(({ terms }) => terms.map(({ symbol }) => symbol)),
    ])
    return this.known
  }
}
