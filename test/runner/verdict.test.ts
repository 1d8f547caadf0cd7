/** What a run says of a line that does not go as written. */
import { SecondOpinions } from '@synfin/runner'
import { afterAll, describe, expect, test } from 'vitest'
import { readTrace, replay, startRunner } from './replay.ts'

const runner = startRunner()
afterAll(() => runner.close())

const OPENED = 'B: listen\nA -> B SYN seq=j\n'

async function wrongSteps(text: string) {
  const [run] = await replay(runner, text, 'B')
  return run?.steps.filter(({ verdict }) => verdict !== 'ok') ?? []
}

describe('the message says which field differs, and how', () => {
  test.each`
    line                                           | message
    ${'B -> A SYN ACK seq=k ack=j'}                | ${"the kernel's SYN ACK has ack=j+1 instead of ack=j"}
    ${'B -> A SYN ACK seq=k ack=j+1 len=3'}        | ${"the kernel's SYN ACK has no len instead of len=3"}
    ${'B -> A SYN ACK seq=k ack=j+2 win=1'}        | ${"the kernel's SYN ACK has ack=j+1 instead of ack=j+2 and win=64240 instead of win=1"}
    ${'B -> A SYN ACK seq=k ack=j+1 mss=9 sackok'} | ${"the kernel's SYN ACK has mss=1460 instead of mss=9 and no sackok instead of sackok"}
    ${'B -> A ACK seq=k ack=j+1'}                  | ${'the kernel sent a SYN ACK where the trace expects an ACK'}
  `('$line', async ({ line, message }) => {
    expect((await wrongSteps(OPENED + line)).map(step => step.message)).toEqual([message])
  })
})

describe('all that is wrong is said where going on makes sense', () => {
  test.each`
    what                                     | text                                                                                                                                             | lines
    ${'a claim, a window and a number'}      | ${`${OPENED}B -> A SYN ACK seq=k ack=j+1 win=1 \nA -> B ACK seq=j+1 ack=k+1 [B=LISTEN]\nA -> B ACK seq=j+1 len=1\nB -> A ACK seq=k+1 ack=j+1`}   | ${[3, 4, 6]}
    ${'a segment more, after a wrong state'} | ${'B: listen\nA -> B SYN seq=j [B=LISTEN]'}                                                                                                      | ${[2, 2]}
    ${'a window, a state and an ACK more'}   | ${`${OPENED}B -> A SYN ACK seq=k ack=j+1 win=1 [B=LISTEN]\nA -> B ACK seq=j+1 ack=k+1 len=1 [B=LISTEN]`}                                         | ${[3, 3, 4, 4]}
    ${'the error of a call'}                 | ${'given A ESTABLISHED seq=u ack=v, B ESTABLISHED\nB: shutdown\nB -> A FIN ACK seq=v ack=u\nB: send 5 fails EBADF\nA -> B RST seq=u [B=LISTEN]'} | ${[4, 5]}
  `('$what', async ({ text, lines }) => {
    expect((await wrongSteps(text)).map(({ line }) => line)).toEqual(lines)
  })
})

test('the numbers of what is expected stand beside those of what came', async () => {
  const [run] = await replay(runner, `${OPENED}B -> A SYN ACK seq=k ack=j+5`, 'B')
  const { j = 0, k = 0 } = run?.bindings ?? {}
  const step = run?.steps.at(-1)
  expect(step?.differs).toEqual(['ack'])
  expect(step?.expectedLive).toBe(`seq=${k} ack=${(j + 5) % 2 ** 32}`)
  expect(step?.live).toBe(`seq=${k} ack=${(j + 1) % 2 ** 32}`)
})

describe('where Linux does otherwise than RFC 9293, the message says so', () => {
  const CROSSED = `A -> ... SYN seq=100
    B -> A SYN seq=300
    ... -> B SYN seq=100
    B -> A SYN ACK seq=300 ack=101`

  test.each`
    what                                | text                                                                                                    | says
    ${'shutdown() in SYN_RCVD'}         | ${`${CROSSED}\nB: shutdown [B=FIN_WAIT_1]`}                                                             | ${'as close() does'}
    ${'a FIN without ACK in TIME_WAIT'} | ${'given A CLOSED, B TIME_WAIT seq=301 ack=101\n... -> B stray FIN seq=101 //! error missing-ack-flag'} | ${'for want of ACK'}
  `('$what', async ({ text, says }) => {
    const [step] = await wrongSteps(text)
    expect(step?.message).toContain(says)
  })
})

describe('what the model of RFC 9293 does there, and what Linux', () => {
  test.each`
    line                    | text                                                                              | rfc9293                           | linux
    ${'a wrong number'}     | ${`${OPENED}B -> A SYN ACK seq=k ack=j`}                                          | ${'B -> A SYN ACK seq=k ack=j+1'} | ${'B -> A SYN ACK seq=k ack=j+1'}
    ${'a wrong state'}      | ${`${OPENED}B -> A SYN ACK seq=k ack=j+1 [B=LISTEN]`}                             | ${'B=SYN_RCVD'}                   | ${'B=SYN_RCVD'}
    ${'a habit of Linux'}   | ${'B: listen\nA -> B SYN FIN seq=j\nB -> A SYN ACK seq=k ack=j+1'}                | ${'B -> A SYN ACK seq=k ack=j+1'} | ${'nothing'}
    ${'an answer too many'} | ${'given A ESTABLISHED seq=u ack=v, B ESTABLISHED\nA -> B ACK seq=u ack=v len=1'} | ${'B -> A ACK seq=v ack=u+1'}     | ${'B -> A ACK seq=v ack=u+1'}
  `('$line', async ({ text, rfc9293, linux }) => {
    const [run] = await replay(runner, text, 'B')
    const opinions = run && (await new SecondOpinions().of(readTrace(text), run))
    expect([...(opinions?.values() ?? [])].at(-1)).toEqual({ rfc9293, linux })
  })
})
