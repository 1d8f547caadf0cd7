/** Work that is done part by part, so that a caller may do other things in between, or stop. */
export type InParts<T> = Generator<undefined, T>

/** Does all of it at once. */
export function finish<T>(work: InParts<T>): T {
  let part = work.next()
  while (!part.done) part = work.next()
  return part.value
}
