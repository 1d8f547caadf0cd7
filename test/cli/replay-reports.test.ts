/** What a replay leaves for other programs: TAP, JUnit, JSON, a capture, and a part of the work. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { decodePacket } from '../../capture/packet.ts'
import { readPcapng } from '../runner/read-pcapng.ts'
import { folderOf, synfin } from './synfin.ts'

const OPEN = `trace "open <&> \\"quoted\\" # 1"
A -> B  SYN      seq=j
B -> A  SYN ACK  seq=k    ack=j+1    [B=SYN_RCVD]
A -> B  ACK      seq=j+1  ack=k+1    [B=ESTABLISHED]
`
/** Two lines that do not go as written; after the first the run goes on. */
const WRONG = `trace "wrong"
A -> B  SYN      seq=j
B -> A  SYN ACK  seq=k    ack=j+1    [B=LISTEN]
A -> B  ACK      seq=j+1  ack=k+1
A -> B  FIN ACK  seq=j+1  ack=k+1
B -> A  ACK      seq=k+1  ack=j+1
`
const stdin = OPEN + WRONG

describe('every line that did not go as written', () => {
  test('TAP 14: a YAML block of each, whose scalars are JSON', async () => {
    const { status, stdout } = await synfin(['replay', '-', '--kernel', 'B', '--format', 'tap'], { stdin })
    expect(status).toBe(1)
    const [version, plan, ...lines] = stdout.split('\n')
    expect([version, plan]).toEqual(['TAP version 14', '1..2'])
    expect(lines.filter(line => /^(not )?ok/.test(line))).toEqual([
      'ok 1 - <stdin>: open <&> "quoted" \\# 1 (kernel B)',
      'not ok 2 - <stdin>: wrong (kernel B)',
    ])
    const [, failed] = blocksOf(lines)
    expect(failed).toMatchObject({
      verdict: 'failed',
      line: 7,
      expected: 'B=LISTEN',
      observed: 'B=SYN_RCVD',
      mismatches: [{ line: 7 }, { line: 10, observed: 'B -> A ACK seq=k+1 ack=j+2', differs: 'ack' }],
    })
  })

  test('JUnit: well-formed XML with a failure that names both lines', async () => {
    const { stdout } = await synfin(['replay', '-', '--kernel', 'B', '--format', 'junit'], { stdin })
    expect(elementsOf(stdout)).toEqual([
      'testsuites',
      'testsuites/testsuite',
      'testsuites/testsuite/testcase',
      'testsuites/testsuite/testcase',
      'testsuites/testsuite/testcase/failure',
    ])
    expect(stdout).toContain('name="open &lt;&amp;&gt; &quot;quoted&quot; # 1 (kernel B)"')
    expect(stdout).toMatch(
      /line 7: [\s\S]*observed B=SYN_RCVD[\s\S]*line 10: [\s\S]*rfc9293 B -&gt; A ACK seq=k\+1 ack=j\+2/,
    )
  })

  test('JSON: what differs, the numbers of both, what RFC 9293 has it do, and the states', async () => {
    const { stdout } = await synfin(['replay', '-', '--kernel', 'B', '--format', 'json'], { stdin })
    const { steps } = JSON.parse(stdout).runs[1]
    expect(steps.at(-1)).toMatchObject({
      verdict: 'mismatch',
      message: "the kernel's ACK has ack=j+2 instead of ack=j+1",
      differs: ['ack'],
      live: expect.stringMatching(/^seq=\d+ ack=\d+$/),
      expectedLive: expect.stringMatching(/^seq=\d+ ack=\d+$/),
      rfc9293: 'B -> A ACK seq=k+1 ack=j+2',
      states: { B: 'CLOSE_WAIT' },
    })
  })
})

