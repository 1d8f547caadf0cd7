/** What the tests do to the window they run in. */
import * as vscode from 'vscode'

/** Opens a file of the workspace in the editor. */
export async function open(name: string): Promise<vscode.TextEditor> {
  const [folder] = vscode.workspace.workspaceFolders ?? []
  if (folder === undefined) throw new Error('the window has no folder')
  return vscode.window.showTextDocument(vscode.Uri.joinPath(folder.uri, name))
}

/** Opens an untitled trace. */
export async function write(content: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument({ language: 'synfin', content }),
  )
}

/** Asks again and again until there is an answer. @throws Error after `longest` milliseconds without one */
export async function until<T>(
  what: string,
  ask: () => T | undefined | false | PromiseLike<T | undefined | false>,
  longest = 20_000,
): Promise<T> {
  const began = Date.now()
  for (;;) {
    const answer = await ask()
    if (answer !== undefined && answer !== false) return answer
    if (Date.now() - began > longest) throw new Error(`${what} did not happen within ${longest} ms`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

/** What a command of VS Code's says of a document, as soon as that is more than an empty list. */
export function ask<T extends object>(
  command: string,
  { uri }: vscode.TextDocument,
  ...more: readonly unknown[]
): Promise<T> {
  return until(command, async () => {
    const answer = await vscode.commands.executeCommand<(T & { readonly items?: unknown }) | undefined>(
      command,
      uri,
      ...more,
    )
    const list = answer?.items ?? answer
    return !(Array.isArray(list) && list.length === 0) && answer
  })
}

/** The errors and warnings of a document, as soon as they satisfy the condition. */
export function problems(
  { uri }: vscode.TextDocument,
  wanted: (found: readonly vscode.Diagnostic[]) => boolean = found => found.length > 0,
): Promise<vscode.Diagnostic[]> {
  return until(`the expected problems of ${uri.path}`, () => {
    const found = vscode.languages
      .getDiagnostics(uri)
      .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning)
    return wanted(found) && found
  })
}

/** The first quick fix in a range that is wanted. A request that VS Code cancels, as on a change of focus, is made again. */
export function quickFix(
  { uri }: vscode.TextDocument,
  range: vscode.Range,
  isWanted: (fix: vscode.CodeAction) => boolean | undefined,
): Promise<vscode.CodeAction> {
  return until('the wanted quick fix', async () => {
    const kind = vscode.CodeActionKind.QuickFix.value
    const command = 'vscode.executeCodeActionProvider'
    try {
      const fixes = await vscode.commands.executeCommand<vscode.CodeAction[]>(command, uri, range, kind)
      return fixes.find(isWanted)
    } catch (error) {
      if (error instanceof Error && error.name === 'Canceled') return undefined
      throw error
    }
  })
}

/** Where a text stands in a document. */
export function rangeOf(document: vscode.TextDocument, text: string): vscode.Range {
  const start = document.getText().indexOf(text)
  if (start < 0) throw new Error(`no \`${text}\` in ${document.uri.path}`)
  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length))
}

/** Replaces the first occurrence of a text in an editor, as one edit. */
export async function replace(editor: vscode.TextEditor, text: string, by: string): Promise<void> {
  await editor.edit(edit => edit.replace(rangeOf(editor.document, text), by))
}
