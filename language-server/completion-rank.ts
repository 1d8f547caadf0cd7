import { type NextLine, say } from '@synfin/trace'

/** Whether a line is owed or allowed, in a word. */
export function rankName(rank: NextLine['rank']): string {
  return rank === 'owed' ? say`owed` : say`allowed`
}

/** Whether a line is owed or allowed, and why. */
export function rankedDetail({ rank, why }: Pick<NextLine, 'rank' | 'why'>): string {
  return say`${rankName(rank)}: ${why}`
}
