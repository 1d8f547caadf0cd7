import type { CapturedPacket, ReplayRun, ReplayStep } from '@synfin/runner'
import { describe, expect, test } from 'vitest'
import { capturedLines } from '../../extension/captured-lines.ts'
import { drawnOf, replayOf, shownReplay } from '../../extension/preview-replay.ts'

const TEXT = 'trace "open"\nA -> B  SYN      seq=j\nB -> A  SYN ACK  seq=k'

const SYN: ReplayStep = {
  line: 2,
  direction: 'sent',
  verdict: 'ok',
  expected: 'A -> B SYN seq=j',
  observed: 'A -> B SYN seq=j',
  kernelState: 'SYN_RCVD',
}
const REFUSED: ReplayStep = {
  line: 3,
  direction: 'expected',
  verdict: 'mismatch',
  expected: 'B -> A SYN ACK seq=k ack=j+1',
  observed: 'B -> A RST ACK seq=0 ack=j+1',
  kernelState: 'CLOSED',
  message: 'the kernel reset the connection',
}

/** An IPv4 packet with a TCP header and nothing else. */
function packet(line: number, at: number, seq: number, ack: number): CapturedPacket {
  const octets = Buffer.alloc(40)
  octets.writeUInt8(0x45, 0)
  octets.writeUInt8(6, 9)
  octets.writeUInt32BE(seq, 24)
  octets.writeUInt32BE(ack, 28)
  return { at, sender: 'ours', line, octets: octets.toString('base64') }
}

const RUN: ReplayRun = {
  file: 'a.synfin',
  trace: 'open',
  kernel: 'B',
  peer: 'kernel',
  verdict: 'failed',
  reason: 'line 3: the kernel reset the connection',
  milliseconds: 1.5,
  bindings: { j: 4294967295 },
  steps: [SYN, REFUSED],
  warnings: [],
  packets: [packet(2, 1000, 4294967295, 0), packet(3, 1000.42, 0, 0)],
}
const RESULT = { version: 4, traceLine: 1, runs: [RUN], text: TEXT }
const OPEN = { name: 'open', line: 1 }

describe('the replay of a trace', () => {
  test('is of the text that is shown, by its version', () => {
    expect(replayOf([RESULT], OPEN, { version: 4, text: TEXT })).toEqual({
      runs: [RUN],
      traceLine: 1,
      isOutdated: false,
    })
  })

  test('moves with the trace that it played, as long as that reads the same', () => {
    const moved = replayOf([RESULT], { ...OPEN, line: 3 }, { version: 5, text: `// a\n// b\n${TEXT}` })
    expect(moved?.isOutdated).toBe(false)
    expect(moved?.runs[0]?.steps.map(({ line }) => line)).toEqual([4, 5])
    expect(moved?.runs[0]?.packets?.map(({ line }) => line)).toEqual([4, 5])
  })

  test('is outdated once the trace reads otherwise: then only its verdicts are told', () => {
    const edited = replayOf([RESULT], OPEN, { version: 5, text: TEXT.replace('seq=k', 'seq=9') })
    expect(edited?.isOutdated).toBe(true)
    if (edited === undefined) return
    expect(shownReplay(edited)).toMatchObject({ isOutdated: true, runs: [{ verdict: 'failed' }], lines: [] })
    expect(drawnOf(edited)).toEqual({})
  })

  test('is none where another trace was replayed', () => {
    expect(replayOf([RESULT], { name: 'close', line: 9 }, { version: 4, text: TEXT })).toBeUndefined()
  })
})

describe('of a replay the page shows', () => {
  const shown = shownReplay({ runs: [RUN], traceLine: 1, isOutdated: false })

  test('how each line fared, when it was on the wire, and what differed side by side', () => {
    expect(shown.lines).toEqual([
      { line: 2, verdict: 'passed', text: '✓ B=SYN_RCVD', time: '+0.0 ms', differences: [] },
      {
        line: 3,
        verdict: 'failed',
        text: '✖ kernel B: B -> A RST ACK seq=0 ack=j+1',
        time: '+0.4 ms',
        differences: [
          {
            headline: 'B as the kernel: the kernel reset the connection',
            expected: 'B -> A SYN ACK seq=k ack=j+1',
            observed: 'B -> A RST ACK seq=0 ack=j+1',
          },
        ],
      },
    ])
  })

  test('live numbers and what came instead, which the server draws', () => {
    const { live, observed } = drawnOf({ runs: [RUN], traceLine: 1, isOutdated: false })
    expect(live?.symbols).toEqual({ j: 4294967295 })
    expect(live?.segments).toMatchObject([{ line: 2, seq: 4294967295 }, { line: 3 }])
    expect(observed).toEqual([{ line: 3, player: 'B as the kernel', text: 'B -> A RST ACK seq=0 ack=j+1' }])
  })
})

describe('a captured line', () => {
  test('is the first packet of it', () => {
    const packets = [packet(2, 10, 5, 6), packet(2, 20, 7, 8)]
    expect(capturedLines({ packets })).toEqual([{ line: 2, seq: 5, ack: 6, at: 0 }])
  })

  test.each([
    ['nothing', ''],
    ['a packet that is cut short', Buffer.alloc(30, 0x45).toString('base64')],
    ['a packet of another protocol', Buffer.alloc(60, 0x45).toString('base64')],
  ])('%s tells nothing', (_, octets) => {
    expect(capturedLines({ packets: [{ at: 0, sender: 'kernel', line: 1, octets }] })).toEqual([])
  })

  test('stands behind an IPv6 header too', () => {
    const octets = Buffer.alloc(60)
    octets.writeUInt8(0x60, 0)
    octets.writeUInt8(6, 6)
    octets.writeUInt32BE(9, 44)
    const packets: CapturedPacket[] = [
      { at: 0, sender: 'kernel', line: 1, octets: octets.toString('base64') },
    ]
    expect(capturedLines({ packets })).toMatchObject([{ seq: 9 }])
  })
})
