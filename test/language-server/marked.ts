import type { Position } from 'vscode-languageserver-protocol'
import type { Editor, OpenDocument } from './editor.ts'

/** Where the cursor is in the text of a test. */
const CURSOR = '▮'

let files = 0

/** Opens a text without the mark in it, and says where the mark was. */
export async function openMarked(
  editor: Editor,
  text: string,
): Promise<{ document: OpenDocument; position: Position }> {
  const offset = text.indexOf(CURSOR)
  if (offset < 0) throw new Error(`no ${CURSOR} in ${text}`)
  const before = text.slice(0, offset).split(/\r\n|\n/)
  const document = await editor.open(`marked${++files}.synfin`, text.replace(CURSOR, ''))
  return { document, position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 } }
}
