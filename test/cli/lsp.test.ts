import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'
import { command, synfin } from './synfin.ts'

const OPEN = {
  textDocument: {
    uri: 'file:///a.synfin',
    languageId: 'synfin',
    version: 1,
    text: 'A -> B  SYN FIN  seq=j\n',
  },
}

test('`synfin lsp --stdio` serves an editor and ends when told to', async () => {
  const server = spawn(process.execPath, [await command(), 'lsp', '--stdio'])
  let heard = ''
  const until = (sign: string) =>
    new Promise<void>(resolve => {
      server.stdout.on('data', () => heard.includes(sign) && resolve())
    })
  server.stdout.setEncoding('utf8').on('data', text => {
    heard += text
  })
  const say = (message: object) => server.stdin.write(framed(message))

  say({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } })
  await until('"name":"synfin"')
  say({ method: 'initialized', params: {} })
  say({ method: 'textDocument/didOpen', params: OPEN })
  await until('"syn-fin"')
  say({ id: 2, method: 'shutdown' })
  await until('"id":2')
  say({ method: 'exit' })
  expect(await new Promise(resolve => server.on('exit', resolve))).toBe(0)
})

test('the language server ends when the editor goes away without a word', async () => {
  const { status } = await synfin(['lsp', '--stdio'], { stdin: '' })
  expect(status).toBe(1)
})

function framed(message: object): string {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message })
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}
