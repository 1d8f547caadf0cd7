import { kernelEnds, ModelRunner, type Replayer } from '@synfin/runner'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type * as vscode from 'vscode'
import { CheckedTraces } from '../../extension/checked-traces.ts'
import { TraceCodeLenses } from '../../extension/code-lenses.ts'
import { ReplayCommands } from '../../extension/replay-commands.ts'
import { ReplayService } from '../../extension/replay-service.ts'
import { TRACE_SERVER } from './trace-server.ts'
import { type Document, type editor as Editor, newEditor } from './vscode/editor.ts'
import { CancellationTokenSource, Uri } from './vscode/values.ts'

vi.mock('vscode', () => import('./vscode/index.ts'))

const TWO = `trace "opens"
A -> B  SYN      seq=j
B -> A  SYN ACK  seq=k    ack=j+1
A -> B  ACK      seq=j+1  ack=k+1

trace "does not"
B: listen
A -> B  SYN      seq=j
B -> A  RST ACK  seq=0  ack=j+1
`

let editor: typeof Editor
let document: Document
let replays: ReplayService
let commands: ReplayCommands
let lenses: TraceCodeLenses

beforeEach(() => start(new ModelRunner()))

function start(runner: Replayer): void {
  editor = newEditor()
  document = editor.open('/traces/a.synfin', TWO)
  editor.activate(document, 3)
  const traces = new CheckedTraces(TRACE_SERVER)
  replays = new ReplayService(() => runner)
  commands = new ReplayCommands(traces, replays)
  const { results } = replays
  lenses = new TraceCodeLenses(traces, { results, kernelsOf: trace => kernelEnds(trace, 'each') })
}

/** The lenses as they stand above the lines. */
async function shownLenses(): Promise<string[]> {
  const { token } = new CancellationTokenSource()
  const shown = await lenses.provideCodeLenses(
    document as unknown as vscode.TextDocument,
    token as vscode.CancellationToken,
  )
  return shown.map(({ range, command }) =>
    `${range.start.line + 1}: ${command?.title}`
      .replace(/(?:in under )?\d+ ms/, 'N ms')
      .replace(/\d{6,}/g, 'N'),
  )
}

