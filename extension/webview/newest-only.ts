/**
 * Wraps slow work so that calls made while it runs wait, and of those waiting only the newest is done.
 *
 * The work must not throw.
 */
export function newestOnly<T>(work: (item: T) => Promise<void>): (item: T) => void {
  let waiting: { readonly item: T } | undefined
  let busy = false
  return async item => {
    waiting = { item }
    if (busy) return
    busy = true
    while (waiting) {
      const next = waiting.item
      waiting = undefined
      await work(next)
    }
    busy = false
  }
}
