import type { LanguageServer } from 'langium/lsp'
import type { ClientCapabilities, MarkupKind } from 'vscode-languageserver'

/** The editor, as far as it tells what it can take. What it does not mention, it cannot. */
export class Client {
  capabilities: ClientCapabilities = {}

  constructor(server: LanguageServer) {
    server.onInitialize(({ capabilities }) => {
      this.capabilities = capabilities
    })
  }

  get textDocument(): NonNullable<ClientCapabilities['textDocument']> {
    return this.capabilities.textDocument ?? {}
  }

  /** What hovers may be written in; and whatever else has a format, where the editor does not name one for that. */
  get formats(): readonly MarkupKind[] {
    return this.textDocument.hover?.contentFormat ?? []
  }
}
