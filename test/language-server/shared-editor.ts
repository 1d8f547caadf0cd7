import { afterAll, beforeAll, expect } from 'vitest'
import type { InitializeParams, Position } from 'vscode-languageserver-protocol'
import { Editor, type OpenDocument } from './editor.ts'

/** The editor that all tests of a file, or of a `describe`, work in. */
export interface SharedEditor {
  /** The editor itself, once tests run. */
  editor(): Editor
  /** Opens a text under a name of its own. */
  open(text: string): Promise<OpenDocument>
  /** Opens a text without the mark `▮` in it, and says where the mark was. */
  openMarked(text: string): Promise<{ readonly document: OpenDocument; readonly position: Position }>
}

/** Starts a server before the tests; after them it must end as the protocol says, and have complained of nothing. */
export function sharedEditor(params: Partial<InitializeParams> = {}): SharedEditor {
  let editor: Editor
  let files = 0

  beforeAll(async () => {
    editor = await Editor.start(params)
  })
  afterAll(async () => {
    expect(await editor.quit()).toBe(0)
    expect(editor.complaints).toEqual([])
  })

  const open = (text: string) => editor.open(`${++files}.synfin`, text)
  return {
    editor: () => editor,
    open,
    async openMarked(text) {
      const offset = text.indexOf(CURSOR)
      if (offset < 0) throw new Error(`no ${CURSOR} in ${text}`)
      const before = text.slice(0, offset).split(/\r\n|\n/)
      const document = await open(text.replace(CURSOR, ''))
      return { document, position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 } }
    },
  }
}

/** Where the cursor is in the text of a test. */
const CURSOR = '▮'
