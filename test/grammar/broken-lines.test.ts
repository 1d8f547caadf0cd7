import { readLines } from '@synfin/grammar'
import { expect, test } from 'vitest'
import { report } from './report.ts'

const WORDS = [
  'A -> B  SYN  sqe=j',
  'A -> B  ACK  seq=j sck=k+1',
  'A -> B  syn',
  'B -> A  syn+ack ack=j+1',
  'A -> B  SYM seq=j',
  'A -> B  SYN AKC',
  'A: conect B',
  'B: lisen',
  'A: recieve',
  'A: retransmt',
  'lisen',
  'A: LISTEN',
  'hots A 192.0.2.1',
  'trcae "a name"',
  'given A ESTABLISHED sqe=u',
  'host A 192.0.2.1 defer-acept',
  'B -> A  ICMP port-unreachble seq=j',
  'trace "a name" profil linux',
  '[A=CLOSED refusd]',
]

const CUT_SHORT = [
  'A',
  'A ->',
  'A -> B',
  'A -> B  SYN seq',
  'A -> B  SYN seq=',
  'A -> B  SYN seq=j+',
  'A -> B  SYN ts=1',
  'A -> B  SYN sack=1',
  'A -> B  SYN tfo=',
  'A -> B  SYN [A=SYN_SENT',
  'A:',
  'A: send',
  '... ->',
  'trace',
  'trace "a name',
  'trace "a name" profile',
  'host',
  'host A win=',
  'given A',
  'given A ESTABLISHED,',
  'kernel',
  'kernel tcp_rfc1337=',
  'wait',
  'note A',
  'fragment handshake(C, S',
  'use handshake(A,',
  'A: retransmit after 1s..',
]

const OTHER_NOTATIONS = [
  'A ->> B  SYN',
  'A --> B  SYN',
  'A => B  SYN',
  'A → B  SYN',
  'A –> B  SYN',
  'A <- B  SYN',
  'A --x B  SYN',
  'A -> B: SYN',
  'A -> B  SYN, seq=j, win=5',
  'A -> B  ACK seq=1,ack=2,win=5',
  '12:00:01.5 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [S.], seq 300, ack 101, length 0',
  '192.0.2.1:80 -> B  SYN',
  'A -> 192.0.2.2  SYN',
  '# a comment',
  'trace “a name”',
  'host A 2001:db8::1',
  'host A example.com',
]

const MISPLACED = [
  'A B SYN',
  'A listen',
  'listen',
  'A -> B  seq=j',
  'A -> B  SYN seq=j ACK',
  'A -> B  SYN stray',
  'A -> B  ACK [A=ESTABLISHED] seq=j',
  'A -> B  SYN seq= ack=k+1',
  'A -> B  SYN seq j',
  'B -> A  SYN ack seq=k',
  'A -> B  SYN sackok=1',
  'A -> B  SYN [A SYN_SENT]',
  'A -> B  SYN [A=SYN_SENT B SYN_RCVD]',
  'A -> B  SYN []',
  'A: listen  B: listen',
  'A: retransmit 1s',
  'A: close now',
  'wait 200',
  'wait 200m',
  'trace a name profile linux',
  'note A hello',
  'given A ESTABLISHED seq=j B CLOSED',
  'use handshake(A B)',
  '... -x B  SYN',
  'SYN -> B  ACK',
  'A -> seq  SYN',
  '1A -> B  SYN',
  'A -> B  SYN seq=1x',
  'A -> B  SYN seq=win',
  '-> B  SYN',
  'A -> B  SYN é',
  'A -> B  SYN\u0000',
]

const MALFORMED = [
  'A -x ...  SYN',
  'A -> B  SYN mtu=1280',
  'B -> A  ICMP port-unreachable ack=j',
  'A -> B  ACK len=*',
  'A -> B  SYN tfo=xyz',
  'host A 192.0.2.300',
  'host A [2001:db8::1::2]',
  'host A 192.0.2.1:99999',
  'host A win=1 win=2',
  'host X[0]',
  'host X[5] 255.255.255.254:80',
  'given A ESTABLISHED seq=1 seq=2',
  'A: retransmit after 2s..1s',
  'A: connect B fails no',
  `note A "${'long '.repeat(2_000)}"`,
]

const BROKEN = [...WORDS, ...CUT_SHORT, ...OTHER_NOTATIONS, ...MISPLACED, ...MALFORMED]

