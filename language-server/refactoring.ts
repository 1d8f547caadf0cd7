import type { CodeActionKind } from 'vscode-languageserver'
import type { CheckedDocument } from './checked-documents.ts'
import type { Section } from './sections.ts'

/** What a person has selected when asking what can be done: lines of one trace or fragment, counted from 1. */
export interface Selection {
  readonly checked: CheckedDocument
  readonly text: string
  readonly section: Section
  readonly first: number
  readonly last: number
  /** Whether nothing is selected, and the cursor only stands on a line. */
  readonly isCursor: boolean
}

/** A way to write a trace otherwise, after which it checks the same or goes on legally. */
export interface Refactoring {
  readonly title: string
  readonly kind: CodeActionKind
  /** The whole text after it; made only when somebody wants it. */
  readonly rewrite: () => string
}
