import { say } from '@synfin/trace'

/** Words one after the other: `check, replay, record`. */
export function listed(words: readonly string[]): string {
  return words.length === 0 ? '' : words.reduce((list, word) => say`${list}, ${word}`)
}
