import { readdirSync, readFileSync } from 'node:fs'
import { readLines } from '@synfin/grammar'
import { kernelEnds, type ReplayRun } from '@synfin/runner'
import { STATES } from '@synfin/tcp'
import { checkFile } from '@synfin/trace'
import { afterAll, describe, expect, test } from 'vitest'
import { decodePacket } from '../../capture/packet.ts'
import { readTrace, replay, report, startRunner } from './replay.ts'

const runner = startRunner()
afterAll(() => runner.close())

const HANDSHAKE = `
B: listen
A -> B  SYN      seq=j
B -> A  SYN ACK  seq=k    ack=j+1
A -> B  ACK      seq=j+1  ack=k+1  [B=ESTABLISHED]
`

test('a run says what it played, line by line, with the live numbers of its symbols', async () => {
  const [run] = await replay(runner, HANDSHAKE, 'B')
  expect(run).toMatchObject({
    file: 'a test',
    trace: 'a test',
    kernel: 'B',
    peer: 'kernel',
    verdict: 'passed',
    bindings: { j: expect.any(Number), k: expect.any(Number) },
    steps: [
      { line: 2, direction: 'call', verdict: 'ok', expected: 'B: listen', kernelState: 'LISTEN' },
      { line: 3, direction: 'sent', verdict: 'ok', expected: 'A -> B SYN seq=j', kernelState: 'SYN_RCVD' },
      {
        line: 4,
        direction: 'expected',
        verdict: 'ok',
        expected: 'B -> A SYN ACK seq=k ack=j+1',
        observed: 'B -> A SYN ACK seq=k ack=j+1',
        kernelState: 'SYN_RCVD',
      },
      { line: 5, direction: 'sent', verdict: 'ok', kernelState: 'ESTABLISHED' },
    ],
  })
})

test('a line of ours goes on the wire as written, whatever the checker has against it', async () => {
  const text = `B: listen\nA -> B SYN ACK seq=100 ack=401\nB -> A RST seq=401`
  expect((await replay(runner, text, 'B')).map(report)).toEqual(['passed'])
})

