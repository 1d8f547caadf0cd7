/** Long ascending lists, such as those of a long file. */

/** More items than a call can have arguments. */
const MOST_ARGUMENTS = 1000

/** A list with some of its items replaced, made in one piece where that is possible. */
export function spliced<T>(list: readonly T[], start: number, removed: number, items: readonly T[]): T[] {
  if (items.length <= MOST_ARGUMENTS) return list.toSpliced(start, removed, ...items)
  return list.slice(0, start).concat(items, list.slice(start + removed))
}

/** The first index at which something is true that is true of all behind it; the length where it is true of none. */
export function firstIndex(length: number, isBehind: (index: number) => boolean): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBehind(middle)) high = middle
    else low = middle + 1
  }
  return low
}
