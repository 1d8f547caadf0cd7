import type { CheckedFileResult, CheckedTraceParams } from '@synfin/language-server'
import type { DiagramTextResult } from '@synfin/language-server/protocol'
import { beforeAll, describe, expect, test } from 'vitest'
import { sharedEditor } from './shared-editor.ts'

const TWO_TRACES = `trace "first"
A -> B  SYN
trace "second"
A -> B  SYN
B -> A  SYN ACK
`

const { editor } = sharedEditor()
let drawn: CheckedTraceParams[]
let wake: (() => void) | undefined

beforeAll(() => {
  editor().connection.onNotification('synfin/checkedTrace', (params: CheckedTraceParams) => {
    drawn.push(params)
    wake?.()
  })
  drawn = []
})

describe('a preview', () => {
  test('is drawn when it opens, and after each edit while it is visible', async () => {
    const document = await editor().open('preview.synfin', TWO_TRACES)
    await document.diagnostics()
    expect(drawn).toEqual([])

    await show(document.uri, true)
    const first = await nextDrawing()
    expect(first).toMatchObject({
      uri: document.uri,
      version: 1,
      traces: [
        { name: 'first', line: 1, endLine: 2 },
        { name: 'second', line: 3 },
      ],
      drawn: { index: 0, sequence: { rows: [{ line: 2, words: 'A sends SYN to B' }] } },
    })
    expect(first.drawn?.sequence.text).toMatch(/^sequenceDiagram\n/)
    expect(first.drawn?.state.text).toMatch(/^stateDiagram-v2\n/)

    await show(document.uri, true, 5)
    expect((await nextDrawing()).drawn).toMatchObject({
      index: 1,
      header: { line: 5, fields: [{ name: 'Source Port' }, ...Array(16).fill({})] },
      current: [
        { state: 'ESTABLISHED', ends: ['A'] },
        { state: 'SYN_RCVD', ends: ['B'] },
      ],
    })

    await document.replace('"second"', '"renamed"')
    expect(await nextDrawing()).toMatchObject({ version: 2, traces: [{}, { name: 'renamed' }] })

    await show(document.uri, false)
    await document.replace('"renamed"', '"not drawn"')
    await document.diagnostics()
    expect(drawn).toEqual([])
  })

  test('that opens with the document is drawn once it is checked', async () => {
    await show('file:///traces/early.synfin', true)
    await editor().open('early.synfin', 'A -> B  SYN\n')
    expect(await nextDrawing()).toMatchObject({ version: 1, traces: [{ name: 'early' }] })
    await show('file:///traces/early.synfin', false)
  })

  test('with parameters of another shape does not disturb the server', async () => {
    await editor().connection.sendNotification('synfin/preview', { uri: 7 })
    await editor().connection.sendNotification('synfin/preview')
    const document = await editor().open('after.synfin', 'A -> B  SYN\n')
    await document.diagnostics()
    editor().complaints.length = 0
  })
})

describe('a checked file', () => {
  test('is given as it is after the last edit', async () => {
    const document = await editor().open('checked.synfin', TWO_TRACES)
    await document.replace('"first"', '"one"')
    const traces = await checkedFile(document.uri)
    expect(traces.map(({ name }) => name)).toEqual(['one', 'second'])
    expect(traces[1]?.steps.map(({ line, text }) => [line, text])).toEqual([
      [4, 'A -> B SYN'],
      [5, 'B -> A SYN ACK'],
    ])
  })

  test('that is not open is an error', async () => {
    await expect(checkedFile('file:///traces/nowhere.synfin')).rejects.toThrow('nowhere')
  })
})

describe('the text of a diagram', () => {
  test('is of the trace at a line, and needs nothing beside it', async () => {
    const document = await editor().open('text.synfin', TWO_TRACES)
    const ask = (diagram: string) =>
      editor().connection.sendRequest<DiagramTextResult>('synfin/diagramText', {
        uri: document.uri,
        line: 4,
        diagram,
      })
    const sequence = await ask('sequence')
    expect(sequence?.name).toBe('second')
    expect(sequence?.text).toMatch(/^sequenceDiagram\n.*Note right of p1: SYN_RCVD/s)
    expect((await ask('state'))?.text).toMatch(/^stateDiagram-v2\n/)
    expect((await ask('header'))?.text).toMatch(/^packet\n/)
  })

  test('of a document without traces is none', async () => {
    const document = await editor().open('nothing.synfin', 'fragment nothing(A)\n')
    const params = { uri: document.uri, line: 1, diagram: 'sequence' }
    expect(await editor().connection.sendRequest('synfin/diagramText', params)).toBeNull()
  })
})

function show(uri: string, visible: boolean, around = 1): Promise<void> {
  return editor().connection.sendNotification('synfin/preview', { uri, visible, around })
}

function checkedFile(uri: string): Promise<CheckedFileResult> {
  return editor().connection.sendRequest('synfin/checkedFile', { uri })
}

async function nextDrawing(): Promise<CheckedTraceParams> {
  while (drawn.length === 0) await new Promise<void>(resolve => (wake = resolve))
  return drawn.shift() as CheckedTraceParams
}
