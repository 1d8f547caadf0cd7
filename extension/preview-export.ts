import type { DiagramText } from '@synfin/language-server/protocol'
import { say } from '@synfin/trace'
import * as vscode from 'vscode'
import { fileName, markdownBlock } from './diagram-file.ts'
import type { PictureAction, Tab, TextAction } from './webview/messages.ts'

/** Where a picture or a text of a diagram comes from. */
export interface DiagramSource {
  /** The trace file's address; the diagram is saved beside it. */
  readonly uri: string
  /** The trace's name. */
  readonly name: string
  readonly tab: Tab
}

/** Saves or copies the picture that the page has drawn. */
export async function deliverPicture(
  action: PictureAction,
  data: string,
  source: DiagramSource,
): Promise<void> {
  if (action === 'copy-svg') await copy(data, say`Copied the diagram as SVG`)
  else if (action === 'save-svg') await save(new TextEncoder().encode(data), 'svg', source)
  else await save(octetsOf(data), 'png', source)
}

/** Saves, copies or opens the diagram's Mermaid text. */
export async function deliverText(
  action: TextAction,
  { text }: DiagramText,
  source: DiagramSource,
): Promise<void> {
  if (text === '') {
    vscode.window.showInformationMessage(say`Synfin: there is no segment on this line, so it has no header.`)
    return
  }
  if (action === 'copy-mermaid') await copy(text, say`Copied the diagram as Mermaid text`)
  else if (action === 'copy-markdown')
    await copy(markdownBlock(text), say`Copied the diagram as a Markdown block`)
  else if (action === 'save-mermaid') await save(new TextEncoder().encode(text), 'mmd', source)
  else await open(text)
}

/** The kinds of file a picture or text can be saved as. */
const KINDS = {
  svg: { name: () => say`SVG picture`, endings: ['svg'] },
  png: { name: () => say`PNG picture`, endings: ['png'] },
  mmd: { name: () => say`Mermaid text`, endings: ['mmd', 'mermaid'] },
} as const

async function save(
  octets: Uint8Array,
  ending: keyof typeof KINDS,
  { uri, name, tab }: DiagramSource,
): Promise<void> {
  const beside = vscode.Uri.joinPath(vscode.Uri.parse(uri), '..', fileName(name, tab, ending))
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri
  const isSaved = beside.scheme !== 'untitled'
  const suggested = isSaved ? beside : folder && vscode.Uri.joinPath(folder, fileName(name, tab, ending))
  const { name: kind, endings } = KINDS[ending]
  const target = await vscode.window.showSaveDialog({
    filters: { [kind()]: [...endings] },
    title: say`Save the diagram`,
    ...(suggested && { defaultUri: suggested }),
  })
  if (target === undefined) return
  await vscode.workspace.fs.writeFile(target, octets)
  tellDone(say`Saved ${target.path.slice(target.path.lastIndexOf('/') + 1)}`)
}

async function copy(text: string, done: string): Promise<void> {
  await vscode.env.clipboard.writeText(text)
  tellDone(done)
}

function tellDone(what: string): void {
  vscode.window.setStatusBarMessage(`$(check) ${what}`, 4000)
}

/** With the language of a Mermaid extension, where there is one. */
async function open(text: string): Promise<void> {
  const languages = await vscode.languages.getLanguages()
  const language = languages.includes('mermaid') ? 'mermaid' : 'plaintext'
  const document = await vscode.workspace.openTextDocument({ content: text, language })
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Active })
}

function octetsOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), octet => octet.charCodeAt(0))
}
