import { Console } from 'node:console'
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node'
import { startServer } from './server.ts'
import type { WhoseLanguage } from './trace-language-server.ts'

/** Speaks LSP on standard input and output until the editor ends it; the process then exits. */
export function serve(language: WhoseLanguage): void {
  // Nothing but the protocol may reach standard output.
  globalThis.console = new Console(process.stderr)
  startServer(createConnection(ProposedFeatures.all, process.stdin, process.stdout), language)
}
