import { fileURLToPath } from 'node:url'
import { ModelRunner, type Replayer, type ReplayRun, Runner, RunnerUnavailable } from '@synfin/runner'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { CheckedTraces } from '../../extension/checked-traces.ts'
import { ReplayService } from '../../extension/replay-service.ts'
import { TraceTesting } from '../../extension/testing.ts'
import { TRACE_SERVER } from './trace-server.ts'
import { type editor as Editor, newEditor } from './vscode/editor.ts'
import type { TestController, TestItem, TestRun } from './vscode/test-view.ts'
import { CancellationTokenSource, Uri } from './vscode/values.ts'

vi.mock('vscode', () => import('./vscode/index.ts'))

const CHILD = fileURLToPath(new URL('../../runner/child.ts', import.meta.url))

const HANDSHAKE = `trace "handshake"
B: listen
A: connect B
A -> B  SYN      seq=j
B -> A  SYN ACK  seq=k    ack=j+1
A -> B  ACK      seq=j+1  ack=k+1  [A=ESTABLISHED  B=ESTABLISHED]
`
/** B listens, and so does not refuse. */
const WRONG = `trace "refused"
B: listen
A: connect B
A -> B  SYN      seq=j
B -> A  RST ACK  seq=0  ack=j+1
`

let editor: typeof Editor
let replays: ReplayService
let controller: TestController
let runner: Replayer

beforeEach(() => {
  editor = newEditor()
  runner = new ModelRunner()
})

/** Opens a workspace with these files in the Testing view. */
async function openWorkspace(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) editor.files.set(`/traces/${path}`, text)
  replays = new ReplayService(() => runner)
  new TraceTesting(new CheckedTraces(TRACE_SERVER), replays)
  const [made] = editor.controllers
  if (made === undefined) throw new Error('there is no Testing view')
  controller = made
  await controller.open()
}

/** The items as the view shows them, each with the line it stands on. */
function tree(items: Iterable<[string, TestItem]> = controller.items, depth = 0): string {
  return [...items]
    .map(([, { label, description, range, children }]) => {
      const where = range === undefined ? '' : `  :${range.start.line + 1}`
      const folder = description === undefined ? '' : `  ${description}`
      return `${'  '.repeat(depth)}${label}${folder}${where}\n${tree(children, depth + 1)}`
    })
    .join('')
}

/** What a run says of each item; numbers of the wire are drawn anew each time. */
function report({ results }: TestRun): string {
  return [...results]
    .map(([item, { state, messages }]) =>
      [
        `${item.parent?.label}, ${item.label}: ${state}`,
        ...messages.map(({ message, location, expectedOutput, actualOutput }) => {
          const place = location === undefined ? '' : `${(location.range.start.line ?? 0) + 1}: `
          const compared =
            expectedOutput === undefined
              ? ''
              : `\n    expected  ${expectedOutput}\n    observed  ${actualOutput}`
          return `  ${place}${message}${compared}`
        }),
      ].join('\n'),
    )
    .join('\n')
    .replace(/\d{5,}/g, 'N')
}

async function runAll(): Promise<TestRun> {
  const [run] = await controller.press()
  if (run === undefined) throw new Error('nothing was run')
  expect(run.isEnded).toBe(true)
  return run
}

