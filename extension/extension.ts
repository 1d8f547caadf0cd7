import { type CheckedTraceParams, checkedTraceMethod, previewMethod } from '@synfin/language-server/protocol'
import * as vscode from 'vscode'
import type { LanguageClient } from 'vscode-languageclient/node'
import { Preview } from './preview.ts'
import { Replay } from './replay.ts'
import { languageServer } from './server.ts'

let server: LanguageClient | undefined

/** Called by VS Code when the first trace file opens. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const client = languageServer(context)
  server = client
  const preview = new Preview(context.extensionUri, params => {
    // A server that did not start has said so itself.
    client.sendNotification(previewMethod, params).catch(() => {})
  })
  const replay = new Replay(context, client)
  client.onNotification(checkedTraceMethod, (params: CheckedTraceParams) => preview.receive(params))
  context.subscriptions.push(
    preview,
    replay,
    vscode.commands.registerCommand('synfin.openPreview', () => preview.open()),
    vscode.commands.registerCommand('synfin.replayTrace', () => replay.run()),
  )
  await client.start()
}

/** Called by VS Code before it ends. */
export async function deactivate(): Promise<void> {
  await server?.stop()
}
