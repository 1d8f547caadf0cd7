import { type CheckedTrace, type EndStates, firstIndex, type Line, type Step } from '@synfin/trace'
import type { CheckedDocument } from './checked-documents.ts'
import { lineAt } from './lines.ts'

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
  let index = firstIndex(steps.length, at => placeOf(steps[at] as Step) >= first)
  for (let step = steps[index]; step !== undefined && placeOf(step) <= last; step = steps[index]) {
    const start = index
    const place = placeOf(step)
    while (steps[index] !== undefined && placeOf(steps[index] as Step) === place) index++
    const line = lineAt(lines, place)
    if (line === undefined) continue
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

/** The states that are new after a line, and that its claim does not say. */
export function untoldStates({ before, after, step }: LineOutcome): readonly (readonly [string, string])[] {
  if (before === after) return []
  const isTold = (end: string, state: string) =>
    step?.claims.some(claim => claim.key === end && claim.state === state) ?? false
  return Object.entries(after).filter(([end, state]) => before[end] !== state && !isTold(end, state))
}

/** The same with an end named once, where all its connections have come into one state: `B`, for `B/C` and `B/D`. */
export function statesByEnd(
  states: readonly (readonly [string, string])[],
  after: EndStates,
): readonly (readonly [string, string])[] {
  const connections = new Map<string, number>()
  for (const key of Object.keys(after)) count(connections, endOf(key))
  const alike = new Map<string, number>()
  for (const [key, state] of states) count(alike, `${endOf(key)} ${state}`)
  const isAll = ([key, state]: readonly [string, string]) =>
    alike.get(`${endOf(key)} ${state}`) === connections.get(endOf(key))
  return [...new Map(states.map(each => (isAll(each) ? [endOf(each[0]), each[1]] : each)))]
}

function endOf(key: string): string {
  return key.replace(/\/.*/, '')
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}
