import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { HANDSHAKE, packet, pcap } from '../capture/captures.ts'
import { folderOf, synfin } from './synfin.ts'

const LOSSY = pcap([...HANDSHAKE, packet('>', 'PA', { seq: 1101, ack: 0, len: 100 })])

test('a capture becomes a trace, and findings go to standard error', async () => {
  const cwd = folderOf({ 'a.pcap': pcap(HANDSHAKE) })
  expect(await synfin(['import', 'a.pcap'], { cwd })).toEqual({
    status: 0,
    stdout: `// 2023-11-14T22:13:20.000000Z, A = 192.0.2.1:40000, B = 198.51.100.2:80
trace "192.0.2.1:40000 to 198.51.100.2:80"
A -> B  SYN      seq=j             win=65535 mss=1460
B -> A  SYN ACK  seq=k    ack=j+1  win=65535 mss=1400
A -> B  ACK      seq=j+1  ack=k+1  win=65535
`,
    stderr: '1 trace in 1 file: no errors\n',
  })
})

test('what a capture is not held to is noted, so that a later check finds no more in the file', async () => {
  const cwd = folderOf({ 'lossy.pcap': LOSSY })
  const imported = await synfin(['import', 'lossy.pcap', '-o', 'lossy.synfin', '--verbose'], { cwd })
  expect(imported.status).toBe(0)
  expect(imported.stderr).toContain('info[seq-gap]: not captured: what was sent just before this')
  const written = readFileSync(`${cwd}/lossy.synfin`, 'utf8')
  expect(written.split('\n').at(-2)).toMatchInlineSnapshot(
    `A -> B  PSH ACK  seq=j+101  ack=k+1  len=100 win=65535    //! warning reply-expected, error seq-gap`,
  )
  const { status, stdout } = await synfin(['check', 'lossy.synfin'], { cwd })
  expect({ status, stdout }).toEqual({ status: 0, stdout: '1 trace in 1 file: no errors\n' })
})

test('what is wrong in a capture is an error there too, and in a later check', async () => {
  const wrong = [...HANDSHAKE, packet('>', 'F', { seq: 1001 })]
  const cwd = folderOf({ 'wrong.pcap': pcap(wrong) })
  const { status, stderr } = await synfin(['import', 'wrong.pcap', '-o', 'wrong.synfin'], { cwd })
  expect(status).toBe(0)
  expect(stderr).toContain('error[missing-ack-flag]')
  const { stdout } = await synfin(['check', 'wrong.synfin'], { cwd })
  expect(stdout).toBe(stderr)
})

test('standard input is read, and what was played is what is imported', async () => {
  const cwd = folderOf({
    'a.synfin': `A -> B  SYN      seq=j             win=65535 mss=1460
B -> A  SYN ACK  seq=k    ack=j+1  win=64240 mss=1460
A -> B  ACK      seq=j+1  ack=k+1  win=65535
`,
  })
  await synfin(['replay', 'a.synfin', '--peer', 'model', '--kernel', 'B', '--pcap', 'a.pcapng'], { cwd })
  const { stdout } = await synfin(['import', '-'], { cwd, stdin: readFileSync(`${cwd}/a.pcapng`) })
  expect(stdout.split('\n').slice(2).join('\n')).toBe(readFileSync(`${cwd}/a.synfin`, 'utf8'))
})

test('of a capture cut short, what stands before is imported', async () => {
  const { status, stdout, stderr } = await synfin(['import', '-'], { stdin: pcap(HANDSHAKE).subarray(0, -1) })
  expect(status).toBe(2)
  expect(stdout).toContain('B -> A  SYN ACK')
  expect(stderr).toContain('synfin: <stdin>: at octet 144: the capture is cut short in packet 3\n')
})

test.each`
  what              | args                                    | complaint
  ${'no file'}      | ${['import']}                           | ${'`synfin import` reads one capture'}
  ${'two files'}    | ${['import', 'a', 'b']}                 | ${'`synfin import` reads one capture'}
  ${'none there'}   | ${['import', 'b.pcap']}                 | ${'synfin: b.pcap: no such file; did you mean a.pcap?'}
  ${'a directory'}  | ${['import', '.']}                      | ${'synfin: .: this is a directory'}
  ${'no capture'}   | ${['import', 'a.html']}                 | ${'synfin: a.html: neither pcap nor pcapng nor the output of tcpdump'}
  ${'no way there'} | ${['import', 'a.pcap', '-o', 'none/x']} | ${'cannot write'}
`('$what: could not run, and says why', async ({ args, complaint }) => {
  const cwd = folderOf({ 'a.pcap': pcap(HANDSHAKE), 'a.html': '<html>' })
  const { status, stdout, stderr } = await synfin(args, { cwd })
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toContain(complaint)
})
