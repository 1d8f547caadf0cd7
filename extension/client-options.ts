import type * as vscode from 'vscode'
import type { LanguageClientOptions } from 'vscode-languageclient'
import { isWorkedOn } from './worked-on.ts'

/** What the client of the language server does alike on a machine and in a browser. */
export function clientOptions(): LanguageClientOptions {
  return {
    documentSelector: [{ language: 'synfin' }],
    middleware: {
      // The list of problems is of what can be mended.
      handleDiagnostics: (uri: vscode.Uri, found, next) => next(uri, isWorkedOn(uri) ? found : []),
    },
  }
}
