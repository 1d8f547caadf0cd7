import type { LangiumDocument } from 'langium'
import type { DefinitionProvider } from 'langium/lsp'
import type { DefinitionParams, LocationLink } from 'vscode-languageserver'
import type { CheckedDocuments } from './checked-documents.ts'
import { Names } from './names.ts'
import { columnOf, spanRange } from './positions.ts'

/** Goes to the line that first gives an endpoint, a symbol, a parameter, a fragment or a trace. */
export class GivenNames implements DefinitionProvider {
  private readonly checked: CheckedDocuments

  constructor(checked: CheckedDocuments) {
    this.checked = checked
  }

  getDefinition(document: LangiumDocument, { position }: DefinitionParams): LocationLink[] {
    const { lines, uri } = this.checked.of(document)
    const names = new Names(lines)
    const mention = names.mentionAt(...columnOf(position))
    if (mention === undefined) return []
    return names.givenAt(mention).map(({ line, span }) => ({
      originSelectionRange: spanRange(mention.line.number, mention.span),
      targetUri: uri,
      targetRange: spanRange(line.number, line.span),
      targetSelectionRange: spanRange(line.number, span),
    }))
  }
}
