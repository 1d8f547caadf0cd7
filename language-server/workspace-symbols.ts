import { DocumentState, UriUtils } from 'langium'
import { type Connection, type SymbolInformation, SymbolKind } from 'vscode-languageserver'
import type { CheckedDocument } from './checked-documents.ts'
import { spanRange } from './positions.ts'
import { sectionsOf } from './sections.ts'
import type { TraceServices } from './services.ts'

/** Nobody reads a longer list; typing on narrows it. */
const MOST_SYMBOLS = 500

/**
 * Finds traces and fragments by name in every open document.
 *
 * Those on disk stay unread: the server gets its texts from the editor alone, so that it is the same program in a
 * browser, where there is no disk, and no file of a workspace costs anything before somebody opens it.
 */
export function addWorkspaceSymbols(connection: Connection, { shared, checked }: TraceServices): void {
  const { LangiumDocuments, DocumentBuilder } = shared.workspace
  connection.onWorkspaceSymbol(async ({ query }, token) => {
    const found: SymbolInformation[] = []
    for (const { uri } of LangiumDocuments.all.toArray()) {
      await DocumentBuilder.waitUntil(DocumentState.Validated, uri, token)
      const document = LangiumDocuments.getDocument(uri)
      if (document !== undefined) found.push(...symbolsOf(checked.of(document), UriUtils.basename(uri)))
    }
    return found.filter(({ name }) => isLike(name, query)).slice(0, MOST_SYMBOLS)
  })
}

function symbolsOf({ lines, uri }: CheckedDocument, containerName: string): SymbolInformation[] {
  return sectionsOf(lines).flatMap(({ header }) =>
    header === undefined
      ? []
      : [
          {
            name: header.name.text,
            kind: header.kind === 'trace' ? SymbolKind.Module : SymbolKind.Function,
            containerName,
            location: { uri, range: spanRange(header.number, header.span) },
          },
        ],
  )
}

/** Whether the query's letters come in this order, as editors understand a query. */
function isLike(name: string, query: string): boolean {
  const letters = name.toLowerCase()
  let from = 0
  for (const letter of query.toLowerCase().replace(/\s/g, '')) {
    from = letters.indexOf(letter, from) + 1
    if (from === 0) return false
  }
  return true
}
