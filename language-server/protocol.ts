import type {
  EndsInState,
  HeaderDrawing,
  LiveNumbers,
  Numbers,
  Observed,
  SequenceDrawing,
  StateDrawing,
} from '@synfin/diagram'
import type { CheckedTrace, Finding } from '@synfin/trace'

/**
 * What the editor and the server say to each other beyond LSP: method names and the shape of their parameters,
 * with no dependency, so that either side may import them. Lines count from 1, as in a checked trace.
 */

/**
 * Editor to server, a notification: a preview of this document is now shown, or shown otherwise, or no longer. It may
 * come before the document is opened, and holds until the next one for the same document.
 */
export const previewMethod = 'synfin/preview'

export interface PreviewParams {
  readonly uri: string
  readonly visible: boolean
  /** The line whose trace is drawn, such as the cursor's, counted from 1; of a long trace, what stands around it. */
  readonly around?: number | undefined
  /** The author's by default. */
  readonly numbers?: Numbers | undefined
  /** Of a replay of this very text. */
  readonly live?: LiveNumbers | undefined
  /** What a replay saw otherwise than the trace says. */
  readonly observed?: readonly Observed[] | undefined
}

/**
 * Editor to server, a notification: what the symbols of a document's traces stood for in their last replays. It takes
 * the place of the one before.
 */
export const liveValuesMethod = 'synfin/liveValues'

export interface LiveValuesParams {
  readonly uri: string
  readonly traces: readonly {
    readonly name: string
    readonly values: Readonly<Record<string, number>>
  }[]
}

/** Server to editor, a notification: the document was checked. Sent only while a preview of it is visible. */
export const checkedTraceMethod = 'synfin/checkedTrace'

export interface CheckedTraceParams {
  readonly uri: string
  /** The document version that was checked. */
  readonly version: number
  /** All traces of the document. */
  readonly traces: readonly TraceHeading[]
  /** The one that is looked at; absent in a document without traces. */
  readonly drawn: DrawnTrace | undefined
}

export interface TraceHeading {
  readonly name: string
  /** The `trace` line; 1 for a file without one. */
  readonly line: number
  /** The last line that belongs to this trace. */
  readonly endLine: number
  /** How many findings of each kind it has. */
  readonly errors: number
  readonly warnings: number
}

/** One trace of a document with its diagrams. */
export interface DrawnTrace {
  /** Which of the document's traces. */
  readonly index: number
  /** Its sequence diagram, with the states of two ends not in it but beside. */
  readonly sequence: SequenceDrawing
  readonly state: StateDrawing
  /** The header of the segment on the line that is looked at. */
  readonly header: HeaderDrawing
  /** Where the ends are after that line. */
  readonly current: readonly EndsInState[]
  /** The errors and warnings of this trace, of which a text that is no trace has thousands. */
  readonly findings: readonly TraceFinding[]
}

/** A finding as a reader of the picture is told it. */
export interface TraceFinding {
  readonly line: number
  readonly severity: Finding['severity']
  readonly code: string
  readonly message: string
  readonly why: string | undefined
  readonly help: string | undefined
}

/** The index of the trace that a line belongs to: the last that has begun there, else the first. */
export function traceAt(traces: readonly { readonly line: number }[], line: number): number {
  return Math.max(
    0,
    traces.findLastIndex(trace => trace.line <= line),
  )
}

/** Editor to server, a request: a whole diagram as Mermaid text that needs nothing beside it; null without a trace. */
export const diagramTextMethod = 'synfin/diagramText'

export interface DiagramTextParams {
  readonly uri: string
  /** A line of the trace; for a header, of the segment. */
  readonly line: number
  readonly diagram: DiagramKind
  readonly numbers?: Numbers | undefined
  readonly live?: LiveNumbers | undefined
}

export type DiagramKind = 'sequence' | 'state' | 'header'

export interface DiagramText {
  /** The trace's name. */
  readonly name: string
  readonly text: string
}

export type DiagramTextResult = DiagramText | null

/** Editor to server, a request answered by the {@link CheckedTrace}s of the document's newest version. */
export const checkedFileMethod = 'synfin/checkedFile'

export interface CheckedFileParams {
  readonly uri: string
  /** The text of a file that is not open; for a document that is, the server has it. */
  readonly text?: string | undefined
}

export type CheckedFileResult = readonly CheckedTrace[]

/** Editor to server, a request likewise, answered by what a list of the traces needs: far less than all their lines. */
export const traceOutlinesMethod = 'synfin/traceOutlines'

/** A trace with those of its steps alone that expect a finding. */
export type TraceOutline = Pick<
  CheckedTrace,
  'name' | 'line' | 'endLine' | 'profile' | 'ends' | 'connections' | 'steps'
>

export type TraceOutlinesResult = readonly TraceOutline[]
