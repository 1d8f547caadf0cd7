import { readLines } from '@synfin/grammar'
import { expect, test } from 'vitest'
import { plain } from './plain.ts'

test('a trace line names a trace and may choose its profile', () => {
  expect(
    plain(`
trace "client closes first"
trace "as Linux does it" profile linux
trace "a \\"quoted\\" name, a \\\\ and no // comment"
`),
  ).toMatchInlineSnapshot(`
    trace name:client closes first
    trace name:as Linux does it profile:linux
    trace name:a "quoted" name, a \\ and no // comment
  `)
})

test('a host line describes an endpoint', () => {
  expect(
    plain(`
host A
host A 192.0.2.1
host A 192.0.2.1:4000 win=65535 mss=1460 wscale=7 sackok ts
host B [2001:db8::2]:80 backlog=0x10 defer-accept keepalive=1.5s
host X[200] 198.51.100.1
host S win=0
`),
  ).toMatchInlineSnapshot(`
    host end:A
    host end:A address:192.0.2.1
    host end:A address:192.0.2.1 port:4000 settings:[(name:win value:65535), (name:mss value:1460), (name:wscale value:7), (name:sackok), (name:ts)]
    host end:B address:2001:db8::2 port:80 settings:[(name:backlog value:16), (name:defer-accept), (name:keepalive value:1500)]
    host end:X count:200 address:198.51.100.1
    host end:S settings:[(name:win value:0)]
  `)
})

test('a given line says how ends start', () => {
  expect(
    plain(`
given A ESTABLISHED seq=u ack=v, B ESTABLISHED
given A FIN-WAIT-2 ack=k+1 seq=j win=0
given B CLOSED
given X[3] LISTEN , A SYN-SENT seq=100
`),
  ).toMatchInlineSnapshot(`
    given ends:[(end:A state:ESTABLISHED seq:u ack:v), (end:B state:ESTABLISHED)]
    given ends:[(end:A state:FIN-WAIT-2 seq:j ack:k+1 win:0)]
    given ends:[(end:B state:CLOSED)]
    given ends:[(end:X[3] state:LISTEN), (end:A state:SYN-SENT seq:100)]
  `)
})

test('a kernel line sets what stands under net.ipv4', () => {
  expect(
    plain(`
kernel tcp_rfc1337=1
kernel tcp_syncookies=0 conf.all.rp_filter=0 tcp_congestion_control=cubic
kernel tcp_rmem="4096 131072 6291456" a.wait.host=-1
`),
  ).toMatchInlineSnapshot(`
    kernel settings:[(name:tcp_rfc1337 value:1)]
    kernel settings:[(name:tcp_syncookies value:0), (name:conf.all.rp_filter value:0), (name:tcp_congestion_control value:cubic)]
    kernel settings:[(name:tcp_rmem value:4096 131072 6291456), (name:a.wait.host value:-1)]
  `)
})

test('a segment travels along one of four arrows', () => {
  expect(
    plain(`
A -> B  SYN
A -x B  SYN
A -> ...  SYN
... -> B  SYN
... -> B  stray SYN seq=90
A->B SYN
A-xB SYN
A->...SYN
...->B SYN
X[3] -> B SYN
`),
  ).toMatchInlineSnapshot(`
    segment from:A to:B arrow:(lost:false) flags:[SYN]
    segment from:A to:B arrow:(lost:true) flags:[SYN]
    segment from:A arrow:(lost:false) flags:[SYN]
    segment to:B arrow:(lost:false) flags:[SYN]
    segment to:B arrow:(lost:false) stray:(start:11 end:16) flags:[SYN] fields:[(name:seq value:90)]
    segment from:A to:B arrow:(lost:false) flags:[SYN]
    segment from:A to:B arrow:(lost:true) flags:[SYN]
    segment from:A arrow:(lost:false) flags:[SYN]
    segment to:B arrow:(lost:false) flags:[SYN]
    segment from:X[3] to:B arrow:(lost:false) flags:[SYN]
  `)
})

