import type * as vscode from 'vscode'
import type { LanguageClient } from 'vscode-languageclient/node'
import { addEditorFeatures } from './editor-features.ts'
import { speakAsEditor } from './language.ts'
import { addReplayFeatures } from './replay-features.ts'
import { languageServer } from './server.ts'

let server: LanguageClient | undefined

/** Called by VS Code when the first trace file opens. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  await speakAsEditor()
  const client = languageServer(context)
  server = client
  const preview = addEditorFeatures(context, client)
  preview.showReplays(addReplayFeatures(context, client))
  await client.start()
}

/** Called by VS Code before it ends. */
export async function deactivate(): Promise<void> {
  await server?.stop()
}
