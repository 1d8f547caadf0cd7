/** Lines that gave way to others at one place. Numbers count from 1. */
export interface LineChange {
  /** The first line removed, or the one below which lines are added, in the text before. */
  readonly line: number
  readonly removed: readonly string[]
  readonly added: readonly string[]
}

/** What changed between two texts, as few lines as there are (Myers, "An O(ND) Difference Algorithm", 1986). */
export function lineChanges(before: string, after: string): LineChange[] {
  const old = before.split(/\r\n|\r|\n/)
  const now = after.split(/\r\n|\r|\n/)
  const changes: { line: number; removed: string[]; added: string[] }[] = []
  let x = 0
  let y = 0
  for (const [keptX, keptY] of [...keptLines(old, now), [old.length, now.length] as const]) {
    if (keptX > x || keptY > y)
      changes.push({
        line: keptX > x ? x + 1 : x,
        removed: old.slice(x, keptX),
        added: now.slice(y, keptY),
      })
    x = keptX + 1
    y = keptY + 1
  }
  return changes
}

/** The lines that stay, as pairs of their indices. */
function keptLines(old: readonly string[], now: readonly string[]): (readonly [number, number])[] {
  const rounds: Map<number, number>[] = []
  let furthest = new Map([[1, 0]])
  for (let edits = 0; ; edits++) {
    rounds.push(new Map(furthest))
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = beginOf(furthest, diagonal, edits)
      while (x < old.length && old[x] === now[x - diagonal]) x++
      furthest.set(diagonal, x)
      if (x >= old.length && x - diagonal >= now.length) return pathBack(rounds, old.length, now.length)
    }
    furthest = new Map(furthest)
  }
}

/** Where a diagonal is entered: from the one above, by adding a line, or from the one below, by removing one. */
function beginOf(furthest: ReadonlyMap<number, number>, diagonal: number, edits: number): number {
  const below = furthest.get(diagonal - 1) ?? -1
  const above = furthest.get(diagonal + 1) ?? -1
  const isAdding = diagonal === -edits || (diagonal !== edits && below < above)
  return isAdding ? above : below + 1
}

function pathBack(rounds: readonly ReadonlyMap<number, number>[], x: number, y: number) {
  const kept: [number, number][] = []
  for (let edits = rounds.length - 1; edits >= 0; edits--) {
    const furthest = rounds[edits] ?? new Map<number, number>()
    const begin = beginOf(furthest, x - y, edits)
    const beginY = begin - (x - y)
    while (x > begin && y > beginY) kept.push([--x, --y])
    if (edits === 0) break
    const isAdding = begin === furthest.get(x - y + 1)
    ;[x, y] = isAdding ? [x, y - 1] : [x - 1, y]
  }
  return kept.reverse()
}
