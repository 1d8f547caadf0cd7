import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { folderOf, synfin } from './synfin.ts'

const WRONG = `trace "open"
A -> B  SYN      seq=j
B -> A  SYN ACK  seq=k    ack=j         [B=SYN_RECV]
A -> B  ACK      seq=j+1  ack=k+1
`
const MENDED = `trace "open"
A -> B  SYN      seq=j
B -> A  SYN ACK  seq=k    ack=j+1         [B=SYN_RCVD]
A -> B  ACK      seq=j+1  ack=k+1
`

test('the file is mended in place, its mode kept, and it is said what was done', async () => {
  const cwd = folderOf({ 'open.synfin': WRONG })
  chmodSync(`${cwd}/open.synfin`, 0o640)
  expect(await synfin(['check', '--fix', 'open.synfin'], { cwd })).toEqual({
    status: 0,
    stdout: `open.synfin:3: write ack=j+1 (synack-wrong-ack)
open.synfin:3: write SYN_RCVD (state-alias)
1 trace in 1 file: no errors
`,
    stderr: '',
  })
  expect(readFileSync(`${cwd}/open.synfin`, 'utf8')).toBe(MENDED)
  expect(statSync(`${cwd}/open.synfin`).mode & 0o777).toBe(0o640)
  expect(readdirSync(cwd)).toEqual(['open.synfin'])
})

test('a line that is deleted leaves nothing behind, whatever ends the lines', async () => {
  const closed =
    'given A ESTABLISHED seq=u ack=v, B ESTABLISHED\r\nA -> B  FIN ACK  seq=u  ack=v\r\nB -> A  ACK'
  const cwd = folderOf({ 'close.synfin': `${closed}\r\nA -> B  FIN ACK  seq=u+1` })
  await synfin(['check', '--fix', 'close.synfin'], { cwd })
  expect(readFileSync(`${cwd}/close.synfin`, 'utf8')).toBe(closed)
})

test('a file without a fault is not touched', async () => {
  const cwd = folderOf({ 'open.synfin': MENDED })
  const before = statSync(`${cwd}/open.synfin`).mtimeMs
  expect(await synfin(['check', '--fix', '.'], { cwd })).toEqual({
    status: 0,
    stdout: '1 trace in 1 file: no errors\n',
    stderr: '',
  })
  expect(statSync(`${cwd}/open.synfin`).mtimeMs).toBe(before)
})

test('what has no fix stays, and the status is that of check', async () => {
  const text = `${MENDED}trace "open"\nA -x B  SYN  seq=j\n`
  const cwd = folderOf({ 'open.synfin': text })
  const { status, stdout } = await synfin(['check', '--fix', 'open.synfin'], { cwd })
  expect(status).toBe(1)
  expect(stdout).toContain('error[duplicate-name]')
  expect(readFileSync(`${cwd}/open.synfin`, 'utf8')).toBe(text)
})

test('information is not acted on', async () => {
  const text = 'A -> B  FIN ACK  seq=u  ack=v\nB -> A  ACK      seq=v  ack=u+1\n'
  const cwd = folderOf({ 'fin.synfin': text })
  expect((await synfin(['check', '--fix', 'fin.synfin'], { cwd })).status).toBe(0)
  expect(readFileSync(`${cwd}/fin.synfin`, 'utf8')).toBe(text)
})

test('json stays json: what was done is told beside it', async () => {
  const cwd = folderOf({ 'open.synfin': WRONG })
  const { stdout, stderr } = await synfin(['check', '--fix', '--format', 'json', 'open.synfin'], { cwd })
  expect(JSON.parse(stdout).summary).toMatchObject({ errors: 0, warnings: 0 })
  expect(stderr).toMatch(/^open\.synfin:3: write ack=j\+1 \(synack-wrong-ack\)\n/)
})

test('lines keep their ends', async () => {
  const cwd = folderOf({ 'open.synfin': WRONG.replaceAll('\n', '\r\n') })
  await synfin(['check', '--fix', 'open.synfin'], { cwd })
  expect(readFileSync(`${cwd}/open.synfin`, 'utf8')).toBe(MENDED.replaceAll('\n', '\r\n'))
})

test('standard input cannot be rewritten', async () => {
  expect(await synfin(['check', '--fix', '-'], { stdin: WRONG })).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining('standard input cannot be rewritten'),
  })
})
