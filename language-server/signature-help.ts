import { explainWord, say, type WordExplanation, type WordKind } from '@synfin/trace'
import type { LangiumDocument } from 'langium'
import type { SignatureHelpProvider } from 'langium/lsp'
import type {
  ParameterInformation,
  SignatureHelp,
  SignatureHelpOptions,
  SignatureHelpParams,
} from 'vscode-languageserver'
import type { CheckedDocument, CheckedDocuments } from './checked-documents.ts'
import type { Client } from './client.ts'
import { type Cursor, cursorOn } from './completion-place.ts'
import { lineText } from './lines.ts'
import { code, wordExplained } from './markdown.ts'
import { markup } from './markup.ts'

/** Shows what a call, a `use` or a statement takes, and which part of it the cursor is in. */
export class TraceSignatures implements SignatureHelpProvider {
  private readonly checked: CheckedDocuments
  private readonly client: Client

  constructor(checked: CheckedDocuments, client: Client) {
    this.checked = checked
    this.client = client
  }

  get signatureHelpOptions(): SignatureHelpOptions {
    return { triggerCharacters: ['(', ',', ' '], retriggerCharacters: ['=', ')'] }
  }

  provideSignatureHelp(
    document: LangiumDocument,
    { position }: SignatureHelpParams,
  ): SignatureHelp | undefined {
    const source = lineText(document.textDocument, position.line + 1)
    const cursor = cursorOn(source, position.character + 1)
    const signature = cursor && signatureAt(this.checked.of(document), cursor)
    return signature && this.shown(signature)
  }

  private shown({ label, documentation, parts, active }: Signature): SignatureHelp {
    const { documentationFormat = this.client.formats, parameterInformation } =
      this.client.textDocument.signatureHelp?.signatureInformation ?? {}
    const parameters = parts.map(
      ([start, end]): ParameterInformation => ({
        label: parameterInformation?.labelOffsetSupport ? [start, end] : label.slice(start, end),
      }),
    )
    const signature = { label, documentation: markup(documentation, documentationFormat), parameters }
    return { signatures: [signature], activeSignature: 0, activeParameter: active }
  }
}

interface Signature {
  readonly label: string
  /** Markdown. */
  readonly documentation: string
  /** Where in the label what is to be filled in stands. */
  readonly parts: readonly (readonly [start: number, end: number])[]
  /** Which of the parts the cursor is in. */
  readonly active: number
}

function signatureAt(checked: CheckedDocument, { place, before }: Cursor): Signature | undefined {
  const words = before.map(({ text }) => text)
  switch (place.at) {
    case 'fragment-argument':
      return ofFragment(checked, place.fragment, place.index)
    case 'argument':
      return ofWord('call', place.of, 0) ?? ofWord('timer', place.of, 0)
    case 'time':
      return words[0] === 'wait' ? ofWord('statement', 'wait', 0) : ofWord('timer', 'retransmit', 0)
    case 'given-state':
    case 'given-setting':
    case 'host-setting':
    case 'kernel-setting':
    case 'end':
    case 'value':
      return ofStatement(words, place.at)
    default:
      return undefined
  }
}

function ofFragment({ lines }: CheckedDocument, name: string, index: number): Signature | undefined {
  const header = lines.find(line => line.kind === 'fragment' && line.name.text === name)
  if (header?.kind !== 'fragment') return undefined
  const names = header.parameters.map(({ text }) => text)
  const label = `use ${name}(${names.join(', ')})`
  return {
    label,
    documentation: say`The lines of ${code(name)}, from line ${header.number} on.`,
    parts: placed(label, names, label.indexOf('(')),
    active: Math.min(index, Math.max(0, names.length - 1)),
  }
}

/** The parts of a statement's form, by the place in it. */
function ofStatement([statement = '', ...rest]: readonly string[], at: string): Signature | undefined {
  const own = rest.slice(rest.lastIndexOf(',') + 1)
  const first = { end: 0, 'given-state': 1 }[at]
  const named = own.filter(word => /^[a-z][\w-]*$/.test(word)).at(-1)
  const explanation = explainWord('statement', statement)
  if (explanation === undefined || statement === 'use') return undefined
  const parts = partsOf(explanation)
  const active = first ?? parts.findIndex(part => at === 'value' && part.startsWith(`[${named}=`))
  return ofWord('statement', statement, active < 0 ? Math.min(own.length, parts.length - 1) : active)
}

function ofWord(kind: WordKind, word: string, active: number): Signature | undefined {
  const explanation = explainWord(kind, word)
  if (explanation === undefined) return undefined
  const parts = partsOf(explanation)
  if (parts.length === 0) return undefined
  return {
    label: explanation.form,
    documentation: wordExplained(explanation),
    parts: placed(explanation.form, parts, word.length),
    active,
  }
}

/** What is to be filled in: everything but the first word, or the end and its call. */
function partsOf({ form }: WordExplanation): string[] {
  const head = /^(\w: )?\S+\s*/.exec(form)?.[0] ?? ''
  return form.slice(head.length).match(/\[[^[\]]*(?:\[[^[\]]*\][^[\]]*)*\]|\S+/g) ?? []
}

/** Where each part stands in the label, one behind the other. */
function placed(label: string, parts: readonly string[], from: number): [number, number][] {
  let end = from
  return parts.map(part => {
    const start = label.indexOf(part, end)
    end = start + part.length
    return [start, end]
  })
}
