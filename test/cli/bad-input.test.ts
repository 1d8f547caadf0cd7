import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { command, folderOf, program, synfin } from './synfin.ts'

const GOOD = 'A -> B  SYN\nB -> A  SYN ACK\nA -> B  ACK\n'
const SYN = 'A -> B  SYN  seq=j\n'
const WRONG = 'A -> B  SYN  seq=j   mss=1460\nB -> A  SYN ACK  mss=1460  ack=j\nA -> B  ACK\n'
/** Options of setpriv that take from root what lets it read any directory. */
const HELD_TO_MODES = ['bounding-set', 'inh-caps'].map(set => `--${set}=-dac_override,-dac_read_search`)

test('a file that is not there: said, status 2, and the others are still checked', async () => {
  const cwd = folderOf({ 'handshake.synfin': WRONG })
  const { status, stdout, stderr } = await synfin(['check', 'handshak.synfin', 'handshake.synfin'], { cwd })
  expect(status).toBe(2)
  expect(stderr).toBe('synfin: handshak.synfin: no such file; did you mean handshake.synfin?\n')
  expect(stdout).toContain('error[synack-wrong-ack]')
})

test.each`
  content                                               | what                       | complaint
  ${Buffer.from('A -> B  SYN\n// caf\xe9\n', 'latin1')} | ${'Latin-1'}               | ${/not UTF-8 \(octet 0xe9 at offset 18, line 2\); save it as UTF-8/}
  ${Buffer.from('\ufeffA -> B  SYN\n', 'utf16le')}      | ${'UTF-16'}                | ${/not UTF-8 \(octet 0xff at offset 0, line 1\); it looks like UTF-16/}
  ${Buffer.from([0x2f, 0x2f, 0x20, 0xe2, 0x82])}        | ${'a character cut short'} | ${/octet 0xe2 at offset 3, line 1/}
`('$what is refused with the place, and the others are still checked', async ({ content, complaint }) => {
  const cwd = folderOf({ 'bad.synfin': content, 'good.synfin': GOOD })
  const { status, stdout, stderr } = await synfin(['check', '.'], { cwd })
  expect(status).toBe(2)
  expect(stderr).toMatch(complaint)
  expect(stdout).toContain('1 trace in 1 file: no errors')
})

test('a directory without traces, and a glob without matches, could not be checked', async () => {
  const cwd = folderOf({ 'notes/readme.txt': '' })
  expect(await synfin(['check', 'notes'], { cwd })).toMatchObject({
    status: 2,
    stdout: 'nothing could be checked\n',
    stderr: 'synfin: notes: no trace in this directory: no file ends in .synfin\n',
  })
  expect(await synfin(['check', '*.synfin'], { cwd })).toMatchObject({
    status: 2,
    stdout: 'nothing could be checked\n',
    stderr: 'synfin: *.synfin: no file matches\n',
  })
})

test('a directory that may not be looked into is named, and the others are still checked', async () => {
  const cwd = folderOf({ 'good.synfin': GOOD, 'secret/more.synfin': GOOD })
  chmodSync(join(cwd, 'secret'), 0)
  onTestFinished(() => chmodSync(join(cwd, 'secret'), 0o700))
  const check = [process.execPath, await command(), 'check', '.']
  const [file = '', ...args] = process.getuid?.() === 0 ? ['setpriv', ...HELD_TO_MODES, ...check] : check
  expect(await program(file, args, { cwd })).toEqual({
    status: 2,
    stdout: '1 trace in 1 file: no errors\n',
    stderr: 'synfin: secret: no permission\n',
  })
})

test.each(['', '\n\n', '// only a comment\n', '\ufeff'])(
  'an empty file (%j) is no error, and says so',
  async text => {
    const { status, stdout } = await synfin(['check', '-'], { stdin: text })
    expect(status).toBe(0)
    expect(stdout).toBe('<stdin>: no trace in this file\n0 traces in 1 file: no errors\n')
  },
)

