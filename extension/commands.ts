import { say } from '@synfin/trace'
import * as vscode from 'vscode'
import type { BaseLanguageClient } from 'vscode-languageclient'
import { explain } from './explain.ts'
import { newTrace } from './templates.ts'
import { readTraceAddress } from './trace-address.ts'

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

/** Puts the cursor into the trace that a code lens names, and opens the preview, which follows it. */
async function previewTrace(given: unknown): Promise<void> {
  const address = readTraceAddress(given)
  const { activeTextEditor, visibleTextEditors } = vscode.window
  const editor = [activeTextEditor, ...visibleTextEditors].find(
    shown => shown?.document.uri.toString() === address?.uri,
  )
  if (editor !== undefined && address !== undefined) {
    const { document, viewColumn } = editor
    const line = Math.min(Math.max(address.line, 1), document.lineCount) - 1
    const selection = new vscode.Range(line, 0, line, 0)
    await vscode.window.showTextDocument(document, { selection, ...(viewColumn && { viewColumn }) })
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
  // One that hangs does not say that it has stopped, and is started anew all the same.
  await server.stop().catch(() => {})
  try {
    await server.start()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    vscode.window.showErrorMessage(say`Synfin: the language server does not start: ${reason}`)
  }
}