describe('the kernel that does otherwise', () => {
  test.each`
    instead               | text                                                                          | wrong
    ${'answers nothing'}  | ${'given B LISTEN\nA -> B RST seq=j\nB -> A RST seq=0'}                       | ${'line 3 missing: B -> A RST seq=0 | nothing'}
    ${'answers at all'}   | ${'B: listen\nA -> B SYN seq=j'}                                              | ${'line 2 unexpected: A -> B SYN seq=j | B -> A SYN ACK seq=? ack=j+1'}
    ${'answers too soon'} | ${'B: listen\nA -> B SYN seq=j\nwait 20ms\nB -> A SYN ACK seq=k ack=j+1'}     | ${'line 2 unexpected: A -> B SYN seq=j | B -> A SYN ACK seq=? ack=j+1'}
    ${'breaks a silence'} | ${'given B SYN_SENT seq=301\nwait 1500ms\nB -> A SYN seq=300'}                | ${'line 3 mismatch: B -> A SYN seq=300 | B -> A SYN seq=300'}
    ${'answers for long'} | ${'B: listen\nA -> B SYN seq=j\nA -> B SYN seq=j'}                            | ${'line 2 unexpected: A -> B SYN seq=j | B -> A SYN ACK seq=? ack=j+1'}
    ${'resets'}           | ${'given B CLOSED\nA -> B SYN seq=j\nB -> A SYN ACK seq=k ack=j+1'}           | ${'line 3 mismatch: B -> A SYN ACK seq=k ack=j+1 | B -> A RST ACK seq=0 ack=j+1'}
    ${'is elsewhere'}     | ${'B: listen\nA -> B SYN seq=j\nB -> A SYN ACK seq=k ack=j+1 [B=CLOSE_WAIT]'} | ${'line 3 mismatch: B=CLOSE_WAIT | B=SYN_RCVD'}
  `('$instead: the run fails where it does, and ends', async ({ text, wrong }) => {
    const [run] = await replay(runner, text, 'B')
    expect(run?.verdict).toBe('failed')
    expect(run && report(run).replace(/seq=\d{4,}/, 'seq=?')).toBe(wrong)
  })

  const OPENED = 'A -> B SYN seq=j\nB -> A SYN ACK seq=k ack=j+1\n'

  test.each`
    what                                              | text                                                                                | wrong
    ${'sends again what has no line'}                 | ${`${OPENED}B: retransmit after 1s\nA -> B ACK seq=j+1 ack=k+1`}                    | ${'line 3 unexpected: B: retransmit after 1s | B -> A SYN ACK seq=k ack=j+1'}
    ${'sends again after the last line'}              | ${`${OPENED}B: retransmit`}                                                         | ${'line 3 unexpected: B: retransmit | B -> A SYN ACK seq=k ack=j+1'}
    ${'has nothing to send again'}                    | ${'given A ESTABLISHED, B ESTABLISHED\nB: retransmit'}                              | ${'line 2 missing: B: retransmit | nothing'}
    ${'has nothing to send again before a call does'} | ${'given A ESTABLISHED, B ESTABLISHED\nB: retransmit\nB: send 5\nB -> A ACK len=5'} | ${'line 2 missing: B: retransmit | nothing'}
  `('$what: that belongs to the `retransmit`', async ({ text, wrong }) => {
    const [run] = await replay(runner, text, 'B')
    expect(run && report(run)).toBe(wrong)
  })

  test('sends again at another time: the time is what was observed', async () => {
    const [run] = await replay(runner, `${OPENED}B: retransmit after 3s\nB -> A SYN ACK seq=k ack=j+1`, 'B')
    expect(run && report(run)).toMatch(
      /^line 3 mismatch: B: retransmit after 3s \| B: retransmit after 1\d\d\dms$/,
    )
  })

  test('answers before a call that nothing says: the call is not made', async () => {
    const [run] = await replay(runner, 'given B CLOSED\nA -> B SYN\nB -> A SYN ACK', 'B')
    expect(run?.steps.map(({ kernelState }) => kernelState)).toEqual(['CLOSED', 'CLOSED'])
  })

  test('resets where there is no connection: nothing is said of octets', async () => {
    const [run] = await replay(runner, 'given B CLOSED\nA -> B SYN seq=j\nB -> A FIN seq=k', 'B')
    expect(run?.reason).toBe('line 3: the kernel sent a RST ACK where the trace expects a FIN')
  })

  test('twice is told so: a segment more than the trace has is unexpected', async () => {
    const [run] = await replay(
      runner,
      `given A ESTABLISHED seq=u ack=v, B ESTABLISHED
       A -> B  FIN ACK  seq=u  ack=v
       B -> A  FIN ACK  seq=v  ack=u+1`,
      'B',
    )
    expect(run?.reason).toBe(
      'line 3: the kernel sent an ACK where the trace expects a FIN ACK: data and FIN are acknowledged at once, before the application does anything: that ACK needs a line of its own',
    )
  })

  test.each(['', 'given A CLOSED, B CLOSED'])('by a habit of Linux has it named: %j', async given => {
    const [run] = await replay(
      runner,
      `${given}
       A -> ...  SYN      seq=100
       B -> A    SYN      seq=300
       ... -> B  SYN      seq=100
       B -> A    SYN ACK  seq=300  ack=101
       A -> B    SYN ACK  seq=100  ack=301`,
      'B',
    )
    expect(run?.reason).toContain(
      'Linux acknowledges the SYN ACK of a simultaneous open, which RFC 9293 Figure 7 leaves unanswered',
    )
  })
})

test.each(STATES)('the kernel can start in %s', async state => {
  const given = state === 'CLOSED' || state === 'LISTEN' ? `B ${state}` : `B ${state} seq=300 ack=100`
  const text = `given ${given}\n[B=${state}]\nnote A, B "the connection"\nB -> A ACK? seq=300 ack=100`
  const [run] = await replay(runner, text, 'B')
  expect(run && report(run)).toBe('passed')
})