describe('--pcap', () => {
  test('has every packet of both ends, with its line and trace, times in order, and sound checksums', async () => {
    const cwd = folderOf({ 'a.synfin': OPEN })
    await synfin(['replay', 'a.synfin', '--pcap', 'wire.pcapng'], { cwd })
    const { interfaces, packets } = readPcapng(readFileSync(join(cwd, 'wire.pcapng')))
    const name = 'open <&> "quoted" # 1'
    expect(interfaces).toEqual([
      { link: 101, name: 'kernel A', description: `a.synfin: ${name} (kernel A)`, resolution: 9 },
      { link: 101, name: 'kernel B', description: `a.synfin: ${name} (kernel B)`, resolution: 9 },
    ])
    const ofB = packets.filter(packet => packet.interface === 1)
    expect(ofB.map(({ direction, comment }) => `${direction} ${comment}`)).toEqual([
      `in a.synfin:2: trace "${name}": A -> B SYN seq=j`,
      `out a.synfin:3: trace "${name}": B -> A SYN ACK seq=k ack=j+1`,
      `in a.synfin:4: trace "${name}": A -> B ACK seq=j+1 ack=k+1`,
    ])
    expect(ofB.map(({ octets }) => decodePacket(octets)?.bits)).toEqual([2, 18, 16])
    const times = packets.map(({ nanoseconds }) => nanoseconds)
    expect(times).toEqual(times.toSorted((a, b) => (a < b ? -1 : 1)))
    expect(Math.abs(Number(times[0]) / 1e6 - Date.now())).toBeLessThan(60_000)
  })

  test('says of a packet that no line expects what is wrong with it', async () => {
    const cwd = folderOf({ 'a.synfin': 'given B CLOSED\nA -> B SYN seq=j\n' })
    const { status } = await synfin(['replay', 'a.synfin', '--kernel', 'B', '--pcap', 'out.pcapng'], { cwd })
    expect(status).toBe(1)
    const { packets } = readPcapng(readFileSync(join(cwd, 'out.pcapng')))
    expect(packets.map(({ comment }) => comment)[1]).toMatch(/^a\.synfin:2: .* which no line expects/)
  })

  test('that cannot be written: status 2', async () => {
    const outcome = await synfin(['replay', '-', '--kernel', 'B', '--pcap', '/nowhere/x.pcapng'], {
      stdin: OPEN,
    })
    expect(outcome.status).toBe(2)
    expect(outcome.stderr).toBe('synfin: /nowhere/x.pcapng: cannot write: no such file\n')
  })
})

describe('--shard', () => {
  const folder = Object.fromEntries(Array.from({ length: 7 }, (_, at) => [`t${at}.synfin`, OPEN]))

  test('the parts of a folder are disjoint, complete, and the same each time', async () => {
    const cwd = folderOf(folder)
    const partsOf = async (...args: string[]) => {
      const outcome = await synfin(['replay', '.', '--peer', 'model', '--format', 'json', ...args], { cwd })
      return JSON.parse(outcome.stdout).runs.map(
        ({ file, kernel }: Record<string, string>) => `${file} ${kernel}`,
      )
    }
    const all = await partsOf()
    const parts = await Promise.all([1, 2, 3].map(part => partsOf('--shard', `${part}/3`)))
    expect(parts.map(part => part.length)).toEqual([5, 5, 4])
    expect(parts.flat().toSorted()).toEqual(all.toSorted())
    expect(await partsOf('--shard', '2/3')).toEqual(parts[1])
  })

  test.each(['0/3', '4/3', '1', '1/0', 'x/y', '1/10001'])('%s is no part: status 2', async shard => {
    const { status, stderr } = await synfin(['replay', '-', '--shard', shard], { stdin: OPEN })
    expect({ status, stderr }).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(`--shard ${shard}`),
    })
  })
})

describe('--repeat', () => {
  test('says how many failed and how, and shows each way once', async () => {
    const { status, stdout } = await synfin(['replay', '-', '--kernel', 'B', '--repeat', '20'], {
      stdin: WRONG,
    })
    expect(status).toBe(1)
    expect(stdout.match(/error\[replay-mismatch\]/g)).toHaveLength(2)
    expect(stdout).toContain(
      '<stdin>:3: wrong, the kernel is B: 20 of 20 failed\n      20 × line 3: the kernel is in SYN_RCVD where the trace says LISTEN\n',
    )
  })

  test('tells programs the same', async () => {
    const args = ['replay', '-', '--kernel', 'B', '--repeat', '3', '--format', 'json']
    const { stdout } = await synfin(args, { stdin })
    expect(JSON.parse(stdout).repetitions).toMatchObject([
      { trace: 'open <&> "quoted" # 1', kernel: 'B', runs: 3, failed: 0, ways: [] },
      { trace: 'wrong', kernel: 'B', runs: 3, failed: 3, ways: [{ line: 7, count: 3 }] },
    ])
  })
})

/** The diagnostics of each test point. */
function blocksOf(lines: readonly string[]): unknown[] {
  const blocks: Record<string, unknown>[] = []
  for (const line of lines) {
    if (line === '  ---') blocks.push({})
    const [, key, value] = /^ {2}(\w+): (.*)$/.exec(line) ?? []
    const block = blocks.at(-1)
    if (block && key !== undefined && value !== undefined) block[key] = JSON.parse(value)
  }
  return blocks
}

/** The path of every element; throws where one is not closed. */
function elementsOf(xml: string): string[] {
  const open: string[] = []
  const paths: string[] = []
  for (const [tag, name = ''] of xml
    .replace(/^<\?xml .*\?>\n/, '')
    .matchAll(/<\/?([a-z]+)(?: [a-z]+="[^"<&]*(?:&\w+;[^"<&]*)*")*\/?>/g)) {
    if (tag.startsWith('</')) expect(open.pop()).toBe(name)
    else paths.push([...open, name].join('/'))
    if (!tag.startsWith('</') && !tag.endsWith('/>')) open.push(name)
  }
  expect(open).toEqual([])
  return paths
}
