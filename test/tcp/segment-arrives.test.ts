import { describe, expect, test } from 'vitest'
import { arrival, arrive, end } from './notation.ts'

// Every end here has SND.NXT=300 and RCV.NXT=100 with a window of 1000, unless the title says otherwise.

describe('CLOSED (§3.10.7.1): everything but a reset is reset', () => {
  test.each`
    text                     | comes
    ${'RST seq=5'}           | ${'CLOSED'}
    ${'RST ACK seq=5 ack=9'} | ${'CLOSED'}
    ${'SYN seq=5'}           | ${'CLOSED, RST ACK seq=0 ack=6'}
    ${'SYN seq=5 len=3'}     | ${'CLOSED, RST ACK seq=0 ack=9'}
    ${'FIN seq=5'}           | ${'CLOSED, RST ACK seq=0 ack=6'}
    ${'ACK seq=5 ack=9'}     | ${'CLOSED, RST seq=9'}
    ${'SYN ACK seq=5 ack=9'} | ${'CLOSED, RST seq=9'}
  `('$text: $comes', ({ text, comes }) => expect(arrival(end('CLOSED'), text)).toBe(comes))
})

describe('LISTEN (§3.10.7.2): RST, then ACK, then SYN', () => {
  test.each`
    text                     | comes
    ${'RST seq=5'}           | ${'LISTEN'}
    ${'RST ACK seq=5 ack=9'} | ${'LISTEN'}
    ${'ACK seq=5 ack=9'}     | ${'LISTEN, RST seq=9'}
    ${'SYN ACK seq=5 ack=9'} | ${'LISTEN, RST seq=9'}
    ${'SYN seq=5'}           | ${'SYN_RCVD, SYN ACK seq=300 ack=6'}
    ${'SYN seq=4294967295'}  | ${'SYN_RCVD, SYN ACK seq=300 ack=0'}
    ${'SYN seq=5 len=9'}     | ${'SYN_RCVD, SYN ACK seq=300 ack=6'}
    ${'SYN FIN seq=5'}       | ${'SYN_RCVD, SYN ACK seq=300 ack=6'}
    ${'FIN seq=5'}           | ${'LISTEN'}
    ${'NONE seq=5 len=4'}    | ${'LISTEN'}
  `('$text: $comes', ({ text, comes }) => expect(arrival(end('LISTEN'), text)).toBe(comes))
})

describe('SYN_SENT (§3.10.7.3): ACK, then RST, then SYN', () => {
  test.each`
    text                             | comes
    ${'ACK seq=9 ack=299'}           | ${'SYN_SENT, RST seq=299'}
    ${'ACK seq=9 ack=301'}           | ${'SYN_SENT, RST seq=301'}
    ${'SYN ACK seq=9 ack=299'}       | ${'SYN_SENT, RST seq=299'}
    ${'RST ACK seq=9 ack=301'}       | ${'SYN_SENT'}
    ${'RST ACK seq=0 ack=300'}       | ${'CLOSED (refused)'}
    ${'RST seq=0'}                   | ${'SYN_SENT'}
    ${'SYN ACK seq=9 ack=300'}       | ${'ESTABLISHED, ACK seq=300 ack=10'}
    ${'SYN seq=9'}                   | ${'SYN_RCVD, SYN ACK seq=299 ack=10'}
    ${'ACK seq=9 ack=300'}           | ${'SYN_SENT'}
    ${'FIN seq=9'}                   | ${'SYN_SENT'}
    ${'SYN ACK FIN seq=9 ack=300'}   | ${'CLOSE_WAIT, ACK seq=300 ack=11'}
    ${'SYN ACK seq=9 ack=300 len=5'} | ${'ESTABLISHED, ACK seq=300 ack=15'}
  `('$text: $comes', ({ text, comes }) => expect(arrival(end('SYN_SENT'), text)).toBe(comes))
})

describe('SYN_RCVD after a passive OPEN (§3.10.7.4)', () => {
  test.each`
    text                           | comes
    ${'ACK seq=100 ack=300'}       | ${'ESTABLISHED'}
    ${'ACK seq=100 ack=299'}       | ${'SYN_RCVD, RST seq=299'}
    ${'ACK seq=100 ack=301'}       | ${'SYN_RCVD, RST seq=301'}
    ${'SYN seq=99'}                | ${'SYN_RCVD, ACK seq=300 ack=100'}
    ${'SYN seq=150'}               | ${'LISTEN'}
    ${'RST seq=100'}               | ${'LISTEN'}
    ${'RST seq=150'}               | ${'SYN_RCVD, ACK seq=300 ack=100'}
    ${'RST seq=99'}                | ${'SYN_RCVD'}
    ${'FIN ACK seq=100 ack=300'}   | ${'CLOSE_WAIT, ACK seq=300 ack=101'}
    ${'FIN seq=100'}               | ${'SYN_RCVD'}
    ${'ACK seq=100 ack=300 len=5'} | ${'ESTABLISHED, ACK seq=300 ack=105'}
  `('$text: $comes', ({ text, comes }) => expect(arrival(end('SYN_RCVD'), text)).toBe(comes))
})

