import type { ReplayStep } from '@synfin/runner'
import type { ReplayedRun } from '../replay-files.ts'
import { statesAt, writeStates } from './states-at.ts'

/** A line that did not go as written, as test reports tell it; what nobody knows is absent. */
export interface WrongStep {
  readonly line: number
  readonly message: string
  readonly expected: string
  readonly observed: string
  /** The observed segment's numbers on the wire. */
  readonly live?: string
  /** The fields that differ. */
  readonly differs?: string
  /** What the model of RFC 9293 does there, and with Linux's ways. */
  readonly rfc9293?: string
  readonly linux?: string
  /** Of every end, after the line. */
  readonly states: string
}

/** The lines of a run that did not go as written. */
export function wrongSteps(replayed: ReplayedRun): WrongStep[] {
  const { steps } = replayed.run
  return steps.flatMap((step, at) => (step.verdict === 'ok' ? [] : [wrongStep(step, at, replayed)]))
}

function wrongStep(step: ReplayStep, at: number, replayed: ReplayedRun): WrongStep {
  const { line, verdict, message = verdict, expected, observed, live, differs } = step
  return {
    line,
    message,
    expected,
    observed: observed === '' ? 'nothing' : observed,
    ...(live === undefined ? {} : { live }),
    ...(differs === undefined ? {} : { differs: differs.join(', ') }),
    ...replayed.opinions.get(at),
    states: writeStates(statesAt(replayed, at)),
  }
}
