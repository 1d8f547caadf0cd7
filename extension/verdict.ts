import type { ReplayRun, ReplayStep } from '@synfin/runner'
import { peerName } from '@synfin/runner/peer-name'
import { say } from '@synfin/trace'
import { movedLine } from './named-line.ts'

/** What the replays of one trace amount to. */
export interface Verdict {
  /** Skipped runs have not passed, but do not outweigh those that did. */
  readonly verdict: ReplayRun['verdict']
  /** In a few words, on one line: `passed 3 ms`, `line 4: …`. */
  readonly text: string
}

/** Who played which end, in words: `B as the kernel`. */
export function playerOf({ kernel, peer }: ReplayRun): string {
  return say`${kernel} as the ${peerName(peer)}`
}

/** How a run fared, in a word. */
export function runVerdict(verdict: ReplayRun['verdict']): string {
  return { passed: () => say`passed`, failed: () => say`failed`, skipped: () => say`skipped` }[verdict]()
}

/** How a line fared, in a word. */
export function stepVerdict(verdict: ReplayStep['verdict']): string {
  return {
    ok: () => say`ok`,
    mismatch: () => say`mismatch`,
    missing: () => say`missing`,
    unexpected: () => say`unexpected`,
  }[verdict]()
}

/**
 * Sums up the runs of one trace; nothing where there are none.
 *
 * @param moved how many lines further down the trace stands than when it was replayed
 */
export function verdictOf(runs: readonly ReplayRun[], moved = 0): Verdict | undefined {
  const failed = runs.find(({ verdict }) => verdict === 'failed')
  if (failed !== undefined)
    return { verdict: 'failed', text: short(movedLine(failed.reason ?? say`not as written`, moved)) }
  const skipped = runs.filter(({ verdict }) => verdict === 'skipped')
  const [first] = skipped
  if (first !== undefined && skipped.length === runs.length)
    return { verdict: 'skipped', text: say`not replayed: ${short(first.reason ?? say`nothing to play`)}` }
  if (runs.length === 0) return undefined
  const passed = byModel(runs) ? say`passed ${duration(runs)} by the model` : say`passed ${duration(runs)}`
  const others = skipped.map(({ kernel }) => kernel).join(say` and `)
  return { verdict: 'passed', text: first === undefined ? passed : say`${passed}, not with ${others}` }
}

/** The time that the kernel and the wire took. */
function duration(runs: readonly ReplayRun[]): string {
  const milliseconds = runs.reduce((sum, run) => sum + run.milliseconds, 0)
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`
  return milliseconds < 1 ? say`in under 1 ms` : `${Math.round(milliseconds)} ms`
}

/** That no kernel was asked is always said. */
function byModel(runs: readonly ReplayRun[]): boolean {
  return runs.some(({ peer }) => peer === 'model')
}

const LONGEST = 80

function short(reason: string): string {
  const [line = ''] = reason.split('\n', 1)
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`
}
