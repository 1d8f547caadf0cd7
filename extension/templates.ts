import { say } from '@synfin/trace'
import * as vscode from 'vscode'
import { divided } from './divided-list.ts'
import { type Template, templatesOf } from './template-list.ts'

/** The command *New Trace from Template*: opens an untitled trace that begins as one of the examples. */
export async function newTrace(extensionUri: vscode.Uri): Promise<void> {
  const templates = await readTemplates(extensionUri)
  const items = templates.map(template => ({ ...template, description: template.about }))
  const chosen = await vscode.window.showQuickPick(divided(items), {
    title: say`New trace`,
    placeHolder: say`What the trace begins as`,
    matchOnDescription: true,
    matchOnDetail: true,
  })
  if (chosen === undefined || !('text' in chosen)) return
  const document = await vscode.workspace.openTextDocument({ language: 'synfin', content: chosen.text })
  await vscode.window.showTextDocument(document)
}

async function readTemplates(extensionUri: vscode.Uri): Promise<readonly Template[]> {
  const file = vscode.Uri.joinPath(extensionUri, 'dist/examples.json')
  const examples = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)))
  return templatesOf(examples)
}
