import { SynfinGeneratedModule, SynfinGeneratedSharedModule, SynfinModule } from '@synfin/grammar'
import { createDefaultCoreModule, EmptyFileSystem, inject, type Module } from 'langium'
import { createDefaultSharedModule, type LangiumServices, type LangiumSharedServices } from 'langium/lsp'
import type { Connection } from 'vscode-languageserver'
import { ChangedLinesParser } from './changed-lines-parser.ts'
import { CheckedDocuments } from './checked-documents.ts'
import { TraceDocumentBuilder } from './document-builder.ts'
import { EditPause } from './edit-pause.ts'
import { FindingsValidator } from './findings-validator.ts'
import { FoldedTraces } from './folding.ts'
import { TraceFormatter } from './formatter.ts'
import { QuickFixes } from './quick-fixes.ts'
import { TraceTokens } from './semantic-tokens.ts'
import { TraceSymbols } from './symbols.ts'
import { TraceLanguageServer } from './trace-language-server.ts'

/** Langium's services, with ours in the places where a trace differs from a program. */
export interface TraceServices {
  readonly shared: LangiumSharedServices
  readonly checked: CheckedDocuments
}

/** Makes the services of one server, which talks to one editor. */
export function createTraceServices(connection: Connection): TraceServices {
  const shared: LangiumSharedServices = inject(
    createDefaultSharedModule({ connection, ...EmptyFileSystem }),
    SynfinGeneratedSharedModule,
    sharedModule,
  )
  const checked = new CheckedDocuments()
  const synfin: LangiumServices = inject(
    createDefaultCoreModule({ shared }),
    SynfinGeneratedModule,
    SynfinModule,
    languageModule(shared, checked),
  )
  shared.ServiceRegistry.register(synfin)
  return { shared, checked }
}

const sharedModule = {
  lsp: {
    LanguageServer: (services: LangiumSharedServices) => new TraceLanguageServer(services),
    DocumentUpdateHandler: (services: LangiumSharedServices) => new EditPause(services),
    WorkspaceSymbolProvider: () => undefined,
  },
  workspace: {
    DocumentBuilder: (services: LangiumSharedServices) => new TraceDocumentBuilder(services),
  },
}

function languageModule(shared: LangiumSharedServices, checked: CheckedDocuments) {
  return {
    parser: {
      AsyncParser: () => new ChangedLinesParser(),
    },
    validation: {
      DocumentValidator: () => new FindingsValidator(checked),
    },
    lsp: {
      CodeActionProvider: () => new QuickFixes(checked),
      DocumentSymbolProvider: () => new TraceSymbols(checked),
      FoldingRangeProvider: () => new FoldedTraces(checked),
      SemanticTokenProvider: () => new TraceTokens(checked),
      Formatter: () => new TraceFormatter(),
    },
    shared: () => shared,
  } satisfies Module<LangiumServices, unknown>
}
