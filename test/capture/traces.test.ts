import { encodeIcmpError } from '@synfin/capture'
import { readLines } from '@synfin/grammar'
import { checkFile, type Finding } from '@synfin/trace'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withNotes } from '../../cli/captured-notes.ts'
import { CLIENT, HANDSHAKE, imported, lines, packet, pcap, SERVER } from './captures.ts'

test('each connection is a trace, also between the same two ends', async () => {
  const again = [
    packet('>', 'S', { seq: 900_000 }),
    packet('<', 'RA', { seq: 0, ack: 900_001, win: 0 }),
    packet('>', 'S', { seq: 900_000 }),
  ]
  const { text } = await imported(pcap([...HANDSHAKE.slice(0, 2), ...again]))
  expect(text).toMatchInlineSnapshot(`
    // 2023-11-14T22:13:20.000000Z, A = 192.0.2.1:40000, B = 198.51.100.2:80
    trace "192.0.2.1:40000 to 198.51.100.2:80"
    A -> B  SYN      seq=j           win=65535 mss=1460
    B -> A  SYN ACK  seq=k  ack=j+1  win=65535 mss=1400

    // 2023-11-14T22:13:20.002000Z, A = 192.0.2.1:40000, B = 198.51.100.2:80
    trace "192.0.2.1:40000 to 198.51.100.2:80, connection 2"
    A -> B  SYN      seq=j           win=65535
    B -> A  RST ACK  seq=0  ack=j+1  win=0
    A -> B  SYN      seq=j           win=65535

  `)
})

describe('a connection that was there before the capture is given', () => {
  test('ESTABLISHED, and the lower port listens', async () => {
    const { text } = await imported(pcap([packet('<', 'PA', { seq: 5000, ack: 77, len: 10 })]))
    expect(text).toContain('A = 192.0.2.1:40000, B = 198.51.100.2:80')
    expect(text).toContain(`given B ESTABLISHED seq=v ack=u, A ESTABLISHED
B -> A  PSH ACK  seq=v  ack=u  len=10 win=65535`)
  })

  test('in its handshake', async () => {
    expect(await lines(pcap(HANDSHAKE.slice(1)))).toMatchInlineSnapshot(`
      given A SYN_SENT seq=j+1, B SYN_RCVD seq=k+1 ack=j+1
      B -> A  SYN ACK  seq=k    ack=j+1  win=65535 mss=1400
      A -> B  ACK      seq=j+1  ack=k+1  win=65535

    `)
  })
})

test('what of the handshake was captured too late stands where it belongs', async () => {
  const [syn, synAck, ack] = HANDSHAKE
  const data = packet('<', 'PA', { seq: 0, ack: 1001, len: 10 })
  const ordered = await lines(pcap([...HANDSHAKE, data]))
  for (const order of [
    [syn, ack, synAck, data],
    [syn, synAck, data, ack],
  ])
    expect(await lines(pcap(order.filter(octets => octets !== undefined)))).toBe(ordered)
})

test('a refusal tells of the SYN that it refuses', async () => {
  const text = await lines(pcap([packet('<', 'RA', { seq: 0, ack: 1001, win: 0 })]))
  expect(text).toMatchInlineSnapshot(`
    A -> B  SYN      seq=j    // not captured
    B -> A  RST ACK  seq=0  ack=j+1  win=0
  `)
  expect(findings(text, 'error', 'warning')).toEqual([])
})

test('an ACK of the SYN ACK that must have been there, but was not captured, is told, with its times', async () => {
  const stamped = (value: number, echo: number) => ({ options: { ts: { value, echo } } })
  const sent = [
    packet('>', 'S', { seq: 1000, ...stamped(500, 0) }),
    packet('<', 'SA', { seq: 2000, ack: 1001, ...stamped(70, 500) }),
    packet('<', 'PA', { seq: 2001, ack: 1001, len: 10, ...stamped(72, 501) }),
  ]
  const text = await lines(pcap(sent))
  expect(text).toMatchInlineSnapshot(`
    A -> B  SYN      seq=j             win=65535 ts=s/0
    B -> A  SYN ACK  seq=k    ack=j+1  win=65535 ts=t/s
    A -> B  ACK      seq=j+1  ack=k+1  ts=s+1/t    // not captured
    B -> A  PSH ACK  seq=k+1  ack=j+1  len=10 win=65535 ts=t+2/s+1
  `)
  expect(findings(text, 'error', 'warning')).toEqual([])
  expect(
    await lines(pcap(sent.toSpliced(1, 1, packet('>', 'A', { seq: 1001, ack: 2001, ...stamped(501, 70) })))),
  ).toMatchInlineSnapshot(`
    A -> B  SYN      seq=j             win=65535 ts=s/0
    B -> A  SYN ACK  seq=k    ack=j+1  ts=t/s    // not captured
    A -> B  ACK      seq=j+1  ack=k+1  win=65535 ts=s+1/t
    B -> A  PSH ACK  seq=k+1  ack=j+1  len=10 win=65535 ts=t+2/s+1
  `)
})

