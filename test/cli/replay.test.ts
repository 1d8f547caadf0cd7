import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { command, folderOf, synfin, withoutNumbers } from './synfin.ts'

const OPEN = `trace "open"
A -> B  SYN      seq=j
B -> A  SYN ACK  seq=k    ack=j+1       [A=ESTABLISHED B=SYN_RCVD]
A -> B  ACK      seq=j+1  ack=k+1       [B=ESTABLISHED]
`
/** The kernel answers a SYN for which nobody listens with RST. */
const REFUSED = `trace "refused"
given B CLOSED
A -> B  SYN      seq=j
B -> A  SYN ACK  seq=k    ack=j+1
`

test('a trace that goes as written: each line with both ends’ states, and the verdict', async () => {
  const cwd = folderOf({ 'open.synfin': OPEN })
  const { status, stdout, stderr } = await synfin(['replay', 'open.synfin', '--kernel', 'B'], { cwd })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(withoutNumbers(stdout)).toMatchInlineSnapshot(`
    open  open.synfin, the kernel is B
                                         A            B (kernel)
      ✔ 2  A -> B SYN seq=j              SYN_SENT     SYN_RCVD
      ✔ 3  B -> A SYN ACK seq=k ack=j+1  ESTABLISHED  SYN_RCVD
      ✔ 4  A -> B ACK seq=j+1 ack=k+1    ESTABLISHED  ESTABLISHED
      ✔ passed in … ms  j=… k=…

    1 replay: 1 passed in … ms
  `)
})

test('a line that does not go as written: what the trace expects, what the kernel did, and status 1', async () => {
  const cwd = folderOf({ 'refused.synfin': REFUSED })
  const { status, stdout } = await synfin(['replay', 'refused.synfin', '--kernel', 'B'], { cwd })
  expect(status).toBe(1)
  expect(withoutNumbers(stdout)).toMatchInlineSnapshot(`
    refused  refused.synfin, the kernel is B
                                         A            B (kernel)
      ✔ 3  A -> B SYN seq=j              SYN_SENT     CLOSED
      ✖ 4  B -> A SYN ACK seq=k ack=j+1  CLOSED       CLOSED

    refused.synfin:4:1: error[replay-mismatch]: the kernel sent a RST ACK where the trace expects a SYN ACK
      trace   B -> A SYN ACK seq=k ack=j+1      (live: ack=…)
      kernel  B -> A RST ACK seq=0 ack=j+1      (live: seq=0 ack=…)
      RFC     B -> A RST ACK seq=0 ack=j+1
      states  A=CLOSED  B=CLOSED
      = why:  a SYN that meets no connection and no listener is answered with RST (§3.10.7.1)
      = help: add \`B: listen\` above the SYN, or say \`given B CLOSED\` if the refusal is meant
      ✖ failed in … ms  j=…

    1 replay: 1 failed in … ms
      ✖ refused.synfin:4: refused, the kernel is B
  `)
})

test('each end is the kernel in turn, unless one is named', async () => {
  const kernels = async (...args: string[]) => {
    const { stdout } = await synfin(['replay', '-', '--format', 'json', ...args], { stdin: OPEN })
    return JSON.parse(stdout).runs.map(({ kernel }: { kernel: string }) => kernel)
  }
  expect(await kernels()).toEqual(['A', 'B'])
  expect(await kernels('--kernel', 'each')).toEqual(['A', 'B'])
  expect(await kernels('--kernel', 'A')).toEqual(['A'])
  expect(await kernels('--kernel', 'B', '--repeat', '3')).toEqual(['B', 'B', 'B'])
})

test('json: runs with their bindings and steps, in the keys of the contract', async () => {
  const { stdout, status } = await synfin(['replay', '-', '--format', 'json', '--kernel', 'B'], {
    stdin: OPEN,
  })
  expect(status).toBe(0)
  const report = JSON.parse(stdout)
  expect(report.summary).toEqual({ passed: 1, failed: 0, skipped: 0 })
  const [run] = report.runs
  expect(Object.keys(run)).toEqual([
    'file',
    'trace',
    'kernel',
    'peer',
    'verdict',
    'reason',
    'milliseconds',
    'bindings',
    'steps',
  ])
  expect(run).toMatchObject({
    file: '<stdin>',
    trace: 'open',
    kernel: 'B',
    peer: 'kernel',
    verdict: 'passed',
  })
  expect(run.bindings).toEqual({ j: expect.any(Number), k: expect.any(Number) })
  expect(run.steps.map((step: object) => Object.keys(step))).toEqual(
    Array(3).fill(['line', 'direction', 'verdict', 'expected', 'observed', 'kernelState']),
  )
  expect(run.steps).toMatchObject([
    { line: 2, direction: 'sent', verdict: 'ok', kernelState: 'SYN_RCVD' },
    { line: 3, direction: 'expected', verdict: 'ok' },
    { line: 4, direction: 'sent', verdict: 'ok', kernelState: 'ESTABLISHED' },
  ])
})

