import type { CheckedTrace, Finding, Step } from '@synfin/trace'
import { say } from '@synfin/trace'
import { label } from './label.ts'
import type { LiveNumbers, Numbers } from './numbering.ts'
import { orderOfEnds } from './order-of-ends.ts'
import { participantsOf } from './participants.ts'
import {
  type BesideStates,
  lineInTrace,
  type MessageRow,
  type Row,
  type Rows,
  rowsOf,
  stateOf,
} from './rows.ts'

/** What of a trace is drawn. */
export interface View {
  /** A line that must be in the picture, counted from 1; the first lines if absent. */
  readonly around?: number | undefined
  /** How many lines at most: Mermaid takes most of a second for 500. */
  readonly limit?: number | undefined
  /** The findings of the whole file, to mark also those that no trace has, such as a line that cannot be read. */
  readonly findings?: readonly Finding[] | undefined
  /**
   * How states are shown: as notes between the messages, or not in the diagram but in its {@link SequenceDrawing}, for
   * whoever can write beside an arrow. Only two ends have a place beside; a diagram of more has notes in any case.
   */
  readonly states?: 'notes' | 'beside' | undefined
  /** The author's by default. */
  readonly numbers?: Numbers | undefined
  /** What to show for `live` numbers. */
  readonly live?: LiveNumbers | undefined
  /** What a replay saw otherwise than the trace says. */
  readonly observed?: readonly Observed[] | undefined
}

/** What came in a replay where it did not go as written. */
export interface Observed {
  readonly line: number
  /** The end that the kernel played. */
  readonly kernel: string
  /** In the trace's notation; empty where nothing came. */
  readonly text: string
}

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
export type DrawnRow =
  | { readonly kind: 'note'; readonly line: number }
  | Omit<MessageRow, 'from' | 'to' | 'arrow' | 'label'>

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
  const findings = view.findings?.filter(({ line }) => line >= trace.line && line <= trace.endLine)
  const window = windowOf(trace.steps, around, limit)
  const participants = participantsOf(trace, trace.steps.slice(window.first, window.end))
  const rows = rowsOf(trace, findings ?? trace.findings, window, participants, view)
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
  const between = more > 0 ? say`${named.join(', ')} and ${more} more` : named.join(', ')
  return label(say`${count} between ${between}, at last ${states.join(', ')}`, 400)
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
  if (row.kind === 'note') return { kind: 'note', line: row.line }
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