test('a misspelt word', () => {
  expect(WORDS.map(report).join('\n\n')).toMatchInlineSnapshot(`
    A -> B  SYN  sqe=j
                 ^^^
    \`sqe\` is no field
    = help: did you mean \`seq\`?
    = write: seq

    A -> B  ACK  seq=j sck=k+1
                       ^^^
    \`sck\` is no field
    = help: did you mean \`ack\`?
    = write: ack

    A -> B  syn
            ^^^
    flags are written in capitals
    = help: write \`SYN\`
    = write: SYN

    B -> A  syn+ack ack=j+1
            ^^^^^^^
    flags are written in capitals
    = help: write \`SYN+ACK\`
    = write: SYN+ACK

    A -> B  SYM seq=j
            ^^^
    \`SYM\` is no flag
    = help: did you mean \`SYN\`?
    = write: SYN

    A -> B  SYN AKC
                ^^^
    \`AKC\` is no flag or field
    = help: did you mean \`ACK\`?
    = write: ACK

    A: conect B
       ^^^^^^
    \`conect\` is no call or timer
    = help: did you mean \`connect\`?
    = write: connect

    B: lisen
       ^^^^^
    \`lisen\` is no call or timer
    = help: did you mean \`listen\`?
    = write: listen

    A: recieve
       ^^^^^^^
    \`recieve\` is no call or timer
    = help: did you mean \`receive\`?
    = write: receive

    A: retransmt
       ^^^^^^^^^
    \`retransmt\` is no call or timer
    = help: did you mean \`retransmit\`?
    = write: retransmit

    lisen
    ^^^^^
    \`lisen\` begins no statement
    = help: did you mean \`A: listen\`, with the endpoint that calls?

    A: LISTEN
       ^^^^^^
    \`LISTEN\` is no call or timer
    = help: did you mean \`listen\`?
    = write: listen

    hots A 192.0.2.1
    ^^^^
    \`hots\` begins no statement
    = help: did you mean \`host\`?
    = write: host

    trcae "a name"
    ^^^^^
    \`trcae\` begins no statement
    = help: did you mean \`trace\`?
    = write: trace

    given A ESTABLISHED sqe=u
                        ^^^
    \`sqe\` is no number that \`given\` sets
    = help: did you mean \`seq\`?
    = write: seq

    host A 192.0.2.1 defer-acept
                     ^^^^^^^^^^^
    \`defer-acept\` is no setting of a host
    = help: did you mean \`defer-accept\`?
    = write: defer-accept

    B -> A  ICMP port-unreachble seq=j
                 ^^^^^^^^^^^^^^^
    \`port-unreachble\` is no ICMP error
    = help: did you mean \`port-unreachable\`?
    = write: port-unreachable

    trace "a name" profil linux
                   ^^^^^^
    \`profil\` is no part of a \`trace\` line
    = help: did you mean \`profile\`?
    = write: profile

    [A=CLOSED refusd]
              ^^^^^^
    \`refusd\` is no reason why a connection is CLOSED
    = help: did you mean \`refused\`?
    = write: refused
  `)
})

