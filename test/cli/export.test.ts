import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readPcapng } from '../runner/read-pcapng.ts'
import { folderOf, synfin } from './synfin.ts'

const TWO = `trace "open"
A -> B  SYN  seq=j
trace "other"
C -> D  SYN  seq=j
`
const FILES = {
  'two.synfin': TWO,
  'broken.synfin': 'A -> B  SYN seq=j\nB -> A ack=m\n',
  'empty.synfin': '',
}

test('--to pcap has all traces of a file, or the one named', async () => {
  const cwd = folderOf(FILES)
  expect(await synfin(['export', 'two.synfin', '--to', 'pcap', '-o', 'two.pcapng'], { cwd })).toEqual({
    status: 0,
    stdout: '',
    stderr: '',
  })
  expect(readPcapng(readFileSync(`${cwd}/two.pcapng`)).packets).toHaveLength(2)
  await synfin(['export', 'two.synfin', '--to', 'pcap', '--trace', 'other', '-o', 'one.pcapng'], { cwd })
  expect(readPcapng(readFileSync(`${cwd}/one.pcapng`)).packets).toHaveLength(1)
})

test('--to packetdrill takes the end that listens for the kernel, unless another is named', async () => {
  const cwd = folderOf(FILES)
  const args = ['export', 'two.synfin', '--to', 'packetdrill', '--trace', 'other']
  expect((await synfin(args, { cwd })).stdout).toMatch(/^\/\/ other\n\/\/ D is the kernel\n/)
  expect((await synfin([...args, '--kernel', 'C'], { cwd })).stdout).toContain('// C is the kernel')
})

test('--to mermaid draws as `synfin diagram` does', async () => {
  const cwd = folderOf(FILES)
  expect(await synfin(['export', 'two.synfin', '--to', 'mermaid'], { cwd })).toEqual(
    await synfin(['diagram', 'two.synfin'], { cwd }),
  )
})

test.each`
  what                    | args                                                      | complaint
  ${'no file'}            | ${['--to', 'pcap']}                                       | ${'`synfin export` converts one file'}
  ${'nothing to make'}    | ${['two.synfin']}                                         | ${'`--to` says what to make of it'}
  ${'no such thing'}      | ${['two.synfin', '--to', 'pdf']}                          | ${'pdf'}
  ${'no such file'}       | ${['tow.synfin', '--to', 'pcap']}                         | ${'no such file; did you mean two.synfin?'}
  ${'no trace'}           | ${['empty.synfin', '--to', 'pcap']}                       | ${'no trace in this file'}
  ${'no trace so named'}  | ${['two.synfin', '--to', 'pcap', '--trace', 'opn']}       | ${'did you mean "open"?'}
  ${'a broken line'}      | ${['broken.synfin', '--to', 'pcap']}                      | ${'line 2 cannot be read or bound'}
  ${'no end of the name'} | ${['two.synfin', '--to', 'packetdrill', '--kernel', 'Z']} | ${'no line of this trace names an endpoint Z'}
`('$what: could not run, and says why', async ({ args, complaint }) => {
  const cwd = folderOf(FILES)
  const { status, stdout, stderr } = await synfin(['export', ...args], { cwd })
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toContain(complaint)
})
