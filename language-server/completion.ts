import { say } from '@synfin/trace'
import type { LangiumDocument } from 'langium'
import type { CompletionProvider } from 'langium/lsp'
import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type CompletionParams,
  InsertTextFormat,
} from 'vscode-languageserver'
import type { CheckedDocuments } from './checked-documents.ts'
import type { Client } from './client.ts'
import { type Choice, plainChoice, snippetOf, textOf } from './completion-choice.ts'
import { claimChoices, claimedStates, reasons, stateChoices } from './completion-claim.ts'
import { CompletionContext } from './completion-context.ts'
import { statementWords, wholeLines } from './completion-lines.ts'
import { cursorOn } from './completion-place.ts'
import { arrows, fields, flags, icmpErrors, receivers } from './completion-segment.ts'
import {
  actionArguments,
  actionEnd,
  actions,
  codes,
  endpoints,
  fragmentArguments,
  fragments,
  givenSettings,
  hostSettings,
  kernelSettings,
  profiles,
  severities,
  times,
} from './completion-statement.ts'
import { values } from './completion-value.ts'
import { lineText } from './lines.ts'
import { markup } from './markup.ts'
import { spanRange } from './positions.ts'

/** More nobody looks through; typing on brings others. */
const MOST_ITEMS = 100

/**
 * Completes from the model: what the ends are obliged or allowed to do next with the numbers they must use, best
 * first; then the words of the language that can stand at the cursor.
 */
export class TraceCompletion implements CompletionProvider {
  readonly completionOptions = {
    triggerCharacters: [' ', '>', ':', '=', '[', '(', ',', '/', '+', '!'],
  }
  private readonly checked: CheckedDocuments
  private readonly client: Client

  constructor(checked: CheckedDocuments, client: Client) {
    this.checked = checked
    this.client = client
  }

  getCompletion(document: LangiumDocument, { position }: CompletionParams): CompletionList {
    const { textDocument } = document
    const checked = this.checked.of(document)
    const source = lineText(textDocument, position.line + 1)
    const cursor = cursorOn(source, position.character + 1)
    if (cursor === undefined) return NOTHING
    const context = new CompletionContext(checked, textDocument, cursor, position.line + 1)
    const choices = unique([...wholeLines(context), ...choicesAt(context)])
    const items = choices.slice(0, MOST_ITEMS).map((choice, index) => this.item(choice, index, context))
    return { isIncomplete: choices.length > items.length, items }
  }

  private item(choice: Choice, index: number, { cursor, line, source }: CompletionContext): CompletionItem {
    const { label, kind, detail, description, documentation, isExpected } = choice
    const { snippetSupport = false, documentationFormat = this.client.formats } =
      this.client.textDocument.completion?.completionItem ?? {}
    const snippet = snippetSupport && choice.form !== undefined ? snippetOf(choice.form) : undefined
    const from = choice.from ?? cursor.word.start
    const gap = needsGap(cursor.place.at, source, from) ? ' ' : ''
    const text = snippet ?? (choice.form === undefined ? (choice.text ?? label) : textOf(choice.form))
    return {
      label,
      kind,
      sortText: String(index).padStart(3, '0'),
      filterText: gap + (choice.filter ?? choice.text ?? label) + (index > 0 ? BEHIND_FIRST : ''),
      textEdit: { range: spanRange(line, { start: from, end: cursor.word.end }), newText: gap + text },
      ...(snippet !== undefined && { insertTextFormat: InsertTextFormat.Snippet }),
      ...(detail !== undefined && { detail }),
      ...(description !== undefined && { labelDetails: { description } }),
      ...(documentation !== undefined && { documentation: markup(documentation, documentationFormat) }),
      ...(choice.also !== undefined && { additionalTextEdits: choice.also }),
      ...(isExpected && index === 0 && { preselect: true }),
    }
  }
}

/** VS Code puts a word that is typed in full above all else, as `j` would be where `j+1` is due: so none is in full. */
const BEHIND_FIRST = ' '

const NOTHING: CompletionList = { isIncomplete: false, items: [] }

/** Right behind an arrow or a colon a space comes first. */
function needsGap(at: string, source: string, from: number): boolean {
  return (at === 'receiver' || at === 'action') && /[>x:]/.test(source[from - 2] ?? '')
}

function unique(choices: readonly Choice[]): readonly Choice[] {
  return [...new Map(choices.toReversed().map(choice => [choice.label, choice])).values()].reverse()
}

function choicesAt(context: CompletionContext): readonly Choice[] {
  const { place } = context.cursor
  switch (place.at) {
    case 'statement':
      return statementWords(context)
    case 'arrow':
      return arrows()
    case 'receiver':
      return receivers(context, place)
    case 'flags':
      return flags(context, place)
    case 'icmp':
      return icmpErrors()
    case 'field':
      return fields(context, place)
    case 'value':
      return values(context, place)
    case 'action':
      return actions(context, place.end)
    case 'argument':
      return actionArguments(context, place.of, place.end)
    case 'call-end':
      return actionEnd(context)
    case 'claim':
      return [
        ...(place.afterState === 'CLOSED' ? reasons() : []),
        ...claimChoices(context, { ...place, isOpen: true }),
      ]
    case 'claimed-state':
      return claimedStates(context, place.bracket, place.key)
    case 'fragment':
      return fragments(context)
    case 'fragment-argument':
      return fragmentArguments(context, place.fragment, place.index)
    case 'profile-word':
      return [
        plainChoice('profile', CompletionItemKind.Keyword, { detail: say`what the trace is held against` }),
      ]
    case 'profile':
      return profiles()
    case 'end':
      return endpoints(context)
    case 'given-state':
      return stateChoices()
    case 'given-setting':
      return givenSettings(place.written)
    case 'host-setting':
      return hostSettings(place.written)
    case 'kernel-setting':
      return kernelSettings()
    case 'time':
      return times()
    case 'severity':
      return severities(context)
    case 'code':
      return codes(context, place.severity)
  }
}
