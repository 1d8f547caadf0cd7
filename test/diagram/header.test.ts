import { drawHeader, statesAt } from '@synfin/diagram'
import { describe, expect, test } from 'vitest'
import { checked } from './drawing.ts'

/** The fields of a line's header: bits, name and value. */
function header(text: string, line: number): string {
  const drawn = drawHeader(checked(text), line)
  if (!('fields' in drawn)) return drawn.without
  const fields = drawn.fields.map(({ bits, name, value }) => `${String(bits).padStart(2)} ${name} = ${value}`)
  return [...(drawn.remark === '' ? [] : [drawn.remark]), ...fields].join('\n')
}

describe('a header', () => {
  test('has the fields of RFC 9293 Figure 1 in their order, and the options octet by octet', () => {
    const text = `
      host B 192.0.2.1:80
      B: listen
      A -> B SYN seq=j win=65535 mss=1460 sackok ts=a/0 wscale=7
    `
    expect(header(text, 4)).toMatchInlineSnapshot(`
      16 Source Port = *
      16 Destination Port = 80
      32 Sequence Number = j
      32 Acknowledgment Number = 0
       4 DOffset = 10
       4 Rsrvd = 0
       1 CWR = 0
       1 ECE = 0
       1 URG = 0
       1 ACK = 0
       1 PSH = 0
       1 RST = 0
       1 SYN = 1
       1 FIN = 0
      16 Window = 65535
      16 Checksum = *
      16 Urgent Pointer = 0
       8 Kind: Maximum Segment Size = 2
       8 Length = 4
      16 MSS = 1460
       8 Kind: SACK Permitted = 4
       8 Length = 2
       8 Kind: Timestamps = 8
       8 Length = 10
      32 TSval = a
      32 TSecr = 0
       8 NOP = 1
       8 Kind: Window Scale = 3
       8 Length = 3
       8 Shift = 7
    `)
  })

  test('says how data and the urgent pointer stand in it, and what is left open', () => {
    expect(header('A -> B SYN\nB -> A SYN ACK\nA -> B PSH URG ACK len=n', 3)).toMatchInlineSnapshot(`
      16 Source Port = *
      16 Destination Port = *
      32 Sequence Number = *
      32 Acknowledgment Number = *
       4 DOffset = 5
       4 Rsrvd = 0
       1 CWR = 0
       1 ECE = 0
       1 URG = 1
       1 ACK = 1
       1 PSH = 1
       1 RST = 0
       1 SYN = 0
       1 FIN = 0
      16 Window = *
      16 Checksum = *
      16 Urgent Pointer = n
      32 Data = n octets
    `)
  })

  test.each([
    'A -> B SYN sack=1:2,3:4',
    'A -> B SYN tfo=00112233',
    'A -> B SYN tfo',
    'A -> B SYN mss=9 wscale=1',
  ])('of `%s` is a whole number of words', text => {
    const drawn = drawHeader(checked(text), 1)
    const fields = 'fields' in drawn ? drawn.fields : []
    const bits = fields.reduce((sum, field) => sum + field.bits, 0)
    const offset = Number(fields.find(({ name }) => name === 'DOffset')?.value)
    expect(bits).toBe(offset * 32)
  })

  test('of a lost segment says that it is lost', () => {
    expect(header('A -x B SYN', 1)).toContain('This segment is lost')
  })

  test.each`
    text                                          | line | reason
    ${'A: connect B'}                             | ${1} | ${'Line 1 has no segment: it is a call.'}
    ${'A -> B SYN'}                               | ${7} | ${'Line 7 has no segment.'}
    ${'A -> B SYN\nB -> A ICMP port-unreachable'} | ${2} | ${'Line 2 is an ICMP error'}
  `('is not there on line $line of $text, and that is said', ({ text, line, reason }) => {
    expect(header(text, line)).toContain(reason)
  })
})

test('the states after a line are those of every end', () => {
  const trace = checked('B: listen\nA -> B SYN\nB -> A SYN ACK\nA -> B ACK')
  expect([1, 2, 3, 4].map(line => statesAt(trace, line))).toEqual([
    [
      { state: 'CLOSED', ends: ['A'] },
      { state: 'LISTEN', ends: ['B'] },
    ],
    [
      { state: 'SYN_SENT', ends: ['A'] },
      { state: 'SYN_RCVD', ends: ['B'] },
    ],
    [
      { state: 'ESTABLISHED', ends: ['A'] },
      { state: 'SYN_RCVD', ends: ['B'] },
    ],
    [{ state: 'ESTABLISHED', ends: ['A', 'B'] }],
  ])
})
