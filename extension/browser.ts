import * as vscode from 'vscode'
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser'
import { CheckedTraces } from './checked-traces.ts'
import { clientOptions } from './client-options.ts'
import { TraceCodeLenses } from './code-lenses.ts'
import { addEditorFeatures } from './editor-features.ts'
import { speakAsEditor } from './language.ts'
import { StatusBar } from './status-bar.ts'

type PageWorker = ConstructorParameters<typeof BrowserMessageReader>[0] & { terminate(): void }

/** The browser's own; its types would bring in a whole library that Node's contradict. */
declare const Worker: new (url: string, options: { readonly name: string }) => PageWorker

let server: LanguageClient | undefined

/** Called by a VS Code that runs in a browser: there is no kernel to replay against, so no command of a replay. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  await speakAsEditor()
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist/server-browser.js')
  server = new LanguageClient('synfin', 'Synfin', newWorkers(script.toString(true)), clientOptions())
  addEditorFeatures(context, server)
  const traces = new CheckedTraces(server)
  context.subscriptions.push(new TraceCodeLenses(traces), new StatusBar(server, traces))
  await server.start()
}

/** Called by VS Code before it ends. */
export async function deactivate(): Promise<void> {
  await server?.stop()
}

/** Starts the server as a worker each time it is asked, and ends the worker before. */
function newWorkers(script: string): () => Promise<MessageTransports> {
  let worker: PageWorker | undefined
  return async () => {
    worker?.terminate()
    worker = new Worker(script, { name: 'Synfin' })
    // VS Code has a worker of its own kind in place of the browser's, which the client takes for none.
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) }
  }
}
