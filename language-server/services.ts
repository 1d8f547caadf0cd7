import { SynfinGeneratedModule, SynfinGeneratedSharedModule, SynfinModule } from '@synfin/grammar'
import { createDefaultCoreModule, EmptyFileSystem, inject, type Module } from 'langium'
import { createDefaultSharedModule, type LangiumServices, type LangiumSharedServices } from 'langium/lsp'
import type { Connection } from 'vscode-languageserver'
import { CheckedDocuments } from './checked-documents.ts'
import { Client } from './client.ts'
import { TraceActions } from './code-actions.ts'
import { TraceCompletion } from './completion.ts'
import { GivenNames } from './definition.ts'
import { TraceDocumentBuilder } from './document-builder.ts'
import { CitedSections } from './document-links.ts'
import { EditPause } from './edit-pause.ts'
import { FindingsValidator } from './findings-validator.ts'
import { FoldedTraces } from './folding.ts'
import { TraceFormatter } from './formatter.ts'
import { HintSettings } from './hint-settings.ts'
import { TraceHover } from './hover.ts'
import { TraceHints } from './inlay-hints.ts'
import { LiveValues } from './live-values.ts'
import { Mentions } from './references.ts'
import { Renaming } from './rename.ts'
import { TraceTokens } from './semantic-tokens.ts'
import { TraceSignatures } from './signature-help.ts'
import { TraceSymbols } from './symbols.ts'
import { TextParser } from './text-parser.ts'
import { TraceLanguageServer, type WhoseLanguage } from './trace-language-server.ts'

/** Langium's services, with ours in the places where a trace differs from a program. */
export interface TraceServices {
  readonly shared: LangiumSharedServices
  readonly checked: CheckedDocuments
}

/** Makes the services of one server, which talks to one editor. */
export function createTraceServices(connection: Connection, language: WhoseLanguage): TraceServices {
  const checked = new CheckedDocuments()
  const shared: LangiumSharedServices = inject(
    createDefaultSharedModule({ connection, ...EmptyFileSystem }),
    SynfinGeneratedSharedModule,
    sharedModule(checked, language),
  )
  const synfin: LangiumServices = inject(
    createDefaultCoreModule({ shared }),
    SynfinGeneratedModule,
    SynfinModule,
    languageModule(shared, checked, connection),
  )
  shared.ServiceRegistry.register(synfin)
  return { shared, checked }
}

function sharedModule(checked: CheckedDocuments, language: WhoseLanguage) {
  return {
    lsp: {
      LanguageServer: (services: LangiumSharedServices) => new TraceLanguageServer(services, language),
      DocumentUpdateHandler: (services: LangiumSharedServices) => new EditPause(services),
      WorkspaceSymbolProvider: () => undefined,
    },
    workspace: {
      DocumentBuilder: (services: LangiumSharedServices) => new TraceDocumentBuilder(services, checked),
    },
  }
}

function hintsOf(
  connection: Connection,
  shared: LangiumSharedServices,
  checked: CheckedDocuments,
  client: Client,
): TraceHints {
  const settings = new HintSettings(connection, shared.lsp.LanguageServer, client)
  return new TraceHints(checked, settings, new LiveValues(connection, () => settings.refresh()), client)
}

function languageModule(shared: LangiumSharedServices, checked: CheckedDocuments, connection: Connection) {
  const client = new Client(shared.lsp.LanguageServer)
  const hints = hintsOf(connection, shared, checked, client)
  return {
    parser: {
      AsyncParser: () => new TextParser(),
    },
    validation: {
      DocumentValidator: () => new FindingsValidator(checked, client),
    },
    lsp: {
      CodeActionProvider: () => new TraceActions(checked, client),
      CompletionProvider: () => new TraceCompletion(checked, client),
      DefinitionProvider: () => new GivenNames(checked, client),
      DocumentHighlightProvider: () => new Mentions(checked),
      DocumentLinkProvider: () => new CitedSections(),
      DocumentSymbolProvider: () => new TraceSymbols(checked, client),
      FoldingRangeProvider: () => new FoldedTraces(checked),
      HoverProvider: () => new TraceHover(checked, client),
      InlayHintProvider: () => hints,
      ReferencesProvider: () => new Mentions(checked),
      RenameProvider: () => new Renaming(checked),
      SignatureHelp: () => new TraceSignatures(checked, client),
      SemanticTokenProvider: () => new TraceTokens(checked),
      Formatter: () => new TraceFormatter(checked),
    },
    shared: () => shared,
  } satisfies Module<LangiumServices, unknown>
}
