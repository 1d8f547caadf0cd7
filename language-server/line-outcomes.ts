import type { CheckedTrace, EndStates, Line, Step } from '@synfin/trace'
import type { CheckedDocument } from './checked-documents.ts'

/** What comes of one line of a trace: a step, or for a `use` all that it brings. */
export interface LineOutcome {
  readonly line: Line
  readonly trace: CheckedTrace
  /** Where in the trace's steps it starts. */
  readonly index: number
  /** Absent for a `use`. */
  readonly step: Step | undefined
  readonly before: EndStates
  readonly after: EndStates
}

/**
 * The lines of traces between two lines of a file, both counted from 1 and among them, at which something happens.
 * Takes no longer for a long file. A fragment's lines have as many outcomes as uses, and so none here.
 */
export function outcomesBetween(
  { file, lines }: CheckedDocument,
  first: number,
  last: number,
): LineOutcome[] {
  return file.traces.flatMap(trace =>
    trace.line <= last && first <= trace.endLine ? outcomesOf(trace, lines, first, last) : [],
  )
}

function outcomesOf(trace: CheckedTrace, lines: readonly Line[], first: number, last: number): LineOutcome[] {
  const { steps } = trace
  const outcomes: LineOutcome[] = []
  let index = firstFrom(steps, first, placeOf)
  for (let step = steps[index]; step !== undefined && placeOf(step) <= last; step = steps[index]) {
    const start = index
    const place = placeOf(step)
    while (steps[index] !== undefined && placeOf(steps[index] as Step) === place) index++
    const line = lines[firstFrom(lines, place, ({ number }) => number)]
    if (line?.number !== place) continue
    outcomes.push({
      line,
      trace,
      index: start,
      step: step.usedAt === undefined ? step : undefined,
      before: steps[start - 1]?.states ?? trace.initial,
      after: steps[index - 1]?.states ?? trace.final,
    })
  }
  return outcomes
}

/** The line of the trace itself that a step belongs to. */
function placeOf({ line, usedAt }: Step): number {
  return usedAt ?? line
}

/** Where the items begin whose number is at least this; they are in order of it. */
function firstFrom<Item>(items: readonly Item[], number: number, of: (item: Item) => number): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (of(items[middle] as Item) < number) low = middle + 1
    else high = middle
  }
  return low
}

/** The states that are new after a line, and that its claim does not say. */
export function untoldStates({ before, after, step }: LineOutcome): readonly (readonly [string, string])[] {
  if (before === after) return []
  const isTold = (end: string, state: string) =>
    step?.claims.some(claim => claim.key === end && claim.state === state) ?? false
  return Object.entries(after).filter(([end, state]) => before[end] !== state && !isTold(end, state))
}
