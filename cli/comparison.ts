import {
  type Replayer,
  type ReplayRun,
  type ReplayStep,
  RunnerUnavailable,
  type SkipReason,
} from '@synfin/runner'
import { type CheckedTrace, say } from '@synfin/trace'
import type { PlannedRun } from './plan-runs.ts'

/** A stack under its name. */
export interface Contestant {
  readonly name: string
  readonly stack: Replayer
}

/** What one stack made of one line. */
export interface Conduct {
  readonly verdict: ReplayStep['verdict'] | 'not played'
  /** In the trace's notation; a sentence where the run broke off. */
  readonly observed: string
}

/** A line that does not go as written on one of the stacks at least. */
export interface Difference {
  readonly file: string
  readonly trace: string
  /** The end that the stacks play. */
  readonly end: string
  readonly line: number
  /** What the trace says. */
  readonly written: string
  /** In the order of the stacks. */
  readonly conducts: readonly Conduct[]
}

/** A trace that was not played on one of the stacks. */
export interface Unplayed {
  readonly file: string
  readonly trace: string
  readonly end: string
  readonly stack: string
  readonly why: SkipReason
  readonly reason: string
}

/** Everything one `synfin compare` found. */
export interface Comparison {
  /** Their names. */
  readonly stacks: readonly string[]
  /** How many traces each was to play, counted once for each end. */
  readonly runs: number
  readonly differences: readonly Difference[]
  readonly unplayed: readonly Unplayed[]
}

/** Plays every run on every stack, and tells where they do not do as written. */
export async function compare(
  planned: readonly PlannedRun[],
  contestants: readonly Contestant[],
): Promise<Comparison> {
  const names = contestants.map(({ name }) => name)
  const differences: Difference[] = []
  const unplayed: Unplayed[] = []
  const played = await replayAll(
    planned,
    contestants.map(({ stack }) => stack),
  )
  for (const [index, plan] of planned.entries()) {
    const each = played[index] ?? []
    for (const [at, { why, reason }] of each.entries())
      if (why !== undefined)
        unplayed.push({ ...titleOf(plan), stack: names[at] ?? '', why, reason: reason ?? '' })
    differences.push(...differencesOf(plan, each))
  }
  return { stacks: names, runs: planned.length, differences, unplayed }
}

/** One stack's run, or why there is none. */
interface Played {
  readonly run: ReplayRun | undefined
  readonly why: SkipReason | undefined
  readonly reason: string | undefined
}

/** How many traces are under way at once: they share the waiting for silence at their ends. */
const AT_ONCE = 64

/** Each trace on each stack. */
async function replayAll(planned: readonly PlannedRun[], stacks: readonly Replayer[]): Promise<Played[][]> {
  const played: Played[][] = []
  while (played.length < planned.length) {
    const batch = planned.slice(played.length, played.length + AT_ONCE)
    const replays = batch.map(plan => Promise.all(stacks.map(stack => replay(plan, stack))))
    played.push(...(await Promise.all(replays)))
  }
  return played
}

async function replay(plan: PlannedRun, stack: Replayer): Promise<Played> {
  const { trace, file, kernel, unplayable } = plan
  if (unplayable !== undefined) return { run: undefined, why: 'trace-cannot', reason: unplayable }
  try {
    const run = await stack.replay(trace, { file, kernel })
    return run.verdict === 'skipped'
      ? { run: undefined, why: run.skipped ?? 'trace-cannot', reason: run.reason }
      : { run, why: undefined, reason: run.reason }
  } catch (error) {
    if (!(error instanceof RunnerUnavailable)) throw error
    return { run: undefined, why: error.skipped, reason: error.message }
  }
}

function titleOf({ file, trace, kernel }: PlannedRun) {
  return { file, trace: trace.name, end: kernel }
}

/** One for each line that went wrong somewhere, in the order of the trace. */
function differencesOf(plan: PlannedRun, played: readonly Played[]): Difference[] {
  const runs = played.map(({ run }) => run)
  const wrong = runs.flatMap(run => run?.steps.filter(({ verdict }) => verdict !== 'ok') ?? [])
  const places = new Map(wrong.map(step => [placeOf(step), step]))
  const differences = [...places].map(([place, { line, expected }]) => {
    const conducts = runs.map(run => conductAt(place, run, plan.trace))
    return { ...titleOf(plan), line, written: expected, conducts }
  })
  return [...startingDifferences(plan, runs), ...differences.sort((a, b) => a.line - b.line)]
}

/** Runs that failed before their first line: a stack could not be brought to where the trace starts. */
function startingDifferences(plan: PlannedRun, runs: readonly (ReplayRun | undefined)[]): Difference[] {
  const hasFailed = (run: ReplayRun | undefined) =>
    run?.verdict === 'failed' && run.steps.every(({ verdict }) => verdict === 'ok')
  if (!runs.some(hasFailed)) return []
  const conducts = runs.map((run): Conduct => {
    if (run === undefined) return NOT_PLAYED
    return hasFailed(run)
      ? { verdict: 'mismatch', observed: run.reason ?? '' }
      : { verdict: 'ok', observed: '' }
  })
  return [
    { ...titleOf(plan), line: firstLineOf(plan.trace), written: say`the state it starts from`, conducts },
  ]
}

function firstLineOf({ line, steps }: CheckedTrace): number {
  return steps[0]?.line ?? line
}

const NOT_PLAYED: Conduct = { verdict: 'not played', observed: '' }

/** A line of a fragment is another one at each `use`. */
function placeOf({ line, usedAt }: ReplayStep): string {
  return `${usedAt ?? ''} ${line}`
}

function conductAt(place: string, run: ReplayRun | undefined, trace: CheckedTrace): Conduct {
  const steps = run?.steps.filter(step => placeOf(step) === place) ?? []
  const step = steps.find(({ verdict }) => verdict !== 'ok') ?? steps[0]
  if (!step) return NOT_PLAYED
  const { verdict, observed, message = '' } = step
  const isBrokenOff = verdict === 'mismatch' && observed === ''
  return { verdict, observed: isBrokenOff ? message : inTermsOf(trace, observed) }
}

/** Numbers count from those of the trace, and none of a replay's is farther away. */
const NEARBY = 1000

/** Without numbers that have nothing to do with the trace's: a stack draws them, and another draws others. */
function inTermsOf({ steps }: CheckedTrace, observed: string): string {
  const known = steps.flatMap(({ text }) => text.match(/\b\d+\b/g) ?? []).map(Number)
  const isNear = (number: number) => known.some(other => Math.abs(other - number) < NEARBY)
  const isForeign = (word: string) => /^(seq|ack)=\d+$/.test(word) && !isNear(Number(word.slice(4)))
  return observed
    .split(' ')
    .filter(word => !isForeign(word))
    .join(' ')
}
