import type * as vscode from 'vscode'
import { ErrorAction, type ErrorHandler, LanguageClient, TransportKind } from 'vscode-languageclient/node'
import { clientOptions } from './client-options.ts'

/** The language server, as a Node process of its own. Not started yet. */
export function languageServer(context: vscode.ExtensionContext): LanguageClient {
  const module = context.asAbsolutePath('dist/server.cjs')
  const run = { module, transport: TransportKind.ipc }
  const client: LanguageClient = new LanguageClient(
    'synfin',
    'Synfin',
    { run, debug: { ...run, options: { execArgv: ['--nolazy', '--inspect=6010'] } } },
    { ...clientOptions(), errorHandler: startsAgain(() => client) },
  )
  return client
}

/**
 * Leaves it to the end of the connection to start the server again, as often as is usual. A server that was killed may
 * first be noticed by a message that cannot be written; the usual answer to that is to give it up for good.
 */
function startsAgain(client: () => LanguageClient): ErrorHandler {
  let usual: ErrorHandler | undefined
  return {
    error: () => ({ action: ErrorAction.Continue }),
    closed: () => {
      usual ??= client().createDefaultErrorHandler()
      return usual.closed()
    },
  }
}
