import { type CheckedTraceParams, type PreviewParams, traceAt } from '@synfin/language-server/protocol'
import { say } from '@synfin/trace'
import { nameOf } from './document-name.ts'
import { drawnOf, replayOf, shownReplay, type TraceReplay } from './preview-replay.ts'
import type { ReplayResult } from './replay-results.ts'
import type { NumbersShown, ShowNothing, ShowTrace } from './webview/messages.ts'

/** What a preview follows: a document, a line in it, and the last the server said of it. */
export interface PreviewState {
  readonly uri: string | undefined
  /** The cursor's line, or the first line of the trace the reader chose since; counted from 1. */
  readonly line: number
  readonly checked: CheckedTraceParams | undefined
  /** How the reader wants numbers shown. */
  readonly numbers: NumbersShown
}

/** A preview that no document was looked at with yet. */
export const FOLLOWS_NOTHING: PreviewState = {
  uri: undefined,
  line: 1,
  checked: undefined,
  numbers: 'written',
}

/** What the editor knows of the document besides. */
export interface Known {
  readonly results: readonly ReplayResult[]
  /** The document as it is now. */
  readonly text: string
}

const KNOWS_NOTHING: Known = { results: [], text: '' }

/** The preview turns to a line, perhaps of another document, whose last check is then not known yet. */
export function follow(state: PreviewState, uri: string, line: number): PreviewState {
  return uri === state.uri ? { ...state, line } : { ...state, uri, line, checked: undefined }
}

/** The server has checked a document; what is about another document, or older than what is known, changes nothing. */
export function receive(state: PreviewState, checked: CheckedTraceParams): PreviewState {
  const stale = checked.uri !== state.uri || checked.version < (state.checked?.version ?? 0)
  return stale ? state : { ...state, checked }
}

/** What the server is to draw. */
export function wanted(state: PreviewState & { readonly uri: string }, known = KNOWS_NOTHING): PreviewParams {
  const { uri, line, numbers } = state
  const replay = replayAt(state, known)
  return { uri, visible: true, around: line, numbers, ...(replay && drawnOf(replay)) }
}

/** What the page is to show. */
export function shown(state: PreviewState, known = KNOWS_NOTHING): ShowTrace | ShowNothing {
  const { uri, line, checked } = state
  if (uri === undefined) return { kind: 'nothing', reason: say`Open a .synfin file to see its diagram here.` }
  if (checked === undefined) return { kind: 'nothing', reason: say`Reading ${nameOf(uri)} …` }
  const { traces, drawn } = checked
  if (drawn === undefined || drawn.sequence.rows.length === 0)
    return { kind: 'nothing', reason: say`${nameOf(uri)} has no trace yet. Try: A -> B SYN seq=j` }
  const replay = replayAt(state, known)
  return {
    kind: 'trace',
    document: nameOf(uri),
    traces,
    drawn,
    cursor: line,
    numbers: state.numbers,
    hasLive: replay !== undefined && drawnOf(replay).live !== undefined,
    replay: replay && shownReplay(replay),
  }
}

function replayAt({ checked, line }: PreviewState, { results, text }: Known): TraceReplay | undefined {
  const heading = checked?.traces[traceAt(checked.traces, line)]
  return heading && checked && replayOf(results, heading, { version: checked.version, text })
}
