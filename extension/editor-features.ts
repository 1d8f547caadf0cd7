import { type CheckedTraceParams, checkedTraceMethod } from '@synfin/language-server/protocol'
import * as vscode from 'vscode'
import type { BaseLanguageClient } from 'vscode-languageclient'
import { addCommands } from './commands.ts'
import { Preview } from './preview.ts'

/** What works wherever VS Code runs, in a browser too: everything the language server does, and the preview. */
export function addEditorFeatures(context: vscode.ExtensionContext, server: BaseLanguageClient): Preview {
  const preview = new Preview(context.extensionUri, server)
  server.onNotification(checkedTraceMethod, (params: CheckedTraceParams) => preview.receive(params))
  context.subscriptions.push(
    preview,
    vscode.commands.registerCommand('synfin.openPreview', () => preview.open()),
    vscode.commands.registerCommand('synfin.exportDiagram', () => preview.export()),
    vscode.commands.registerCommand('synfin.copyDiagramAsMermaid', () => preview.text('copy-mermaid')),
    vscode.commands.registerCommand('synfin.copyDiagramAsMarkdown', () => preview.text('copy-markdown')),
    vscode.commands.registerCommand('synfin.openDiagramText', () => preview.text('open-mermaid')),
  )
  addCommands(context, server)
  return preview
}
