import type { Claim, Line, Word } from '@synfin/trace'

/** What an endpoint does on the line that names it; claims and notes only speak of ends, they do not make them. */
export type Role = 'sender' | 'receiver' | 'named' | 'spoken of'

/** An endpoint at one place of a line. */
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
      return line.ends.flatMap(end => acting('spoken of', end))
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
  return claim === undefined
    ? []
    : claim.states.flatMap(({ end, peer }) => [end, peer].flatMap(word => acting('spoken of', word)))
}
