import { type CheckedTrace, type EndStates, listed, type SegmentStep, type Step, say } from '@synfin/trace'
import { type FindingMarks, findingMarks, type UnplacedFinding } from './finding-marks.ts'
import { markInFlight } from './in-flight.ts'
import { cut, label, labelLines, plain } from './label.ts'
import { numbered } from './numbering.ts'
import type { Participants } from './participants.ts'
import { arrowOf, segmentLabel } from './segment-label.ts'
import { spokenSegment } from './spoken.ts'
import { type State, type StateChange, stateChanges, stateOf } from './state-changes.ts'
import type { Observed, View } from './view.ts'

/** One statement of a sequence diagram below its header. */
export type Row = MessageRow | NoteRow

export interface MessageRow {
  readonly kind: 'message'
  readonly line: number
  /** The line of the `use` that brings it, where it stands in a fragment. */
  readonly usedAt?: number
  readonly from: string
  readonly arrow: string
  readonly to: string
  readonly label: string
  /** In words, for a reader who hears the diagram. */
  readonly words: string
  /** Of the left and the right end after the line, where the diagram itself does not say them. */
  readonly states?: BesideStates
  /** How far the network takes it; absent where it arrives at once. */
  readonly journey?: 'lost' | 'departs' | 'arrives' | 'stray'
  /** The mark (①) that a departure has in common with its arrival. */
  readonly mark?: string
  /** Not what the trace says, but what a replay saw on its line. */
  readonly observed?: true
}

export interface NoteRow {
  readonly kind: 'note'
  readonly line: number
  /** As in {@link MessageRow}. */
  readonly usedAt?: number
  readonly place: string
  readonly label: string
  /** What the author wrote, where the label may break or cut it. */
  readonly words?: string
}

/** The states to write beside the left and the right lifeline. */
export type BesideStates = readonly [BesideState, BesideState]

export interface BesideState {
  readonly state: State
  /** Whether the line brought it. */
  readonly isNew: boolean
}

/** The steps that are drawn, as indices; `end` is exclusive. */
export interface Rows {
  readonly first: number
  readonly end: number
}

/** The line a reader of the trace sees: the `use` for a line inside a fragment. */
export function lineInTrace(step: Step): number {
  return step.usedAt ?? step.line
}

/** Messages and notes for the given steps, for what is left out around them, and for findings between them. */
export function rowsOf(
  trace: CheckedTrace,
  { first, end }: Rows,
  participants: Participants,
  { numbers = 'written', live, states: place, observed = [], findings }: View,
): readonly Row[] {
  const inTrace = findings?.filter(({ line }) => line >= trace.line && line <= trace.endLine)
  const drawing: Drawing = {
    participants,
    marks: markInFlight(trace.steps),
    findings: findingMarks(trace.steps, inTrace ?? trace.findings),
    shown: numbered(trace.steps, numbers, live),
    pair: place === 'beside' ? participants.pair : undefined,
  }
  const steps = trace.steps.slice(first, end)
  const states = trace.steps[first - 1]?.states ?? trace.initial
  const rows: Row[] = []
  if (first > 0) rows.push(leftOut(drawing, first, steps[0]?.line ?? trace.line))
  if (!drawing.pair) rows.push(...stateNotes(drawing, stateChanges({}, states), steps[0]?.line ?? trace.line))
  const lastOf = new Map(steps.map(step => [step.line, step]))
  let before = states
  for (const item of inOrder(steps, unplacedAmong(drawing.findings, trace, { first, end }))) {
    if (!('states' in item)) {
      rows.push(note(participants.overAll, item.text, item.line))
      continue
    }
    const own = rowsOfStep(drawing, item, before)
    rows.push(...(item.usedAt === undefined ? own : own.map(row => ({ ...row, usedAt: item.usedAt }))))
    // A line of a fragment that is used more than once has several steps.
    const came = lastOf.get(item.line) === item ? observed.filter(({ line }) => line === item.line) : []
    rows.push(...came.map(what => observedRow(drawing, trace.ends, what)))
    before = item.states
  }
  if (end < trace.steps.length)
    rows.push(leftOut(drawing, trace.steps.length - end, steps.at(-1)?.line ?? trace.endLine))
  return rows
}

/** A reader who hears the diagram hears no more of a note. */
const LONGEST_SAID = 2000

/** What every row is drawn with. */
interface Drawing {
  readonly participants: Participants
  readonly marks: ReadonlyMap<Step, string>
  readonly findings: FindingMarks
  /** A segment with its numbers as they are to be shown. */
  readonly shown: ReturnType<typeof numbered>
  /** The two ends beside whose lifelines states are written, where that is how they are shown. */
  readonly pair: readonly [string, string] | undefined
}

/** A file that is no trace at all has a finding on every line; a reader needs to see only that. */
const MOST_UNPLACED = 50

function unplacedAmong(
  { unplaced }: FindingMarks,
  { steps }: CheckedTrace,
  { first, end }: Rows,
): readonly UnplacedFinding[] {
  const after = steps[first - 1]
  const before = steps[end]
  const between = unplaced.filter(
    ({ line }) => (!after || line > lineInTrace(after)) && (!before || line < lineInTrace(before)),
  )
  return between.slice(0, MOST_UNPLACED)
}

function inOrder(
  steps: readonly Step[],
  unplaced: readonly UnplacedFinding[],
): readonly (Step | UnplacedFinding)[] {
  const lineOf = (item: Step | UnplacedFinding) => ('states' in item ? lineInTrace(item) : item.line)
  return [...steps, ...unplaced].sort((one, other) => lineOf(one) - lineOf(other))
}

