import { readLines } from '@synfin/grammar'
import { checkFile } from '@synfin/trace'
import { describe, expect, test } from 'vitest'
import type { InlayHint } from 'vscode-languageserver-protocol'
import { liveValuesMethod } from '../../language-server/protocol.ts'
import { Editor, type OpenDocument } from './editor.ts'
import { sharedEditor } from './shared-editor.ts'

const TRACE = `trace "numbers may be left out"
B: listen
A -> B  SYN  seq=j
B -> A  SYN ACK  seq=k  // and then
A -> B  ACK?   ack=k+1  win=9   [A=ESTABLISHED]
A: send 5
A -> B  PSH ACK  len=5
this line cannot be read
use end(B, A)

fragment end(S, C)
S -> C  FIN ACK
C -> S  ACK
`

const { open } = sharedEditor()

describe('inlay hints', () => {
  test('show what is left out where it would stand, and new states at the end of their line', async () => {
    expect(await shown(TRACE)).toMatchInlineSnapshot(`
      trace "numbers may be left out"
      B: listen ‹B LISTEN›
      A -> B  SYN  seq=j ‹B SYN_RCVD · A SYN_SENT›
      B -> A  SYN ACK  seq=k ‹ack=j+1›  // and then ‹A ESTABLISHED›
      A -> B  ACK? ‹seq=j+1›   ack=k+1  win=9   [A=ESTABLISHED] ‹B ESTABLISHED›
      A: send 5
      A -> B  PSH ACK ‹seq=j+1 ack=k+1›  len=5
      this line cannot be read
      use end(B, A) ‹B FIN_WAIT_2 · A CLOSE_WAIT›

      fragment end(S, C)
      S -> C  FIN ACK
      C -> S  ACK
    `)
  })

  test('name an end once where all its connections come into one state', async () => {
    expect(await shown('B: listen\nA -> B  SYN  seq=j\nC -> B  SYN  seq=k\n')).toMatchInlineSnapshot(`
      B: listen ‹B LISTEN›
      A -> B  SYN  seq=j ‹B/A SYN_RCVD · A SYN_SENT›
      C -> B  SYN  seq=k ‹B/C SYN_RCVD · C SYN_SENT›
    `)
  })

  test('stand behind the space after which a line is typed on', async () => {
    expect(await shown('A -> B  SYN ')).toBe('A -> B  SYN  ‹A SYN_SENT · B SYN_RCVD›')
  })

  test('leave out what a line says itself, and what has no name', async () => {
    expect(await shown('A -> B  SYN  [A=SYN_SENT  B=SYN_RCVD]\nB -> A  SYN ACK\n')).toMatchInlineSnapshot(`
      A -> B  SYN  [A=SYN_SENT  B=SYN_RCVD]
      B -> A  SYN ACK ‹A ESTABLISHED›
    `)
  })

  test('are those of the lines asked for', async () => {
    const document = await open(TRACE)
    const range = { start: { line: 3, character: 0 }, end: { line: 4, character: 0 } }
    expect(new Set((await document.hints(range)).map(({ position }) => position.line))).toEqual(
      new Set([3, 4]),
    )
  })

  test('can be written into the text, which then says the same', async () => {
    const document = await open(TRACE)
    const states = (text: string) =>
      checkFile(readLines(text), { name: 'x' }).traces.map(({ steps }) => steps.map(step => step.states))
    const edits = (await document.hints()).flatMap(({ textEdits = [] }) => textEdits)
    await document.edit(edits)
    expect(document.text).toMatchInlineSnapshot(`
      trace "numbers may be left out"
      B: listen  [B=LISTEN]
      A -> B  SYN  seq=j  [B=SYN_RCVD  A=SYN_SENT]
      B -> A  SYN ACK  seq=k ack=j+1  [A=ESTABLISHED]  // and then
      A -> B  ACK? seq=j+1   ack=k+1  win=9   [A=ESTABLISHED  B=ESTABLISHED]
      A: send 5
      A -> B  PSH ACK seq=j+1 ack=k+1  len=5
      this line cannot be read
      use end(B, A)

      fragment end(S, C)
      S -> C  FIN ACK
      C -> S  ACK
    `)
    expect(await document.codes()).toEqual(['syntax'])
    expect(states(document.text)).toEqual(states(TRACE))
  })

  test('say in words what they are', async () => {
    const document = await open(TRACE)
    const [first, second] = await document.hints({
      start: { line: 3, character: 0 },
      end: { line: 3, character: 9 },
    })
    expect(first?.tooltip).toMatchObject({
      value: expect.stringContaining('`ack=j+1`: the sender’s RCV.NXT'),
    })
    expect(second?.tooltip).toMatchObject({ value: '- A: SYN_SENT → ESTABLISHED' })
  })
})

