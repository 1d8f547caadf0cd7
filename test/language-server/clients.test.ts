import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CodeAction, InitializeParams, MarkupContent } from 'vscode-languageserver-protocol'
import { Editor, type OpenDocument } from './editor.ts'

const WRONG = 'A -> B  SYN      seq=j\nB -> A  SYN ACK  seq=k  ack=j\n'

/** What an editor sends to begin with, recorded from the editor itself; a nameless one says nothing of itself. */
function recorded(editor: string): Partial<InitializeParams> {
  if (editor === 'nameless') return {}
  return JSON.parse(readFileSync(new URL(`./clients/${editor}.json`, import.meta.url), 'utf8'))
}

describe.each`
  client           | format         | related    | outline   | link
  ${'neovim-0.12'} | ${'markdown'}  | ${'apart'} | ${'tree'} | ${true}
  ${'neovim-0.10'} | ${'markdown'}  | ${'apart'} | ${'tree'} | ${true}
  ${'neovim-0.7'}  | ${'markdown'}  | ${'apart'} | ${'tree'} | ${true}
  ${'emacs-30'}    | ${'plaintext'} | ${'told'}  | ${'tree'} | ${true}
  ${'emacs-28'}    | ${'plaintext'} | ${'told'}  | ${'tree'} | ${true}
  ${'helix-25'}    | ${'markdown'}  | ${'told'}  | ${'list'} | ${false}
  ${'kate-24'}     | ${'markdown'}  | ${'apart'} | ${'tree'} | ${false}
  ${'nameless'}    | ${'plaintext'} | ${'told'}  | ${'list'} | ${false}
`('with $client', ({ client, format, related, outline, link }) => {
  const asked: string[] = []
  let editor: Editor
  let document: OpenDocument

  beforeAll(async () => {
    editor = await Editor.startExactly(recorded(client), connection => {
      connection.onRequest('workspace/configuration', ({ items }) => items.map(() => null))
      for (const method of ['client/registerCapability', 'workspace/inlayHint/refresh'])
        connection.onRequest(method, () => asked.push(method))
    })
    document = await editor.open('a.synfin', WRONG)
  })
  afterAll(async () => {
    expect(await editor.quit()).toBe(0)
    expect(editor.complaints).toEqual([])
  })

  test('a finding tells of the earlier line', async () => {
    const [wrong] = (await document.diagnostics()).filter(({ code }) => code === 'synack-wrong-ack')
    const told = "line 1: A's SYN takes up j, so A's next number is j+1"
    expect(String(wrong?.message).includes(told)).toBe(related === 'told')
    expect(wrong?.relatedInformation?.length).toBe(related === 'told' ? undefined : 1)
  })

  test('a quick fix is whole, even if the editor asks for the rest of it', async () => {
    const [wrong] = (await document.diagnostics()).filter(({ code }) => code === 'synack-wrong-ack')
    const [fix] = wrong === undefined ? [] : await document.quickFixes(wrong)
    expect(fix?.edit?.changes?.[document.uri]).toHaveLength(1)
    expect(await editor.connection.sendRequest('codeAction/resolve', fix as CodeAction)).toEqual(fix)
  })

  test('every refactoring has its edit, at once or when asked for it', async () => {
    const place = document.at('SYN ACK')
    for (const action of await document.actions({ start: place, end: place })) {
      const { edit } = action.edit
        ? action
        : await editor.connection.sendRequest<CodeAction>('codeAction/resolve', action)
      expect(edit?.changes?.[document.uri]?.length, action.title).toBeGreaterThan(0)
    }
  })

  test('what explains is in a format it shows', async () => {
    const hover = await document.hover(document.at('ack=j'))
    const [item] = await document.complete({ line: 2, character: 0 })
    const [hint] = await document.hints()
    const shown = [hover?.contents, item?.documentation, hint?.tooltip] as MarkupContent[]
    expect(shown.map(({ kind }) => kind)).toEqual([format, format, format])
    expect(shown[0]?.value.includes('**synack-wrong-ack**')).toBe(format === 'markdown')
  })

  test('the outline and a definition have a shape it knows', async () => {
    const [symbol] = await document.symbols()
    expect(symbol).toHaveProperty(outline === 'tree' ? 'selectionRange' : 'location')
    const [place] = await document.definition(document.at('ack=j', { shift: 4 }))
    expect(place).toHaveProperty(link ? 'targetUri' : 'uri', document.uri)
  })

  test('nothing is completed with tab stops unless it has them', async () => {
    const items = await document.complete({ line: 2, character: 0 })
    const hasSnippets = ['helix-25', 'kate-24', 'neovim-0.12'].includes(client)
    expect(items.some(({ insertTextFormat }) => insertTextFormat === 2)).toBe(hasSnippets)
  })

  test('nothing is asked of it that it did not offer', () => {
    expect(asked).toEqual([])
  })
})

test('an editor may send the whole text on each change', async () => {
  await using editor = await Editor.startExactly({})
  const { uri } = await editor.open('a.synfin', WRONG)
  await editor.connection.sendNotification('textDocument/didChange', {
    textDocument: { uri, version: 2 },
    contentChanges: [{ text: WRONG.replace('ack=j', 'ack=j+1') }],
  })
  const diagnostics = await editor.diagnostics(uri, ({ version }) => version === 2)
  expect(diagnostics.filter(({ severity }) => severity === 1)).toEqual([])
})

test('settings that came with the start hold where the editor has no others', async () => {
  await using editor = await Editor.startExactly(
    { ...recorded('neovim-0.12'), initializationOptions: { inlayHints: { states: false } } },
    connection => connection.onRequest('workspace/configuration', ({ items }) => items.map(() => null)),
  )
  const document = await editor.open('a.synfin', 'A -> B  SYN  seq=j\nB -> A  SYN ACK\n')
  await document.diagnostics()
  expect((await document.hints()).map(({ label }) => label)).toEqual(['ack=j+1'])
})
