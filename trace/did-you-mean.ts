/** More slips than this make another word. */
const MOST_SLIPS = 3

/**
 * The known words that a misspelt one may mean: those fewest slips away, at most one slip for three letters. Of
 * several, those of its own length come alone, for a letter is mistaken more easily than it is forgotten.
 */
export function closest(word: string, known: readonly string[]): string[] {
  const most = Math.min(MOST_SLIPS, Math.max(1, Math.floor(word.length / 3)))
  const distances = known.map(candidate => ({ candidate, distance: slips(word, candidate, most) }))
  const least = Math.min(most, ...distances.map(({ distance }) => distance))
  const near = distances.filter(({ distance }) => distance === least).map(({ candidate }) => candidate)
  const alike = near.filter(candidate => candidate.length === word.length)
  return alike.length > 0 ? alike : near
}

/**
 * How many slips of the keyboard part two words: a letter wrong, missing or too many, or two neighbours swapped.
 * Case alone is half a slip. Infinite where it is more than `most`.
 */
function slips(from: string, to: string, most: number): number {
  if (from === to) return 0
  const a = from.toLowerCase()
  const b = to.toLowerCase()
  return a === b ? 0.5 : letterSlips(a, b, most)
}

function letterSlips(from: string, to: string, most: number): number {
  if (Math.abs(from.length - to.length) > most) return Number.POSITIVE_INFINITY
  let same = 0
  while (same < from.length && from[same] === to[same]) same++
  const a = from.slice(same)
  const b = to.slice(same)
  if (a === '' || b === '') return a.length + b.length
  if (most < 1) return Number.POSITIVE_INFINITY
  const swapped = a.length > 1 && a[0] === b[1] && a[1] === b[0]
  return (
    1 +
    Math.min(
      letterSlips(a.slice(1), b.slice(1), most - 1),
      letterSlips(a.slice(1), b, most - 1),
      letterSlips(a, b.slice(1), most - 1),
      swapped ? letterSlips(a.slice(2), b.slice(2), most - 1) : Number.POSITIVE_INFINITY,
    )
  )
}
