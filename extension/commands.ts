import { say } from '@synfin/trace'
import * as vscode from 'vscode'
import type { BaseLanguageClient } from 'vscode-languageclient'
import { explain } from './explain.ts'
import { newTrace } from './templates.ts'

/** The commands that need no replay, wherever VS Code runs. */
export function addCommands(context: vscode.ExtensionContext, server: BaseLanguageClient): void {
  const { extensionUri } = context
  context.subscriptions.push(
    vscode.commands.registerCommand('synfin.newTrace', () => newTrace(extensionUri)),
    vscode.commands.registerCommand('synfin.explain', () => explain(extensionUri)),
    vscode.commands.registerCommand('synfin.previewTrace', (address?: unknown) => previewTrace(address)),
    vscode.commands.registerCommand('synfin.fixAll', () => fixAll()),
    vscode.commands.registerCommand('synfin.restartServer', () => restart(server)),
    vscode.commands.registerCommand('synfin.showServerOutput', () => server.outputChannel.show(true)),
  )
}

/** Puts the cursor into the trace and opens the preview, which follows it. */
async function previewTrace(address: unknown): Promise<void> {
  const line = (address as { readonly line?: unknown } | undefined)?.line
  const editor = vscode.window.activeTextEditor
  if (editor !== undefined && typeof line === 'number') {
    const { start } = editor.document.lineAt(Math.min(Math.max(line, 1), editor.document.lineCount) - 1).range
    editor.selection = new vscode.Selection(start, start)
  }
  await vscode.commands.executeCommand('synfin.openPreview')
}

/** Applies the first fix of every finding that has one we are sure of. */
async function fixAll(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document
  if (document?.languageId !== 'synfin') return
  // The editor's own command of that kind does nothing, and says nothing, before the editor has the focus back.
  const [action] = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    new vscode.Range(0, 0, document.lineCount, 0),
    'source.fixAll.synfin',
    1,
  )
  if (action?.edit !== undefined) await vscode.workspace.applyEdit(action.edit)
  else vscode.window.showInformationMessage(say`Synfin: no finding of this file has a sure fix.`)
}

async function restart(server: BaseLanguageClient): Promise<void> {
  try {
    if (server.needsStop()) await server.stop()
    await server.start()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    vscode.window.showErrorMessage(say`Synfin: the language server does not start: ${reason}`)
  }
}
