import { languageOf, speak, spokenLanguage } from '@synfin/trace'
import { eagerLoad } from 'langium'
import { DefaultLanguageServer } from 'langium/lsp'
import type { InitializeParams, InitializeResult } from 'vscode-languageserver'
import { ACTION_KINDS } from './code-actions.ts'

/** Announces what the providers can do, and who we are. */
export class TraceLanguageServer extends DefaultLanguageServer {
  /** Without the language's own services: none waits for this event, and two parsers that nobody uses take 65 ms. */
  protected override eagerLoadServices(): void {
    eagerLoad(this.services)
  }

  /** Speaks the editor's language from the start; where the editor names none, the one chosen when the server was started. */
  override async initialize(params: InitializeParams): Promise<InitializeResult> {
    await speakTo(params.locale)
    return super.initialize(params)
  }

  protected override buildInitializeResult(params: InitializeParams): InitializeResult {
    const { capabilities } = super.buildInitializeResult(params)
    return {
      serverInfo: { name: 'synfin' },
      capabilities: {
        ...capabilities,
        codeActionProvider: { codeActionKinds: [...ACTION_KINDS], resolveProvider: true },
        selectionRangeProvider: true,
        workspaceSymbolProvider: true,
      },
    }
  }
}

/** Speaks the language of an editor's locale, with the server's own words. */
async function speakTo(locale: string | undefined): Promise<void> {
  const language = locale === undefined ? spokenLanguage() : await languageOf(locale)
  if (language === undefined) return speak(undefined)
  const { LANGUAGE_SERVER_TEXTS } = await import('./zh-cn.ts')
  speak({ ...language, texts: { ...language.texts, ...LANGUAGE_SERVER_TEXTS } })
}