test('a file that is no trace is replayed with nobody as the kernel', async () => {
  const cwd = folderOf({ 'notes.txt': 'hello world\n' })
  const shown = async (...args: string[]) => (await synfin(args, { cwd })).stdout
  expect(await shown('replay', 'notes.txt')).toMatch(
    /^notes\.txt {2}notes\.txt\n {2}- skipped: line 1 cannot be read/,
  )
  expect(await shown('replay', 'notes.txt', '--format', 'tap')).toContain('not ok 1 - notes.txt: notes.txt\n')
  expect(await shown('replay', 'notes.txt', '--format', 'junit')).toContain(' name="notes.txt" time=')
  expect(await shown('compare', 'kernel', 'model', 'notes.txt')).toMatch(
    /^kernel did not play notes\.txt: notes\.txt: line 1/m,
  )
  expect(await shown('compare', 'kernel', 'model', 'notes.txt', '--format', 'markdown')).toContain(
    'kernel did not play “notes.txt”: line 1',
  )
})

test('CRLF, a byte order mark and no last line break change nothing', async () => {
  const stdin = `\ufeff${WRONG.trimEnd().replaceAll('\n', '\r\n')}`
  const { stdout } = await synfin(['check', '-', '--format', 'json'], { stdin })
  expect(JSON.parse(stdout).files[0].findings).toMatchObject([
    { code: 'synack-wrong-ack', line: 2, column: 28 },
  ])
})

test('a file without end is refused, not read for ever', async () => {
  expect(await synfin(['check', '/dev/zero'])).toMatchObject({
    status: 2,
    stderr: 'synfin: /dev/zero: longer than 64 MiB: no trace is\n',
  })
})

test.each`
  fault                              | text                                               | line | code
  ${'a line cut short'}              | ${`${SYN}B ->\nB -> A  SYN ACK  seq=k  ack=j+1\n`} | ${2} | ${'syntax'}
  ${'an unknown keyword'}            | ${`${SYN}sleep 2s\n`}                              | ${2} | ${'syntax'}
  ${'an endpoint claimed by a typo'} | ${'A -> B  SYN  seq=j  [C=SYN_RCVD]\n'}            | ${1} | ${'unknown-endpoint'}
  ${'a number of 2^32'}              | ${'A -> B  SYN  seq=4294967296\n'}                 | ${1} | ${'seq-range'}
  ${'a number with 400 digits'}      | ${`A -> B  SYN  seq=${'9'.repeat(400)}\n`}         | ${1} | ${'seq-range'}
`('$fault is one error, on its line', async ({ text, line, code }) => {
  const { status, stdout } = await synfin(['check', '-', '--format', 'json'], { stdin: text })
  expect(status).toBe(1)
  const errors = JSON.parse(stdout).files[0].findings.filter(
    ({ severity }: { severity: string }) => severity === 'error',
  )
  expect(errors).toMatchObject([{ line, code }])
})

test('100,000 lines are checked in seconds, and the error on the last is found', async () => {
  const exchange = 'A -> B  PSH ACK  len=10\nB -> A  ACK\n'
  const text = `given A ESTABLISHED seq=100 ack=300, B ESTABLISHED\n${exchange.repeat(50_000)}A -> B  ACK  seq=900000\n`
  const { status, stdout } = await synfin(['check', '-', '--format', 'github'], { stdin: text })
  expect(status).toBe(1)
  expect(stdout).toContain('line=100002')
})

test('a name in a trace cannot steer the terminal or forge an annotation', async () => {
  const stdin =
    'trace "x\u001b[2J"\nA -> B  SYN  seq=j  // \u001b]0;owned\u0007\nB -> A  SYN ACK  seq=k  ack=j\n'
  for (const format of ['pretty', 'github'])
    expect((await synfin(['check', '-', '--format', format], { stdin })).stdout).not.toContain('\u001b')
})
