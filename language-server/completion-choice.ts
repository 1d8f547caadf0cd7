import { explain, explainWord, type WordKind } from '@synfin/trace'
import { CompletionItemKind, type TextEdit } from 'vscode-languageserver'
import { explained, wordExplained } from './markdown.ts'

/** One thing to choose, before it is placed in the text. */
export interface Choice {
  readonly label: string
  readonly kind: CompletionItemKind
  /** What is written if not the label. */
  readonly text?: string | undefined
  /** The same with what is to be filled in between `<` and `>`: tab stops, for editors that have them. */
  readonly form?: string | undefined
  /** The column from which it replaces, where that is not the word at the cursor. */
  readonly from?: number
  /** What is typed is held against this if not against the text. */
  readonly filter?: string
  readonly detail?: string | undefined
  /** Beside the label. */
  readonly description?: string | undefined
  /** Markdown. */
  readonly documentation?: string | undefined
  /** What else changes. */
  readonly also?: TextEdit[]
  /** What is meant most likely: an editor selects it at the start. */
  readonly isExpected?: boolean
}

/** A word of the language, explained. */
export function wordChoice(kind: WordKind, word: string, more: Partial<Choice> = {}): Choice {
  const explanation = explainWord(kind, word)
  return {
    label: word,
    kind: KINDS[kind],
    detail: explanation?.title,
    documentation: explanation && wordExplained(explanation),
    ...more,
  }
}

/** A state, a control bit or a finding code, explained. */
export function topicChoice(topic: string, kind: CompletionItemKind, more: Partial<Choice> = {}): Choice {
  const explanation = explain(topic)
  return {
    label: topic,
    kind,
    detail: explanation?.title,
    documentation: explanation && explained(explanation),
    ...more,
  }
}

/** Something that no explanation is of. */
export function plainChoice(label: string, kind: CompletionItemKind, more: Partial<Choice> = {}): Choice {
  return { label, kind, ...more }
}

const KINDS: Readonly<Record<WordKind, CompletionItemKind>> = {
  call: CompletionItemKind.Function,
  timer: CompletionItemKind.Event,
  field: CompletionItemKind.Property,
  statement: CompletionItemKind.Keyword,
  setting: CompletionItemKind.Property,
  mark: CompletionItemKind.Operator,
  icmp: CompletionItemKind.EnumMember,
  reason: CompletionItemKind.Keyword,
}

/** A form as a snippet of LSP's: each thing to fill in is a tab stop. */
export function snippetOf(form: string): string {
  let stops = 0
  return form.replace(/[\\$}]/g, '\\$&').replace(/<([^>]*)>/g, (_, text) => `\${${++stops}:${text}}`)
}

/** A form with nothing filled in. */
export function textOf(form: string): string {
  return form.replace(/[<>]/g, '')
}
