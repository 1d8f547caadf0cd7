import * as vscode from 'vscode'

/** Whether a document is one that somebody works on, and no earlier version of it, such as a diff shows. */
export function isWorkedOn({ scheme }: vscode.Uri): boolean {
  const { fs, workspaceFolders = [] } = vscode.workspace
  return (
    scheme === 'untitled' ||
    fs.isWritableFileSystem(scheme) === true ||
    workspaceFolders.some(({ uri }) => uri.scheme === scheme)
  )
}
