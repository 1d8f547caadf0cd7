import type { LangiumDocument } from 'langium'
import type { DefinitionProvider } from 'langium/lsp'
import type { DefinitionParams, Location, LocationLink } from 'vscode-languageserver'
import type { CheckedDocuments } from './checked-documents.ts'
import type { Client } from './client.ts'
import { Names } from './names.ts'
import { columnOf, spanRange } from './positions.ts'

/** Goes to the line that first gives an endpoint, a symbol, a parameter, a fragment or a trace. */
export class GivenNames implements DefinitionProvider {
  private readonly checked: CheckedDocuments
  private readonly client: Client

  constructor(checked: CheckedDocuments, client: Client) {
    this.checked = checked
    this.client = client
  }

  getDefinition(document: LangiumDocument, { position }: DefinitionParams): LocationLink[] {
    const { lines, uri } = this.checked.of(document)
    const names = new Names(lines)
    const mention = names.mentionAt(...columnOf(position))
    if (mention === undefined) return []
    const links = names.givenAt(mention).map(({ line, span }) => ({
      originSelectionRange: spanRange(mention.line.number, mention.span),
      targetUri: uri,
      targetRange: spanRange(line.number, line.span),
      targetSelectionRange: spanRange(line.number, span),
    }))
    return this.client.textDocument.definition?.linkSupport ? links : plainly(links.map(locationOf))
  }
}

function locationOf({ targetUri, targetSelectionRange }: LocationLink): Location {
  return { uri: targetUri, range: targetSelectionRange }
}

/** The answer for an editor that takes no links. Langium's types do not know it, LSP does. */
function plainly(locations: Location[]): LocationLink[] {
  return locations as unknown as LocationLink[]
}
