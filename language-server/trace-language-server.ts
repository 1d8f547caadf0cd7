import { languageOf, speak, spokenLanguage } from '@synfin/trace'
import { eagerLoad } from 'langium'
import { DefaultLanguageServer, type LangiumSharedServices } from 'langium/lsp'
import type { InitializedParams, InitializeParams, InitializeResult } from 'vscode-languageserver'
import { ACTION_KINDS } from './code-actions.ts'

/** Whose language a server speaks: its editor's, or the one that was chosen when it was started. */
export type WhoseLanguage = 'of the editor' | 'as chosen'

/** Announces what the providers can do, and who we are. */
export class TraceLanguageServer extends DefaultLanguageServer {
  private readonly language: WhoseLanguage

  constructor(services: LangiumSharedServices, language: WhoseLanguage) {
    super(services)
    this.language = language
  }

  /** Without the language's own services: none waits for this event, and two parsers that nobody uses take 65 ms. */
  protected override eagerLoadServices(): void {
    eagerLoad(this.services)
  }

  /** Speaks its language from the start; where the editor names none, the one the server was started in. */
  override async initialize(params: InitializeParams): Promise<InitializeResult> {
    await speakFor(this.language === 'as chosen' ? undefined : params.locale)
    return super.initialize(params)
  }

  /** Without Langium's own way to the settings, which registers with editors that take no registration: see `HintSettings`. */
  protected override fireInitializedOnDefaultServices(params: InitializedParams): void {
    this.services.workspace.WorkspaceManager.initialized(params).catch(console.error)
  }

  protected override buildInitializeResult(params: InitializeParams): InitializeResult {
    const { capabilities } = super.buildInitializeResult(params)
    return {
      serverInfo: { name: 'synfin' },
      capabilities: {
        ...capabilities,
        codeActionProvider: { codeActionKinds: [...ACTION_KINDS], resolveProvider: true },
        renameProvider: params.capabilities.textDocument?.rename?.prepareSupport
          ? { prepareProvider: true }
          : true,
        selectionRangeProvider: true,
        workspaceSymbolProvider: true,
      },
    }
  }
}

/** Speaks the language of a locale, or goes on in the one that is spoken, with the server's own words. */
async function speakFor(locale: string | undefined): Promise<void> {
  const language = locale === undefined ? spokenLanguage() : await languageOf(locale)
  if (language === undefined) return speak(undefined)
  const { LANGUAGE_SERVER_TEXTS } = await import('./zh-cn.ts')
  speak({ ...language, texts: { ...language.texts, ...LANGUAGE_SERVER_TEXTS } })
}
