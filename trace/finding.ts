import type { Severity } from './line.ts'

/** A place in a trace file. Lines and columns count from 1, columns in UTF-16 units; the end is exclusive. */
export interface Place {
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

/** A replacement of the text at a place; an empty place inserts, an empty text deletes. */
export interface Edit extends Place {
  readonly text: string
}

export interface Fix {
  /** Imperative, in the reader's symbols: "write ack=j+1". */
  readonly title: string
  /** For the author to choose, as it may not be what is meant: offered, but never applied unasked. */
  readonly onRequest?: true
  readonly edits: readonly Edit[]
}

/** An earlier (or the same) line that explains a finding. */
export interface Related extends Place {
  readonly message: string
}

/** What is wrong at one place, why, and how to mend it. */
export interface Finding extends Place {
  readonly code: string
  readonly severity: Severity
  /** What it would be of a written trace; only on what a capture is not held to. */
  readonly demotedFrom?: Severity
  /** What is wrong, on one line that makes sense alone. */
  readonly message: string
  /** What to write under the underlined text, where that says more than the headline. */
  readonly label: string | undefined
  /** The rule at work and what follows from it, ending with the RFC's section. */
  readonly why: string | undefined
  /** How to mend it. */
  readonly help: string | undefined
  /** The authority, such as `RFC 9293 §3.10.7.3`; `Synfin` for the language's own. */
  readonly section: string
  readonly related: readonly Related[]
  readonly fixes: readonly Fix[]
}
