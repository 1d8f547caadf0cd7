import { closest, say } from '@synfin/trace'

/** " Did you mean `x`?", or nothing. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const [candidate] = closest(word, candidates)
  return candidate === undefined ? '' : say` Did you mean \`${candidate}\`?`
}
