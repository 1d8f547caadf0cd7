import type { ReplayRun } from '@synfin/runner'
import type { ReplayedRun } from '../replay-files.ts'

/** How the repetitions of one trace with one kernel's end fared. */
export interface Repetitions {
  readonly file: string
  readonly trace: string
  readonly kernel: string
  readonly runs: number
  readonly failed: number
  /** How it failed, most often first. */
  readonly ways: readonly { readonly way: string; readonly line: number | null; readonly count: number }[]
}

/** The repetitions among some runs, in the order in which each trace was first played. */
export function repetitionsOf(replayed: readonly ReplayedRun[]): Repetitions[] {
  const runs = replayed.map(({ run }) => run)
  return grouped(runs, identity).map(([first, ...others]) => {
    const { file, trace, kernel } = first
    const failed = [first, ...others].filter(({ verdict }) => verdict === 'failed')
    const ways = grouped(failed, wayOf).map(alike => ({
      way: wayOf(alike[0]),
      line: wrongLine(alike[0]),
      count: alike.length,
    }))
    ways.sort((a, b) => b.count - a.count)
    return { file, trace, kernel, runs: others.length + 1, failed: failed.length, ways }
  })
}

type Some<Item> = [Item, ...Item[]]

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Some<Item>[] {
  const groups = new Map<string, Some<Item>>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return [...groups.values()]
}

/** The same for every repetition of a run. */
export function identity({ file, trace, kernel }: ReplayRun): string {
  return JSON.stringify([file, trace, kernel])
}

/** How a run failed, the same for two that failed alike: numbers that differ from run to run are left out. */
export function wayOf({ reason = '', verdict }: ReplayRun): string {
  return verdict === 'failed' ? reason.replace(/\d{4,}|\b\d+(?= ms\b)/g, '…') : ''
}

function wrongLine({ steps }: ReplayRun): number | null {
  return steps.find(({ verdict }) => verdict !== 'ok')?.line ?? null
}
