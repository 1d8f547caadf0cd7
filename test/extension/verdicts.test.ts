import type { ReplayRun } from '@synfin/runner'
import { describe, expect, test } from 'vitest'
import type { LastVerdict } from '../../extension/last-verdict.ts'
import { lensesOf, openerLast } from '../../extension/lens-texts.ts'
import { summarizeFile } from '../../extension/replay-report.ts'
import { movedBy, readsAsReplayed, replayedText } from '../../extension/replayed-text.ts'
import { statusText } from '../../extension/status-text.ts'
import { verdictOf } from '../../extension/verdict.ts'

function run(kernel: string, more: Partial<ReplayRun> = {}): ReplayRun {
  return {
    file: 'a.synfin',
    trace: 'open',
    kernel,
    peer: 'kernel',
    verdict: 'passed',
    milliseconds: 1.4,
    bindings: {},
    steps: [],
    warnings: [],
    ...more,
  }
}
const FAILED = run('B', { verdict: 'failed', reason: 'line 4: the kernel reset the connection' })
const SKIPPED = run('A', {
  verdict: 'skipped',
  skipped: 'kernel-cannot',
  reason: 'no kernel reboots',
  milliseconds: 0,
})

function last(runs: readonly ReplayRun[], isOutdated = false): LastVerdict | undefined {
  const verdict = verdictOf(runs)
  return verdict && { ...verdict, isOutdated }
}

function verdict(...runs: readonly ReplayRun[]): string | undefined {
  const found = verdictOf(runs)
  return found && `${found.verdict}: ${found.text}`
}

describe('the verdict on a trace', () => {
  test('tells how long a green replay took, and when it was only the model', () => {
    expect(verdict(run('A'), run('B'))).toBe('passed: passed 3 ms')
    expect(verdict(run('A', { milliseconds: 0.2 }))).toBe('passed: passed in under 1 ms')
    expect(verdict(run('A', { milliseconds: 1234 }))).toBe('passed: passed 1.2 s')
    expect(verdict(run('A', { peer: 'model' }))).toBe('passed: passed 1 ms by the model')
  })

  test('tells what failed first, on one line of bounded length', () => {
    expect(verdict(run('A'), FAILED, SKIPPED)).toBe('failed: line 4: the kernel reset the connection')
    expect(verdictOf([{ ...FAILED, reason: `${'x'.repeat(500)}\nmore` }])?.text).toHaveLength(80)
  })

  test('never counts what was skipped as passed', () => {
    expect(verdict(SKIPPED)).toBe('skipped: not replayed: no kernel reboots')
    expect(verdict(run('B'), SKIPPED)).toBe('passed: passed 1 ms, not with A')
    expect(verdict()).toBeUndefined()
  })
})

test('one sentence sums up a file', () => {
  expect(
    summarizeFile('a.synfin', [[run('A')], [{ ...FAILED, trace: 'close' }], [{ ...SKIPPED, trace: 'boot' }]]),
  ).toBe('a.synfin: 1 of 3 traces as written; not so: "close"; not replayed: "boot"')
})

describe('above a trace', () => {
  const titles = (kernels: readonly string[], runs: readonly ReplayRun[] = [], isOutdated = false) =>
    lensesOf(kernels, last(runs, isOutdated)).map(({ title }) => title)

  test('stands how to replay it, with the end that answers first', () => {
    const kernels = openerLast(['A', 'B'], { connections: [['A', 'B']] })
    expect(titles(kernels)).toEqual(['▶ Replay with B as the kernel', 'with A', 'Preview'])
  })

  test('stands its last verdict, and that the trace has changed since', () => {
    expect(titles(['B'], [run('B')]).at(-1)).toBe('✓ passed 1 ms')
    expect(titles(['B'], [FAILED], true).at(-1)).toBe(
      '✖ line 4: the kernel reset the connection (before the last change)',
    )
  })

  test('stand no more ends than fit, and without replays only the preview', () => {
    expect(titles(['A', 'B', 'C', 'D'])).toEqual([
      '▶ Replay with A as the kernel',
      'with B',
      'with C',
      'with …',
      'Preview',
    ])
    expect(titles([])).toEqual(['Preview'])
  })
})

describe('the status bar', () => {
  test('says where nothing can be replayed why', () => {
    expect(statusText('running', undefined, false)).toMatchObject({
      text: '$(arrow-swap) Synfin',
      tooltip: expect.stringContaining('a browser has no kernel'),
    })
  })

  test('shows the verdict of the trace at the cursor', () => {
    const trace = { name: 'open', last: last([run('B')]) }
    expect(statusText('running', trace)).toMatchObject({
      text: '$(pass) passed 1 ms',
      command: 'synfin.showTranscript',
    })
    expect(statusText('running', { ...trace, last: last([run('B')], true) }).text).toBe(
      '$(history) passed 1 ms',
    )
    expect(statusText('running', { ...trace, last: last([FAILED]) })).toMatchObject({
      text: '$(error) line 4',
      tooltip: expect.stringContaining('the kernel reset the connection'),
    })
    expect(statusText('running', { ...trace, last: undefined }).tooltip).toMatch('open: not replayed yet')
  })

  test('says before all else that the server starts or has stopped', () => {
    const trace = { name: 'open', last: last([FAILED]) }
    expect(statusText('starting', trace).text).toBe('$(loading~spin) Synfin')
    expect(statusText('stopped', trace)).toMatchObject({ severity: 'error', command: 'synfin.restartServer' })
  })
})

describe('a replay holds', () => {
  const FILE = 'trace "one"\nA -> B  SYN\n\n// About the second.\ntrace "two"\nA -> B  SYN\n'
  const ONE = { line: 1, endLine: 2, steps: [] }
  const replayed = replayedText(FILE, ONE)

  test('while its trace reads the same, wherever it stands', () => {
    expect(readsAsReplayed(replayed, FILE.replace('"two"', '"2"'), ONE)).toBe(true)
    expect(readsAsReplayed(replayed, `\n\n${FILE}`, { line: 3, endLine: 4 })).toBe(true)
    expect(readsAsReplayed(replayed, FILE.replace('SYN', 'RST'), ONE)).toBe(false)
    expect(movedBy(replayed, FILE, 1)).toBe(0)
    expect(movedBy(replayed, `\n\n${FILE.replaceAll('\n', '\r\n')}`, 1)).toBe(2)
    expect(movedBy(replayed, FILE.replace('SYN', 'RST'), 1)).toBeUndefined()
  })

  test('no longer once the trace goes on', () => {
    const longer = FILE.replace('SYN\n', 'SYN\nB -> A  SYN ACK\n')
    expect(movedBy(replayed, longer, 1)).toBeUndefined()
    expect(readsAsReplayed(replayed, longer, { line: 1, endLine: 3 })).toBe(false)
  })

  test('no longer once anything changes in a file whose fragments it uses', () => {
    const uses = [{ usedAt: 2 }] as unknown as Parameters<typeof replayedText>[1]['steps']
    const whole = replayedText(FILE, { ...ONE, steps: uses })
    expect(readsAsReplayed(whole, FILE, ONE)).toBe(true)
    expect(readsAsReplayed(whole, `${FILE}\n`, ONE)).toBe(false)
  })
})
