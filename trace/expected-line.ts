import type { CheckedFile, EndStates } from './checked-trace.ts'
import type { Line } from './line.ts'
import { standpointAfter, statesAt, sumAt } from './standpoint.ts'
import { Trials } from './trials.ts'

/** What the checker fills in on a line that is not written out. */
export interface Expected {
  /** Absent where it has no name, or the line is no segment. */
  readonly seq: string | undefined
  readonly ack: string | undefined
  readonly states: EndStates
}

/** What would become of a line if it stood below a line of a checked file. */
export function expectedAfter(file: CheckedFile, line: number, next: Line): Expected | undefined {
  const standpoint = standpointAfter(file, line)
  const step = standpoint && new Trials(standpoint).ofWritten(next)
  if (standpoint === undefined || step === undefined) return undefined
  const segment = step.kind === 'segment' ? step.segment : undefined
  return {
    seq: sumAt(standpoint, segment?.seq),
    ack: sumAt(standpoint, segment?.ack),
    states: statesAt(standpoint, step.states),
  }
}
