import { say } from '@synfin/trace'
import * as vscode from 'vscode'
import { divided } from './divided-list.ts'
import { headingLine, topics } from './explanation-page.ts'

/** The command *Explain …*: a finding, a state, a flag or a procedure, on a page beside the text. */
export async function explain(extensionUri: vscode.Uri): Promise<void> {
  const chosen = await vscode.window.showQuickPick(divided(topics(textsAtCursor())), {
    title: say`Explain`,
    placeHolder: say`A finding, a state, a flag or a procedure`,
    matchOnDescription: true,
  })
  if (chosen === undefined || !('page' in chosen)) return
  const { page, fragment } = chosen
  const uri = vscode.Uri.joinPath(extensionUri, 'dist/docs', page)
  try {
    await vscode.commands.executeCommand('markdown.showPreviewToSide', uri.with({ fragment }))
  } catch {
    // VS Code's own extension for Markdown is not in every browser, and anybody can turn it off.
    await showText(uri, fragment)
  }
}

/** The page as it is written, at the place on it. */
async function showText(uri: vscode.Uri, fragment: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri)
  const start = new vscode.Position(headingLine(document.getText(), fragment), 0)
  const editor = await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside })
  editor.selection = new vscode.Selection(start, start)
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.AtTop)
}

/** The findings of the cursor's line, the gravest first, then its words. */
function textsAtCursor(): readonly string[] {
  const editor = vscode.window.activeTextEditor
  if (editor?.document.languageId !== 'synfin') return []
  const { document, selection } = editor
  const line = document.lineAt(selection.active.line)
  const codes = vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ range }) => range.intersection(line.range) !== undefined)
    .toSorted((one, other) => one.severity - other.severity)
    .map(({ code }) => String(typeof code === 'object' ? code.value : code))
  return [...codes, line.text]
}
