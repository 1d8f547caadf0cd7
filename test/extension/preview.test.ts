import { readLines } from '@synfin/grammar'
import type { DiagramTextParams, PreviewParams } from '@synfin/language-server/protocol'
import { checkFile } from '@synfin/trace'
import { beforeEach, expect, test, vi } from 'vitest'
import type * as vscode from 'vscode'
import type { BaseLanguageClient } from 'vscode-languageclient'
import { Preview } from '../../extension/preview.ts'
import { drawnFor } from '../../language-server/preview.ts'
import { type editor as Editor, newEditor } from './vscode/editor.ts'
import { Uri } from './vscode/values.ts'

vi.mock('vscode', () => import('./vscode/index.ts'))

const HANDSHAKE = 'A -> B  SYN\nB -> A  SYN ACK\nA -> B  ACK\n'

let editor: typeof Editor
let preview: Preview
/** What the server was told to draw, and asked for as text. */
let told: PreviewParams[]
let asked: DiagramTextParams[]

beforeEach(() => {
  editor = newEditor()
  told = []
  asked = []
  preview = new Preview(
    Uri.file('/extension') as vscode.Uri,
    {
      sendNotification: async (_method: string, params: PreviewParams) => void told.push(params),
      sendRequest: async (_method: string, params: DiagramTextParams) => {
        asked.push(params)
        return { name: 'a', text: `${params.diagram}\n` }
      },
    } as unknown as BaseLanguageClient,
  )
  editor.activate(editor.open('/traces/a.synfin', HANDSHAKE), 2)
})

/** The server answers what it was told last. */
function draw(): void {
  const params = told.at(-1)
  if (params !== undefined)
    preview.receive(drawnFor(checkFile(readLines(HANDSHAKE), { name: 'a' }), 1, params))
}

/** The kinds of messages that a page was sent. */
function posted({ webview }: (typeof editor.panels)[number]): readonly string[] {
  return webview.posted.map(message => (message as { readonly kind: string }).kind)
}

test('a preview that an earlier window left takes the place of the one that is open', async () => {
  preview.open()
  const revived = await editor.revive()
  const [opened] = editor.panels
  expect(opened?.isDisposed).toBe(true)
  expect(revived.isDisposed).toBe(false)
  draw()
  revived.webview.says({ kind: 'ready' })
  expect(posted(revived)).toEqual(['trace', 'trace'])
  preview.open()
  expect(editor.panels).toHaveLength(2)
})

test('a preview that is opened again is called after its document, too', () => {
  preview.open()
  editor.panels[0]?.dispose()
  preview.open()
  expect(editor.panels.map(({ title }) => title)).toEqual(['Preview a.synfin', 'Preview a.synfin'])
})

test('the server draws only what is looked at', () => {
  preview.open()
  const uri = 'file:///traces/a.synfin'
  expect(told).toEqual([{ uri, visible: true, around: 2, numbers: 'written' }])
  editor.panels[0]?.dispose()
  expect(told.at(-1)).toEqual({ uri, visible: false })
})

test('Mermaid text is of the diagram that is shown, and of the sequence where none is', async () => {
  await preview.text('copy-mermaid')
  preview.open()
  editor.panels[0]?.webview.says({ kind: 'tab', tab: 'state' })
  await preview.text('copy-mermaid')
  expect(editor.clipboard).toBe('state\n')
  editor.panels[0]?.dispose()
  await preview.text('copy-mermaid')
  expect(asked.map(({ diagram }) => diagram)).toEqual(['sequence', 'state', 'sequence'])
})

test('a picture that a command asks for comes once there is one, unless the preview is closed before', () => {
  preview.picture('save-svg')
  draw()
  expect(editor.panels[0] && posted(editor.panels[0])).toContain('picture')
  editor.panels[0]?.dispose()
  preview.picture('save-svg')
  editor.panels[1]?.dispose()
  preview.open()
  draw()
  expect(editor.panels[2] && posted(editor.panels[2])).not.toContain('picture')
})
