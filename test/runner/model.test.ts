/** The model as the peer: in this process, with nothing of the machine. */
import { readdirSync, readFileSync } from 'node:fs'
import { readLines } from '@synfin/grammar'
import { kernelEnds, ModelRunner } from '@synfin/runner'
import { checkFile } from '@synfin/trace'
import { describe, expect, test } from 'vitest'
import { decodePacket } from '../../capture/packet.ts'
import { fare, replay, report } from './replay.ts'
import { readScenarios } from './scenarios.ts'

const runner = new ModelRunner()
const folder = new URL('../../examples/', import.meta.url)
const examples = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name =>
  name.endsWith('.synfin'),
)

test.each(examples)('%s replays as it is written', async name => {
  const { traces } = checkFile(readLines(readFileSync(new URL(name, folder), 'utf8')), { name })
  const runs = await Promise.all(
    traces.flatMap(trace =>
      kernelEnds(trace, 'each').map(kernel => runner.replay(trace, { file: name, kernel })),
    ),
  )
  const wrong = runs.filter(({ verdict }) => verdict !== 'passed')
  expect(wrong.map(run => `${run.trace}, ${run.kernel} the model: ${run.reason}`)).toEqual([])
})

describe('what a kernel plays, the model plays', () => {
  test.each(readScenarios())('$name', async ({ text, kernel, twins }) => {
    for (const run of await replay(runner, text, kernel))
      expect(`${run.kernel} ${report(run)}`).toBe(`${run.kernel} passed`)
    const twinRuns = await Promise.all(twins.map(twin => replay(runner, twin.text, twin.kernel)))
    expect(twinRuns.flat().map(fare)).toEqual(
      twins.map(({ line, verdict }) => `failed, line ${line} ${verdict}`),
    )
  })
})

test('with cookies forced, a request is not known to be one', async () => {
  const text = 'kernel tcp_syncookies=2\nB: listen\nA -> B SYN seq=j [B=LISTEN]\nB -> A SYN ACK seq=k ack=j+1'
  const [run] = await replay(runner, text, 'B')
  expect(run && report(run)).toBe('passed')
})

describe('what no kernel can be asked for', () => {
  test.each`
    what                                        | text
    ${'a reboot, after which nothing is known'} | ${'given A ESTABLISHED seq=u ack=v, B ESTABLISHED\nB: reboot [B=CLOSED]\nA -> B ACK seq=u ack=v len=10\nB -> A RST seq=v'}
    ${'a user timeout, and its reason'}         | ${'given B ESTABLISHED\nB: user-timeout [B=CLOSED timeout]'}
    ${'a wait of weeks'}                        | ${'given B ESTABLISHED\nwait 2000000s\nA -> B ACK len=1\nB -> A ACK'}
    ${'a CLOSE in SYN_RCVD'}                    | ${'B: listen\nA -> B SYN seq=j\nB -> A SYN ACK seq=k ack=j+1\nB: close [B=FIN_WAIT_1]\nB -> A FIN ACK seq=k+1 ack=j+1'}
  `('$what', async ({ text }) => {
    const [run] = await replay(runner, text, 'B')
    expect(run && report(run)).toBe('passed')
  })
})

