/** What the extension and the page of its preview say to each other. Lines count from 1. */

/** Extension to page. */
export type ToPage = ShowTrace | ShowNothing | ShowCursor

/** Draw this trace. */
export interface ShowTrace {
  readonly kind: 'trace'
  /** The document's name, for titles and labels. */
  readonly document: string
  /** All traces of the document, to choose from. */
  readonly traces: readonly TraceChoice[]
  /** The index of the one to draw. */
  readonly chosen: number
  /** Mermaid text. */
  readonly sequence: string
  /** Mermaid text. */
  readonly state: string
  /** The line of each message of the sequence diagram, in its order. */
  readonly messageLines: readonly number[]
  /** The line of each note of the sequence diagram, in its order. */
  readonly noteLines: readonly number[]
  /** Whether the sequence diagram leaves out lines of a long trace. */
  readonly partial: boolean
  /** The cursor's line. */
  readonly cursor: number
}

export interface TraceChoice {
  readonly name: string
  readonly line: number
}

/** There is nothing to draw; the reason is shown instead. */
export interface ShowNothing {
  readonly kind: 'nothing'
  readonly reason: string
}

/** The cursor moved within the trace that is drawn. */
export interface ShowCursor {
  readonly kind: 'cursor'
  readonly line: number
}

/** Page to extension. */
export type FromPage =
  /** The page listens now, after loading for the first time or again. */
  | { readonly kind: 'ready' }
  /** The reader chose what stands on this line. */
  | { readonly kind: 'reveal'; readonly line: number }
  /** The reader chose the trace that begins on this line. */
  | { readonly kind: 'choose'; readonly line: number }

/** Reads a message from the page, which is trusted no more than any web page; undefined if it is none of ours. */
export function readFromPage(message: unknown): FromPage | undefined {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return undefined
  if (message.kind === 'ready') return { kind: 'ready' }
  if (message.kind !== 'reveal' && message.kind !== 'choose') return undefined
  if (!('line' in message) || typeof message.line !== 'number') return undefined
  if (!Number.isSafeInteger(message.line) || message.line < 1) return undefined
  return { kind: message.kind, line: message.line }
}