describe('the Testing view', () => {
  test('shows files, their traces, and the ends that the kernel can play', async () => {
    editor.open('/elsewhere/open.synfin', 'A -> B  SYN  seq=j\n')
    await openWorkspace({
      'open.synfin': HANDSHAKE + WRONG,
      'deep/wrong.synfin': `trace "on purpose"
B: listen
A -> B  SYN      seq=j
B -> A  SYN ACK  seq=k    ack=j+1
A -> B  ACK      seq=j+1  ack=k+9  //! error handshake-ack-wrong
B -> A  RST      seq=k+9
`,
      'empty.synfin': '// nothing yet\n',
    })
    expect(tree()).toMatchInlineSnapshot(`
      open.synfin  /elsewhere
        open  :1
          kernel as A  :1
          kernel as B  :1
      open.synfin
        handshake  :1
          kernel as B  :1
          kernel as A  :1
        refused  :7
          kernel as B  :7
          kernel as A  :7
      wrong.synfin  deep
        on purpose  :1
          kernel as B  :1
    `)
  })

  test('follows the files of the workspace and the open documents', async () => {
    await openWorkspace({ 'a.synfin': HANDSHAKE })
    const [item] = [...controller.items].map(([, file]) => file.children.get('handshake'))

    editor.files.set('/traces/b.synfin', 'trace "new"\nA -> B  SYN\n')
    editor.created.fire(Uri.file('/traces/b.synfin'))
    await expect.poll(() => tree()).toContain('new')

    const document = editor.open('/traces/a.synfin', HANDSHAKE)
    document.type(`// one line more\n${HANDSHAKE}`)
    await expect.poll(() => tree()).toContain('handshake  :2')
    expect(controller.items.get('file:///traces/a.synfin')?.children.get('handshake')).toBe(item)

    editor.files.delete('/traces/b.synfin')
    editor.deleted.fire(Uri.file('/traces/b.synfin'))
    await expect.poll(() => tree()).not.toContain('b.synfin')
  })

  test('has no items for an earlier version of a file, such as a diff shows', async () => {
    editor.openAt(Uri.parse('git:/traces/a.synfin?HEAD'), HANDSHAKE)
    await openWorkspace({ 'a.synfin': HANDSHAKE })
    editor.openAt(Uri.parse('git:/traces/a.synfin?~'), HANDSHAKE)
    editor.open('/traces/b.synfin', HANDSHAKE)
    await expect.poll(() => tree()).toContain('b.synfin')
    expect([...controller.items].map(([id]) => id)).toEqual([
      'file:///traces/a.synfin',
      'file:///traces/b.synfin',
    ])
  })

  test('says of a file that cannot be read why', async () => {
    await openWorkspace({ 'a.synfin': HANDSHAKE })
    vi.spyOn(TRACE_SERVER, 'sendRequest').mockRejectedValueOnce(new Error('the server has stopped'))
    editor.rewritten.fire(Uri.file('/traces/a.synfin'))
    const error = () => controller.items.get('file:///traces/a.synfin')?.error
    await expect.poll(error).toBe('cannot be read: the server has stopped')
    editor.rewritten.fire(Uri.file('/traces/a.synfin'))
    await expect.poll(error).toBeUndefined()
  })
})

