/** The shape of the explanations in another language: what of them is prose, and nothing else. */
import type { State } from '@synfin/tcp'
import type { FindingCode } from '../catalogue.ts'
import type { ControlBit } from '../line.ts'
import type { Explanation, Group, StateExplanation } from './explanation.ts'
import type { SUBJECTS_EXPLAINED } from './subjects.ts'
import type { WORDS, WordKind } from './words.ts'

/** The prose of one explanation. */
export type ExplanationTexts = Pick<Explanation, 'title' | 'meaning' | 'linux' | 'tools'>

type Prose = keyof ExplanationTexts | 'entered' | 'left'

/** A table of explanations in another language: every entry, with the same prose as in English. */
export type Translated<Table> = {
  readonly [Topic in keyof Table]: {
    readonly [Field in keyof Table[Topic] & Prose]: Table[Topic][Field] extends string
      ? string
      : readonly string[]
  }
}

/** Everything that is explained, in another language. */
export interface TranslatedExplanations {
  readonly groups: Readonly<Record<Group, string>>
  readonly code: Readonly<Record<FindingCode, ExplanationTexts>>
  readonly state: Readonly<Record<State, ExplanationTexts & Pick<StateExplanation, 'entered' | 'left'>>>
  readonly flag: Readonly<Record<ControlBit, ExplanationTexts>>
  readonly subject: Readonly<Record<keyof typeof SUBJECTS_EXPLAINED, ExplanationTexts>>
  readonly words: { readonly [Kind in WordKind]: Translated<(typeof WORDS)[Kind]> }
  /** The authority, with the words beside its numbers: `RFC 9293 §3.10.7.3, first check`. */
  section(english: string): string
}
