import { nearest } from '@synfin/trace'

/** The candidate most likely meant by a word with a typo: at most one slip for every three letters. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const folded = new Map(candidates.map(candidate => [candidate.toLowerCase(), candidate]))
  const found = nearest(word.toLowerCase(), [...folded.keys()], Math.max(1, Math.floor(word.length / 3)))
  return found === undefined ? undefined : folded.get(found)
}

/** " Did you mean `x`?", or nothing. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const candidate = closest(word, candidates)
  return candidate === undefined ? '' : ` Did you mean \`${candidate}\`?`
}
