import type { ReplayRun, ReplayStep } from '@synfin/runner'
import { speak } from '@synfin/trace'
import { describe, expect, onTestFinished, test } from 'vitest'
import { lineMarks } from '../../extension/replay-marks.ts'
import { reportRuns, summarize } from '../../extension/replay-report.ts'

const SYN: ReplayStep = {
  line: 4,
  direction: 'sent',
  verdict: 'ok',
  expected: 'A -> B SYN seq=j',
  observed: 'A -> B SYN seq=j',
  kernelState: 'SYN_RCVD',
}
const SYN_ACK: ReplayStep = {
  line: 5,
  direction: 'expected',
  verdict: 'ok',
  expected: 'B -> A SYN ACK seq=k ack=j+1',
  observed: 'B -> A SYN ACK seq=k ack=j+1',
  kernelState: 'SYN_RCVD',
}
const REFUSED: ReplayStep = {
  ...SYN_ACK,
  verdict: 'mismatch',
  observed: 'B -> A RST ACK seq=0 ack=j+1',
  kernelState: 'CLOSED',
  message: 'the kernel reset the connection where the trace expects a SYN ACK',
  live: 'ack=2891336454, j=2891336453',
}

function run(kernel: string, steps: readonly ReplayStep[], more: Partial<ReplayRun> = {}): ReplayRun {
  const failed = steps.find(({ verdict }) => verdict !== 'ok')
  return {
    file: 'a.synfin',
    trace: 'open',
    kernel,
    peer: 'kernel',
    verdict: failed === undefined ? 'passed' : 'failed',
    ...(failed?.message === undefined ? {} : { reason: failed.message }),
    milliseconds: 1.25,
    bindings: {},
    steps,
    warnings: [],
    ...more,
  }
}

function marks(...runs: readonly ReplayRun[]): string {
  return lineMarks(runs, 1)
    .map(({ line, text, details }) => [`${line} ${text}`, ...details.map(detailText)].join('\n'))
    .join('\n')
}

function detailText({
  headline,
  expected,
  observed,
}: ReturnType<typeof lineMarks>[number]['details'][number]): string {
  return `    ${headline}${expected === '' ? '' : `\n      trace  ${expected}\n      kernel ${observed}`}`
}

describe('after a replay', () => {
  test('each line shows the state of the end the kernel played, in turn', () => {
    expect(
      marks(run('A', [{ ...SYN, kernelState: 'SYN_SENT' }]), run('B', [SYN, SYN_ACK])),
    ).toMatchInlineSnapshot(`
      4 ✓ A=SYN_SENT B=SYN_RCVD
          A as the kernel: as written, then SYN_SENT
          B as the kernel: as written, then SYN_RCVD
      5 ✓ B=SYN_RCVD
          B as the kernel: as written, then SYN_RCVD
    `)
  })

  test('a mismatch shows what the kernel did, and beside it what the trace says', () => {
    expect(marks(run('A', [SYN, SYN_ACK]), run('B', [SYN, REFUSED]))).toMatchInlineSnapshot(`
      4 ✓ A=SYN_RCVD B=SYN_RCVD
          A as the kernel: as written, then SYN_RCVD
          B as the kernel: as written, then SYN_RCVD
      5 ✖ kernel B: B -> A RST ACK seq=0 ack=j+1
          A as the kernel: as written, then SYN_RCVD
          B as the kernel: the kernel reset the connection where the trace expects a SYN ACK
            trace  B -> A SYN ACK seq=k ack=j+1
            kernel B -> A RST ACK seq=0 ack=j+1 (ack=2891336454, j=2891336453)
    `)
  })

  test('a segment that never came is named as such', () => {
    expect(marks(run('B', [{ ...SYN_ACK, verdict: 'missing', observed: '' }]))).toMatchInlineSnapshot(`
      5 ✖ kernel B: nothing came
          B as the kernel: missing
            trace  B -> A SYN ACK seq=k ack=j+1
            kernel nothing
    `)
  })

  test('a wrong claim outweighs the segment of its line', () => {
    const claim: ReplayStep = {
      ...SYN_ACK,
      direction: 'claim',
      verdict: 'mismatch',
      expected: 'B=ESTABLISHED',
      observed: 'B=SYN_RCVD',
    }
    expect(marks(run('B', [SYN_ACK, claim]))).toMatchInlineSnapshot(`
      5 ✖ kernel B: B=SYN_RCVD
          B as the kernel: mismatch
            trace  B=ESTABLISHED
            kernel B=SYN_RCVD
    `)
  })

  test('a skipped run marks the line of the trace, and does not count as passed', () => {
    const skipped = run('B', [], { verdict: 'skipped', reason: '`reboot` cannot be asked of a kernel' })
    expect(marks(skipped)).toMatchInlineSnapshot(`
      1 – B not replayed
          B as the kernel: \`reboot\` cannot be asked of a kernel
    `)
    expect(summarize('open', [skipped])).toMatchInlineSnapshot(
      `open: not replayed: \`reboot\` cannot be asked of a kernel`,
    )
  })
})

test('the output channel tells every line of every run', () => {
  const runs = [run('A', [SYN, SYN_ACK]), run('B', [SYN, REFUSED], { warnings: ['tcp_ecn is read-only'] })]
  expect(reportRuns(runs).join('\n')).toMatchInlineSnapshot(`
    open, A as the kernel: passed in 1.3 ms
      ✓    4  sent      A -> B SYN seq=j              [A=SYN_RCVD]
      ✓    5  expected  B -> A SYN ACK seq=k ack=j+1  [A=SYN_RCVD]
    open, B as the kernel: failed in 1.3 ms: the kernel reset the connection where the trace expects a SYN ACK
      warning: tcp_ecn is read-only
      ✓    4  sent      A -> B SYN seq=j              [B=SYN_RCVD]
      ✖    5  expected  B -> A SYN ACK seq=k ack=j+1
              observed  B -> A RST ACK seq=0 ack=j+1   (ack=2891336454, j=2891336453)
              mismatch: the kernel reset the connection where the trace expects a SYN ACK
  `)
})

test('the lines of a run stand in columns in Chinese too', () => {
  speak({ id: 'zh-cn', texts: { sent: '发出', expected: '预期', timer: '定时器' } })
  onTestFinished(() => speak(undefined))
  const timer: ReplayStep = { ...SYN, line: 6, direction: 'timer', expected: 'A: retransmit' }
  expect(reportRuns([run('A', [SYN, SYN_ACK, timer])]).join('\n')).toMatchInlineSnapshot(`
    open, A as the kernel: passed in 1.3 ms
      ✓    4  发出      A -> B SYN seq=j              [A=SYN_RCVD]
      ✓    5  预期      B -> A SYN ACK seq=k ack=j+1  [A=SYN_RCVD]
      ✓    6  定时器    A: retransmit                 [A=SYN_RCVD]
  `)
})

test('one sentence sums up the runs', () => {
  expect(summarize('open', [run('A', [SYN]), run('B', [SYN])])).toMatchInlineSnapshot(
    `open: as written, with A and B as the kernel in turn`,
  )
  expect(summarize('open', [run('A', [SYN]), run('B', [REFUSED])])).toMatchInlineSnapshot(
    `open: not as written with B as the kernel: the kernel reset the connection where the trace expects a SYN ACK`,
  )
})