test('tap and junit: a run that failed is not ok', async () => {
  const stdin = OPEN + REFUSED
  const tap = await synfin(['replay', '-', '--kernel', 'B', '--format', 'tap'], { stdin })
  expect(tap.status).toBe(1)
  expect(tap.stdout).toMatch(
    /^TAP version 14\n1\.\.2\nok 1 - [\s\S]*\nnot ok 2 - <stdin>: refused \(kernel B\)\n {2}---\n/,
  )
  const junit = await synfin(['replay', '-', '--kernel', 'B', '--format', 'junit'], { stdin })
  expect(junit.stdout).toMatch(
    /<testsuite name="&lt;stdin&gt;" tests="2" failures="1" errors="0" skipped="0"/,
  )
  expect(junit.stdout).toMatch(/<failure type="replay-mismatch" message="[^"]+">/)
})

test('a file with a line that cannot be bound is not replayed, status 2; the others are', async () => {
  const cwd = folderOf({ 'bad.synfin': OPEN.replace('k+1  ', 'm+1  '), 'good.synfin': OPEN })
  const { status, stdout, stderr } = await synfin(['replay', 'bad.synfin', 'good.synfin', '--kernel', 'B'], {
    cwd,
  })
  expect(status).toBe(2)
  expect(stderr).toContain('error[undefined-symbol]')
  expect(stdout).toContain('1 passed')
})

describe('a line that cannot be played', () => {
  const BROKEN = `trace "broken"
A -> B  SYN      seq=j
B -> A  SYN ACK  seq=k    ack=m+1
`
  const USER = `trace "user"
use bad(A, B)
fragment bad(C, S)
C -> S  SIN
`
  const runsOf = async (...args: string[]) => {
    const stdin = `${OPEN}${BROKEN}${USER}`
    const { status, stdout } = await synfin(['replay', '-', '--kernel', 'B', '--format', 'json', ...args], {
      stdin,
    })
    const { runs, summary } = JSON.parse(stdout)
    return { status, runs, summary }
  }

  test('costs its own trace alone, which is skipped and says why', async () => {
    const { status, runs, summary } = await runsOf()
    expect(status).toBe(2)
    expect(summary).toEqual({ passed: 1, failed: 0, skipped: 2 })
    expect(runs).toMatchObject([
      { trace: 'open', verdict: 'passed', reason: null },
      { trace: 'broken', kernel: 'B', verdict: 'skipped', steps: [] },
      { trace: 'user', kernel: 'B', verdict: 'skipped', steps: [] },
    ])
    expect(runs[1].reason).toMatch(/^line 7 cannot be read or bound: /)
    expect(runs[2].reason).toMatch(/^line 11, used on line 9, cannot be read or bound: /)
  })

  test('tells of no end where none is known', async () => {
    const { stdout } = await synfin(['replay', '-', '--format', 'json'], { stdin: 'trace "x"\nA -> \n' })
    expect(JSON.parse(stdout).runs).toMatchObject([{ trace: 'x', kernel: null, verdict: 'skipped' }])
  })

  test('costs nothing where its trace was not asked for', async () => {
    const { status, summary } = await runsOf('--trace', 'open')
    expect({ status, summary }).toEqual({ status: 0, summary: { passed: 1, failed: 0, skipped: 0 } })
  })
})

test('an address nobody can have: skipped, status 2', async () => {
  const stdin = `host B 127.0.0.1\n${OPEN.replace(/^.*\n/, '')}`
  const { status, stdout, stderr } = await synfin(['replay', '-'], { stdin })
  expect(status).toBe(2)
  expect(stderr).toBe('synfin: B has a loopback address, 127.0.0.1: no network carries its segments\n')
  expect(stdout).toContain('2 skipped')
})

test.each`
  what                        | args                                 | complaint
  ${'no such file'}           | ${['missing.synfin']}                | ${/missing\.synfin: no such file/}
  ${'an end that is none'}    | ${['open.synfin', '--kernel', 'C']}  | ${/trace "open" has no end C that could be the kernel; its ends are A, B/}
  ${'no trace of that name'}  | ${['open.synfin', '--trace', 'opn']} | ${/no trace named "opn"; did you mean "open"\?/}
  ${'a file without a trace'} | ${['empty.synfin']}                  | ${/no trace in this file/}
`('$what: could not run, and says why', async ({ args, complaint }) => {
  const cwd = folderOf({ 'open.synfin': OPEN, 'empty.synfin': '' })
  const { status, stderr } = await synfin(['replay', ...args], { cwd })
  expect(status).toBe(2)
  expect(stderr).toMatch(complaint)
})

test('where this machine cannot replay: status 3, the reason once, and nothing counts as passed', async () => {
  const cwd = folderOf({ 'open.synfin': OPEN })
  const env = { PATH: cwd }
  const { status, stdout, stderr } = await synfin(['replay', 'open.synfin'], { cwd, env })
  expect(status).toBe(3)
  expect(stderr).toBe(
    'synfin: `unshare` is not found: install util-linux\n' +
      'synfin: `--peer model` replays against the built-in model, which needs no kernel\n',
  )
  expect(stdout).toContain('2 replays: 2 skipped')
  const json = await synfin(['replay', 'open.synfin', '--format', 'json'], { cwd, env })
  expect(json.status).toBe(3)
  expect(JSON.parse(json.stdout).summary).toEqual({ passed: 0, failed: 0, skipped: 2 })
})