const FIGURE =
  'A -> B  SYN  seq=100\nB -> A  SYN ACK  seq=300  ack=101\nA -> B  PSH ACK  len=n  ack=301\nB -> A  ACK  seq=301 ack=101+n\n'

describe('settings of the hints', () => {
  test('come with the start where an editor answers no questions, and with each change', async () => {
    await using own = await Editor.start({
      initializationOptions: { inlayHints: { states: false, inferredFields: false, values: 'relative' } },
    })
    const document = await own.open('own.synfin', FIGURE)
    expect(text(document, await document.hints())).toMatchInlineSnapshot(`
      A -> B  SYN  seq=100 ‹(0)›
      B -> A  SYN ACK  seq=300 ‹(0)›  ack=101 ‹(1)›
      A -> B  PSH ACK  len=n  ack=301 ‹(1)›
      B -> A  ACK  seq=301 ‹(1)› ack=101+n ‹(n+1)›
    `)
    const settings = { synfin: { inlayHints: { states: true, inferredFields: 7, values: 'sideways' } } }
    await own.connection.sendNotification('workspace/didChangeConfiguration', { settings })
    expect(labels(await document.hints())).toEqual(labels(await (await open(FIGURE)).hints()))
  })

  test('let numbers stand as they were on the wire, once the editor has told what the symbols were', async () => {
    await using own = await Editor.start({
      initializationOptions: { inlayHints: { states: false, values: 'live' } },
    })
    const document = await own.open(
      'live.synfin',
      'A -> B  SYN  seq=j\nB -> A  SYN ACK  seq=k\nA -> B  ACK  ack=301\n',
    )
    expect((await document.hints()).map(({ label }) => label)).toEqual(['ack=j+1', 'seq=j+1'])
    const traces = [{ name: 'live', values: { j: 2 ** 32 - 1, k: 7 } }]
    await own.connection.sendNotification(liveValuesMethod, { uri: document.uri, traces })
    expect(text(document, await document.hints())).toMatchInlineSnapshot(`
      A -> B  SYN  seq=j ‹(4294967295)›
      B -> A  SYN ACK  seq=k ‹(7)› ‹ack=j+1 (0)›
      A -> B  ACK ‹seq=j+1 (0)›  ack=301
    `)
  })

  test('are asked for where the editor answers, which then asks for hints again', async () => {
    let settings: unknown = { states: false }
    const asked: string[] = []
    let refreshed = 0
    let wake = () => {}
    await using own = await Editor.start(
      { capabilities: { workspace: { configuration: true, inlayHint: { refreshSupport: true } } } },
      connection => {
        connection.onRequest('client/registerCapability', () => null)
        connection.onRequest('workspace/configuration', ({ items }: { items: { section: string }[] }) => {
          asked.push(...items.map(({ section }) => section))
          return items.map(({ section }) => (section === 'synfin.inlayHints' ? settings : null))
        })
        connection.onRequest('workspace/inlayHint/refresh', () => {
          refreshed++
          wake()
          return null
        })
      },
    )
    const next = () => new Promise<void>(resolve => (wake = resolve))
    if (refreshed === 0) await next()
    const document = await own.open('own.synfin', 'A -> B  SYN\n')
    expect(await document.hints()).toEqual([])
    expect(asked).toContain('synfin.inlayHints')

    settings = { states: true }
    const again = next()
    await own.connection.sendNotification('workspace/didChangeConfiguration', { settings: null })
    await again
    expect(labels(await document.hints())).toEqual(['A SYN_SENT · B SYN_RCVD'])
  })
})

async function shown(traceText: string): Promise<string> {
  const document = await open(traceText)
  return text(document, await document.hints())
}

/** The text with its hints in angle brackets. */
function text(document: OpenDocument, hints: readonly InlayHint[]): string {
  const lines = document.text.split('\n')
  for (const { position, label } of hints.toReversed()) {
    const line = lines[position.line] ?? ''
    lines[position.line] = `${line.slice(0, position.character)} ‹${label}›${line.slice(position.character)}`
  }
  return lines.join('\n')
}

function labels(hints: readonly InlayHint[]): unknown[] {
  return hints.map(({ label }) => label)
}