describe('replaying', () => {
  test('plays the trace at the cursor with each end as the kernel, and says how it went', async () => {
    await commands.replayTrace()
    expect(editor.told).toEqual(['opens: as written, with A and B as the model in turn'])
    expect(editor.output[0]).toMatch(/^opens, A as the model: passed/)
  })

  test('heeds the setting that names the kernel, and says where a trace has no such end', async () => {
    editor.settings.set('kernel', 'B')
    await commands.replayTrace()
    editor.settings.set('kernel', 'Q')
    await commands.replayTrace()
    expect(editor.told).toEqual([
      'opens: as written, with B as the model',
      'Synfin cannot replay: opens has no end Q, which `synfin.kernel` names',
    ])
  })

  test('plays the trace and the end that a code lens names', async () => {
    await commands.replayTrace({ uri: document.uri.toString(), line: 6, kernel: 'B' })
    expect(editor.told[0]).toMatch(/^does not: not as written with B as the model: line 9: /)
  })

  test('asks which end is the kernel', async () => {
    editor.pick = 'A'
    await commands.replayTraceAs()
    expect(editor.told).toEqual(['opens: as written, with A as the model'])
    editor.pick = undefined
    await commands.replayTraceAs()
    expect(editor.told).toHaveLength(1)
  })

  test('plays all of a file, also of one that is not open', async () => {
    editor.files.set('/traces/b.synfin', TWO)
    await commands.replayFile(Uri.file('/traces/b.synfin'))
    expect(editor.told).toEqual(['b.synfin: 1 of 2 traces as written; not so: "does not"'])
    expect(replays.results.of('file:///traces/b.synfin')).toMatchObject([{ version: 0 }, { version: 0 }])
  })

  test('plays the others of a file whose first trace is still empty', async () => {
    document.type(`trace "not yet"\n\n${TWO}`)
    await commands.replayFile()
    expect(editor.told).toEqual(['a.synfin: 1 of 2 traces as written; not so: "does not"'])
    document.type('trace "not yet"\n')
    await commands.replayFile()
    expect(editor.told.at(-1)).toBe('There is no trace here to replay.')
  })

  test('plays the others of a file where one has no end of the name that the setting says', async () => {
    editor.settings.set('kernel', 'B')
    document.type(`trace "of others"\nC -> D  SYN\n\n${TWO}`)
    await commands.replayFile()
    expect(editor.told).toEqual([
      'a.synfin: 1 of 3 traces as written; not so: "does not"; not replayed: "of others"',
    ])
    expect(editor.output.join('\n')).toMatch(
      /of others, B as the model: skipped in 0\.0 ms: no line of this trace names an endpoint B/,
    )
  })

  test('plays all files that are selected, and asks for trust once', async () => {
    editor.files.set('/traces/b.synfin', TWO)
    const selected = [Uri.file('/traces/a.synfin'), Uri.file('/traces/b.synfin')]
    await commands.replayFile(selected[1], selected)
    expect(editor.told.toSorted()).toEqual([
      'a.synfin: 1 of 2 traces as written; not so: "does not"',
      'b.synfin: 1 of 2 traces as written; not so: "does not"',
    ])
    editor.isTrusted = false
    await commands.replayFile(selected[1], selected)
    expect(editor.told).toHaveLength(3)
  })

  test('tells what the trace cannot be played for', async () => {
    document.type('A -> B  SYN\nB -> A  SYN AKC\n')
    editor.activate(document, 1)
    await commands.replayTrace()
    expect(editor.told).toMatchInlineSnapshot(`
      [
        a: not replayed: line 2 cannot be read or bound: \`AKC\` is no flag or field,
      ]
    `)
  })

  test('asks for trust first, and without it plays nothing', async () => {
    editor.isTrusted = false
    await commands.replayTrace()
    expect(editor.told[0]).toMatch(/^A replay sends what the trace says/)
    expect(editor.told).toHaveLength(1)
    expect(replays.results.of(document.uri.toString())).toEqual([])
  })

  test('survives arguments of any shape, and a text that goes on changing', async () => {
    for (const given of [null, 1, {}, { uri: 1 }, { uri: 'a:', line: '1' }]) await commands.replayTrace(given)
    expect(editor.told).toHaveLength(5)
    vi.spyOn(TRACE_SERVER, 'sendRequest').mockImplementation(async () => {
      document.type(`${document.getText()}\n`)
      return []
    })
    await commands.replayTrace()
    vi.restoreAllMocks()
    expect(editor.told.at(-1)).toBe('Synfin cannot replay: the text changes faster than it can be checked')
  })
})

describe('code lenses', () => {
  test('offer to replay and to look, and then say how it went', async () => {
    expect(await shownLenses()).toMatchInlineSnapshot(`
      [
        1: ▶ Replay with A as the kernel,
        1: with B,
        1: Preview,
        6: ▶ Replay with B as the kernel,
        6: with A,
        6: Preview,
      ]
    `)
    await commands.replayFile()
    expect(await shownLenses()).toMatchInlineSnapshot(`
      [
        1: ▶ Replay with A as the kernel,
        1: with B,
        1: Preview,
        1: ✓ passed N ms by the model,
        6: ▶ Replay with B as the kernel,
        6: with A,
        6: Preview,
        6: ✖ line 9: the model sent a SYN ACK where the trace expects a RST ACK,
      ]
    `)
  })

  test('keep the verdict of a trace that only moves, and say when it changes', async () => {
    await commands.replayFile()
    const verdicts = async () => (await shownLenses()).filter(lens => /[✓✖]/.test(lens))
    document.type(`// Two traces.\n${TWO}`)
    expect(await verdicts()).toMatchInlineSnapshot(`
      [
        2: ✓ passed N ms by the model,
        7: ✖ line 10: the model sent a SYN ACK where the trace expects a RST ACK,
      ]
    `)
    document.type(TWO.replace('seq=0', 'seq=7'))
    expect(await verdicts()).toMatchInlineSnapshot(`
      [
        1: ✓ passed N ms by the model,
        6: ✖ line 9: the model sent a SYN ACK where the trace expects a RST ACK (before the last change),
      ]
    `)
  })

  test('can be switched off', async () => {
    editor.settings.set('codeLens', false)
    expect(await shownLenses()).toEqual([])
  })

  test('without replays offer only the preview', async () => {
    lenses = new TraceCodeLenses(new CheckedTraces(TRACE_SERVER))
    expect(await shownLenses()).toEqual(['1: Preview', '6: Preview'])
  })
})
