import { exportPacketdrill } from '@synfin/capture'
import { readLines } from '@synfin/grammar'
import { checkFile } from '@synfin/trace'
import { expect, test } from 'vitest'

test('a listening kernel accepts when its connection is open, and numbers count from the SYNs', () => {
  expect(
    script(
      `trace "client closes first"
A -> B  SYN      seq=j
B -> A  SYN ACK  seq=k    ack=j+1
A -> B  ACK      seq=j+1  ack=k+1
A -> B  PSH ACK  seq=j+1  ack=k+1    len=10
B -> A  ACK      seq=k+1  ack=j+11
A -> B  FIN ACK  seq=j+11 ack=k+1
B -> A  ACK      seq=k+1  ack=j+12   [B=CLOSE_WAIT]
B: close
B -> A  FIN ACK  seq=k+1  ack=j+12
A -> B  ACK      seq=j+12 ack=k+2
`,
      'B',
    ),
  ).toMatchInlineSnapshot(`
    // client closes first
    // B is the kernel
    \`sysctl -q net.ipv4.tcp_timestamps=0 net.ipv4.tcp_sack=0 net.ipv4.tcp_window_scaling=0 net.ipv4.tcp_ecn=0 net.ipv4.tcp_syncookies=0 net.ipv4.tcp_fastopen=0\`

    +0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
    +0 setsockopt(3, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0
    +0 bind(3, ..., ...) = 0
    +0 listen(3, 1) = 0
    +0 < S 0:0(0) win 65535 <mss 1460>
    +0 > S. 0:0(0) ack 1 <...>
    +0 < . 1:1(0) ack 1 win 65535
    +0 accept(3, ..., ...) = 4
    +0 < P. 1:11(10) ack 1 win 65535
    +0 > . 1:1(0) ack 11 <...>
    +0 < F. 11:11(0) ack 1 win 65535
    +0 > . 1:1(0) ack 12 <...>
    // B=CLOSE_WAIT
    +0 read(4, ..., 10) = 10
    +0 close(4) = 0
    +0 > F. 1:1(0) ack 12 <...>
    +0 < . 12:12(0) ack 2 win 65535
  `)
})

test('a kernel that opens connects without waiting', () => {
  expect(
    script(
      `A -> B  SYN      seq=j            mss=1460 ts=s/0
B -> A  SYN ACK  seq=k    ack=j+1 ts=t/s
A -> B  ACK      seq=j+1  ack=k+1 ts=s+5/t
A: send 10
A -> B  PSH ACK  seq=j+1  ack=k+1 len=10 ts=s+6/t
A: abort
A -> B  RST ACK  seq=j+11 ack=k+1
`,
      'A',
    ),
  ).toMatchInlineSnapshot(`
    // x
    // A is the kernel
    \`sysctl -q net.ipv4.tcp_timestamps=1 net.ipv4.tcp_sack=0 net.ipv4.tcp_window_scaling=0 net.ipv4.tcp_ecn=0 net.ipv4.tcp_syncookies=0 net.ipv4.tcp_fastopen=0\`

    +0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
    +0 fcntl(3, F_SETFL, O_RDWR|O_NONBLOCK) = 0
    +0 connect(3, ..., ...) = -1 EINPROGRESS (Operation now in progress)
    +0 > S 0:0(0) <mss 1460,TS val 100 ecr 0>
    +0 < S. 0:0(0) ack 1 win 65535 <mss 1460,TS val 100 ecr 100>
    +0 > . 1:1(0) ack 1 <TS val 105 ecr 100>
    +0 write(3, ..., 10) = 10
    +0 > P. 1:11(10) ack 1 <TS val 106 ecr 100>
    +0 setsockopt(3, SOL_SOCKET, SO_LINGER, {onoff=1, linger=0}, 8) = 0
    +0 close(3) = 0
    +0 > R. 11:11(0) ack 1 <...>
  `)
})

