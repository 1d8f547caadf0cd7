/** Silence is an assertion: what the trace does not write must not come. */
import { afterAll, describe, expect, test } from 'vitest'
import { replay, report, startRunner } from './replay.ts'

const runner = startRunner()
afterAll(() => runner.close())

async function fare(text: string): Promise<string> {
  const [run] = await replay(runner, text, 'B')
  return run ? report(run).replace(/seq=\d{4,}/, 'seq=?') : ''
}

/** Octets that nobody acknowledges: they come again some 400 ms later. */
const UNACKNOWLEDGED = `kernel tcp_rto_min_us=400000
given A ESTABLISHED seq=u ack=v, B ESTABLISHED
B: send 10
B -> A  ACK  seq=v  ack=u  len=10`
const AGAIN = 'B -> A PSH ACK seq=v ack=u len=10'

describe('a segment that no line expects fails the line where it came', () => {
  test.each`
    where                                | text                                                                                                                    | wrong
    ${'before our next line'}            | ${'B: listen\nA -> B SYN seq=j\nA -> B ACK seq=j+1 ack=*'}                                                              | ${'line 2 unexpected: A -> B SYN seq=j | B -> A SYN ACK seq=? ack=j+1'}
    ${'before our next call'}            | ${'B: listen\nA -> B SYN seq=j\nB: unlisten'}                                                                           | ${'line 2 unexpected: A -> B SYN seq=j | B -> A SYN ACK seq=? ack=j+1'}
    ${'after the last line'}             | ${'given A ESTABLISHED seq=u ack=v, B ESTABLISHED\nA -> B ACK seq=u ack=v len=1'}                                       | ${'line 2 unexpected: A -> B ACK seq=u ack=v len=1 | B -> A ACK seq=v ack=u+1'}
    ${'after a claim'}                   | ${'B: listen\nA -> B SYN seq=j\n[B=SYN_RCVD]'}                                                                          | ${'line 2 unexpected: A -> B SYN seq=j | B -> A SYN ACK seq=? ack=j+1'}
    ${'on another connection'}           | ${'B: listen\nA -> B SYN seq=j\nC -> B SYN seq=i\nB -> C SYN ACK seq=m ack=i+1'}                                        | ${'line 2 unexpected: A -> B SYN seq=j | B -> A SYN ACK seq=? ack=j+1'}
    ${'an ACK more than is written'}     | ${'given A ESTABLISHED seq=u ack=v, B ESTABLISHED\nA -> B FIN ACK seq=u ack=v\nB: close\nB -> A FIN ACK seq=v ack=u+1'} | ${'line 2 unexpected: A -> B FIN ACK seq=u ack=v | B -> A ACK seq=v ack=u+1'}
    ${'the same again, during a `wait`'} | ${`${UNACKNOWLEDGED}\nwait 1500ms`}                                                                                     | ${`line 5 unexpected: wait 1500ms | ${AGAIN}`}
  `('$where', async ({ text, wrong }) => {
    expect(await fare(text)).toBe(wrong)
  })
})

describe('as long as the trace says, and no longer', () => {
  test('without a `wait`, 50 ms after the last line', async () => {
    expect(await fare(UNACKNOWLEDGED)).toBe('passed')
  })

  test('a `wait` that ends before it comes', async () => {
    expect(await fare(`${UNACKNOWLEDGED}\nwait 50ms\nA -> B ACK seq=u ack=v+10`)).toBe('passed')
  })
})

describe('what the trace does not care about is tolerated by saying so', () => {
  test.each`
    what                         | text
    ${'and comes'}               | ${'A -> B SYN seq=j\nB -> A SYN ACK seq=k ack=j+1\nA -> B SYN seq=j\nB -> A SYN ACK? seq=k ack=j+1\nA -> B ACK seq=j+1 ack=k+1'}
    ${'and does not come'}       | ${'A -> B SYN seq=j\nB -> A SYN ACK seq=k ack=j+1\nB -> A SYN ACK? seq=k ack=j+1\nA -> B ACK seq=j+1 ack=k+1'}
    ${'when its timer runs out'} | ${`${UNACKNOWLEDGED}\nB: retransmit\n${AGAIN}\nA -> B ACK seq=u ack=v+10`}
  `('$what', async ({ text }) => {
    expect(await fare(text)).toBe('passed')
  })

  test('another segment in its place is not', async () => {
    const text =
      'A -> B SYN seq=j\nB -> A SYN ACK seq=k ack=j+1\nA -> B ACK seq=j+1 ack=k+1 len=5\nB -> A RST? seq=k+1\n[B=ESTABLISHED]'
    expect(await fare(text)).toBe('line 4 unexpected: B -> A RST seq=k+1 | B -> A ACK seq=k+1 ack=j+6')
  })
})