test('a SYN ACK that must have been there, but was not captured, is told', async () => {
  const oneWay = [HANDSHAKE[0], HANDSHAKE[2], packet('>', 'PA', { seq: 1001, ack: 0, len: 10 })]
  expect(await lines(pcap(oneWay.filter(octets => octets !== undefined)))).toMatchInlineSnapshot(`
    A -> B  SYN      seq=j             win=65535 mss=1460
    B -> A  SYN ACK  seq=k    ack=j+1    // not captured
    A -> B  ACK      seq=j+1  ack=k+1  win=65535
    A -> B  PSH ACK  seq=j+1  ack=k+1  len=10 win=65535
  `)
})

describe('what had not arrived yet is on its way', () => {
  test('a FIN that crosses the other', async () => {
    const close = [
      packet('>', 'FA', { seq: 1001, ack: 0 }),
      packet('<', 'FA', { seq: 0, ack: 1001 }),
      packet('>', 'A', { seq: 1002, ack: 1 }),
      packet('<', 'A', { seq: 1, ack: 1002 }),
    ]
    const text = await lines(pcap([...HANDSHAKE, ...close]))
    expect(text.split('\n').slice(3).join('\n')).toMatchInlineSnapshot(`
      A -> ...  FIN ACK  seq=j+1  ack=k+1  win=65535
      B -> A    FIN ACK  seq=k+1  ack=j+1  win=65535
      A -> B    ACK      seq=j+2  ack=k+2  win=65535
      ... -> B  FIN ACK  seq=j+1  ack=k+1  win=65535
      B -> A    ACK      seq=k+2  ack=j+2  win=65535

    `)
    expect(findings(text, 'error', 'warning')).toEqual([])
    expect(checkFile(readLines(text), { name: 'x' }).traces[0]?.final).toEqual({
      A: 'TIME_WAIT',
      B: 'TIME_WAIT',
    })
  })

  test('a SYN that crosses the other, and their answers', async () => {
    const open = [
      packet('>', 'S', { seq: 1000 }),
      packet('<', 'S', { seq: 5000 }),
      packet('>', 'SA', { seq: 1000, ack: 5001 }),
      packet('<', 'SA', { seq: 5000, ack: 1001 }),
    ]
    const text = await lines(pcap(open))
    expect(text).toMatchInlineSnapshot(`
      A -> ...  SYN      seq=j           win=65535
      B -> A    SYN      seq=k           win=65535
      A -> ...  SYN ACK  seq=j  ack=k+1  win=65535
      ... -> B  SYN      seq=j           win=65535
      B -> A    SYN ACK  seq=k  ack=j+1  win=65535
      ... -> B  SYN ACK  seq=j  ack=k+1  win=65535
    `)
    expect(findings(text, 'error', 'warning')).toEqual([])
  })

  test('a reset after which the other end goes on', async () => {
    const end = [
      packet('>', 'RA', { seq: 1001, ack: 0 }),
      packet('<', 'PA', { seq: 0, ack: 1001, len: 5 }),
      packet('>', 'R', { seq: 1001 }),
    ]
    const text = await lines(pcap([...HANDSHAKE, ...end]))
    expect(text.split('\n').slice(3).join('\n')).toMatchInlineSnapshot(`
      A -> ...  RST ACK  seq=j+1  ack=k+1  win=65535
      B -> A    PSH ACK  seq=k+1  ack=j+1  len=5 win=65535
      ... -> B  RST ACK  seq=j+1  ack=k+1  win=65535
      A -> B    RST      seq=j+1           win=65535
    `)
    expect(findings(text, 'error')).toEqual([])
  })
})

test('an ACK of a FIN that is sent again is lost', async () => {
  const close = [
    packet('>', 'FA', { seq: 1001, ack: 0 }),
    packet('<', 'FA', { seq: 0, ack: 1002 }),
    packet('>', 'A', { seq: 1002, ack: 1 }),
    packet('<', 'FA', { seq: 0, ack: 1002 }),
    packet('>', 'A', { seq: 1002, ack: 1 }),
  ]
  const text = await lines(pcap([...HANDSHAKE, ...close]))
  expect(text.split('\n').slice(5).join('\n')).toMatchInlineSnapshot(`
    A -x B  ACK      seq=j+2  ack=k+2  win=65535
    B -> A  FIN ACK  seq=k+1  ack=j+2  win=65535
    A -> B  ACK      seq=j+2  ack=k+2  win=65535
  `)
  expect(findings(text, 'error', 'warning')).toEqual([])
})

test('a forged reset is a stray one', async () => {
  const forged = [packet('>', 'R', { seq: 1100 }), packet('<', 'A', { seq: 0, ack: 1001 })]
  expect(await lines(pcap([...HANDSHAKE, ...forged]))).toContain('... -> B  stray RST seq=j+100')
})

