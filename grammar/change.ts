/** What replaced what, so that one text became another: offsets in the first, the end exclusive. */
export interface Change {
  readonly start: number
  readonly end: number
  /** How many more characters there are now; negative where there are fewer. */
  readonly grown: number
}

/** The smallest single replacement that makes the one text the other. */
export function changeBetween(before: string, after: string): Change {
  const shorter = Math.min(before.length, after.length)
  const start = longest(shorter, (from, to) => before.slice(from, to) === after.slice(from, to))
  const tail = longest(shorter - start, (from, to) => ending(before, from, to) === ending(after, from, to))
  return { start, end: before.length - tail, grown: after.length - before.length }
}

function ending(text: string, from: number, to: number): string {
  return text.slice(text.length - to, text.length - from)
}

/**
 * How many characters two texts share, up to a limit. Comparing slices takes a hundredth of the time that comparing
 * characters does, so it goes in steps that double, and back in steps that halve.
 */
function longest(limit: number, agree: (from: number, to: number) => boolean): number {
  let shared = 0
  let step = 64
  while (shared < limit && agree(shared, Math.min(limit, shared + step))) {
    shared = Math.min(limit, shared + step)
    step *= 2
  }
  while (step > 0 && shared < limit) {
    if (shared + step <= limit && agree(shared, shared + step)) shared += step
    step >>= 1
  }
  return shared
}
