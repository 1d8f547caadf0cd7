/** Stacks that a command starts: lwIP, which nobody here wrote, and programs that do not keep to the protocol. */
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ReplayRun } from '@synfin/runner'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildLwipHost } from '../stacks/lwip/build.ts'
import { replay, report, startRunner } from './replay.ts'

const HANDSHAKE = `
B: listen
A -> B  SYN      seq=j
B -> A  SYN ACK  seq=k    ack=j+1
A -> B  ACK      seq=j+1  ack=k+1  [B=ESTABLISHED]
`

describe('lwIP', () => {
  const runner = startRunner()
  let host = ''
  beforeAll(() => {
    host = buildLwipHost()
  }, 600_000)
  afterAll(async () => {
    await runner.close()
    rmSync(host, { force: true })
  })

  /** What went wrong with each end as lwIP. */
  const playLwip = async (text: string, which = 'each', device = 'tun') => {
    const runs = await replay(runner, text, which, { stack: `${host} ${device}` })
    return runs.map(report)
  }

  describe.each(['tun', 'tap'])('over a %s device', device => {
    test.each`
      what                         | text
      ${'opens'}                   | ${HANDSHAKE}
      ${'opens over IPv6'}         | ${`host A [2001:db8::1]\nhost B [2001:db8::2]:80${HANDSHAKE}`}
      ${'refuses'}                 | ${'given B CLOSED\nA -> B SYN seq=j\nB -> A RST ACK seq=0 ack=j+1'}
      ${'closes first'}            | ${`${HANDSHAKE}A: close\nA -> B FIN ACK\nB -> A ACK [B=CLOSE_WAIT]\nB: close\nB -> A FIN ACK [B=LAST_ACK]\nA -> B ACK [B=CLOSED]`}
      ${'sends after a FIN'}       | ${`${HANDSHAKE}A -> B FIN ACK\nB -> A ACK\nB: send 10\nB -> A ACK len=10\nA -> B ACK\nB: shutdown\nB -> A FIN ACK\nA -> B ACK [B=CLOSED]`}
      ${'is aborted'}              | ${`${HANDSHAKE}B: abort\nB -> A RST ACK [B=CLOSED]`}
      ${'resets unread data'}      | ${`${HANDSHAKE}A -> B ACK len=5\nB -> A ACK\nB: close\nB -> A RST ACK`}
      ${'has its TIME_WAIT ended'} | ${'given A ESTABLISHED, B ESTABLISHED\nB: close\nB -> A FIN ACK\nA -> B ACK\nA -> B FIN ACK\nB -> A ACK [B=TIME_WAIT]\nB: 2msl [B=CLOSED]'}
    `('$what', async ({ text }) => {
      expect(await playLwip(text, 'B', device)).toEqual(['passed'])
    })

    test('can start in most states', async () => {
      const states = ['SYN_SENT', 'SYN_RCVD', 'ESTABLISHED', 'FIN_WAIT_1', 'FIN_WAIT_2', 'CLOSE_WAIT']
      const runs = states.map(state =>
        playLwip(`given B ${state} seq=300 ack=100\n[B=${state}]`, 'B', device),
      )
      expect((await Promise.all(runs)).flat()).toEqual(states.map(() => 'passed'))
    })
  })

  test('is told where it does otherwise than RFC 9293: it knows no simultaneous open', async () => {
    const open = `A -> ... SYN seq=100
      B -> A SYN seq=300 [B=SYN_SENT]
      ... -> B SYN seq=100 [B=SYN_RCVD]`
    expect(await playLwip(open, 'B')).toEqual(['line 3 mismatch: B=SYN_RCVD | B=SYN_SENT'])
  })

  test('answers a closed port, and silence is asserted of it as of a kernel', async () => {
    expect(await playLwip('given B CLOSED\nA -> B SYN seq=j', 'B')).toEqual([
      'line 2 unexpected: A -> B SYN seq=j | B -> A RST ACK seq=0 ack=j+1',
    ])
  })

  test('that would not tell its states: none is asserted, and the run says so', async () => {
    const stack = `${host} tun | sed -u 's/ states$//'`
    const text = `${HANDSHAKE}[B=CLOSE_WAIT] //! error state-mismatch\nA -> B FIN ACK\nB -> A ACK`
    const [run] = await replay(runner, text, 'B', { stack })
    expect(run && report(run)).toBe('passed')
    expect(run?.warnings).toEqual([
      'the stack does not tell its states: none is asserted, and those shown are the checker’s',
    ])
    expect(run?.steps.map(({ kernelState }) => kernelState).slice(0, 4)).toEqual([
      'LISTEN',
      'SYN_RCVD',
      'SYN_RCVD',
      'ESTABLISHED',
    ])
  })

  test('many traces at once, each with a program of its own', async () => {
    const texts = Array.from({ length: 12 }, (_, at) => `trace "${at}"\n${HANDSHAKE}`)
    const runs = await Promise.all(texts.map(text => playLwip(text)))
    expect(runs.flat()).toEqual(Array(24).fill('passed'))
  })

  test('its run says who played it', async () => {
    const [run] = await replay(runner, HANDSHAKE, 'B', { stack: `${host} tun`, capture: true })
    expect(run).toMatchObject({ peer: 'stack', verdict: 'passed', warnings: [] })
    expect(run?.packets).toHaveLength(3)
  })

  test.each`
    what                | line                   | reason
    ${'a sysctl'}       | ${'kernel tcp_sack=1'} | ${"line 1: net.ipv4.tcp_sack is a setting of Linux's, and the stack under test is another"}
    ${'a maximum'}      | ${'host B mss=536'}    | ${"the stack's program cannot set `mss` for its end"}
    ${'a listen queue'} | ${'host B backlog=1'}  | ${"the stack's program cannot set `backlog` for its end"}
  `('$what that it does not have: skipped, with the reason', async ({ line, reason }) => {
    const [run] = await replay(runner, line + HANDSHAKE, 'B', { stack: `${host} tun` })
    expect(run).toMatchObject({ verdict: 'skipped', skipped: 'kernel-cannot', peer: 'stack', reason })
  })

  test('plays beside the kernel: each run has a namespace of its own', async () => {
    const stacks = ['', `${host} tun`, '', `${host} tap`]
    const runs = stacks.map(stack => replay(runner, HANDSHAKE, 'B', stack ? { stack } : {}))
    const peers = (await Promise.all(runs)).flat().map(({ peer, verdict }) => `${peer} ${verdict}`)
    expect(peers).toEqual(['kernel passed', 'stack passed', 'kernel passed', 'stack passed'])
  })
})