test('options are written as the language has them, clocks by the first time of each', async () => {
  const sack = [{ left: 1101, right: 1201 }]
  const opened = [
    packet('>', 'S', {
      seq: 1000,
      options: { mss: 1460, sackok: true, wscale: 7, ts: { value: 5000, echo: 0 }, tfo: Buffer.alloc(0) },
    }),
    packet('<', 'SA', {
      seq: 2000,
      ack: 1001,
      options: {
        sackok: true,
        wscale: 8,
        ts: { value: 90, echo: 5000 },
        tfo: Buffer.from('0011223344556677', 'hex'),
      },
    }),
    packet('>', 'A', { seq: 1001, ack: 2001, options: { ts: { value: 5010, echo: 90 } } }),
    packet('>', 'PA', { seq: 1101, ack: 2001, len: 100, options: { ts: { value: 5011, echo: 90 } } }),
    packet('<', 'A', { seq: 2001, ack: 1001, options: { ts: { value: 91, echo: 5010 }, sack } }),
  ]
  expect(await lines(pcap(opened))).toMatchInlineSnapshot(`
    A -> B  SYN      seq=j               win=65535 mss=1460 wscale=7 sackok ts=s/0 tfo
    B -> A  SYN ACK  seq=k      ack=j+1  win=65535 wscale=8 sackok ts=t/s tfo=0011223344556677
    A -> B  ACK      seq=j+1    ack=k+1  win=65535 ts=s+10/t
    A -> B  PSH ACK  seq=j+101  ack=k+1  len=100 win=65535 ts=s+11/t
    B -> A  ACK      seq=k+1    ack=j+1  win=65535 ts=t+1/s+10 sack=j+101:j+201
  `)
})

test('an ICMP error is told of the connection whose segment it is about', async () => {
  const error = encodeIcmpError(SERVER, CLIENT, { name: 'port-unreachable', seq: 1000, mtu: 0 })
  expect(
    await lines(pcap([HANDSHAKE[0], error].filter(octets => octets !== undefined))),
  ).toMatchInlineSnapshot(`
    A -> B  SYN  seq=j  win=65535 mss=1460
    B -> A  ICMP port-unreachable seq=j
  `)
})

test('findings that the capture explains are information, and the walk goes on with what was captured', async () => {
  const gap = [
    packet('>', 'PA', { seq: 1101, ack: 0, len: 100 }),
    packet('<', 'A', { seq: 0, ack: 1201 }),
    packet('>', 'FA', { seq: 1201, ack: 50 }),
  ]
  const text = await lines(pcap([...HANDSHAKE, ...gap]))
  expect(findings(text, 'error', 'warning')).toEqual([])
  expect(findings(text, 'info').filter(line => line.includes('not captured'))).toMatchInlineSnapshot(`
    [
      4: seq-gap: not captured: what was sent just before this,
      5: reply-expected: not captured: the answer to this,
      5: ack-of-unsent: not captured: what this acknowledges,
      6: reply-expected: not captured: the answer to this,
      6: seq-gap: not captured: what was sent just before this,
    ]
  `)
})

/** What a capture is told. */
function findings(text: string, ...severities: readonly string[]): string[] {
  return checkFile(readLines(text), { name: 'capture', captured: true })
    .findings.filter(({ severity }) => severities.includes(severity))
    .map(({ line, code, message }) => `${line}: ${code}: ${message}`)
}

test('whatever was captured, the text can be read, has a line for each packet, and is judged the same once noted', async () => {
  const flags = fc.constantFrom('S', 'SA', 'A', 'PA', 'FA', 'F', 'R', 'RA', 'SF', '')
  const number = fc.oneof(fc.integer({ min: 990, max: 1010 }), fc.integer({ min: 0, max: 0xffff_ffff }))
  const clock = fc.option(fc.record({ value: number, echo: number }), { nil: undefined })
  const packets = fc.array(
    fc
      .record({ way: fc.constantFrom('>', '<'), flags, seq: number, ack: number, len: fc.nat(30), clock })
      .map(({ way, flags: letters, clock: ts, ...written }) =>
        packet(way as '>' | '<', letters, { ...written, ...(ts ? { options: { ts } } : {}) }),
      ),
    { minLength: 1, maxLength: 20 },
  )
  await fc.assert(
    fc.asyncProperty(packets, async sent => {
      const { text, problems } = await imported(pcap(sent))
      expect(problems).toEqual([])
      const { findings: found, traces } = checkFile(readLines(text), { name: 'x', captured: true })
      expect(found.filter(({ code }) => UNREADABLE.includes(code))).toEqual([])
      const noted = checkFile(readLines(withNotes(text, { traces, findings: found })), { name: 'x' })
      expect(grave(noted.findings)).toEqual(grave(found))
      const seen = traces.flatMap(({ steps }) =>
        steps.filter(step => step.kind === 'segment' && step.segment.journey !== 'arrives'),
      )
      expect(seen.length).toBe(sent.length + (text.match(/not captured/g)?.length ?? 0))
    }),
    { numRuns: 500 },
  )
})

const UNREADABLE = [
  'syntax',
  'undefined-symbol',
  'not-in-flight',
  'unknown-endpoint',
  'duplicate-field',
  'duplicate-name',
  'seq-range',
]

/** What is more than information. */
function grave(all: readonly Finding[]): string[] {
  const told = all.filter(({ severity }) => severity !== 'info')
  return told.map(({ line, severity, code, message }) => `${line}: ${severity} ${code}: ${message}`)
}