describe('a run', () => {
  test('of everything waits for the traces that are still being looked for', async () => {
    await openWorkspace({})
    editor.files.set('/traces/late.synfin', HANDSHAKE)
    void controller.open()
    expect(report(await runAll())).toContain('handshake, kernel as B: passed')
  })

  test.each(['model', 'kernel'])(
    'plays each trace against the %s, once for each end, and shows what went otherwise at its line',
    async peer => {
      if (peer === 'kernel') runner = Runner.start({ childFile: CHILD })
      await openWorkspace({ 'a.synfin': HANDSHAKE + WRONG })
      const run = await runAll()
      expect(report(run).replace(`the ${peer} sent`, 'it sent')).toMatchInlineSnapshot(`
      handshake, kernel as B: passed
      handshake, kernel as A: passed
      refused, kernel as B: failed
        11: it sent a SYN ACK where the trace expects a RST ACK (on the wire: seq=N ack=N)
          expected  B -> A RST ACK seq=0 ack=j+1
          observed  B -> A SYN ACK seq=N ack=j+1
      refused, kernel as A: passed
    `)
      expect(run.output).toContain(`handshake, B as the ${peer}: passed in `)
      expect(run.output).toMatch(/ ms\r\n {2}✓ {4}2 {2}call/)
      expect(replays.results.of('file:///traces/a.synfin')).toMatchObject([
        { version: 0, traceLine: 1, runs: [{ kernel: 'B' }, { kernel: 'A' }] },
        { version: 0, traceLine: 7 },
      ])
      replays.dispose()
    },
  )

  test('plays only what was asked for, each item once', async () => {
    await openWorkspace({ 'a.synfin': HANDSHAKE + WRONG })
    const file = controller.items.get('file:///traces/a.synfin')
    const trace = file?.children.get('handshake')
    const asB = trace?.children.get('B')
    if (!file || !trace || !asB) throw new Error('items are missing')
    const [one] = await controller.press({ include: [asB] })
    expect(one && report(one)).toBe('handshake, kernel as B: passed')
    const [both] = await controller.press({ include: [trace, asB] })
    expect(both?.results.size).toBe(2)
    const [but] = await controller.press({ include: [file], exclude: [trace] })
    expect([...(but?.results.keys() ?? [])].map(({ parent }) => parent?.label)).toEqual([
      'refused',
      'refused',
    ])
  })

  test('of a trace that cannot be read says which finding is to blame', async () => {
    await openWorkspace({ 'a.synfin': 'trace "typo"\nA -> B  SYN\nB -> A  SYN AKC\n' })
    expect(report(await runAll())).toMatchInlineSnapshot(`
      typo, kernel as A: errored
        3: line 3 cannot be read or bound: \`AKC\` is no flag or field
      typo, kernel as B: errored
        3: line 3 cannot be read or bound: \`AKC\` is no flag or field
    `)
  })

  test('that asks for what nobody can do is skipped, with the reason', async () => {
    await openWorkspace({ 'a.synfin': `kernel tcp_no_such_thing=1\n${HANDSHAKE.replace(/^.*\n/, '')}` })
    const run = await runAll()
    expect(report(run)).toMatchInlineSnapshot(`
      a, kernel as B: skipped
      a, kernel as A: skipped
    `)
    expect(run.output).toContain('tcp_no_such_thing')
  })

  test('where this machine cannot replay says so once, and offers the model', async () => {
    runner = {
      replay: () => Promise.reject(new RunnerUnavailable({ code: 'no-unshare' })),
      close: async () => {},
    }
    editor.answer = 'Use the Built-in Model'
    await openWorkspace({ 'a.synfin': HANDSHAKE + WRONG, 'b.synfin': HANDSHAKE })
    const run = await runAll()
    expect(new Set([...run.results.values()].map(({ state }) => state))).toEqual(new Set(['skipped']))
    expect(editor.told).toEqual(['Synfin cannot replay: `unshare` is not found: install util-linux'])
    expect(editor.settings.get('peer')).toBe('model')
  })

  test('in a workspace that is not trusted plays nothing', async () => {
    editor.isTrusted = false
    runner = { replay: () => Promise.reject(new Error('played')), close: async () => {} }
    await openWorkspace({ 'a.synfin': HANDSHAKE })
    const run = await runAll()
    expect(report(run)).toMatchInlineSnapshot(`
      handshake, kernel as B: skipped
      handshake, kernel as A: skipped
    `)
    expect(run.output).toContain('this workspace is not trusted')
    expect(editor.told).toHaveLength(1)
  })

  test('that is cancelled ends at once, and with it the process that plays', async () => {
    const close = vi.fn(async () => {})
    runner = { replay: () => new Promise<ReplayRun>(() => {}), close }
    await openWorkspace({ 'a.synfin': HANDSHAKE })
    const cancellation = new CancellationTokenSource()
    const pressed = controller.press({}, cancellation)
    await expect.poll(() => controller.runs.length).toBe(1)
    cancellation.cancel()
    const [run] = await pressed
    expect(run && report(run)).toMatchInlineSnapshot(`
      handshake, kernel as B: skipped
      handshake, kernel as A: skipped
    `)
    expect(close).toHaveBeenCalled()
    expect(editor.told).toEqual([])
  })

  test('of somebody else goes on when one is cancelled', async () => {
    const model = new ModelRunner()
    let isHanging = true
    const hanging: Replayer = {
      replay: () => new Promise<ReplayRun>((_, reject) => closed.push(() => reject(new Error('closed')))),
      close: async () => {
        isHanging = false
        for (const reject of closed) reject()
      },
    }
    const closed: (() => void)[] = []
    await openWorkspace({ 'a.synfin': HANDSHAKE, 'b.synfin': HANDSHAKE })
    replays.dispose()
    const shared = new ReplayService(() => (isHanging ? hanging : model))
    new TraceTesting(new CheckedTraces(TRACE_SERVER), shared)
    const view = editor.controllers[1]
    if (view === undefined) throw new Error('there is no Testing view')
    await view.open()
    const item = (name: string) => {
      const found = view.items.get(`file:///traces/${name}`)
      return found === undefined ? [] : [found]
    }
    const cancellation = new CancellationTokenSource()
    const first = view.press({ include: item('a.synfin') }, cancellation)
    const second = view.press({ include: item('b.synfin') })
    await expect.poll(() => closed.length).toBe(4)
    cancellation.cancel()
    await first
    await second
    expect(view.runs.map(report)).toMatchInlineSnapshot(`
      [
        handshake, kernel as B: skipped
      handshake, kernel as A: skipped,
        handshake, kernel as B: passed
      handshake, kernel as A: passed,
      ]
    `)
  })

  test('can go on by itself: each time a file is saved, that file is played', async () => {
    await openWorkspace({ 'a.synfin': HANDSHAKE, 'b.synfin': HANDSHAKE })
    const document = editor.open('/traces/a.synfin', HANDSHAKE)
    const cancellation = new CancellationTokenSource()
    await controller.press({ continuous: true }, cancellation)
    expect(controller.runs).toEqual([])
    document.type(HANDSHAKE.replace('handshake', 'renamed'))
    editor.saved.fire(document)
    await expect.poll(() => controller.runs[0]?.isEnded).toBe(true)
    const [run] = controller.runs
    expect(run && report(run)).toMatchInlineSnapshot(`
      renamed, kernel as B: passed
      renamed, kernel as A: passed
    `)
    cancellation.cancel()
    editor.saved.fire(document)
    expect(controller.runs).toHaveLength(1)
  })
})