describe('what no kernel can play is skipped, not passed', () => {
  test.each`
    why                                      | text                                                                                                   | skipped            | reason
    ${'a reboot'}                            | ${'given B ESTABLISHED\nB: reboot\nA -> B SYN\nB -> A RST ACK'}                                        | ${'kernel-cannot'} | ${'line 2: a kernel cannot be asked to forget its connections'}
    ${'a setting that does not exist'}       | ${`kernel tcp_no_such=1${HANDSHAKE}`}                                                                  | ${'trace-cannot'}  | ${'net.ipv4.tcp_no_such=1 cannot be set (ENOENT)'}
    ${'a value that a setting refuses'}      | ${`kernel tcp_sack=nonsense${HANDSHAKE}`}                                                              | ${'trace-cannot'}  | ${'net.ipv4.tcp_sack=nonsense cannot be set (EINVAL)'}
    ${'one address for both'}                | ${`host A 192.0.2.1\nhost B 192.0.2.1${HANDSHAKE}`}                                                    | ${'trace-cannot'}  | ${'B and A have the same address 192.0.2.1'}
    ${'one place for two clients'}           | ${`host A 192.0.2.1:1000\nhost C 192.0.2.1:1000\n${HANDSHAKE}C -> B SYN\nB -> C SYN ACK`}              | ${'trace-cannot'}  | ${'A and C have the same address 192.0.2.1 and the same port 1000'}
    ${'addresses that never meet'}           | ${`host A 192.0.2.1\nhost B [2001:db8::1]:80${HANDSHAKE}`}                                             | ${'trace-cannot'}  | ${'B and A have addresses of different families'}
    ${'more data than a packet has room'}    | ${'given A ESTABLISHED, B ESTABLISHED\nA -> B ACK len=70000'}                                          | ${'trace-cannot'}  | ${'70000 octets of data do not fit into one packet'}
    ${'more options than a header has room'} | ${'given A ESTABLISHED seq=1 ack=1, B ESTABLISHED\nA -> B ACK seq=1 ack=1 sack=2:3,4:5,6:7,8:9,10:11'} | ${'trace-cannot'}  | ${'a header has room for 40 octets of options, these need more'}
    ${'more data than is sent at once'}      | ${'given A ESTABLISHED, B ESTABLISHED\nB: send 4000000000'}                                            | ${'trace-cannot'}  | ${'4000000000 octets are more than a replay sends at once (1048576)'}
  `('$why', async ({ text, skipped, reason }) => {
    const [run] = await replay(runner, text, 'B')
    expect(run).toMatchObject({ verdict: 'skipped', skipped, reason })
  })

  test('and the line it cannot play is not listed among those that went as written', async () => {
    const text = `${HANDSHAKE}[A=ESTABLISHED]\nB: reboot\nA -> B  ACK  len=n`
    const [run] = await replay(runner, text, 'B')
    expect(run?.steps.map(({ line, verdict }) => `${line} ${verdict}`)).toEqual(
      [2, 3, 4, 5, 6].map(line => `${line} ok`),
    )
  })

  test.each`
    what                          | text                                             | line
    ${'a wait for ages'}          | ${'B: listen\nwait 99999999999999999999s'}       | ${2}
    ${'waits that come to hours'} | ${'B: listen\nwait 3600s\nwait 1ms\nA -> B SYN'} | ${3}
  `('$what: refused before the first line', async ({ text, line }) => {
    const [run] = await replay(runner, text, 'B')
    expect(run).toMatchObject({ verdict: 'skipped', skipped: 'trace-cannot', steps: [] })
    expect(run?.reason).toMatch(`line ${line}: a replay waits no longer than an hour in all`)
  })
})

describe('addresses nobody can have', () => {
  test.each`
    address              | what
    ${'127.0.0.1'}       | ${'a loopback address, 127.0.0.1'}
    ${'0.0.0.0'}         | ${'the unspecified address, 0.0.0.0'}
    ${'224.0.0.1'}       | ${'a multicast address, 224.0.0.1'}
    ${'255.255.255.255'} | ${'the broadcast address, 255.255.255.255'}
    ${'[::1]'}           | ${'the loopback address, 0:0:0:0:0:0:0:1'}
    ${'[::]'}            | ${'the unspecified address, 0:0:0:0:0:0:0:0'}
    ${'[ff02::1]'}       | ${'a multicast address, ff02:0:0:0:0:0:0:1'}
    ${'[fe80::1]'}       | ${'a link-local address, fe80:0:0:0:0:0:0:1'}
  `('$address', async ({ address, what }) => {
    for (const end of ['A', 'B']) {
      const [run] = await replay(runner, `host ${end} ${address}${HANDSHAKE}`, 'B')
      const reason = `${end} has ${what}: no network carries its segments`
      expect(run).toMatchObject({ verdict: 'skipped', skipped: 'trace-cannot', reason })
    }
  })

  test.each(['', ':1000'])('but two clients may share one, and differ in their ports (A%s)', async port => {
    const hosts = `host A 192.0.2.1${port}\nhost C 192.0.2.1\n`
    const other = 'C -> B SYN seq=m\nB -> C SYN ACK seq=n ack=m+1\nC -> B ACK seq=m+1 ack=n+1'
    const [run] = await replay(runner, `${hosts}${HANDSHAKE}${other}`, 'B')
    expect(run && report(run)).toBe('passed')
  })

  test.each(['240.0.0.1', '169.254.0.1', '[fd00::1]'])('but %s is one', async address => {
    const [run] = await replay(runner, `host B ${address}${HANDSHAKE}`, 'B')
    expect(run && report(run)).toBe('passed')
  })
})

