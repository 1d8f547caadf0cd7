/** TCP Fast Open (RFC 7413) against the real kernel: the cookie is a field like others, and no run remembers another's. */
import { afterAll, expect, test } from 'vitest'
import { replay, report, startRunner } from './replay.ts'

const runner = startRunner()
afterAll(() => runner.close())

async function fare(text: string, kernel: string): Promise<string> {
  const [run] = await replay(runner, text, kernel)
  return run ? report(run) : ''
}

const granted = (cookie: string) => `host A 192.0.2.1
host B 192.0.2.2:80
kernel tcp_fastopen_key="00000001-00000002-00000003-00000004"
A -> B SYN seq=j mss=1460 tfo
B -> A SYN ACK seq=k ack=j+1 ${cookie}`

test.each`
  cookie                      | fares
  ${'tfo=c5e478512459ab3e'}   | ${'passed'}
  ${'tfo=0xC5E478512459AB3E'} | ${'passed'}
  ${'tfo'}                    | ${'passed'}
  ${''}                       | ${'passed'}
  ${'tfo=c5e478512459ab3f'}   | ${'line 5 mismatch: B -> A SYN ACK seq=k ack=j+1 tfo=c5e478512459ab3f | B -> A SYN ACK seq=k ack=j+1 tfo=c5e478512459ab3e'}
`('a SYN ACK with the kernel\'s cookie against one written "$cookie"', async ({ cookie, fares }) => {
  expect(await fare(granted(cookie), 'B')).toBe(fares)
})

test('a SYN ACK without a cookie is none with one', async () => {
  const text = 'A -> B SYN seq=j mss=1460\nB -> A SYN ACK seq=k ack=j+1 tfo'
  expect(await fare(text, 'B')).toBe(
    'line 2 mismatch: B -> A SYN ACK seq=k ack=j+1 tfo | B -> A SYN ACK seq=k ack=j+1',
  )
})

test('a kernel that was given a cookie asks for one again in the next run', async () => {
  const text =
    'A: connect B\nA -> B SYN seq=j tfo\nB -> A SYN ACK seq=k ack=j+1 tfo=0102030405060708 mss=1460\nA -> B ACK'
  for (let play = 0; play < 3; play++) expect(await fare(text, 'A')).toBe('passed')
})

const opened = (cookie: string) => `trace "a" profile linux
host A 192.0.2.1
host B 192.0.2.2:80
kernel tcp_fastopen_key="00000001-00000002-00000003-00000004"
A -> B SYN seq=j mss=1460 tfo=${cookie} len=5`

test('a server that has taken the cookie sends before the handshake is over', async () => {
  const text = `${opened('c5e478512459ab3e')}
    B -> A SYN ACK seq=k ack=j+6
    B -> A PSH ACK seq=k+1 ack=j+6 len=3 [B=SYN_RCVD]
    A -> B ACK seq=j+6 ack=k+1 [B=ESTABLISHED]
    A -> B ACK seq=j+6 ack=k+4`
  expect(await fare(text, 'B')).toBe('passed')
})

test('a server that refuses the cookie has the data sent again', async () => {
  const text = `${opened('0102030405060708')}
    B -> A SYN ACK seq=k ack=j+1 tfo=c5e478512459ab3e
    A -> B PSH ACK seq=j+1 ack=k+1 len=5 [B=ESTABLISHED]
    B -> A ACK seq=k+1 ack=j+6`
  expect(await fare(text, 'B')).toBe('passed')
})
