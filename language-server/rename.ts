import { readLines } from '@synfin/grammar'
import { readState, say } from '@synfin/trace'
import type { LangiumDocument } from 'langium'
import type { RenameProvider } from 'langium/lsp'
import {
  LSPErrorCodes,
  type Range,
  type RenameParams,
  ResponseError,
  type TextDocumentPositionParams,
  type WorkspaceEdit,
} from 'vscode-languageserver'
import type { CheckedDocuments } from './checked-documents.ts'
import { familyOf, type Mention } from './mentions.ts'
import { type Name, Names } from './names.ts'
import { columnOf, spanRange } from './positions.ts'

/** Calls an endpoint, a symbol, a parameter, a fragment or a trace otherwise, everywhere, if that changes no meaning. */
export class Renaming implements RenameProvider {
  private readonly checked: CheckedDocuments

  constructor(checked: CheckedDocuments) {
    this.checked = checked
  }

  /** @throws ResponseError if nothing here has a name. */
  prepareRename(document: LangiumDocument, { position }: TextDocumentPositionParams): Range {
    const mention = new Names(this.checked.of(document).lines).mentionAt(...columnOf(position))
    if (mention === undefined) throw refusal(say`only endpoints, symbols, fragments and traces have names`)
    return spanRange(mention.line.number, nameSpan(mention))
  }

  /** @throws ResponseError if the new name is none, or is taken. */
  rename(document: LangiumDocument, { position, newName }: RenameParams): WorkspaceEdit {
    const { lines, uri } = this.checked.of(document)
    const names = new Names(lines)
    const mention = names.mentionAt(...columnOf(position))
    if (mention === undefined) throw refusal(say`only endpoints, symbols, fragments and traces have names`)
    const name = names.nameOf(mention)
    if (newName === name.text) return {}
    refuseUnreadable(name, newName)
    refuseClash(names.clashOf(name, newName), newName)
    const newText = name.what === 'trace' ? newName.replace(/(["\\])/g, '\\$1') : newName
    return {
      changes: {
        [uri]: names
          .mentionsOf(name)
          .map(each => ({ range: spanRange(each.line.number, nameSpan(each)), newText })),
      },
    }
  }
}

/** Without the quotes of a trace's name and without the index of `X[3]`. */
function nameSpan({ what, text, span }: Mention): Mention['span'] {
  if (what === 'trace') return { start: span.start + 1, end: span.end - 1 }
  return { start: span.start, end: span.start + familyOf(text).length }
}

function refuseUnreadable({ what }: Name, newName: string): void {
  if (what === 'trace') {
    if (newName.trim() === '' || /[\r\n]/.test(newName)) throw refusal(say`a trace needs a name, on one line`)
    return
  }
  if (!/^[A-Za-z_]\w*$/.test(newName))
    throw refusal(say`\`${newName}\` is no name: names are letters, digits and \`_\`, a digit not first`)
  const [line] = readLines(`fragment ${newName}()`)
  if (line?.kind !== 'fragment' || line.problems.length > 0)
    throw refusal(say`\`${newName}\` is a word of the language`)
  if (readState(newName).kind === 'state') throw refusal(say`\`${newName}\` is a state`)
}

function refuseClash(other: Mention | undefined, newName: string): void {
  if (other !== undefined)
    throw refusal(say`\`${newName}\` is taken: line ${other.line.number} has something else of that name`)
}

function refusal(reason: string): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestFailed, reason)
}
