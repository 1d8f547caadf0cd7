import type { Line } from '@synfin/trace'
import { TOKEN_MODIFIERS, TOKEN_TYPES, type Token, tokensOf } from './line-tokens.ts'

/** LSP's form of a token: lines down, columns right, length, type and the bits of its modifiers. */
export const NUMBERS_A_TOKEN = 5

/** The tokens of some lines in that form. */
export interface EncodedTokens {
  readonly data: number[]
  /** How many tokens there are up to each line, its own among them. */
  readonly ends: Uint32Array
}

/** The tokens of lines in LSP's form, each placed by the one before it: the first by the last of the lines above. */
export function encodeTokens(lines: readonly Line[], above: readonly Line[] = []): EncodedTokens {
  const data: number[] = []
  const ends = new Uint32Array(lines.length)
  const last = above.findLast(hasTokens)
  let line = last?.number ?? 1
  let column = (last && tokensOf(last).at(-1)?.span.start) ?? 1
  for (const [index, each] of lines.entries()) {
    for (const token of tokensOf(each)) {
      const { start, end } = token.span
      const down = each.number - line
      data.push(down, down > 0 ? start - 1 : start - column, end - start, typeOf(token), modifiersOf(token))
      line = each.number
      column = start
    }
    ends[index] = data.length / NUMBERS_A_TOKEN
  }
  return { data, ends }
}

function hasTokens(line: Line): boolean {
  return line.kind !== 'broken'
}

function typeOf({ type }: Token): number {
  return TOKEN_TYPES.indexOf(type)
}

function modifiersOf({ modifiers }: Token): number {
  return modifiers.reduce((bits, modifier) => bits | (1 << TOKEN_MODIFIERS.indexOf(modifier)), 0)
}
