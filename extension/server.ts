import type * as vscode from 'vscode'
import { LanguageClient, TransportKind } from 'vscode-languageclient/node'

/** The language server, as a Node process of its own. Not started yet. */
export function languageServer(context: vscode.ExtensionContext): LanguageClient {
  const module = context.asAbsolutePath('dist/server.cjs')
  const run = { module, transport: TransportKind.ipc }
  return new LanguageClient(
    'synfin',
    'Synfin',
    { run, debug: { ...run, options: { execArgv: ['--nolazy', '--inspect=6010'] } } },
    { documentSelector: [{ language: 'synfin' }] },
  )
}
