import { say } from '@synfin/trace'
import { UsageError } from './arguments.ts'

/** One part of several that share the work, counted from 1. */
export interface Shard {
  readonly part: number
  readonly of: number
}

const MOST_PARTS = 10_000

/**
 * Reads `I/N`.
 *
 * @throws {UsageError} where it is no part of anything.
 */
export function readShard(written: string): Shard {
  const [, part = 0, of = 0] = (/^(\d+)\/(\d+)$/.exec(written) ?? []).map(Number)
  if (part < 1 || part > of || of > MOST_PARTS)
    throw new UsageError(say`\`--shard ${written}\`: which part of how many is written 1/4, 2/4, 3/4 or 4/4`)
  return { part, of }
}

/** The items of one part: every item is in one part and no other, and neighbours are in different ones. */
export function itemsOf<Item>({ part, of }: Shard, items: readonly Item[]): Item[] {
  return items.filter((_, index) => index % of === part - 1)
}
