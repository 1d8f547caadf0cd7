import { DocumentState } from 'langium'
import {
  addCodeActionHandler,
  addDocumentSymbolHandler,
  addDocumentUpdateHandler,
  addFoldingRangeHandler,
  addFormattingHandler,
  addSemanticTokenHandler,
  type LangiumSharedServices,
} from 'langium/lsp'
import type { Connection } from 'vscode-languageserver'
import { addPreviewHandlers } from './preview.ts'
import { createTraceServices } from './services.ts'

/** Serves one editor over a connection of any kind, from `initialize` to `exit`. */
export function startServer(connection: Connection): void {
  const services = createTraceServices(connection)
  const { shared } = services
  const { LanguageServer } = shared.lsp

  connection.onInitialize(params => LanguageServer.initialize(params))
  connection.onInitialized(params => LanguageServer.initialized(params))
  addDocumentUpdateHandler(connection, shared)
  addDiagnosticsPublisher(connection, shared)
  addRequestHandlers(connection, shared)
  addPreviewHandlers(connection, services)
  shared.workspace.TextDocuments.listen(connection)
  connection.listen()
}

/** Every answer is about the newest text: a request waits until that is checked. */
function addRequestHandlers(connection: Connection, shared: LangiumSharedServices): void {
  const checked = DocumentState.Validated
  addCodeActionHandler(connection, shared, checked)
  addDocumentSymbolHandler(connection, shared, checked)
  addFoldingRangeHandler(connection, shared, checked)
  addSemanticTokenHandler(connection, shared, checked)
  addFormattingHandler(connection, shared, checked)
}

/** Like Langium's, but with the version, so that an editor can tell diagnostics of an older text. */
function addDiagnosticsPublisher(connection: Connection, { workspace }: LangiumSharedServices): void {
  workspace.DocumentBuilder.onDocumentPhase(
    DocumentState.Validated,
    async ({ textDocument, diagnostics = [] }) => {
      const { uri, version } = textDocument
      await connection.sendDiagnostics({ uri, version, diagnostics })
    },
  )
  workspace.DocumentBuilder.onUpdate(async (_changed, deleted) => {
    for (const uri of deleted) await connection.sendDiagnostics({ uri: uri.toString(), diagnostics: [] })
  })
}
