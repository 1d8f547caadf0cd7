import * as vscode from 'vscode'
import { LanguageClient } from 'vscode-languageclient/browser'
import { CheckedTraces } from './checked-traces.ts'
import { TraceCodeLenses } from './code-lenses.ts'
import { addEditorFeatures } from './editor-features.ts'
import { speakAsEditor } from './language.ts'
import { StatusBar } from './status-bar.ts'

/** The browser's own; its types would bring in a whole library that Node's contradict. */
declare const Worker: new (
  url: string,
  options: { readonly name: string },
) => ConstructorParameters<typeof LanguageClient>[2]

let server: LanguageClient | undefined

/** Called by a VS Code that runs in a browser: there is no kernel to replay against, so no command of a replay. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  await speakAsEditor()
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist/server-browser.js')
  const worker = new Worker(script.toString(true), { name: 'Synfin' })
  server = new LanguageClient('synfin', 'Synfin', worker, { documentSelector: [{ language: 'synfin' }] })
  addEditorFeatures(context, server)
  const traces = new CheckedTraces(server)
  context.subscriptions.push(new TraceCodeLenses(traces), new StatusBar(server, traces))
  await server.start()
}

/** Called by VS Code before it ends. */
export async function deactivate(): Promise<void> {
  await server?.stop()
}
