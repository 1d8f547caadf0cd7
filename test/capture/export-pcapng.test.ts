import { globSync, readFileSync } from 'node:fs'
import { exportPcapng } from '@synfin/capture'
import { formatText, readLines } from '@synfin/grammar'
import { checkFile, type TraceSegment } from '@synfin/trace'
import { describe, expect, test } from 'vitest'
import { decodePacket } from '../../capture/packet.ts'
import { readPcapng } from '../runner/read-pcapng.ts'
import { imported } from './captures.ts'

const EXAMPLES = globSync('examples/*.synfin', { cwd: new URL('../..', import.meta.url) })

describe('a trace is exported as a capture', () => {
  test('that says of each packet which line it is', () => {
    const { interfaces, packets } = exported(`trace "open"
A -> B  SYN      seq=j
wait 20ms
B -> A  SYN ACK  seq=k    ack=j+1
A -x B  ACK      seq=j+1  ack=k+1
`)
    expect(interfaces.map(({ description }) => description)).toEqual(['x.synfin: open'])
    expect(packets.map(({ comment }) => comment)).toEqual([
      'x.synfin:2: trace "open": A -> B SYN seq=j',
      'x.synfin:4: trace "open": B -> A SYN ACK seq=k ack=j+1',
      'x.synfin:5: trace "open": A -x B ACK seq=j+1 ack=k+1',
    ])
    const [first = 0n, second = 0n, third = 0n] = packets.map(({ nanoseconds }) => nanoseconds / 1_000_000n)
    expect([second - first, third - second]).toEqual([21n, 1n])
  })

  test('with the addresses and ports of its hosts, or some for examples', () => {
    const text = `host B [2001:db8::7]:443
A -> B  SYN  seq=j
`
    const [segment] = exported(text).packets.map(({ octets }) => decodePacket(octets))
    expect([segment?.source.toString('hex'), segment?.sourcePort]).toEqual([
      '20010db8000000000000000000000001',
      40000,
    ])
    expect([segment?.destination.toString('hex'), segment?.destinationPort]).toEqual([
      '20010db8000000000000000000000007',
      443,
    ])
  })

  test('which is the same each time, and whose checksums are right', () => {
    for (const file of EXAMPLES) {
      const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
      expect(exportedFile(text)).toEqual(exportedFile(text))
      for (const { octets } of readPcapng(exportedFile(text)).packets)
        expect(decodePacket(octets)?.checksumOk).toBe(true)
    }
  })
})

describe('what is exported and imported again has the same segments', () => {
  test.each(EXAMPLES)('%s', async file => {
    const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
    for (const trace of checkFile(readLines(text), { name: 'x' }).traces) {
      const { text: back, problems } = await imported(exportPcapng([trace], file))
      expect(problems).toEqual([])
      const left = trace.steps.flatMap(step =>
        step.kind === 'segment' && step.segment.journey !== 'arrives' ? [shape(step.segment)] : [],
      )
      const again = checkFile(readLines(back), { name: 'x', captured: true }).traces.flatMap(({ steps }) =>
        steps.flatMap(step =>
          step.kind === 'segment' && step.segment.journey !== 'arrives' ? [shape(step.segment)] : [],
        ),
      )
      expect(again).toEqual(left)
    }
  })

  test('with every field', async () => {
    const text = `A -> B  SYN      seq=j             win=1000 mss=1400 wscale=7 sackok ts=s/0
B -> A  SYN ACK  seq=k    ack=j+1  win=2000 mss=1300 wscale=8 sackok ts=t/s
A -> B  ACK      seq=j+1  ack=k+1  win=10 ts=s+1/t
A -> B  PSH ACK URG  seq=j+11  ack=k+1  len=10 win=10 urg=3 ts=s+2/t
B -> A  ACK      seq=k+1  ack=j+1  win=20 ts=t+1/s+1 sack=j+11:j+21
B -> A  ICMP too-big seq=j+11 mtu=1200
`
    const { text: back } = await imported(exportedFile(text))
    expect(back.replace(/^(\/\/|trace ).*\n/gm, '')).toBe(formatText(text))
  })
})

/** Which side sends what: what of a segment does not depend on which number a symbol has, and how many clients there are. */
function shape({ from, flags, len, icmp }: TraceSegment): string {
  const isClient = from !== 'B'
  const octets = Object.keys(len.terms).length > 0 ? 100 : len.constant
  return `${isClient ? '>' : '<'} ${icmp ?? flags.toSorted().join(' ')} ${octets}`
}

function exportedFile(text: string): Buffer {
  return exportPcapng(checkFile(readLines(text), { name: 'x' }).traces, 'x.synfin')
}

function exported(text: string) {
  return readPcapng(exportedFile(text))
}