describe('SYN_RCVD after a simultaneous open (§3.5 Figure 7)', () => {
  const active = end('SYN_RCVD', { passive: false })
  test.each`
    text                        | comes
    ${'SYN ACK seq=99 ack=300'} | ${'ESTABLISHED'}
    ${'ACK seq=100 ack=300'}    | ${'ESTABLISHED'}
    ${'SYN ACK seq=99 ack=299'} | ${'SYN_RCVD, ACK seq=300 ack=100'}
    ${'RST seq=100'}            | ${'CLOSED (refused)'}
    ${'SYN seq=150'}            | ${'SYN_RCVD, ACK seq=300 ack=100'}
  `('$text: $comes', ({ text, comes }) => expect(arrival(active, text)).toBe(comes))
})

describe('a segment that acknowledges all we sent, in every synchronized state (§3.10.7.4)', () => {
  test.each`
    state            | ack                  | fin                                  | finAck
    ${'ESTABLISHED'} | ${'ESTABLISHED'}     | ${'CLOSE_WAIT, ACK seq=300 ack=101'} | ${'CLOSE_WAIT, ACK seq=300 ack=101'}
    ${'FIN_WAIT_1'}  | ${'FIN_WAIT_2'}      | ${'CLOSING, ACK seq=300 ack=101'}    | ${'TIME_WAIT, ACK seq=300 ack=101'}
    ${'FIN_WAIT_2'}  | ${'FIN_WAIT_2'}      | ${'TIME_WAIT, ACK seq=300 ack=101'}  | ${'TIME_WAIT, ACK seq=300 ack=101'}
    ${'CLOSE_WAIT'}  | ${'CLOSE_WAIT'}      | ${'CLOSE_WAIT, ACK seq=300 ack=100'} | ${'CLOSE_WAIT, ACK seq=300 ack=100'}
    ${'CLOSING'}     | ${'TIME_WAIT'}       | ${'CLOSING, ACK seq=300 ack=100'}    | ${'TIME_WAIT, ACK seq=300 ack=100'}
    ${'LAST_ACK'}    | ${'CLOSED (closed)'} | ${'LAST_ACK, ACK seq=300 ack=100'}   | ${'CLOSED (closed)'}
    ${'TIME_WAIT'}   | ${'TIME_WAIT'}       | ${'TIME_WAIT, ACK seq=300 ack=100'}  | ${'TIME_WAIT, ACK seq=300 ack=100'}
  `('$state', ({ state, ack, fin, finAck }) => {
    const old = state === 'FIN_WAIT_1' || state === 'CLOSING' || state === 'LAST_ACK' ? 299 : 300
    expect(arrival(end(state), 'ACK seq=100 ack=300')).toBe(ack)
    expect(arrival(end(state), `FIN ACK seq=100 ack=${old}`)).toBe(fin)
    expect(arrival(end(state), 'FIN ACK seq=100 ack=300')).toBe(finAck)
  })
})

describe('what every synchronized state does alike (§3.10.7.4, RFC 5961)', () => {
  const states = ['ESTABLISHED', 'FIN_WAIT_1', 'FIN_WAIT_2', 'CLOSE_WAIT', 'CLOSING', 'LAST_ACK'] as const
  test.each(states)('%s', state => {
    const challenge = `${state}, ACK seq=300 ack=100`
    expect(arrival(end(state), 'RST seq=100')).toBe('CLOSED (reset)')
    expect(arrival(end(state), 'RST seq=150')).toBe(challenge)
    expect(arrival(end(state), 'RST seq=99')).toBe(state)
    expect(arrival(end(state), 'RST seq=1100')).toBe(state)
    expect(arrival(end(state), 'SYN seq=150')).toBe(challenge)
    expect(arrival(end(state), 'SYN seq=99')).toBe(challenge)
    expect(arrival(end(state), 'ACK seq=2000 ack=300')).toBe(challenge)
    expect(arrival(end(state), 'ACK seq=100 ack=301')).toBe(challenge)
    expect(arrival(end(state), 'FIN seq=100')).toBe(state)
    expect(arrival(end(state), 'NONE seq=100 len=5')).toBe(state)
  })
})

