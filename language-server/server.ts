import { DocumentState, setInterruptionPeriod } from 'langium'
import {
  addCodeActionHandler,
  addCompletionHandler,
  addDocumentHighlightHandler,
  addDocumentLinkHandler,
  addDocumentSymbolHandler,
  addDocumentUpdateHandler,
  addFindReferencesHandler,
  addFoldingRangeHandler,
  addFormattingHandler,
  addGotoDefinitionHandler,
  addHoverHandler,
  addInlayHintHandler,
  addRenameHandler,
  addSemanticTokenHandler,
  addSignatureHelpHandler,
  type LangiumSharedServices,
} from 'langium/lsp'
import type { Connection } from 'vscode-languageserver'
import { addActionResolver } from './code-actions.ts'
import { addPreviewHandlers } from './preview.ts'
import { addSelectionRanges } from './selection-ranges.ts'
import { createTraceServices } from './services.ts'
import type { WhoseLanguage } from './trace-language-server.ts'
import { addTraceRequestHandlers } from './trace-requests.ts'
import { addWorkspaceSymbols } from './workspace-symbols.ts'

/** Milliseconds of reading or checking before others get a turn; the answer to a request takes a few turns. */
const LONGEST_TURN = 5

/** Serves one editor over a connection of any kind, from `initialize` to `exit`. */
export function startServer(connection: Connection, language: WhoseLanguage = 'of the editor'): void {
  setInterruptionPeriod(LONGEST_TURN)
  const services = createTraceServices(connection, language)
  const { shared } = services
  const { LanguageServer } = shared.lsp

  connection.onInitialize(params => LanguageServer.initialize(params))
  connection.onInitialized(params => LanguageServer.initialized(params))
  addDocumentUpdateHandler(connection, shared)
  addDiagnosticsPublisher(connection, shared)
  addRequestHandlers(connection, shared)
  addPreviewHandlers(connection, services)
  addTraceRequestHandlers(connection, services)
  addActionResolver(connection, services)
  addSelectionRanges(connection, services)
  addWorkspaceSymbols(connection, services)
  shared.workspace.TextDocuments.listen(connection)
  connection.listen()
}

/** Every answer is about the newest text: a request waits until that is checked. */
function addRequestHandlers(connection: Connection, shared: LangiumSharedServices): void {
  const checked = DocumentState.Validated
  addCodeActionHandler(connection, shared, checked)
  addCompletionHandler(connection, shared, checked)
  addDocumentSymbolHandler(connection, shared, checked)
  addFoldingRangeHandler(connection, shared, checked)
  addSemanticTokenHandler(connection, shared, checked)
  addFormattingHandler(connection, shared, checked)
  addHoverHandler(connection, shared, checked)
  addSignatureHelpHandler(connection, shared, checked)
  addGotoDefinitionHandler(connection, shared, checked)
  addFindReferencesHandler(connection, shared, checked)
  addDocumentHighlightHandler(connection, shared, checked)
  addRenameHandler(connection, shared, checked)
  addDocumentLinkHandler(connection, shared, checked)
  addInlayHintHandler(connection, shared, checked)
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
