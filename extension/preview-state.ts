import type { CheckedTraceParams, DrawnTrace } from '@synfin/language-server/protocol'
import type { ShowNothing, ShowTrace } from './webview/messages.ts'

/** What a preview follows: a document, a line in it, and the last the server said of it. */
export interface PreviewState {
  readonly uri: string | undefined
  /** The cursor's line, or the first line of the trace the reader chose since; counted from 1. */
  readonly line: number
  readonly checked: CheckedTraceParams | undefined
}

export const FOLLOWS_NOTHING: PreviewState = { uri: undefined, line: 1, checked: undefined }

/** The preview turns to a line, perhaps of another document, whose last check is then not known yet. */
export function follow(state: PreviewState, uri: string, line: number): PreviewState {
  return uri === state.uri ? { ...state, line } : { uri, line, checked: undefined }
}

/** The server has checked a document; what is about another document, or older than what is known, changes nothing. */
export function receive(state: PreviewState, checked: CheckedTraceParams): PreviewState {
  const stale = checked.uri !== state.uri || checked.version < (state.checked?.version ?? 0)
  return stale ? state : { ...state, checked }
}

/** The index of the trace that the line belongs to: the last that has begun there, else the first. */
export function traceAt(traces: readonly Pick<DrawnTrace, 'line'>[], line: number): number {
  return Math.max(
    0,
    traces.findLastIndex(trace => trace.line <= line),
  )
}

/** What the page is to show. */
export function shown({ uri, line, checked }: PreviewState): ShowTrace | ShowNothing {
  if (uri === undefined) return { kind: 'nothing', reason: 'Open a .synfin file to see its diagram here.' }
  if (checked === undefined) return { kind: 'nothing', reason: `Reading ${nameOf(uri)} …` }
  const chosen = traceAt(checked.traces, line)
  const trace = checked.traces[chosen]
  if (trace === undefined)
    return { kind: 'nothing', reason: `${nameOf(uri)} has no trace yet. Try: A -> B SYN seq=j` }
  const { sequence, state, messageLines, noteLines, partial } = trace
  return {
    kind: 'trace',
    document: nameOf(uri),
    traces: checked.traces.map(({ name, line }) => ({ name, line })),
    chosen,
    sequence,
    state,
    messageLines,
    noteLines,
    partial,
    cursor: line,
  }
}

/** Whether the cursor stands on a line that a long trace's drawing leaves out. */
export function isOutOfSight({ line, checked }: PreviewState): boolean {
  const traces = checked?.traces ?? []
  const trace = traces[traceAt(traces, line)]
  if (!trace?.partial) return false
  const lines = [...trace.messageLines, ...trace.noteLines]
  return line < Math.min(...lines) || line > Math.max(...lines)
}

/** The last part of a document's address. */
export function nameOf(uri: string): string {
  const path = uri.replace(/[?#].*$/, '')
  const name = path.slice(path.lastIndexOf('/') + 1)
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