test('a given window that the kernel cannot offer is said, and no mismatch', async () => {
  const text = 'given A ESTABLISHED, B ESTABLISHED win=1000\nA -> B ACK len=1\nB -> A ACK'
  const [run] = await replay(runner, text, 'B')
  expect(run && report(run)).toBe('passed')
  expect(run?.warnings).toEqual([
    'the kernel begins with a window of 1152 octets, where the trace gives B one of 1000',
  ])
})

test('the timeout of FIN_WAIT_2 is the one the trace sets', async () => {
  const play = async (wait: string) => {
    const text = `kernel tcp_fin_timeout=1
      given A ESTABLISHED, B ESTABLISHED
      B: close
      B -> A FIN ACK
      A -> B ACK
      wait ${wait}
      [B=CLOSED]`
    const [run] = await replay(runner, text, 'B')
    return run && report(run)
  }
  expect(await play('2s')).toBe('passed')
  expect(await play('100ms')).toBe('line 7 mismatch: B=CLOSED | B=FIN_WAIT_2')
})

test('an orphan in FIN_WAIT_2 is given up when its timeout runs out', async () => {
  const play = async (setting: string) => {
    const text = `${setting}
      given A ESTABLISHED seq=100 ack=300, B ESTABLISHED
      B: close
      B -> A FIN ACK seq=300 ack=100
      A -> B ACK seq=100 ack=301 [B=FIN_WAIT_2]
      B: user-timeout [B=CLOSED timeout]
      A -> B FIN ACK seq=100 ack=301
      B -> A RST seq=301`
    const [run] = await replay(runner, text, 'B')
    return run && report(run)
  }
  expect(await play('kernel tcp_fin_timeout=1')).toBe('passed')
  expect(await play('kernel tcp_fin_timeout=30')).toBe(
    'skipped: line 6: the kernel waits 30 s in FIN_WAIT_2; write `kernel tcp_fin_timeout=1`, or replay with `--real-time`',
  )
})

describe('a user timeout of the kernel’s', () => {
  const given = 'given A ESTABLISHED seq=u ack=v, B ESTABLISHED'
  const play = async (text: string) => {
    const [run] = await replay(runner, text, 'B')
    return run && report(run)
  }

  test.each`
    what      | lines
    ${'SYN'}  | ${'B -x A SYN seq=j\nB: retransmit\nB -x A SYN seq=j'}
    ${'text'} | ${`${given}\nB -x A PSH ACK seq=v len=n\nB: retransmit\nB -x A PSH ACK seq=v len=n`}
    ${'FIN'}  | ${`${given}\nB -x A FIN ACK seq=v\nB: retransmit\nB -x A FIN ACK seq=v`}
  `('runs out when a $what has been sent again in vain', async ({ lines }: { lines: string }) => {
    expect(await play(`${lines}\nB: user-timeout [B=CLOSED timeout]`)).toBe('passed')
  })

  test('finds the repetition that no line writes', async () => {
    const text = `${given}\nB -x A PSH ACK seq=v len=n\nB: user-timeout [B=CLOSED timeout]`
    expect(await play(text)).toBe('line 3 unexpected: B: user-timeout | B -> A PSH ACK seq=v ack=u len=n')
  })

  test('does not run where everything is acknowledged', async () => {
    expect(await play(`${given}\nB: user-timeout [B=CLOSED timeout]`)).toBe(
      "skipped: line 2: the kernel's user timeout runs only while something of its is unacknowledged",
    )
  })
})

test('the errors of calls without a connection are the kernel’s', async () => {
  const calls = ['send 5', 'receive', 'shutdown', 'close']
  const text = ['given B CLOSED', ...calls.map(call => `B: ${call} fails EPERM`)]
  const errnos = calls.map(async (_, at) => {
    const [run] = await replay(runner, [text[0], text[at + 1]].join('\n'), 'B')
    return run?.steps[0]?.observed
  })
  expect(await Promise.all(errnos)).toEqual([
    'B: send 5 fails EPIPE',
    'B: receive fails ENOTCONN',
    'B: shutdown fails ENOTCONN',
    'B: close fails EBADF',
  ])
})

