import { beforeEach, expect, test, vi } from 'vitest'
import type * as vscode from 'vscode'
import type { BaseLanguageClient } from 'vscode-languageclient'
import { clientOptions } from '../../extension/client-options.ts'
import { addCommands } from '../../extension/commands.ts'
import { commands, type editor as Editor, newEditor } from './vscode/editor.ts'
import { Uri } from './vscode/values.ts'

vi.mock('vscode', () => import('./vscode/index.ts'))

let editor: typeof Editor
const server = { stop: vi.fn(), start: vi.fn() }

beforeEach(() => {
  editor = newEditor()
  vi.resetAllMocks()
  const context = { subscriptions: [], extensionUri: Uri.file('/extension') }
  addCommands(context as unknown as vscode.ExtensionContext, server as unknown as BaseLanguageClient)
})

test('the lens of a trace shows that trace, whichever file was looked at last', async () => {
  const document = editor.open('/traces/two.synfin', 'A -> B  SYN\ntrace "second"\nA -> B  SYN\n')
  editor.activate(editor.open('/traces/other.synfin', 'A -> B  SYN\n'), 1)
  await commands.executeCommand('synfin.previewTrace', { uri: document.uri.toString(), line: 2 })
  expect(editor.activeTextEditor).toEqual({ document, selection: { active: { line: 1 } } })
  expect(editor.run).toContain('synfin.openPreview')
})

test('a server that does not say that it has stopped is started anew all the same', async () => {
  server.stop.mockRejectedValue(new Error('Stopping the server timed out'))
  await commands.executeCommand('synfin.restartServer')
  expect(server.start).toHaveBeenCalledOnce()
  expect(editor.told).toEqual([])
})

test('why a server does not start is told', async () => {
  server.stop.mockResolvedValue(undefined)
  server.start.mockRejectedValue(new Error('there is no such file'))
  await commands.executeCommand('synfin.restartServer')
  expect(editor.told).toEqual(['Synfin: the language server does not start: there is no such file'])
})

test.each([
  ['a file', 'file:///traces/a.synfin', 1],
  ['an untitled document', 'untitled:Untitled-1', 1],
  ['an earlier version of a file, beside it in a diff', 'git:/traces/a.synfin?HEAD', 0],
])('problems are listed of %s: %s', (_what, uri, count) => {
  const shown = vi.fn()
  const found = [{}] as vscode.Diagnostic[]
  clientOptions().middleware?.handleDiagnostics?.(Uri.parse(uri) as vscode.Uri, found, shown)
  expect(shown.mock.lastCall?.[1]).toHaveLength(count)
})
