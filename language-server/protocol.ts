import type { CheckedTrace } from '@synfin/trace'

/**
 * What the editor and the server say to each other beyond LSP: method names and the shape of their parameters,
 * with no dependency, so that either side may import them. Lines count from 1, as in a checked trace.
 */

/**
 * Editor to server, a notification: a preview of this document is now shown, or no longer. It may come before the
 * document is opened, and holds until the next one for the same document.
 */
export const previewMethod = 'synfin/preview'

export interface PreviewParams {
  readonly uri: string
  readonly visible: boolean
  /** A line that a long trace's drawing must show, such as the cursor's; counted from 1. */
  readonly around?: number | undefined
}

/** Server to editor, a notification: the document was checked. Sent only while a preview of it is visible. */
export const checkedTraceMethod = 'synfin/checkedTrace'

export interface CheckedTraceParams {
  readonly uri: string
  /** The document version that was checked. */
  readonly version: number
  readonly traces: readonly DrawnTrace[]
}

/** One trace of a document with its diagrams. */
export interface DrawnTrace {
  readonly name: string
  /** The `trace` line; 1 for a file without one. */
  readonly line: number
  /** The last line that belongs to this trace. */
  readonly endLine: number
  /** Mermaid text of the sequence diagram. */
  readonly sequence: string
  /** Mermaid text of the state diagram. */
  readonly state: string
  /** The line of each message of the sequence diagram, in the order in which it draws them. */
  readonly messageLines: readonly number[]
  /** The line of each note of the sequence diagram, likewise. */
  readonly noteLines: readonly number[]
  /** Whether the sequence diagram leaves out lines of a long trace. */
  readonly partial: boolean
}

/** Editor to server, a request answered by the {@link CheckedTrace}s of the document's newest version. */
export const checkedFileMethod = 'synfin/checkedFile'

export interface CheckedFileParams {
  readonly uri: string
}

export type CheckedFileResult = readonly CheckedTrace[]