test('a line cut short', () => {
  expect(CUT_SHORT.map(report).join('\n\n')).toMatchInlineSnapshot(`
    A
     ^
    the line ends where an arrow or a colon should stand
    = help: write \`A -> B SYN\` or \`A: connect B\`

    A ->
        ^
    the line ends where an endpoint or \`...\` should stand

    A -> B
          ^
    this segment has no flags
    = help: write them after the endpoints, or NONE if it bears none

    A -> B  SYN seq
                   ^
    \`seq\` has no value
    = help: write \`seq=\` and its value

    A -> B  SYN seq=
                    ^
    \`seq=\` has no value
    = help: write a sum such as \`seq=j+1\`

    A -> B  SYN seq=j+
                      ^
    the line ends where a number or a symbol should stand
    = help: write a sum such as \`j+1\`

    A -> B  SYN ts=1
                    ^
    the line ends where \`/\` and the echo should stand
    = help: write \`ts=VALUE/ECHO\`

    A -> B  SYN sack=1
                      ^
    the line ends where \`:\` and the right edge of the block should stand
    = help: write \`sack=LEFT:RIGHT\`

    A -> B  SYN tfo=
                    ^
    the line ends where a cookie in hexadecimal should stand
    = help: write \`tfo=0a1b2c3d\`

    A -> B  SYN [A=SYN_SENT
                           ^
    this claim has no closing \`]\`
    = help: end it with \`]\`
    = write: ]

    A:
      ^
    the line ends where a call or a timer should stand
    = help: calls: listen, unlisten, connect, send, receive, shutdown, close, abort; timers: 2msl, retransmit, user-timeout, reboot

    A: send
           ^
    \`send\` does not say how much
    = help: write a number of octets or a symbol: \`send 100\`, \`send n\`

    ... ->
          ^
    the line ends where an endpoint should stand

    trace
         ^
    the line ends where a text in double quotes should stand

    trace "a name
          ^^^^^^^
    this text has no closing quote
    = help: end it with \`"\`; a quote within it is written \`\\"\`
    = write: "a name"

    trace "a name" profile
                          ^
    the line ends where a profile should stand
    = help: write \`rfc9293\` or \`linux\`

    host
        ^
    the line ends where an endpoint should stand

    host A win=
               ^
    the line ends where a number should stand
    = help: write it in decimal or as \`0x…\`

    given A
           ^
    the line ends where a state should stand
    = help: write its name, such as \`ESTABLISHED\`

    given A ESTABLISHED,
                        ^
    the line ends where an endpoint should stand

    kernel
          ^
    the line ends where a setting should stand
    = help: write \`kernel tcp_rfc1337=1\`

    kernel tcp_rfc1337=
                       ^
    the line ends where a value should stand
    = help: a value with other signs or spaces stands in double quotes

    wait
        ^
    the line ends where a time should stand
    = help: write it with its unit: \`200ms\`, \`2s\`

    note A
          ^
    the line ends where a text in double quotes should stand

    fragment handshake(C, S
                           ^
    this list has no closing \`)\`
    = help: end it with \`)\`
    = write: )

    use handshake(A,
                    ^
    the line ends where an endpoint or a number should stand

    A: retransmit after 1s..
                            ^
    the line ends where a time should stand
    = help: write it with its unit: \`200ms\`, \`2s\`
  `)
})

test("another notation's signs", () => {
  expect(OTHER_NOTATIONS.map(report).join('\n\n')).toMatchInlineSnapshot(`
    A ->> B  SYN
      ^^^
    \`->>\` is no arrow of the language
    = help: write \`->\`
    = write: ->

    A --> B  SYN
      ^^^
    \`-->\` is no arrow of the language
    = help: write \`->\`
    = write: ->

    A => B  SYN
      ^^
    \`=>\` is no arrow of the language
    = help: write \`->\`
    = write: ->

    A → B  SYN
      ^
    \`→\` is no arrow of the language
    = help: write \`->\`
    = write: ->

    A –> B  SYN
      ^^
    \`–>\` is no arrow of the language
    = help: write \`->\`
    = write: ->

    A <- B  SYN
    ^^^^^^
    an arrow points from left to right
    = help: write \`B -> A\`
    = write: B -> A

    A --x B  SYN
      ^^^
    \`--x\` is no arrow of the language
    = help: write \`-x\`
    = write: -x

    A -> B: SYN
          ^
    no colon stands between the endpoints and the flags
    = help: delete it
    = write: (nothing)

    A -> B  SYN, seq=j, win=5
               ^^^^^^^^
    no comma stands before a field
    = help: write a space
    = write:   seq=j 

    A -> B  ACK seq=1,ack=2,win=5
                     ^^^^^^^
    no comma stands before a field
    = help: write a space
    = write:  ack=2 

    12:00:01.5 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [S.], seq 300, ack 101, length 0
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    this is a line of tcpdump, not a segment of a trace
    = help: write it as \`A -> B SYN ACK\`, with names for the two ends

    192.0.2.1:80 -> B  SYN
    ^^^^^^^^^
    \`192.0.2.1\` cannot name an endpoint
    = why: a name is a letter or \`_\`, then letters, digits or \`_\`
    = help: write \`host A 192.0.2.1\` above, and \`A\` here

    A -> 192.0.2.2  SYN
         ^^^^^^^^^
    \`192.0.2.2\` cannot name an endpoint
    = why: a name is a letter or \`_\`, then letters, digits or \`_\`
    = help: write \`host A 192.0.2.2\` above, and \`A\` here

    # a comment
    ^
    a comment begins with \`//\`
    = help: write \`//\`
    = write: //

    trace “a name”
          ^^^^^^^^
    a text stands in straight double quotes
    = help: write \`"\`
    = write: "a name"

    host A 2001:db8::1
           ^^^^^^^^^^^
    an IPv6 address stands in brackets
    = help: write \`[2001:db8::1]\`
    = write: [2001:db8::1]

    host A example.com
           ^^^^^^^^^^^
    \`example.com\` is no address
    = help: write an IPv4 address (\`192.0.2.1:80\`) or an IPv6 address (\`[2001:db8::2]:80\`)
  `)
})

