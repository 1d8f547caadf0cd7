import { say } from './say.ts'

/** Words one after the other: `check, replay, record`. */
export function listed(words: readonly (string | number)[]): string {
  return words.length === 0 ? '' : String(words.reduce((list, word) => say`${list}, ${word}`))
}
