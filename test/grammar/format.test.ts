import { formatText } from '@synfin/grammar'
import { expect, test } from 'vitest'

test('a trace written in haste comes out in columns', () => {
  expect(
    formatText(`trace   "client closes first"   // as ever
  B:listen
A : connect  B
A->B SYN seq = j [A=SYN_SENT,B=SYN_RCVD]
B->A SYN+ACK seq=k ack = j + 1 [A=ESTABLISHED] // the second
A->B ACK seq=j+1 ack=k+1
A-xB FINACK seq=j+1 ack=k+1   //! error a-code // lost
A->... PSH,ACK? ack=k+1 len=n mss=1460
...->B stray SYN seq=90 [B/A=SYN-RCVD refused]
B->A ICMP port-unreachable seq=j
A: retransmit after 1s .. 2s [A=FIN_WAIT_1]
wait 2s
`),
  ).toMatchInlineSnapshot(`
    trace "client closes first"  // as ever
    B: listen
    A: connect B
    A -> B    SYN       seq=j               [A=SYN_SENT  B=SYN_RCVD]
    B -> A    SYN ACK   seq=k    ack=j+1    [A=ESTABLISHED]  // the second
    A -> B    ACK       seq=j+1  ack=k+1
    A -x B    FIN ACK   seq=j+1  ack=k+1    //! error a-code // lost
    A -> ...  PSH ACK?           ack=k+1  len=n mss=1460
    ... -> B  stray SYN seq=90              [B/A=SYN-RCVD refused]
    B -> A    ICMP port-unreachable seq=j
    A: retransmit after 1s..2s              [A=FIN_WAIT_1]
    wait 2s
  `)
})

test('a number left out leaves its column empty', () => {
  expect(
    formatText(`A -> B SYN
B -> A SYN ACK [B=SYN_RCVD]
A -> B RST seq=j+1
A -> B FIN ACK ack=k`),
  ).toMatchInlineSnapshot(`
    A -> B  SYN
    B -> A  SYN ACK    [B=SYN_RCVD]
    A -> B  RST      seq=j+1
    A -> B  FIN ACK  ack=k
  `)
})

test('every other line has one space between its words', () => {
  expect(
    formatText(`host   X[200]   198.51.100.1 : 80   win = 5
host B [2001:db8::1]:80 defer-accept
given A  FIN - WAIT - 1  win=5 seq = j + 1 ,B CLOSED
kernel  a.b = "two  words"   c=-1
note A,B   "as  it  stands"
use f( A , X[3],j + 1 )
fragment f( C,S )
fragment nothing( )
A: connect   X[2]   fails   ECONNREFUSED
A: send   n - 1
A: shutdown   receive   fails
[ A = CLOSED   reset ]
`),
  ).toMatchInlineSnapshot(`
    host X[200] 198.51.100.1:80 win=5
    host B [2001:db8::1]:80 defer-accept
    given A FIN-WAIT-1 seq=j+1 win=5, B CLOSED
    kernel a.b="two  words" c=-1
    note A, B "as  it  stands"
    use f(A, X[3], j+1)
    fragment f(C, S)
    fragment nothing()
    A: connect X[2] fails ECONNREFUSED
    A: send n-1
    A: shutdown receive fails
    [A=CLOSED reset]
  `)
})

test('columns begin anew after an empty line and at a trace', () => {
  expect(
    formatText(`A -> B SYN seq=1
B -> A SYN ACK seq=1234567 ack=2

A -> B SYN seq=1 ack=2
trace "another"
LongName -> B SYN seq=1 ack=2
`),
  ).toMatchInlineSnapshot(`
    A -> B  SYN      seq=1
    B -> A  SYN ACK  seq=1234567  ack=2

    A -> B  SYN  seq=1  ack=2
    trace "another"
    LongName -> B  SYN  seq=1  ack=2
  `)
})

test('a comment behind Chinese stands in its column too', () => {
  expect(
    formatText('A -> B SYN seq=j win=65535 // one\nnote A "第三次握手" // two\nB -> A SYN ACK // three\n'),
  ).toMatchInlineSnapshot(`
    A -> B  SYN  seq=j  win=65535    // one
    note A "第三次握手"              // two
    B -> A  SYN ACK                  // three
  `)
})

test('comments stand where claims do, and after them on lines that have both', () => {
  expect(
    formatText(`// first
   // indented
A -> B SYN seq=j // one
B -> A SYN ACK seq=k ack=j+1 [A=ESTABLISHED] // two
A -> B ACK [B=ESTABLISHED  A=ESTABLISHED] //! error three
host A // four
`),
  ).toMatchInlineSnapshot(`
    // first
    // indented
    A -> B  SYN      seq=j             // one
    B -> A  SYN ACK  seq=k  ack=j+1    [A=ESTABLISHED]                 // two
    A -> B  ACK                        [B=ESTABLISHED  A=ESTABLISHED]  //! error three
    host A                             // four
  `)
})

test('lines that cannot be read stay exactly as they are', () => {
  expect(formatText('A->B   SYN\n  A:   conect B  // why \nA->B ACK  //! what\n\tB :close')).toBe(
    'A -> B  SYN\n  A:   conect B  // why \nA->B ACK  //! what\nB: close',
  )
})

test('a very long line moves no other', () => {
  const long = 'N'.repeat(200)
  expect(formatText(`A->B SYN seq=j [A=LISTEN]\n${long}->B SYN seq=j [A=LISTEN]`)).toBe(
    `A -> B  SYN  seq=j    [A=LISTEN]\n${long} -> B SYN seq=j  [A=LISTEN]`,
  )
})

test.each([
  ['\n', ''],
  ['\r\n', ''],
  ['\r', ''],
  ['\n', '\n'],
  ['\r\n', '\r\n'],
  ['\r\n', '\r\n\r\n'],
])('line ends %j and the end of the file %j are kept', (newline, end) => {
  const wanted = ['A: listen', '', '// a comment', 'A: close'].join(newline) + end
  expect(formatText(`\ufeffA:listen  ${newline}  ${newline} // a comment${newline}A:close${end}`)).toBe(
    `\ufeff${wanted}`,
  )
})