test('something in the wrong place, or something missing', () => {
  expect(MISPLACED.map(report).join('\n\n').replaceAll('\u0000', '␀')).toMatchInlineSnapshot(`
    A B SYN
      ^
    \`B\` stands where an arrow or a colon should
    = help: write \`A -> B SYN\` or \`A: connect B\`

    A listen
     ^
    a colon is missing before \`listen\`
    = help: write \`A: listen\`
    = write: :

    listen
    ^^^^^^
    \`listen\` does not say whose it is
    = help: write the endpoint before it: \`A: listen\`

    A -> B  seq=j
            ^^^
    this segment has no flags
    = help: write them after the endpoints, or NONE if it bears none

    A -> B  SYN seq=j ACK
                      ^^^
    the flag \`ACK\` stands after a field
    = help: write the flags before the fields

    A -> B  SYN stray
                ^^^^^
    \`stray\` stands only after the endpoint of a segment that arrives from the network
    = help: write \`... -> B stray SYN seq=90\`

    A -> B  ACK [A=ESTABLISHED] seq=j
                                ^^^
    \`seq\` stands where the end of the line should
    = help: a claim stands last

    A -> B  SYN seq= ack=k+1
                    ^
    \`seq=\` has no value
    = help: write a sum such as \`seq=j+1\`

    A -> B  SYN seq j
                   ^
    \`seq\` has no value
    = help: write \`seq=\` and its value
    = write: =

    B -> A  SYN ack seq=k
                   ^
    \`ack\` has no value
    = help: write \`ack=\` and its value, or the flag \`ACK\`

    A -> B  SYN sackok=1
                      ^^
    \`sackok\` takes no value
    = help: write \`sackok\` alone

    A -> B  SYN [A SYN_SENT]
                  ^
    this claim gives \`A\` no state
    = help: write \`A=SYN_SENT\`
    = write: =

    A -> B  SYN [A=SYN_SENT B SYN_RCVD]
                             ^
    this claim gives \`B\` no state
    = help: write \`B=SYN_RCVD\`
    = write: =

    A -> B  SYN []
                 ^
    \`]\` stands where an endpoint should

    A: listen  B: listen
               ^^^^^^^^^
    a second statement begins on this line
    = help: write one statement on each line

    A: retransmit 1s
                 ^
    a time follows \`retransmit\` only with \`after\`
    = help: write \`retransmit after 1s\`
    = write:  after

    A: close now
             ^^^
    \`now\` is no part of a call

    wait 200
         ^^^
    \`200\` has no unit of time
    = help: write milliseconds or seconds: \`200ms\`, \`2s\`

    wait 200m
         ^^^^
    \`200m\` is no time
    = help: write milliseconds or seconds: \`200ms\`, \`2s\`

    trace a name profile linux
          ^^^^^^
    \`a name\` stands without quotes
    = help: write it in double quotes
    = write: "a name"

    note A hello
           ^^^^^
    \`hello\` stands without quotes
    = help: write it in double quotes
    = write: "hello"

    given A ESTABLISHED seq=j B CLOSED
                             ^
    a comma is missing before \`B\`
    = help: write \`given A ESTABLISHED, B CLOSED\`
    = write: ,

    use handshake(A B)
                    ^
    \`B\` stands where \`,\` or \`)\` should

    ... -x B  SYN
        ^^
    a segment that arrives cannot be lost
    = help: leave the line out: what was sent with \`A -> ...\` and never arrives is lost

    SYN -> B  ACK
    ^^^
    \`SYN\` is a word of the language and cannot name an endpoint
    = help: choose another name

    A -> seq  SYN
         ^^^
    \`seq\` is a word of the language and cannot name an endpoint
    = help: choose another name

    1A -> B  SYN
    ^^
    \`1A\` cannot name an endpoint
    = why: a name is a letter or \`_\`, then letters, digits or \`_\`

    A -> B  SYN seq=1x
                    ^^
    \`1x\` is no number
    = help: write it in decimal or as \`0x…\`

    A -> B  SYN seq=win
                    ^^^
    \`win\` is a word of the language and cannot name a number
    = help: choose another name

    -> B  SYN
    ^^
    this arrow comes from nowhere
    = help: write \`A -> B\`, or \`... -> B\` for a segment that arrives from the network

    A -> B  SYN é
                ^
    \`é\` stands where a flag, a field or a claim should
    = help: fields: seq, ack, len, win, urg, mss, wscale, sackok, ts, sack, tfo, mtu

    A -> B  SYN␀
               ^
    the character \`U+0000\` cannot stand in a trace
    = help: delete it; is this a text file?
    = write: (nothing)
  `)
})