test('flags are read in every order and spelling', () => {
  expect(
    plain(`
B -> A  SYN ACK
B -> A  SYN+ACK
B -> A  SYN,ACK
B -> A  SYN-ACK
B -> A  SYNACK
B -> A  ACK + SYN
B -> A  FINPSH URG ECE,CWR+RST
B -> A  NONE
B -> A  SYN ACK?
B -> A  NONE ?
`),
  ).toMatchInlineSnapshot(`
    segment from:B to:A arrow:(lost:false) flags:[SYN, ACK]
    segment from:B to:A arrow:(lost:false) flags:[SYN, ACK]
    segment from:B to:A arrow:(lost:false) flags:[SYN, ACK]
    segment from:B to:A arrow:(lost:false) flags:[SYN, ACK]
    segment from:B to:A arrow:(lost:false) flags:[SYN, ACK]
    segment from:B to:A arrow:(lost:false) flags:[ACK, SYN]
    segment from:B to:A arrow:(lost:false) flags:[FIN, PSH, URG, ECE, CWR, RST]
    segment from:B to:A arrow:(lost:false)
    segment from:B to:A arrow:(lost:false) flags:[SYN, ACK] optional:(start:16 end:17)
    segment from:B to:A arrow:(lost:false) optional:(start:14 end:15)
  `)
})

test('an ICMP error stands in place of flags', () => {
  expect(
    plain(`
B -> A  ICMP port-unreachable seq=j
B -> A  ICMP net-unreachable seq=j
B -> A  ICMP host-unreachable seq=j
B -> A  ICMP protocol-unreachable seq=j
B -> A  ICMP too-big mtu=1280 seq=j+1
... -> A  stray ICMP port-unreachable? seq=j
`),
  ).toMatchInlineSnapshot(`
    segment from:B to:A arrow:(lost:false) icmp:port-unreachable fields:[(name:seq value:j)]
    segment from:B to:A arrow:(lost:false) icmp:net-unreachable fields:[(name:seq value:j)]
    segment from:B to:A arrow:(lost:false) icmp:host-unreachable fields:[(name:seq value:j)]
    segment from:B to:A arrow:(lost:false) icmp:protocol-unreachable fields:[(name:seq value:j)]
    segment from:B to:A arrow:(lost:false) icmp:too-big fields:[(name:mtu value:1280), (name:seq value:j+1)]
    segment to:A arrow:(lost:false) stray:(start:11 end:16) icmp:port-unreachable optional:(start:38 end:39) fields:[(name:seq value:j)]
  `)
})

test('every field is read, in any order, and even twice', () => {
  expect(
    plain(`
A -> B  SYN seq=j mss=1460 wscale=0 sackok ts=t/0 tfo
A -> B  SYN tfo=0a1b2c3d seq=0xFFFFFFFF
A -> B  SYN tfo=f00d
A -> B  ACK ack=* seq=* win=0 urg=5 len=n
A -> B  ACK seq=j+1 sack=k+1:k+101,k+201:k+301
A -> B  ACK win=1 win=2
`),
  ).toMatchInlineSnapshot(`
    segment from:A to:B arrow:(lost:false) flags:[SYN] fields:[(name:seq value:j), (name:mss value:1460), (name:wscale value:0), (name:sackok), (name:ts value:t echo:0), (name:tfo)]
    segment from:A to:B arrow:(lost:false) flags:[SYN] fields:[(name:tfo cookie:0a1b2c3d), (name:seq value:0xFFFFFFFF)]
    segment from:A to:B arrow:(lost:false) flags:[SYN] fields:[(name:tfo cookie:f00d)]
    segment from:A to:B arrow:(lost:false) flags:[ACK] fields:[(name:ack value:*), (name:seq value:*), (name:win value:0), (name:urg value:5), (name:len value:n)]
    segment from:A to:B arrow:(lost:false) flags:[ACK] fields:[(name:seq value:j+1), (name:sack blocks:[(left:k+1 right:k+101), (left:k+201 right:k+301)])]
    segment from:A to:B arrow:(lost:false) flags:[ACK] fields:[(name:win value:1), (name:win value:2)]
  `)
})

test('a number is a sum of integers and symbols', () => {
  const [line] = readLines('A -> B ACK seq=k+1+n-x-0x10+y ack=-1')
  const values = line?.kind === 'segment' ? line.fields.map(field => 'value' in field && field.value) : []
  expect(values).toMatchObject([
    {
      constant: -15,
      terms: [
        { symbol: 'k', sign: 1, span: { start: 16, end: 17 } },
        { symbol: 'n', sign: 1 },
        { symbol: 'x', sign: -1, span: { start: 22, end: 23 } },
        { symbol: 'y', sign: 1 },
      ],
    },
    { constant: -1, terms: [] },
  ])
})