describe('the model sends', () => {
  test.each`
    what                                                                     | text
    ${'as much as the window takes, and the rest when it opens'}             | ${'given A ESTABLISHED seq=1 ack=1 win=150, B ESTABLISHED\nB: send 200\nB -> A ACK seq=1 ack=1 len=150\nA -> B ACK seq=1 ack=151 win=150\nB -> A PSH ACK seq=151 ack=1 len=50'}
    ${'an octet into a closed window when its timer says so'}                | ${'given A ESTABLISHED seq=1 ack=1 win=0, B ESTABLISHED\nB: send 200\nB: retransmit\nB -> A ACK seq=1 ack=1 len=1'}
    ${'segments no longer than the peer’s MSS'}                              | ${'host A mss=1000\nB: listen\nA -> B SYN seq=j\nB -> A SYN ACK seq=k ack=j+1\nA -> B ACK seq=j+1 ack=k+1\nB: send 1500\nB -> A ACK seq=k+1 ack=j+1 len=1000\nB -> A ACK seq=k+1001 ack=j+1 len=500'}
    ${'its oldest segment again, without what is acknowledged'}              | ${'given A ESTABLISHED seq=1 ack=1, B ESTABLISHED\nB: send 100\nB -> A ACK seq=1 ack=1 len=100\nA -> B ACK seq=1 ack=41\nB: retransmit after 300ms\nB -> A ACK seq=41 ack=1 len=60'}
    ${'the reset of an ABORT bare, where the trace has it as RFC 9293 does'} | ${'given A ESTABLISHED seq=1 ack=1, B ESTABLISHED\nB: abort\nB -> A RST seq=1 [B=CLOSED]'}
    ${'a window update once there is room again'}                            | ${'host B win=100\nA -> B SYN\nB -> A SYN ACK win=100\nA -> B ACK\nA -> B ACK len=100\nB -> A ACK win=0\nB: receive 100\nB -> A ACK win=100'}
    ${'blocks of what came out of order, where both agreed to it'}           | ${'A -> B SYN seq=j sackok\nB -> A SYN ACK seq=k ack=j+1 sackok\nA -> B ACK seq=j+1 ack=k+1\nA -> B ACK seq=j+11 ack=k+1 len=10\nB -> A ACK seq=k+1 ack=j+1 sack=j+11:j+21'}
    ${'what was handed over before the FIN with the FIN'}                    | ${'given A ESTABLISHED seq=1 ack=1, B ESTABLISHED\nB: send 20\nB: shutdown\nB -> A FIN ACK seq=1 ack=1 len=20 [B=FIN_WAIT_1]'}
  `('$what', async ({ text }) => {
    const [run] = await replay(runner, text, 'B')
    expect(run && report(run)).toBe('passed')
  })
})

test('a mismatch names the model, and none of Linux’s habits', async () => {
  const [run] = await replay(runner, 'given B LISTEN\nA -> B SYN FIN seq=j\nB -> A RST seq=0', 'B')
  expect(run?.peer).toBe('model')
  expect(run?.reason).toBe('line 3: the model sent a SYN ACK where the trace expects a RST')
})

test('profile linux has Linux’s ways: a SYN with FIN is dropped', async () => {
  const [run] = await replay(
    runner,
    'trace "a" profile linux\ngiven B LISTEN\nA -> B SYN FIN seq=j [B=LISTEN] //! error syn-fin',
    'B',
  )
  expect(run && report(run)).toBe('passed')
})

test.each([
  [
    'a full queue drops what else comes',
    `host B backlog=1
    X -> B SYN seq=x
    B -x X SYN ACK seq=p
    Y -> B SYN seq=y
    B -x Y SYN ACK seq=q
    A -> B SYN seq=j [B/A=LISTEN]
    wait 1s`,
  ],
  [
    'a full queue answers by cookies, and keeps nothing',
    `host B backlog=1
    kernel tcp_syncookies=1
    X -> B SYN seq=x
    B -x X SYN ACK seq=p
    Y -> B SYN seq=y
    B -x Y SYN ACK seq=q [B/Y=SYN_RCVD]
    A -> B SYN seq=j
    B -> A SYN ACK seq=k [B/A=LISTEN]
    A -> B ACK [B/A=ESTABLISHED]`,
  ],
  [
    'an idle connection is asked for a sign of life',
    `host B keepalive=2s
    given A ESTABLISHED seq=u ack=v, B ESTABLISHED
    B: retransmit after 2s
    B -> A ACK seq=v-1 ack=u
    A -> B ACK seq=u ack=v`,
  ],
])('%s', async (_what, text) => {
  const [run] = await replay(runner, text, 'B')
  expect(run && report(run)).toBe('passed')
})

test.each`
  what                    | line                                | reason
  ${'an unknown setting'} | ${'kernel tcp_abort_on_overflow=1'} | ${'line 1: the model knows no setting net.ipv4.tcp_abort_on_overflow'}
  ${'a deferred accept'}  | ${'host B defer-accept'}            | ${"the model's sockets have no `defer-accept`"}
`('$what is skipped, not passed', async ({ line, reason }) => {
  const [run] = await replay(runner, `${line}\nA -> B SYN seq=j\nB -> A SYN ACK seq=k ack=j+1`, 'B')
  expect(run).toMatchObject({ peer: 'model', verdict: 'skipped', skipped: 'kernel-cannot', reason })
})

test('packets are captured both ways', async () => {
  const [run] = await replay(runner, 'A -> B SYN seq=j\nB -> A SYN ACK seq=k ack=j+1', 'B', { capture: true })
  const segments = run?.packets?.map(({ octets }) => decodePacket(Buffer.from(octets, 'base64')))
  expect(segments?.map(segment => [segment?.bits, segment?.checksumOk])).toEqual([
    [2, true],
    [18, true],
  ])
})