describe('--peer model: on a machine without unshare, and without native code', () => {
  const hook = `import { registerHooks } from 'node:module'
    registerHooks({ resolve(name, context, next) {
      if (name === 'koffi') throw new Error('native code')
      return next(name, context)
    } })`
  const env = {
    PATH: '/nowhere',
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hook).replaceAll("'", '%27')}`,
  }
  const replay = (...args: string[]) =>
    synfin(['replay', '-', '--peer', 'model', '--kernel', 'B', ...args], { stdin: OPEN + REFUSED, env })

  test('each line is played, and the output says that it was the model', async () => {
    const { status, stdout, stderr } = await replay()
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
    expect(withoutNumbers(stdout)).toMatchInlineSnapshot(`
      open  <stdin>, the model is B
                                           A            B (model)
        ✔ 2  A -> B SYN seq=j              SYN_SENT     SYN_RCVD
        ✔ 3  B -> A SYN ACK seq=k ack=j+1  ESTABLISHED  SYN_RCVD
        ✔ 4  A -> B ACK seq=j+1 ack=k+1    ESTABLISHED  ESTABLISHED
        ✔ passed in … ms  j=… k=…

      refused  <stdin>, the model is B
                                           A            B (model)
        ✔ 7  A -> B SYN seq=j              SYN_SENT     CLOSED
        ✖ 8  B -> A SYN ACK seq=k ack=j+1  CLOSED       CLOSED

      <stdin>:8:1: error[replay-mismatch]: the model sent a RST ACK where the trace expects a SYN ACK
        trace   B -> A SYN ACK seq=k ack=j+1      (live: ack=…)
        model   B -> A RST ACK seq=0 ack=j+1      (live: seq=0 ack=…)
        Linux   B -> A RST ACK seq=0 ack=j+1
        states  A=CLOSED  B=CLOSED
        = why:  a SYN that meets no connection and no listener is answered with RST (§3.10.7.1)
        = help: add \`B: listen\` above the SYN, or say \`given B CLOSED\` if the refusal is meant
        ✖ failed in … ms  j=…

      2 replays against the model: 1 passed, 1 failed in … ms
        ✖ <stdin>:8: refused, the model is B
    `)
  })

  test('json, tap and junit say so too', async () => {
    const json = JSON.parse((await replay('--format', 'json')).stdout)
    expect(json.runs.map(({ peer }: { peer: string }) => peer)).toEqual(['model', 'model'])
    expect(json.summary).toEqual({ passed: 1, failed: 1, skipped: 0 })
    expect((await replay('--format', 'tap')).stdout).toContain('ok 1 - <stdin>: open (model B)\n')
    expect((await replay('--format', 'junit')).stdout).toContain('name="open (model B)"')
  })

  test('what the model does not have is skipped, and does not count as passed', async () => {
    const stdin = `kernel tcp_abort_on_overflow=1\n${OPEN.replace(/^.*\n/, '')}`
    const { status, stderr } = await synfin(['replay', '-', '--peer', 'model'], { stdin, env })
    expect(status).toBe(3)
    expect(stderr).toBe('synfin: line 1: the model knows no setting net.ipv4.tcp_abort_on_overflow\n')
  })
})

describe('Ctrl-C ends at once, and leaves neither a process nor half a file behind', () => {
  const slow = `${OPEN}wait 20s\n`

  test.each`
    what             | args
    ${'a replay'}    | ${['replay', 'slow.synfin', 'slow.synfin']}
    ${'repetitions'} | ${['replay', 'slow.synfin', '--repeat', '1000']}
    ${'a capture'}   | ${['replay', 'slow.synfin', '--pcap', 'wire.pcapng']}
    ${'a rewriting'} | ${['replay', 'slow.synfin', '--update']}
    ${'a recording'} | ${['record', 'slow.synfin', '--kernel', 'B', '--write']}
  `('$what', async ({ args }) => {
    const program = await command()
    const cwd = folderOf({ 'slow.synfin': slow })
    const replay = spawn(process.execPath, [program, ...args], { cwd })
    const children = () => processesRunning(`${dirname(program)}/runner-child.js`)
    while (children().length === 0) await setTimeout(10)
    replay.kill('SIGINT')
    expect(await new Promise(resolve => replay.on('exit', resolve))).toBe(130)
    // Their namespaces have no name anywhere: they end with the processes that are in them.
    await expect.poll(children).toEqual([])
    expect(readdirSync(cwd)).toEqual(['slow.synfin'])
    expect(readFileSync(join(cwd, 'slow.synfin'), 'utf8')).toBe(slow)
  })
})

/** The processes whose command line names a file. */
function processesRunning(file: string): string[] {
  return readdirSync('/proc').filter(entry => /^\d+$/.test(entry) && commandLine(entry).includes(file))
}

/** Empty for a process that has ended. */
function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}
