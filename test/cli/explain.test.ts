import { expect, test } from 'vitest'
import { synfin } from './synfin.ts'

test('a code: the rule, a failing trace, its repair, the section', async () => {
  const { status, stdout } = await synfin(['explain', 'synack-wrong-ack'])
  expect(status).toBe(0)
  expect(stdout).toMatchInlineSnapshot(`
    error[synack-wrong-ack]: a SYN ACK that does not acknowledge the SYN it answers

    A SYN occupies one sequence number, so \`SYN seq=j\` is acknowledged by \`ack=j+1\`. In SYN_SENT only
    ISS < SEG.ACK =< SND.NXT is acceptable. Any other number looks like the answer to an old SYN: the
    peer sends \`RST seq=SEG.ACK\` and stays in SYN_SENT.

    Fails
        A -> B  SYN      seq=j
      ✖ B -> A  SYN ACK  seq=k    ack=j
        A -> B  ACK      seq=j+1  ack=k+1

    Repaired
        A -> B  SYN      seq=j
        B -> A  SYN ACK  seq=k    ack=j+1
        A -> B  ACK      seq=j+1  ack=k+1

    Linux
      Beside the RST, Linux sends its SYN again at once.

    RFC 9293 §3.4, §3.10.7.3, first check
  `)
})

test('a state: what it waits for, how it is entered and left, what other tools call it', async () => {
  const { status, stdout } = await synfin(['explain', 'syn-recv'])
  expect(status).toBe(0)
  expect(stdout).toMatch(/^SYN_RCVD: [\s\S]*\nEntered\n[\s\S]*\nLeft\n[\s\S]*netstat: SYN_RECV, ss: SYN-RECV/)
})

test('a flag', async () => {
  expect((await synfin(['explain', 'fin'])).stdout).toMatch(/^FIN: finish/)
})

test('a word of the language, in each place where it stands', async () => {
  const { status, stdout } = await synfin(['explain', 'win'])
  expect(status).toBe(0)
  expect(stdout).toMatch(/^win=E: SEG.WND[\s\S]*\nwin=N: the window this end offers/)
})

test.each`
  name        | first                  | other
  ${'ack'}    | ${/^ACK: acknowledge/} | ${'ack='}
  ${'listen'} | ${/^LISTEN: waiting/}  | ${"'A: listen'"}
`('of two things called $name the state or flag comes first', async ({ name, first, other }) => {
  const { stdout } = await synfin(['explain', name])
  expect(stdout).toMatch(first)
  expect(stdout).toContain(`See also \`synfin explain\`\n  ${other}  `)
})

test.each(['ack=', 'B: listen', 'ICMP too-big', 'given', 'stray'])('%s by itself', async topic => {
  const { status, stdout } = await synfin(['explain', topic])
  expect(status).toBe(0)
  expect(stdout).not.toContain('See also')
})

test('an unknown topic: the one most likely meant', async () => {
  expect(await synfin(['explain', 'synack-wrng-ack'])).toEqual({
    status: 2,
    stdout: '',
    stderr:
      'synfin: nothing explains `synack-wrng-ack`. Did you mean `synack-wrong-ack`? `synfin explain` lists all\n',
  })
})

test('without a topic it lists all', async () => {
  const { status, stdout } = await synfin(['explain'])
  expect(status).toBe(0)
  for (const topic of ['syntax', 'TIME_WAIT', 'URG', 'handshake', 'tfo', 'given'])
    expect(stdout).toMatch(new RegExp(`^  ${topic} `, 'm'))
})
