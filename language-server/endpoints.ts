import type { Claim, Line, Word } from '@synfin/trace'

/** What an endpoint does on the line that names it. */
export type Role = 'sender' | 'receiver' | 'named'

export interface NamedEndpoint {
  readonly word: Word
  readonly role: Role
}

/** Every endpoint a line names, in order; the arguments of a `use` are not told apart from symbols and left out. */
export function endpointsOf(line: Line): readonly NamedEndpoint[] {
  switch (line.kind) {
    case 'host':
      return named(line.end)
    case 'given':
      return line.ends.flatMap(({ end }) => named(end))
    case 'segment':
      return [...acting('sender', line.from), ...acting('receiver', line.to), ...claimed(line.claim)]
    case 'call':
      return [...named(line.end, line.peer), ...claimed(line.claim)]
    case 'timer':
      return [...named(line.end), ...claimed(line.claim)]
    case 'wait':
    case 'claim':
      return claimed(line.claim)
    case 'note':
      return named(...line.ends)
    default:
      return []
  }
}

function named(...words: readonly (Word | undefined)[]): readonly NamedEndpoint[] {
  return words.flatMap(word => acting('named', word))
}

function acting(role: Role, word: Word | undefined): readonly NamedEndpoint[] {
  return word === undefined ? [] : [{ word, role }]
}

function claimed(claim: Claim | undefined): readonly NamedEndpoint[] {
  return claim === undefined ? [] : claim.states.flatMap(({ end, peer }) => named(end, peer))
}
