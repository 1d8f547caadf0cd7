import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildLwipHost } from '../stacks/lwip/build.ts'
import { folderOf, synfin, withoutNumbers } from './synfin.ts'

const OPEN = `trace "open"
A -> B  SYN      seq=j
B -> A  SYN ACK  seq=k    ack=j+1
A -> B  ACK      seq=j+1  ack=k+1       [B=ESTABLISHED]
`
/** RFC 9293 Figure 7, of which lwIP knows nothing. */
const CROSS = `trace "cross"
A -> ...  SYN      seq=100
B -> A    SYN      seq=300
... -> B  SYN      seq=100             [B=SYN_RCVD]
`
const MISBEHAVING = fileURLToPath(new URL('../stacks/misbehaving.mjs', import.meta.url))

let lwip = ''
beforeAll(() => {
  lwip = buildLwipHost()
}, 600_000)
afterAll(() => rmSync(lwip, { force: true }))

describe('replay --stack', () => {
  test('a trace against lwIP: who played is said, and the lines are as written', async () => {
    const args = ['replay', '-', '--kernel', 'B', '--stack', `${lwip} tun`]
    const { status, stdout, stderr } = await synfin(args, { stdin: OPEN })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(withoutNumbers(stdout)).toMatchInlineSnapshot(`
      open  <stdin>, the stack is B
                                           A            B (stack)
        ✔ 2  A -> B SYN seq=j              SYN_SENT     SYN_RCVD
        ✔ 3  B -> A SYN ACK seq=k ack=j+1  ESTABLISHED  SYN_RCVD
        ✔ 4  A -> B ACK seq=j+1 ack=k+1    ESTABLISHED  ESTABLISHED
        ✔ passed in … ms  j=… k=…

      1 replay: 1 passed in … ms
    `)
  })

  test('a stack that does not start: could not run, the reason once', async () => {
    const { status, stdout, stderr } = await synfin(['replay', '-', '--stack', 'exit 7'], { stdin: OPEN })
    expect(status).toBe(2)
    expect(stderr).toBe(
      'synfin: the stack did not start: `exit 7` ended with exit status 7 before it was ready\n',
    )
    expect(stdout).toContain('2 skipped')
  })

  test('a stack that crashes in the middle: the line where it did, and status 1', async () => {
    const stack = `exec ${process.execPath} ${MISBEHAVING} crashes`
    const args = ['replay', '-', '--kernel', 'B', '--stack', stack]
    const { status, stdout } = await synfin(args, { stdin: 'given B CLOSED\nA -> B SYN seq=j\n' })
    expect(status).toBe(1)
    expect(stdout).toContain(
      '<stdin>:2:1: error[replay-mismatch]: the stack ended with SIGSEGV when asked `sync`',
    )
    expect(stdout).not.toContain('help:')
  })

  test('and --peer: one of them', async () => {
    const { status, stderr } = await synfin(['replay', '-', '--stack', 'x', '--peer', 'model'], {
      stdin: OPEN,
    })
    expect(status).toBe(2)
    expect(stderr).toContain('`--peer` and `--stack`: one end is played by one of them')
  })
})

describe('compare', () => {
  const compare = (args: readonly string[], stdin = OPEN + CROSS) =>
    synfin(['compare', 'kernel', `lwip=${lwip} tap`, '-', '--kernel', 'B', ...args], { stdin })

  test('a row for each line on which they differ, and status 1', async () => {
    const { status, stdout, stderr } = await compare([])
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
    expect(stdout).toMatchInlineSnapshot(`
      cross  <stdin>, the stacks play B
        line  the trace says  kernel                               lwip
        8     B=SYN_RCVD      also B -> A SYN ACK seq=300 ack=101  B=SYN_SENT

      2 replays on each: kernel otherwise on 1 line, lwip otherwise on 1 line
    `)
  })

  test('the same for programs', async () => {
    const { stdout } = await compare(['--format', 'json'])
    expect(JSON.parse(stdout)).toMatchObject({
      stacks: ['kernel', 'lwip'],
      differences: [
        {
          file: '<stdin>',
          trace: 'cross',
          end: 'B',
          line: 8,
          conducts: { lwip: { verdict: 'mismatch', observed: 'B=SYN_SENT' } },
        },
      ],
      unplayed: [],
      summary: { runs: 2, differences: 1, unplayed: 0 },
    })
  })

  test('the same for a document', async () => {
    const { stdout } = await compare(['--format', 'markdown'])
    expect(stdout).toContain(
      '| Trace, the end played, line | The trace says | kernel | lwip |\n| --- | --- | --- | --- |\n',
    )
    expect(stdout).toMatch(/^\| cross, B, 8 \| `B=SYN_RCVD` \| .* \| `B=SYN_SENT` \|$/m)
  })

  test('stacks that do the same: status 0', async () => {
    const { status, stdout } = await compare([], OPEN)
    expect(status).toBe(0)
    expect(stdout).toBe('1 replay on each: kernel as written, lwip as written\n')
  })

  test('what one of them cannot play is no agreement', async () => {
    const reboot = 'given B ESTABLISHED\nB: reboot\nA -> B ACK\nB -> A RST\n'
    const args = ['compare', 'kernel', 'model', '-', '--kernel', 'B']
    const { status, stdout } = await synfin(args, { stdin: reboot })
    expect(status).toBe(3)
    expect(stdout).toBe(
      'kernel did not play <stdin>: stdin as B: line 2: a kernel cannot be asked to forget its connections\n\n' +
        '1 replay on each: kernel as written, model as written; 1 not played\n',
    )
  })

  test('a stack that does not start: could not run', async () => {
    const { status, stdout } = await synfin(['compare', 'model', 'none=exit 3', '-'], { stdin: OPEN })
    expect(status).toBe(2)
    expect(stdout).toContain('none did not play <stdin>: open as B: the stack did not start: `exit 3`')
  })

  test.each`
    what                 | args                               | complaint
    ${'one stack alone'} | ${['kernel', 'open.synfin']}       | ${/needs two stacks, each `kernel`, `model` or NAME=COMMAND/}
    ${'one name twice'}  | ${['kernel', 'kernel']}            | ${/two stacks have the name kernel/}
    ${'no such file'}    | ${['kernel', 'model', 'x.synfin']} | ${/x\.synfin: no such file/}
  `('$what: could not run, and says why', async ({ args, complaint }) => {
    const { status, stderr } = await synfin(['compare', ...args], { cwd: folderOf({ 'open.synfin': OPEN }) })
    expect(status).toBe(2)
    expect(stderr).toMatch(complaint)
  })
})
