import type { ReplayRun } from '@synfin/runner'

/** A line that did not go as written, as test reports tell it. */
export interface WrongStep extends Readonly<Record<string, string | number>> {
  readonly line: number
  readonly message: string
  readonly expected: string
  readonly observed: string
}

/** The lines of a run that did not go as written. */
export function wrongSteps({ steps }: ReplayRun): WrongStep[] {
  return steps
    .filter(({ verdict }) => verdict !== 'ok')
    .map(({ line, verdict, message = verdict, expected, observed }) => ({
      line,
      message,
      expected,
      observed: observed === '' ? 'nothing' : observed,
    }))
}