test('a number too large to be exact is read as the largest that is', () => {
  const [line] = readLines(`A: send ${'9'.repeat(400)}`)
  expect(line).toMatchObject({ kind: 'call', octets: { constant: Number.MAX_SAFE_INTEGER } })
})

test('an end makes calls, and calls may fail', () => {
  expect(
    plain(`
A: listen
A: unlisten
A: connect
A: connect B
A: connect X[2] fails ECONNREFUSED
A: send 100
A: send n+1 fails EPIPE
A: receive
A: receive 100
A: receive fails
A: shutdown
A: shutdown receive
A: shutdown   receive fails ENOTCONN
A: close
A: abort fails
X[7] : close
`),
  ).toMatchInlineSnapshot(`
    call end:A call:listen
    call end:A call:unlisten
    call end:A call:connect
    call end:A call:connect peer:B
    call end:A call:connect peer:X[2] fails:(errno:ECONNREFUSED)
    call end:A call:send octets:100
    call end:A call:send octets:n+1 fails:(errno:EPIPE)
    call end:A call:receive
    call end:A call:receive octets:100
    call end:A call:receive fails:()
    call end:A call:shutdown
    call end:A call:shutdown receive
    call end:A call:shutdown receive fails:(errno:ENOTCONN)
    call end:A call:close
    call end:A call:abort fails:()
    call end:X[7] call:close
  `)
})

test('timers run out and time passes', () => {
  expect(
    plain(`
A: 2msl
A: retransmit
A: retransmit after 1s
A: retransmit after 900ms..1100ms
A: user-timeout
A: reboot
wait 200ms
wait 1.5s
`),
  ).toMatchInlineSnapshot(`
    timer end:A timer:2msl
    timer end:A timer:retransmit
    timer end:A timer:retransmit after:(min:1000 max:1000)
    timer end:A timer:retransmit after:(min:900 max:1100)
    timer end:A timer:user-timeout
    timer end:A timer:reboot
    wait duration:(min:200 max:200)
    wait duration:(min:1500 max:1500)
  `)
})

test('a claim stands alone or after what happens', () => {
  expect(
    plain(`
[A=SYN_SENT]
[A=SYN-SENT B/C=SYN_RCVD, X[3]/B=ESTAB]
[A=CLOSED refused B=CLOSED reset C=CLOSED timeout]
A -> B SYN [A=SYN_SENT  B=FIN-WAIT-1]
... -> B SYN [B=TIME_WAIT1]
A: 2msl [A=CLOSED]
A: close [A=LAST-ACK]
wait 2s [A=anything]
[B=listen]
`),
  ).toMatchInlineSnapshot(`
    claim claim:(states:[(end:A state:SYN_SENT)])
    claim claim:(states:[(end:A state:SYN-SENT), (end:B peer:C state:SYN_RCVD), (end:X[3] peer:B state:ESTAB)])
    claim claim:(states:[(end:A state:CLOSED reason:refused), (end:B state:CLOSED reason:reset), (end:C state:CLOSED reason:timeout)])
    segment from:A to:B arrow:(lost:false) flags:[SYN] claim:(states:[(end:A state:SYN_SENT), (end:B state:FIN-WAIT-1)])
    segment to:B arrow:(lost:false) flags:[SYN] claim:(states:[(end:B state:TIME_WAIT1)])
    timer end:A timer:2msl claim:(states:[(end:A state:CLOSED)])
    call end:A call:close claim:(states:[(end:A state:LAST-ACK)])
    wait duration:(min:2000 max:2000) claim:(states:[(end:A state:anything)])
    claim claim:(states:[(end:B state:listen)])
  `)
})

test('notes, fragments and their use', () => {
  expect(
    plain(`
note A "said by A"
note A, B "said \\"by\\" both"
fragment handshake(C, S, x, y)
fragment nothing()
use handshake(A, B, j, k+1)
use handshake(X[3], B, 100, 0x10)
use nothing()
`),
  ).toMatchInlineSnapshot(`
    note ends:[A] note:said by A
    note ends:[A, B] note:said "by" both
    fragment name:handshake parameters:[C, S, x, y]
    fragment name:nothing
    use fragment:handshake arguments:[(text:A expression:A), (text:B expression:B), (text:j expression:j), (text:k+1 expression:k+1)]
    use fragment:handshake arguments:[(text:X[3]), (text:B expression:B), (text:100 expression:100), (text:0x10 expression:0x10)]
    use fragment:nothing
  `)
})
