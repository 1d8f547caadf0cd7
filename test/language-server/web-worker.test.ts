import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DocumentSymbol, PublishDiagnosticsParams } from 'vscode-languageserver-protocol'
import { chromiumExecutable } from '../../scripts/browser.mjs'
import { serverBundle } from '../../scripts/browser-bundles.mjs'

const URI = 'file:///traces/a.synfin'
const WRONG = 'A -> B  SYN  seq=j\nB -> A  SYN ACK  seq=k  ack=j\n'

/** An editor in a page, with the server as its worker: answers by id, and the diagnostics published last. */
const EDITOR = `
  const answers = new Map()
  let diagnosed
  const worker = new Worker('/server-browser.js')
  worker.onmessage = ({ data }) => {
    if (data.method === 'textDocument/publishDiagnostics') diagnosed?.(data.params)
    else if (data.method === undefined) answers.get(data.id)?.(data.result ?? data.error)
  }
  const failed = new Promise((_, reject) => { worker.onerror = ({ message }) => reject(new Error(message)) })
  const notify = (method, params) => worker.postMessage({ jsonrpc: '2.0', method, params })
  const request = (method, params) => Promise.race([failed, new Promise(resolve => {
    const id = answers.size + 1
    answers.set(id, resolve)
    worker.postMessage({ jsonrpc: '2.0', id, method, params })
  })])
  const diagnostics = (method, params) => Promise.race([failed, new Promise(resolve => {
    diagnosed = resolve
    notify(method, params)
  })])
`

let folder: string
let browser: Browser
let page: Page

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'synfin-worker-'))
  await build(serverBundle(fileURLToPath(new URL('../..', import.meta.url)), folder))
  browser = await chromium.launch({ executablePath: chromiumExecutable(), args: ['--no-sandbox'] })
  page = await browser.newPage()
  await page.route('**/*', async route => {
    const isScript = route.request().url().endsWith('/server-browser.js')
    if (isScript)
      await route.fulfill({
        contentType: 'text/javascript',
        body: await readFile(join(folder, 'server-browser.js')),
      })
    else await route.fulfill({ contentType: 'text/html', body: '' })
  })
  await page.goto('https://editor.test/')
  await page.addScriptTag({ content: EDITOR })
})

afterAll(async () => {
  await browser?.close()
  await rm(folder, { recursive: true })
})

test('as a web worker the server lints a document, and lints it again after an edit', async () => {
  await run('request', 'initialize', { processId: null, rootUri: null, capabilities: {} })
  await run('notify', 'initialized', {})
  const opened = await run<PublishDiagnosticsParams>('diagnostics', 'textDocument/didOpen', {
    textDocument: { uri: URI, languageId: 'synfin', version: 1, text: WRONG },
  })
  expect(codes(opened)).toContain('synack-wrong-ack')
  const end = { line: 1, character: WRONG.split('\n')[1]?.length ?? 0 }
  const edited = await run<PublishDiagnosticsParams>('diagnostics', 'textDocument/didChange', {
    textDocument: { uri: URI, version: 2 },
    contentChanges: [{ range: { start: end, end }, text: '+1' }],
  })
  expect(edited.version).toBe(2)
  expect(codes(edited)).not.toContain('synack-wrong-ack')
})

test('and answers what an editor asks', async () => {
  const symbols = await run<readonly DocumentSymbol[]>('request', 'textDocument/documentSymbol', {
    textDocument: { uri: URI },
  })
  expect(symbols.map(({ name }) => name)).toContain('A')
})

function run<T>(how: 'notify' | 'request' | 'diagnostics', method: string, params: object): Promise<T> {
  return page.evaluate(`${how}(${JSON.stringify(method)}, ${JSON.stringify(params)})`)
}

function codes({ diagnostics }: PublishDiagnosticsParams): readonly unknown[] {
  return diagnostics.map(({ code }) => code)
}