describe('a program that does not keep to the protocol', () => {
  const runner = startRunner()
  afterAll(() => runner.close())
  const program = fileURLToPath(new URL('../stacks/misbehaving.mjs', import.meta.url))
  const command = (fault: string) => `exec ${process.execPath} ${program} ${fault}`
  const play = async (stack: string, text = HANDSHAKE): Promise<ReplayRun | undefined> => {
    const [run] = await replay(runner, text, 'B', { stack })
    return run
  }

  test.each`
    how                        | stack                      | reason
    ${'does not exist'}        | ${'/nowhere/stack --fast'} | ${/^the stack did not start: `\/nowhere\/stack --fast` ended with exit status 127 before it was ready: .*not found$/}
    ${'ends with a complaint'} | ${command('exits')}        | ${/ended with exit status 7 before it was ready: no licence for this machine$/}
    ${'says something else'}   | ${command('nonsense')}     | ${/said `hello world` where `ready tun` or `ready tap` is due$/}
    ${'opens no TAP device'}   | ${command('tap')}          | ${/^the stack did not start: nobody on syntap\d+ answers ARP for 10\.77\.0\.\d$/}
    ${'never gets ready'}      | ${command('mute')}         | ${/^the stack did not start: `.*` said nothing for 10 s$/}
  `('$how: there is no replay, and the reason', async ({ stack, reason }) => {
    const refusal = await play(stack).then(
      () => undefined,
      error => error,
    )
    expect(refusal?.message).toMatch(reason)
    expect(refusal?.skipped).toBe('stack-cannot')
  })

  test.each`
    how                           | fault           | reason
    ${'crashes'}                  | ${'crashes'}    | ${/^line 2: the stack ended with SIGSEGV when asked `sync`$/}
    ${'says what means nothing'}  | ${'babbles'}    | ${/the stack answered `certainly!` to `listen \d+ 128`, which means nothing$/}
    ${'answers twice'}            | ${'two-lines'}  | ${/the stack answered `ok ok` to/}
    ${'answers without end'}      | ${'endless'}    | ${/the stack answered `x{120}…` to/}
    ${'tells a state of its own'} | ${'odd-state'}  | ${/the stack answered `HALF_OPEN` to `state .*`, which means nothing$/}
    ${'accepts nobody'}           | ${'odd-accept'} | ${/the stack answered `ok somewhere 1` to `accept \d+`, which means nothing$/}
  `('$how in the middle: the run fails and says so', async ({ fault, reason }) => {
    const run = await play(
      command(fault),
      fault === 'crashes' ? 'given B CLOSED\nA -> B SYN seq=j' : undefined,
    )
    expect(run?.verdict).toBe('failed')
    expect(run?.reason).toMatch(reason)
  })

  test('hangs: the run fails within seconds, and the process is gone', async () => {
    const started = performance.now()
    const run = await play(`sleep 600 & ${command('hangs')}`, 'given B CLOSED\nA -> B SYN seq=j')
    expect(run?.reason).toMatch(/the stack, asked `sync`, said nothing for 3 s$/)
    expect(performance.now() - started).toBeLessThan(12_000)
    await expect.poll(() => programs(`${program} hangs`), { timeout: 5000 }).toEqual([])
    await expect.poll(() => programs('sleep\u0000600'), { timeout: 5000 }).toEqual([])
  })

  test('sends what is no segment: the run fails at that line, and other packets are told', async () => {
    const run = await play(command('packets'))
    expect(run?.reason).toBe('line 2: the stack sent a TCP header cut short')
    expect(run?.warnings).toEqual(['the stack sent a packet of UDP', 'the stack sent a TCP header cut short'])
  })

  test('refuses a setting that it says it can make: said, and others are played on', async () => {
    const stack = 'echo ready tun mss; while read -r request; do echo fails EINVAL; done'
    const refused = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        play(stack, `trace "${at}"\nhost B mss=536${HANDSHAKE}`).catch(error => error),
      ),
    )
    expect(refused.map(({ message }) => message.replace(/\d{5}/, '…'))).toEqual(
      refused.map(() => 'the stack did not do `set … mss 536`, which it says it can'),
    )
  })

  test('ignores its end: it is killed with the runner', async () => {
    const own = startRunner()
    const stack = command('deaf')
    await replay(own, 'given B CLOSED\nA -> B SYN seq=j', 'B', { stack })
    expect(programs(`${program} deaf`)).not.toEqual([])
    await own.close()
    await expect.poll(() => programs(`${program} deaf`), { timeout: 5000 }).toEqual([])
  })
})

/** The ids of processes whose command line ends so. */
function programs(ending: string): string[] {
  const end = `${ending.replaceAll(' ', '\0')}\0`
  return readdirSync('/proc').filter(id => /^\d+$/.test(id) && commandLine(id).endsWith(end))
}

function commandLine(id: string): string {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}
