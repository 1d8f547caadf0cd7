import { type CheckedTrace, listed, type Step, say } from '@synfin/trace'
import { label } from './label.ts'
import { orderOfEnds } from './order-of-ends.ts'
import { participantsOf } from './participants.ts'
import {
  type BesideStates,
  lineInTrace,
  type MessageRow,
  type NoteRow,
  type Row,
  type Rows,
  rowsOf,
} from './rows.ts'
import { stateOf } from './state-changes.ts'
import type { View } from './view.ts'

/** A sequence diagram, and the way back from its messages and notes to the lines of the trace. */
export interface SequenceDrawing {
  /** Mermaid 12 text. */
  readonly text: string
  /** What the diagram draws, in its order. */
  readonly rows: readonly DrawnRow[]
  /** The states before the first message, where they are to be written beside the lifelines. */
  readonly initial: BesideStates | undefined
  /** Whether lines were left out. */
  readonly partial: boolean
}

/** A message or note of a diagram, and the line it stands for. */
export type DrawnRow = Omit<NoteRow, 'place' | 'label'> | Omit<MessageRow, 'from' | 'to' | 'arrow' | 'label'>

/**
 * Draws a trace as a Mermaid sequence diagram.
 *
 * Every trace has one, however broken: a line that could not be read is a note. Solid arrows arrive at once, crossed
 * ones are lost, dotted ones depart into or arrive from the network, with the same mark (①) on both. A note beside a
 * lifeline is the state its end enters, or a call or timer of its own.
 */
export function sequenceDiagram(trace: CheckedTrace, view: View = {}): string {
  return drawSequence(trace, view).text
}

/** As {@link sequenceDiagram}, with the line of every message and note. */
export function drawSequence(trace: CheckedTrace, view: View = {}): SequenceDrawing {
  const { around, limit = 300 } = view
  const window = windowOf(trace.steps, around, limit)
  const participants = participantsOf(trace, trace.steps.slice(window.first, window.end))
  const rows = rowsOf(trace, window, participants, view)
  const header = [
    'sequenceDiagram',
    `accTitle: ${label(trace.name) || say`a trace`}`,
    `accDescr: ${descriptionOf(trace)}`,
    ...participants.statements,
  ]
  return {
    text: `${[...header, ...rows.map(statement)].join('\n  ')}\n`,
    rows: rows.map(drawnRow),
    initial: view.states === 'beside' ? initialStates(trace, window, participants.pair) : undefined,
    partial: window.end - window.first < trace.steps.length,
  }
}

/** One sentence for a reader who hears the diagram. */
function descriptionOf(trace: CheckedTrace): string {
  const ends = orderOfEnds(trace)
  const { steps, final } = trace
  const segments = steps.filter(({ kind }) => kind === 'segment').length
  const named = ends.slice(0, 8)
  const states = named.map(end => `${end} ${stateOf(final, end)}`)
  const more = ends.length - named.length
  const count = segments === 1 ? say`${segments} segment` : say`${segments} segments`
  const between = more > 0 ? say`${listed(named)} and ${more} more` : listed(named)
  return label(say`${count} between ${between}, at last ${listed(states)}`, 400)
}

function initialStates(
  trace: CheckedTrace,
  { first }: Rows,
  pair: readonly [string, string] | undefined,
): BesideStates | undefined {
  if (pair === undefined) return undefined
  const states = trace.steps[first - 1]?.states ?? trace.initial
  const beside = (end: string) => ({ state: stateOf(states, end), isNew: false })
  return [beside(pair[0]), beside(pair[1])]
}

function drawnRow(row: Row): DrawnRow {
  if (row.kind === 'note') {
    const { place, label, ...drawn } = row
    return drawn
  }
  const { from, to, arrow, label, ...drawn } = row
  return drawn
}

/** A quarter of the limit at a time, so that a picture stays while the cursor moves within it. */
function windowOf(steps: readonly Step[], around: number | undefined, limit: number): Rows {
  if (steps.length <= limit) return { first: 0, end: steps.length }
  const wanted = around === undefined ? 0 : steps.findIndex(step => lineInTrace(step) >= around)
  const middle = wanted < 0 ? steps.length : wanted
  const page = Math.max(1, Math.floor(limit / 4))
  const wish = Math.round((middle - limit / 2) / page) * page
  const first = Math.max(0, Math.min(wish, steps.length - limit))
  return { first, end: Math.min(first + limit, steps.length) }
}

function statement(row: Row): string {
  return row.kind === 'note'
    ? `Note ${row.place}: ${row.label}`
    : `${row.from}${row.arrow}${row.to}: ${row.label}`
}
