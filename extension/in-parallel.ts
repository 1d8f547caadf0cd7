/** Does the same with many things, some of them at a time, in order. Rejects as soon as one fails. */
export async function inParallel<Thing>(
  things: Iterable<Thing>,
  atOnce: number,
  work: (thing: Thing) => Promise<void>,
): Promise<void> {
  const waiting = things[Symbol.iterator]()
  const worker = async () => {
    for (let next = waiting.next(); !next.done; next = waiting.next()) await work(next.value)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}