describe('TIME_WAIT (§3.6.1, §3.10.7.4)', () => {
  test.each`
    text                        | comes
    ${'FIN ACK seq=99 ack=300'} | ${'TIME_WAIT, ACK seq=300 ack=100'}
    ${'SYN seq=100'}            | ${'SYN_RCVD, SYN ACK seq=300 ack=101'}
    ${'SYN seq=500000'}         | ${'SYN_RCVD, SYN ACK seq=300 ack=500001'}
    ${'SYN seq=99'}             | ${'TIME_WAIT, ACK seq=300 ack=100'}
    ${'RST seq=100'}            | ${'CLOSED (reset)'}
  `('$text: $comes', ({ text, comes }) => expect(arrival(end('TIME_WAIT'), text)).toBe(comes))
})

describe('text (§3.10.7.4, seventh check)', () => {
  test('text in order is acknowledged', () => {
    expect(arrival(end('ESTABLISHED'), 'ACK seq=100 ack=300 len=10')).toBe('ESTABLISHED, ACK seq=300 ack=110')
    expect(arrival(end('FIN_WAIT_1'), 'ACK seq=100 ack=299 len=10')).toBe('FIN_WAIT_1, ACK seq=300 ack=110')
    expect(arrival(end('FIN_WAIT_2'), 'ACK seq=100 ack=300 len=10')).toBe('FIN_WAIT_2, ACK seq=300 ack=110')
  })

  test('text that overlaps what is known counts from RCV.NXT on', () => {
    expect(arrival(end('ESTABLISHED'), 'ACK seq=95 ack=300 len=10')).toBe('ESTABLISHED, ACK seq=300 ack=105')
  })

  test('text and FIN ahead of RCV.NXT wait for the hole to be filled (SHLD-31)', () => {
    expect(arrival(end('ESTABLISHED'), 'FIN ACK seq=110 ack=300 len=10')).toBe(
      'ESTABLISHED, ACK seq=300 ack=100',
    )
  })

  describe('with 110 to 119 held, a FIN is processed once all before it has arrived (eighth check)', () => {
    const { tcb: waiting } = arrive(end('ESTABLISHED'), 'ACK seq=110 ack=300 len=10')
    test.each`
      text                                | comes
      ${'FIN ACK seq=100 ack=300'}        | ${'CLOSE_WAIT, ACK seq=300 ack=101'}
      ${'FIN ACK seq=100 ack=300 len=5'}  | ${'CLOSE_WAIT, ACK seq=300 ack=106'}
      ${'FIN ACK seq=100 ack=300 len=10'} | ${'CLOSE_WAIT, ACK seq=300 ack=111'}
      ${'FIN ACK seq=95 ack=300 len=20'}  | ${'CLOSE_WAIT, ACK seq=300 ack=116'}
      ${'FIN ACK seq=100 ack=300 len=20'} | ${'CLOSE_WAIT, ACK seq=300 ack=121'}
      ${'FIN ACK seq=100 ack=300 len=30'} | ${'CLOSE_WAIT, ACK seq=300 ack=131'}
      ${'ACK seq=100 ack=300 len=10'}     | ${'ESTABLISHED, ACK seq=300 ack=120'}
    `('$text: $comes', ({ text, comes }) => {
      expect(arrival(waiting, text)).toBe(comes)
      expect(arrival(waiting, text, { orphaned: false })).toBe(comes)
    })
  })

  describe('a FIN that had to wait is processed with the text that it ends', () => {
    const text = 'ACK seq=110 ack=300 len=10'
    const rest = 'ACK seq=100 ack=300 len=10'
    test.each`
      fin                                 | comes
      ${'FIN ACK seq=120 ack=300'}        | ${'CLOSE_WAIT, ACK seq=300 ack=121'}
      ${'FIN ACK seq=115 ack=300 len=5'}  | ${'CLOSE_WAIT, ACK seq=300 ack=121'}
      ${'FIN ACK seq=105 ack=300 len=10'} | ${'CLOSE_WAIT, ACK seq=300 ack=116'}
      ${'FIN ACK seq=125 ack=300'}        | ${'ESTABLISHED, ACK seq=300 ack=120'}
    `('$fin beside 110 to 119: $comes', ({ fin, comes }) => {
      const early = arrive(arrive(end('ESTABLISHED'), text).tcb, fin).tcb
      const late = arrive(arrive(end('ESTABLISHED'), fin).tcb, text).tcb
      expect(arrival(early, rest)).toBe(comes)
      expect(arrival(late, rest)).toBe(comes)
    })
  })

  test('text after the FIN of the peer is ignored', () => {
    expect(arrival(end('CLOSE_WAIT'), 'ACK seq=100 ack=300 len=10')).toBe('CLOSE_WAIT')
  })

  test('at a closed window text is refused and its acknowledgment taken (MUST-66)', () => {
    expect(arrival(end('FIN_WAIT_1', { window: 0 }), 'ACK seq=100 ack=300 len=10')).toBe(
      'FIN_WAIT_2, ACK seq=300 ack=100',
    )
  })
})
