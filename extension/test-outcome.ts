import type { ReplayRun, ReplayStep } from '@synfin/runner'
import { say } from '@synfin/trace'
import { namedLine } from './named-line.ts'
import { stepVerdict } from './verdict.ts'

/** What a run means to the Testing view. */
export type TestOutcome =
  | { readonly kind: 'passed'; readonly milliseconds: number }
  | { readonly kind: 'failed'; readonly milliseconds: number; readonly failures: readonly TestFailure[] }
  /** The trace itself cannot be played. */
  | { readonly kind: 'errored'; readonly failures: readonly TestFailure[] }
  /** The peer has no way to do what a line asks, or this machine cannot replay: nothing was proven. */
  | { readonly kind: 'skipped'; readonly reason: string }

/** What went wrong on a line, counted from 1. */
export interface TestFailure {
  readonly line: number
  readonly message: string
  /** Absent where there is nothing to compare. */
  readonly compared?: { readonly expected: string; readonly observed: string }
}

/** @param traceLine where a failure stands that belongs to no line */
export function outcomeOf(run: ReplayRun, traceLine: number): TestOutcome {
  const { verdict, reason = say`no reason was given`, milliseconds } = run
  if (verdict === 'passed') return { kind: 'passed', milliseconds }
  const told = [{ line: namedLine(reason) ?? traceLine, message: reason }]
  if (verdict === 'skipped')
    return run.skipped === 'trace-cannot' ? { kind: 'errored', failures: told } : { kind: 'skipped', reason }
  const failures = run.steps.filter(step => step.verdict !== 'ok').map(failureOf)
  return { kind: 'failed', milliseconds, failures: failures.length > 0 ? failures : told }
}

function failureOf({ line, message, verdict, expected, observed, live }: ReplayStep): TestFailure {
  const told = message ?? stepVerdict(verdict)
  return {
    line,
    message: live === undefined ? told : say`${told} (on the wire: ${live})`,
    compared: { expected, observed: observed === '' ? say`nothing` : observed },
  }
}