function rowsOfStep(drawing: Drawing, step: Step, before: EndStates): readonly Row[] {
  const { participants, findings } = drawing
  const changes = stateChanges(before, step.states)
  const signs = findings.at(step)
  switch (step.kind) {
    case 'segment': {
      // What the sender's call did comes before its segment, what the segment does comes after.
      const isSender = ({ end }: StateChange) =>
        end === step.segment.from && step.segment.journey !== 'arrives'
      if (drawing.pair)
        return [message(drawing, step, signs, besideStates(drawing.pair, before, step.states))]
      return [
        ...stateNotes(drawing, changes.filter(isSender), step.line),
        message(drawing, step, signs),
        ...stateNotes(
          drawing,
          changes.filter(change => !isSender(change)),
          step.line,
        ),
      ]
    }
    case 'call':
      return doings(drawing, step, step.call.end, { changes, signs })
    case 'timer':
      return doings(drawing, step, step.timer.end, { changes, signs })
    case 'wait':
      return [note(participants.overAll, lines(`⏱ ${label(step.text)}`, signs), step.line)]
    case 'note':
      return [
        {
          ...note(participants.over(step.ends), lines(labelLines(step.note), signs), step.line),
          words: cut(plain(step.note), LONGEST_SAID),
        },
      ]
    case 'claim':
      // The states it claims stand in the diagram already; what differs is a finding.
      return signs.length > 0 ? [note(participants.overAll, lines(label(step.text), signs), step.line)] : []
  }
}

function besideStates(ends: readonly [string, string], before: EndStates, after: EndStates): BesideStates {
  const beside = (end: string): BesideState => {
    const state = stateOf(after, end)
    return { state, isNew: state !== stateOf(before, end) }
  }
  return [beside(ends[0]), beside(ends[1])]
}

function message(
  { participants, marks, shown }: Drawing,
  step: SegmentStep,
  signs: readonly string[],
  states?: BesideStates,
): Row {
  const { line } = step
  const segment = shown(step)
  const mark = marks.get(step)
  const { journey } = segment
  const named = [segment.from, segment.to].map(end => (participants.isShared(end) ? label(end, 24) : ''))
  const whose = named.some(name => name !== '')
    ? `${label(segment.from, 24)} → ${label(segment.to, 24)} `
    : ''
  return {
    kind: 'message',
    line,
    from: participants.aliasOf(segment.from),
    arrow: arrowOf(segment),
    to: participants.aliasOf(segment.to),
    label: lines(whose + segmentLabel(segment, mark), signs),
    words: spokenSegment(segment),
    ...(states && { states }),
    ...(journey !== 'delivered' && { journey }),
    ...(mark !== undefined && { mark }),
  }
}

const OBSERVED_SEGMENT = /^(\S+) -[>x] (\S+) (.*)$/s

/** What a replay saw in place of a line, as an arrow of its own where it was a segment. */
function observedRow(
  { participants }: Drawing,
  ends: readonly string[],
  { line, player, text }: Observed,
): Row {
  const [, from = '', to = '', segment = ''] = OBSERVED_SEGMENT.exec(text) ?? []
  const who = label(player, 40)
  if (!ends.includes(from) || !ends.includes(to))
    return note(participants.overAll, say`✖ ${who}: ${labelLines(text || say`nothing came`)}`, line)
  return {
    kind: 'message',
    line,
    from: participants.aliasOf(from),
    arrow: '->>',
    to: participants.aliasOf(to),
    label: say`✖ ${who}: ${labelLines(segment, 56, 4)}`,
    words: plain(say`in the replay with ${player}, ${from} sent ${segment} to ${to} instead`),
    observed: true,
  }
}

/** A call or a timer, with the state it leads to: `close → FIN_WAIT_1`. */
function doings(
  drawing: Drawing,
  step: Step,
  end: string,
  { changes, signs }: { readonly changes: readonly StateChange[]; readonly signs: readonly string[] },
): readonly Row[] {
  const { participants } = drawing
  const own = changes.filter(change => change.end === end)
  const says = `${step.kind === 'timer' ? '⏱ ' : ''}${label(step.text.slice(step.text.indexOf(':') + 1))}`
  const whose = participants.isShared(end) ? `${label(end, 24)} ` : ''
  const text = own.length === 1 && own[0] ? `${says} → ${stateText(own[0])}` : says
  const others = own.length === 1 ? changes.filter(change => change.end !== end) : changes
  return [
    note(participants.besides(end), lines(whose + text, signs), step.line),
    ...stateNotes(drawing, others, step.line),
  ]
}

function stateNotes(
  { participants }: Drawing,
  changes: readonly StateChange[],
  line: number,
): readonly Row[] {
  return changes.map(change => {
    const whose = participants.isShared(change.end) ? `${label(change.end, 24)} ` : ''
    return note(participants.besides(change.end), `${whose}${stateText(change)}`, line)
  })
}

function stateText({ state, peers }: StateChange): string {
  if (peers.length === 0 || state === 'LISTEN') return state
  const named = peers.slice(0, 3).map(peer => label(peer, 24))
  return peers.length > 3
    ? say`${state} with ${listed(named)} and ${peers.length - 3} more`
    : say`${state} with ${listed(named)}`
}

function leftOut({ participants }: Drawing, count: number, line: number): Row {
  return note(
    participants.overAll,
    count === 1 ? say`… ${count} more line …` : say`… ${count} more lines …`,
    line,
  )
}

function note(place: string, label: string, line: number): Row {
  return { kind: 'note', line, place, label }
}

function lines(first: string, more: readonly string[]): string {
  return [first, ...more].join('<br/>')
}