test('a setting named as a path outside the network changes nothing', async () => {
  const before = readFileSync('/proc/sys/kernel/pid_max', 'utf8')
  const trace = readTrace(HANDSHAKE)
  const word = (text: string) => ({ text, span: { start: 1, end: 1 } })
  const line = {
    kind: 'kernel',
    number: 1,
    text: '',
    span: word('').span,
    length: 0,
    expects: [],
    problems: [],
  } as const
  const kernel = [{ ...line, settings: [{ name: word('../../kernel/pid_max'), value: word('301') }] }]
  const run = await runner.replay({ ...trace, kernel }, { file: 'a test', kernel: 'B' })
  expect(run.reason).toBe('line 1: net.ipv4.../../kernel/pid_max is no name of a setting')
  expect(readFileSync('/proc/sys/kernel/pid_max', 'utf8')).toBe(before)
})

test('a setting of the trace is the kernel’s: with cookies forced, no connection is in SYN_RCVD', async () => {
  const [run] = await replay(runner, `kernel tcp_syncookies=2${HANDSHAKE}`, 'B')
  expect(run && report(run)).toBe('passed')
  expect(run?.steps.map(({ kernelState }) => kernelState)).not.toContain('SYN_RCVD')
})

test('a hundred repetitions share the silence at their ends', async () => {
  const trace = readTrace(HANDSHAKE)
  const started = performance.now()
  const runs = await Promise.all(
    Array.from({ length: 100 }, () => runner.replay(trace, { file: 'a test', kernel: 'B' })),
  )
  expect(runs.filter(({ verdict }) => verdict !== 'passed')).toEqual([])
  // One after the other, the silences alone would take five seconds.
  expect(performance.now() - started).toBeLessThan(4000)
})

test('runs with a fixed port of the kernel’s do not meet', async () => {
  const trace = readTrace(`host A 192.0.2.1:1000\nhost B 192.0.2.2:80${HANDSHAKE}`)
  const runs = await Promise.all(
    Array.from({ length: 20 }, () => runner.replay(trace, { file: 'a test', kernel: 'B' })),
  )
  expect(runs.map(report)).toEqual(runs.map(() => 'passed'))
})

test('a run can return its packets', async () => {
  const [run] = await replay(runner, HANDSHAKE, 'B', { capture: true })
  const segments = run?.packets?.map(({ octets }) => decodePacket(Buffer.from(octets, 'base64')))
  expect(segments?.map(segment => segment?.bits)).toEqual([2, 18, 16])
  expect(segments?.[1]?.ack).toBe(((run?.bindings.j ?? 0) + 1) % 2 ** 32)
})

test('without a TUN device a veth pair serves, and the run says so', async () => {
  await using without = startRunner({ SYNFIN_TUN: '/nowhere/tun' })
  const runs = await replay(without, HANDSHAKE)
  expect(runs.map(report)).toEqual(['passed', 'passed'])
  expect(runs[0]?.warnings).toEqual(['/nowhere/tun: ENOENT; using a veth pair'])
})

describe('ends that can be the kernel', () => {
  test.each`
    which     | text                                                                 | ends
    ${'each'} | ${'A -> B SYN'}                                                      | ${['A', 'B']}
    ${'B'}    | ${'A -> B SYN'}                                                      | ${['B']}
    ${'C'}    | ${'A -> B SYN'}                                                      | ${[]}
    ${'each'} | ${'A: listen'}                                                       | ${['A']}
    ${'each'} | ${`${HANDSHAKE}A -> B ACK seq=j ack=k+1 //! error syn-not-consumed`} | ${['B']}
  `('$which of $text: $ends', ({ which, text, ends }) => {
    expect(kernelEnds(readTrace(text), which).sort()).toEqual(ends)
  })
})

describe('the examples', () => {
  const folder = new URL('../../examples/', import.meta.url)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name =>
    name.endsWith('.synfin'),
  )

  test.each(files)('%s replays as it is written', async name => {
    const { traces } = checkFile(readLines(readFileSync(new URL(name, folder), 'utf8')), { name })
    const runs: ReplayRun[] = await Promise.all(
      traces.flatMap(trace =>
        kernelEnds(trace, 'each').map(kernel => runner.replay(trace, { file: name, kernel })),
      ),
    )
    const wrong = runs.filter(({ verdict }) => verdict !== 'passed')
    expect(wrong.map(run => `${run.trace}, ${run.kernel} the kernel: ${run.reason}`)).toEqual([])
  })
})
