import type { CheckedTrace, Finding, Step } from '@synfin/trace'
import { label } from './label.ts'
import { participantsOf } from './participants.ts'
import { lineInTrace, type Row, type Rows, rowsOf } from './rows.ts'

/** What of a trace is drawn. */
export interface View {
  /** A line that must be in the picture, counted from 1; the first lines if absent. */
  readonly around?: number | undefined
  /** How many lines at most: Mermaid takes most of a second for 500. */
  readonly limit?: number | undefined
  /** The findings of the whole file, to mark also those that no trace has, such as a line that cannot be read. */
  readonly findings?: readonly Finding[] | undefined
}

/** A sequence diagram, and the way back from its messages and notes to the lines of the trace. */
export interface SequenceDrawing {
  /** Mermaid 12 text. */
  readonly text: string
  /** The line of each message, in the diagram's order. */
  readonly messageLines: readonly number[]
  /** The line of each note, in the diagram's order. */
  readonly noteLines: readonly number[]
  /** Whether lines were left out. */
  readonly partial: boolean
}

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
  const rows = rowsOf(trace, findings ?? trace.findings, window, participants)
  const header = [
    'sequenceDiagram',
    `accTitle: ${label(trace.name) || 'a trace'}`,
    ...participants.statements,
  ]
  return {
    text: `${[...header, ...rows.map(statement)].join('\n  ')}\n`,
    messageLines: rows.filter(row => row.kind === 'message').map(row => row.line),
    noteLines: rows.filter(row => row.kind === 'note').map(row => row.line),
    partial: window.end - window.first < trace.steps.length,
  }
}

function windowOf(steps: readonly Step[], around: number | undefined, limit: number): Rows {
  const wanted = around === undefined ? 0 : steps.findIndex(step => lineInTrace(step) >= around)
  const middle = wanted < 0 ? steps.length : wanted
  const first = Math.max(0, Math.min(middle - Math.floor(limit / 2), steps.length - limit))
  return { first, end: Math.min(first + limit, steps.length) }
}

function statement(row: Row): string {
  return row.kind === 'note'
    ? `Note ${row.place}: ${row.label}`
    : `${row.from}${row.arrow}${row.to}: ${row.label}`
}
