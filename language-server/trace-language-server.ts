import { eagerLoad } from 'langium'
import { DefaultLanguageServer } from 'langium/lsp'
import { CodeActionKind, type InitializeParams, type InitializeResult } from 'vscode-languageserver'

/** Announces what the providers can do, and who we are. */
export class TraceLanguageServer extends DefaultLanguageServer {
  /** Without the language's own services: none waits for this event, and two parsers that nobody uses take 65 ms. */
  protected override eagerLoadServices(): void {
    eagerLoad(this.services)
  }

  protected override buildInitializeResult(params: InitializeParams): InitializeResult {
    const { capabilities } = super.buildInitializeResult(params)
    return {
      serverInfo: { name: 'synfin' },
      capabilities: { ...capabilities, codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] } },
    }
  }
}