test('a value that cannot be', () => {
  expect(MALFORMED.slice(0, -1).map(report).join('\n\n')).toMatchInlineSnapshot(`
    A -x ...  SYN
      ^^
    this lost segment does not say for whom it was
    = help: write \`A -x B\`, or \`A -> ...\` if it is still in the network

    A -> B  SYN mtu=1280
                ^^^^^^^^
    a segment bears no \`mtu\`
    = help: write \`ICMP too-big mtu=1280\`, or \`mss=\` on a SYN

    B -> A  ICMP port-unreachable ack=j
                                  ^^^^^
    an ICMP error bears no \`ack\`
    = help: it bears \`seq=\`, and \`too-big\` bears \`mtu=\`

    A -> B  ACK len=*
                ^^^^^
    \`len\` cannot be left open
    = help: \`*\` is for \`seq\`, \`ack\` and \`win\`

    A -> B  SYN tfo=xyz
                ^^^^^^^
    \`xyz\` is no hexadecimal cookie
    = help: write \`tfo=0a1b2c3d\`

    host A 192.0.2.300
           ^^^^^^^^^^^
    \`192.0.2.300\` is no address
    = help: IPv4 is four numbers up to 255; IPv6 is eight groups of hexadecimal digits, or fewer with one \`::\`

    host A [2001:db8::1::2]
           ^^^^^^^^^^^^^^^^
    \`2001:db8::1::2\` is no address
    = help: IPv4 is four numbers up to 255; IPv6 is eight groups of hexadecimal digits, or fewer with one \`::\`

    host A 192.0.2.1:99999
                     ^^^^^
    \`99999\` is no port
    = help: ports go up to 65535

    host A win=1 win=2
                 ^^^^^
    \`win\` is written twice
    = help: keep one of the two

    host X[0]
         ^
    one line declares 1 to 65535 endpoints
    = help: write \`host X[200]\`

    host X[5] 255.255.255.254:80
              ^^^^^^^^^^^^^^^
    \`X[3]\` has no address: \`X[2]\` has the last
    = help: begin at a lower address, or declare \`X[2]\`

    given A ESTABLISHED seq=1 seq=2
                              ^^^^^
    \`seq\` is written twice
    = help: keep one of the two

    A: retransmit after 2s..1s
                        ^^^^^^
    this range ends before it begins
    = help: write the shorter time first

    A: connect B fails no
                       ^^
    \`no\` is no errno
    = help: write one such as \`ECONNREFUSED\`
  `)
})

test('a statement without end', () => {
  expect(readLines(MALFORMED.at(-1) ?? '')[0]?.problems).toMatchObject([
    { message: 'this statement is longer than 10000 characters', span: { start: 1, end: 10_010 } },
  ])
})

test.each(BROKEN)('%j has one problem and costs no other line', broken => {
  const before = ['trace "before"', 'A -> B  SYN  seq=j  [A=SYN_SENT]']
  const after = ['B -> A  SYN ACK  seq=k  ack=j+1  //! error a-code', 'A: close']
  const around = readLines([...before, '', ...after].join('\n'))
  const lines = readLines([...before, broken, ...after].join('\n'))

  expect(lines.filter(line => line.number !== 3)).toEqual(around)
  expect(lines.find(line => line.number === 3)).toMatchObject({ kind: 'broken', problems: [{}] })
})

test.each(BROKEN)('what is proposed for %j mends it', broken => {
  for (const { problems } of readLines(broken))
    for (const { span, replacements } of problems)
      for (const replacement of replacements) {
        const mended = broken.slice(0, span.start - 1) + replacement + broken.slice(span.end - 1)
        expect(report(mended), mended).toBe('')
      }
})

test('no message says only that something is wrong', () => {
  for (const { message } of BROKEN.flatMap(line => readLines(line)).flatMap(line => line.problems)) {
    expect(message).not.toMatch(/unexpected|invalid|illegal/i)
    expect(message).toMatch(/^[^A-Z\n]/)
    expect(message).not.toMatch(/[.!]$/)
  }
})
