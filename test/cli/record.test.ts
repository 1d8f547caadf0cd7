import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderOf, synfin } from './synfin.ts'

const OURS = `// Only what A sends, and what B's application does.
trace "served"
B: listen
A -> B  SYN      seq=j
A -> B  ACK      seq=j+1  ack=m+1
A -> B  PSH ACK  len=n  // a request
A -> B  FIN ACK  seq=j+1+n
B: close
A -> B  ACK
`

const RECORDED = `// Only what A sends, and what B's application does.
trace "served"
B: listen
A -> B  SYN      seq=j                 [B=SYN_RCVD]
B -> A  SYN ACK  seq=m    ack=j+1
A -> B  ACK      seq=j+1  ack=m+1      [B=ESTABLISHED]
A -> B  PSH ACK  len=n  // a request
B -> A  ACK      seq=m+1  ack=j+1+n
A -> B  FIN ACK  seq=j+1+n             [B=CLOSE_WAIT]
B -> A  ACK      seq=m+1  ack=j+2+n
B: close
B -> A  FIN ACK  seq=m+1  ack=j+2+n
A -> B  ACK                            [B=CLOSED]
`

test('the kernel’s lines and states are filled in, by the names our lines use for its numbers', async () => {
  const { status, stdout, stderr } = await synfin(['record', '-', '--kernel', 'B'], { stdin: OURS })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(words(stdout)).toEqual(words(RECORDED))
})

test('what was recorded replays, and records to itself', async () => {
  const { stdout } = await synfin(['record', '-'], { stdin: OURS })
  const again = await synfin(['record', '-', '--kernel', 'B'], { stdin: stdout })
  expect(again.stdout).toBe(stdout)
  expect((await synfin(['replay', '-', '--kernel', 'B'], { stdin: stdout })).status).toBe(0)
})

test('what was written by hand is laid out in columns', async () => {
  const stdin = 'B: listen\nA -> B SYN seq=j\nA -> B ACK seq=j+1 ack=k+1 // opened\nA -> B FIN ACK\n'
  const { stdout } = await synfin(['record', '-', '--kernel', 'B'], { stdin })
  expect(stdout).toMatchInlineSnapshot(`
    B: listen
    A -> B  SYN      seq=j               [B=SYN_RCVD]
    B -> A  SYN ACK  seq=k    ack=j+1
    A -> B  ACK      seq=j+1  ack=k+1    [B=ESTABLISHED]  // opened
    A -> B  FIN ACK                      [B=CLOSE_WAIT]
    B -> A  ACK      seq=k+1  ack=j+2
  `)
  expect((await synfin(['format', '-'], { stdin: stdout })).stdout).toBe(stdout)
})

test('the model answers where it was asked for', async () => {
  const { status, stdout } = await synfin(['record', '-', '--peer', 'model'], { stdin: OURS })
  expect(status).toBe(0)
  expect(words(stdout)).toEqual(words(RECORDED))
})

test('--write completes the files in place', async () => {
  const cwd = folderOf({ 'one.synfin': OURS, 'two.synfin': OURS })
  const { status, stdout } = await synfin(['record', 'one.synfin', 'two.synfin', '--write'], { cwd })
  expect({ status, stdout }).toEqual({ status: 0, stdout: 'one.synfin: recorded\ntwo.synfin: recorded\n' })
  expect(words(readFileSync(join(cwd, 'two.synfin'), 'utf8'))).toEqual(words(RECORDED))
})

describe('what cannot be recorded', () => {
  test.each`
    what                                     | text                                                         | status | complaint
    ${'a number that the kernel never gave'} | ${'B: listen\nA -> B SYN seq=j\nA -> B ACK seq=x+1 ack=m+y'} | ${1}   | ${/line \d cannot be read or bound/}
    ${'a line that cannot be read'}          | ${'A -> B SIN'}                                              | ${2}   | ${/line 1 cannot be read/}
    ${'two ends that both send'}             | ${'A -> B SYN\nB -> A SYN ACK'}                              | ${2}   | ${/which end .* is the kernel\? `--kernel` says it: A or B/}
    ${'a reboot'}                            | ${'B: listen\nA -> B SYN\nB: reboot\nA -> B ACK'}            | ${3}   | ${/cannot be asked to forget/}
  `('$what: status $status, and why', async ({ text, status, complaint }) => {
    const outcome = await synfin(['record', '-'], { stdin: text })
    expect(outcome.status).toBe(status)
    expect(outcome.stderr).toMatch(complaint)
  })

  test('is not written into the file', async () => {
    const cwd = folderOf({ 'bad.synfin': 'B: listen\nA -> B SYN seq=j\nA -> B ACK seq=x+1 ack=m+y\n' })
    const { status } = await synfin(['record', 'bad.synfin', '--write'], { cwd })
    expect(status).toBe(1)
    expect(readFileSync(join(cwd, 'bad.synfin'), 'utf8')).toContain('ack=m+y\n')
    expect(readFileSync(join(cwd, 'bad.synfin'), 'utf8')).not.toContain('B -> A')
  })
})

/** Lines as words: how wide the gaps between them are is the formatter's. */
function words(text: string): string[] {
  return text.split('\n').map(line => line.split(/\s+/).join(' '))
}