test('a connection that is given is opened first', () => {
  expect(
    script(
      `given A ESTABLISHED seq=u ack=v, B ESTABLISHED
A -> B  FIN ACK  seq=u    ack=v
B -> A  ACK      seq=v    ack=u+1
`,
      'B',
    ),
  ).toMatchInlineSnapshot(`
    // x
    // B is the kernel
    \`sysctl -q net.ipv4.tcp_timestamps=0 net.ipv4.tcp_sack=0 net.ipv4.tcp_window_scaling=0 net.ipv4.tcp_ecn=0 net.ipv4.tcp_syncookies=0 net.ipv4.tcp_fastopen=0\`

    // What the trace begins with.
    +0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
    +0 setsockopt(3, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0
    +0 bind(3, ..., ...) = 0
    +0 listen(3, 1) = 0
    +0 < S 0:0(0) win 65535 <mss 1460>
    +0 > S. 0:0(0) ack 1 <...>
    +0 < . 1:1(0) ack 1 win 65535
    +0 accept(3, ..., ...) = 4

    +0 < F. 1:1(0) ack 1 win 65535
    +0 > . 1:1(0) ack 2 <...>
  `)
})

test('a timer decides when: a range, or whenever', () => {
  const text = `B: listen
A -> B  SYN      seq=j
B -> A  SYN ACK  seq=k    ack=j+1
B: retransmit after 800ms..1200ms
B -> A  SYN ACK  seq=k    ack=j+1
B: retransmit
B -> A  SYN ACK  seq=k    ack=j+1
wait 200ms
A -> B  ACK      seq=j+1  ack=k+1
`
  const timed = script(text, 'B')
    .split('\n')
    .filter(line => /^[+*].* [<>] /.test(line))
  expect(timed).toEqual([
    '+0 < S 0:0(0) win 65535 <mss 1460>',
    '+0 > S. 0:0(0) ack 1 <...>',
    '+0.8~+1.2 > S. 0:0(0) ack 1 <...>',
    '* > S. 0:0(0) ack 1 <...>',
    '+0.2 < . 1:1(0) ack 1 win 65535',
  ])
})

test('what is lost on its way to the kernel, and what is still on its way, is a comment', () => {
  const text = `B: listen
A -x B   SYN  seq=j
A -> ... SYN  seq=j
... -> B SYN  seq=j
B -> A   SYN ACK? seq=k ack=j+1
`
  expect(script(text, 'B').split('\n').slice(-5).join('\n')).toMatchInlineSnapshot(`
    // A -x B SYN seq=j
    // A -> ... SYN seq=j
    +0 < S 0:0(0) win 65535 <mss 1460>
    // B -> A SYN ACK? seq=k ack=j+1
  `)
})

test('a closing connection is brought there, where a FIN has taken up its number', () => {
  const text = `given B LAST_ACK seq=v ack=u, A CLOSED
A -> B  ACK  seq=u  ack=v
`
  expect(script(text, 'B').split('\n').slice(8).join('\n')).toMatchInlineSnapshot(`
    +0 listen(3, 1) = 0
    +0 < S 0:0(0) win 65535 <mss 1460>
    +0 > S. 0:0(0) ack 1 <...>
    +0 < . 1:1(0) ack 1 win 65535
    +0 accept(3, ..., ...) = 4
    +0 < F. 1:1(0) ack 1 win 65535
    +0 > . 1:1(0) ack 2 <...>
    +0 shutdown(4, SHUT_WR) = 0
    +0 > F. 1:1(0) ack 2 <...>

    +0 < . 2:2(0) ack 2 win 65535
  `)
})

test('an end of several connections is nothing for a script', () => {
  expect(() => script('A -> B  SYN seq=j\nC -> B  SYN seq=i\n', 'B')).toThrow(
    'line 1: a script has one connection, and B has several peers',
  )
})

test('no text of a trace gets out of its comment', () => {
  const text = `trace "a\\tb"
kernel tcp_rmem=4096 tcp_x='1'
A -> B  SYN seq=j
note A "two; \`words\`"
`
  for (const line of script(text, 'B').split('\n'))
    expect(line).toMatch(/^(\/\/.*|`sysctl -q [\w.= -]*`|[+*].*|)$/)
})

function script(text: string, kernel: string): string {
  const [trace] = checkFile(readLines(text), { name: 'x' }).traces
  if (!trace) throw new Error('no trace')
  return exportPacketdrill(trace, kernel)
}
