import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderOf, synfin } from './synfin.ts'

/** Wrong in a number, a state, a missing line and one too many; laid out as the formatter does it. */
const WRONG = `// What stands above stays.
trace "close"  // and beside
B: listen
A -> B  SYN      seq=j
B -> A  SYN ACK  seq=k    ack=j+7    // this too
A -> B  ACK      seq=j+1  ack=k+1    [A=ESTABLISHED  B=SYN_RCVD]
A -> B  FIN ACK  seq=j+1  ack=k+1
B: close
B -> A  FIN ACK  seq=k+2  ack=j+2
A -> B  ACK      seq=j+2  ack=k+2    [B=CLOSED]
B -> A  RST      seq=k+2             // never comes
`

async function update(text: string, ...args: string[]) {
  const cwd = folderOf({ 'close.synfin': text })
  const file = join(cwd, 'close.synfin')
  const options = ['--kernel', 'B', '--update', ...args]
  const outcome = await synfin(['replay', 'close.synfin', ...options], { cwd })
  const again = async () => {
    const before = statSync(file)
    const { status } = await synfin(['replay', 'close.synfin', ...options], { cwd })
    return { status, isUntouched: statSync(file).mtimeMs === before.mtimeMs }
  }
  return { ...outcome, text: readFileSync(file, 'utf8'), again }
}

test('the kernel’s numbers, states and lines become those observed; comments, layout and symbols stay', async () => {
  const { status, text, stdout, again } = await update(WRONG)
  expect(text).toMatchInlineSnapshot(`
    // What stands above stays.
    trace "close"  // and beside
    B: listen
    A -> B  SYN      seq=j
    B -> A  SYN ACK  seq=k    ack=j+1    // this too
    A -> B  ACK      seq=j+1  ack=k+1    [A=ESTABLISHED  B=ESTABLISHED]
    A -> B  FIN ACK  seq=j+1  ack=k+1
    B -> A  ACK      seq=k+1  ack=j+2
    B: close
    B -> A  FIN ACK  seq=k+1  ack=j+2
    A -> B  ACK      seq=j+2  ack=k+2    [B=CLOSED]
    // never comes

  `)
  expect(status).toBe(0)
  expect(stdout).toContain('close.synfin: 5 lines rewritten from what happened\n')
  expect(stdout).toContain('  - B -> A  SYN ACK  seq=k    ack=j+7    // this too\n')
  expect(stdout).toContain('  + B -> A  SYN ACK  seq=k    ack=j+1    // this too\n')
  expect(await again()).toEqual({ status: 0, isUntouched: true })
})

test('what no symbol stands for gets a new one, or is any', async () => {
  const { text } = await update(`given B CLOSED
B: listen
A -> B  SYN      seq=j
B -> A  RST ACK  seq=0  ack=j+1
`)
  expect(text).toBe(`given B CLOSED
B: listen
A -> B  SYN      seq=j
B -> A  SYN ACK  seq=k  ack=j+1
`)
})

test('a layout that is not the formatter’s is kept', async () => {
  const { text } = await update(
    'B: listen\n  A -> B SYN seq=j\n\tB -> A SYN ACK   seq=k ack=j //! error synack-wrong-ack\n',
  )
  expect(text).toBe(
    'B: listen\n  A -> B SYN seq=j\n\tB -> A SYN ACK   seq=k ack=j+1 //! error synack-wrong-ack\n',
  )
})

test('a timer that takes another time, and one that nothing comes of', async () => {
  const { text } = await update(`A -> B  SYN      seq=j
B -> A  SYN ACK  seq=k  ack=j+1
B: retransmit after 3s
B -> A  SYN ACK  seq=k  ack=j+1
A -> B  ACK      seq=j+1  ack=k+1
B: retransmit
`)
  expect(text.split('\n').slice(2)).toEqual([
    expect.stringMatching(/^B: retransmit after (1s|1[01]00ms)$/),
    'B -> A  SYN ACK  seq=k  ack=j+1',
    'A -> B  ACK      seq=j+1  ack=k+1',
    '',
  ])
})

test('what a timer sends during a wait gets its lines before the wait', async () => {
  const { text, status } = await update(`A -> B  SYN      seq=j
B -> A  SYN ACK  seq=k  ack=j+1
wait 1500ms
`)
  expect(text).toMatch(
    /^A -> B {2}SYN {6}seq=j\nB -> A {2}SYN ACK {2}seq=k {2}ack=j\+1\nB: retransmit after \w+\nB -> A {2}SYN ACK {2}seq=k {2}ack=j\+1\nwait 1500ms\n$/,
  )
  expect(status).toBe(0)
})

test('calls that fare otherwise', async () => {
  const { text } = await update(`given A ESTABLISHED seq=u ack=v, B ESTABLISHED
B: shutdown
B -> A  FIN ACK  seq=v  ack=u
B: send 5  // after a FIN
A -> B  RST      seq=u
B: receive fails EPIPE
`)
  expect(text).toContain('B: send 5 fails EPIPE  // after a FIN\n')
  expect(text).toContain('B: receive fails ECONNRESET\n')
})

describe('what is not rewritten', () => {
  test('a fragment for one of its uses: status 1, and why', async () => {
    const { status, text, stderr } = await update(`trace "uses"
use open(A, B)
fragment open(C, S)
C -> S  SYN      seq=j
S -> C  SYN ACK  seq=k  ack=j
`)
    expect(status).toBe(1)
    expect(text).toContain('ack=j\n')
    expect(stderr).toContain('line 5 is of a fragment, used on line 2')
  })

  test('standard input: status 2', async () => {
    const { status, stderr } = await synfin(['replay', '-', '--update'], { stdin: WRONG })
    expect({ status, stderr }).toMatchObject({ status: 2, stderr: expect.stringContaining('standard input') })
  })

  test('a trace from several runs: status 2', async () => {
    const { status, text } = await update(WRONG, '--repeat', '2')
    expect({ status, text }).toEqual({ status: 2, text: WRONG })
  })
})

test('json tells the changes beside the runs as they go now', async () => {
  const { stdout, stderr } = await update(WRONG, '--format', 'json')
  const { runs, summary, updated } = JSON.parse(stdout)
  expect(runs).toMatchObject([{ verdict: 'passed' }])
  expect(summary).toEqual({ passed: 1, failed: 0, skipped: 0 })
  expect(updated[0].changes[0]).toMatchObject({
    line: 5,
    removed: [WRONG.split('\n')[4], WRONG.split('\n')[5]],
  })
  expect(stderr).toContain('lines rewritten')
})

test('each end in turn: what was written for one is held against the other', async () => {
  const text = `A -> B  SYN
B -> A  SYN ACK
A -> B  ACK
A -> B  FIN ACK
B -> A  ACK    [B=ESTABLISHED]
`
  const cwd = folderOf({ 'each.synfin': text })
  const { status } = await synfin(['replay', 'each.synfin', '--update'], { cwd })
  expect(status).toBe(0)
  expect(readFileSync(join(cwd, 'each.synfin'), 'utf8')).toContain('[B=CLOSE_WAIT]')
})
