import { expect, test } from 'vitest'
import { rfcFigure } from './rfc-figure.ts'

test('RFC 9293 Figure 6: basic three-way handshake', () => {
  expect(
    rfcFigure(`
    A -> B  SYN      seq=100
    B -> A  SYN ACK  seq=300 ack=101
    A -> B  ACK      seq=101 ack=301
    A -> B  ACK      seq=101 ack=301 len=10
  `),
  ).toMatchInlineSnapshot(`
    1.  CLOSED                                                LISTEN
    2.  SYN-SENT    --> <SEQ=100><CTL=SYN>                --> SYN-RECEIVED
    3.  ESTABLISHED <-- <SEQ=300><ACK=101><CTL=SYN,ACK>   <-- SYN-RECEIVED
    4.  ESTABLISHED --> <SEQ=101><ACK=301><CTL=ACK>       --> ESTABLISHED
    5.  ESTABLISHED --> <SEQ=101><ACK=301><CTL=ACK><DATA> --> ESTABLISHED
  `)
})

test('RFC 9293 Figure 7: simultaneous connection synchronization', () => {
  expect(
    rfcFigure(`
    A -> ... SYN      seq=100
    B -> A   SYN      seq=300
    ... -> B SYN      seq=100
    A -> ... SYN ACK  seq=100 ack=301
    B -> A   SYN ACK  seq=300 ack=101
    ... -> B SYN ACK  seq=100 ack=301
  `),
  ).toMatchInlineSnapshot(`
    1.  CLOSED                                               CLOSED
    2.  SYN-SENT     ... <SEQ=100><CTL=SYN>              ... CLOSED
    3.  SYN-RECEIVED <-- <SEQ=300><CTL=SYN>              <-- SYN-SENT
    4.  SYN-RECEIVED --> <SEQ=100><CTL=SYN>              --> SYN-RECEIVED
    5.  SYN-RECEIVED ... <SEQ=100><ACK=301><CTL=SYN,ACK> ... SYN-RECEIVED
    6.  ESTABLISHED  <-- <SEQ=300><ACK=101><CTL=SYN,ACK> <-- SYN-RECEIVED
    7.  ESTABLISHED  --> <SEQ=100><ACK=301><CTL=SYN,ACK> --> ESTABLISHED
  `)
})

test('RFC 9293 Figure 8: recovery from an old duplicate SYN', () => {
  expect(
    rfcFigure(`
    B: listen
    A -> ... SYN      seq=100
    ... -> B stray SYN seq=90
    B -> A   SYN ACK  seq=300 ack=91
    A -> B   RST      seq=91
    ... -> B SYN      seq=100
    B -> A   SYN ACK  seq=400 ack=101
    A -> B   ACK      seq=101 ack=401
  `),
  ).toMatchInlineSnapshot(`
    1.  CLOSED                                              CLOSED
    2.  SYN-SENT    ... <SEQ=100><CTL=SYN>              ... LISTEN
    3.  SYN-SENT    --> <SEQ=90><CTL=SYN>               --> SYN-RECEIVED
    4.  SYN-SENT    <-- <SEQ=300><ACK=91><CTL=SYN,ACK>  <-- SYN-RECEIVED
    5.  SYN-SENT    --> <SEQ=91><CTL=RST>               --> LISTEN
    6.  SYN-SENT    --> <SEQ=100><CTL=SYN>              --> SYN-RECEIVED
    7.  ESTABLISHED <-- <SEQ=400><ACK=101><CTL=SYN,ACK> <-- SYN-RECEIVED
    8.  ESTABLISHED --> <SEQ=101><ACK=401><CTL=ACK>     --> ESTABLISHED
  `)
})

test('RFC 9293 Figure 9: half-open connection discovery', () => {
  expect(
    rfcFigure(`
    given A CLOSED, B ESTABLISHED seq=300 ack=100 win=200
    A -> B  SYN  seq=400
    B -> A  ACK  seq=300 ack=100
    A -> B  RST  seq=100
    B: listen
    A -> B  SYN  seq=400
  `),
  ).toMatchInlineSnapshot(`
    1.  CLOSED                                       ESTABLISHED
    2.  SYN-SENT --> <SEQ=400><CTL=SYN>          --> ESTABLISHED
    3.  SYN-SENT <-- <SEQ=300><ACK=100><CTL=ACK> <-- ESTABLISHED
    4.  SYN-SENT --> <SEQ=100><CTL=RST>          --> CLOSED
    5.  SYN-SENT --> <SEQ=400><CTL=SYN>          --> SYN-RECEIVED
  `)
})

test('RFC 9293 Figure 10: active side causes half-open connection discovery', () => {
  expect(
    rfcFigure(`
    given A CLOSED, B ESTABLISHED seq=300 ack=100
    B -> A  ACK  seq=300 ack=100 len=10
    A -> B  RST  seq=100
  `),
  ).toMatchInlineSnapshot(`
    1.  CLOSED                                           ESTABLISHED
    2.  CLOSED <-- <SEQ=300><ACK=100><CTL=ACK><DATA> <-- ESTABLISHED
    3.  CLOSED --> <SEQ=100><CTL=RST>                --> CLOSED
  `)
})

test('RFC 9293 Figure 11: old duplicate SYN initiates a reset on two passive sockets', () => {
  expect(
    rfcFigure(`
    A: listen
    B: listen
    ... -> B stray SYN seq=7000
    B -> A  SYN ACK seq=300 ack=7001
    A -> B  RST     seq=7001
  `),
  ).toMatchInlineSnapshot(`
    1.  CLOSED                                          CLOSED
    2.  LISTEN --> <SEQ=7000><CTL=SYN>              --> SYN-RECEIVED
    3.  LISTEN <-- <SEQ=300><ACK=7001><CTL=SYN,ACK> <-- SYN-RECEIVED
    4.  LISTEN --> <SEQ=7001><CTL=RST>              --> LISTEN
  `)
})

test('RFC 9293 Figure 12: normal close sequence', () => {
  expect(
    rfcFigure(`
    given A ESTABLISHED seq=100 ack=300, B ESTABLISHED
    A -> B  FIN ACK  seq=100 ack=300
    B -> A  ACK      seq=300 ack=101
    B -> A  FIN ACK  seq=300 ack=101
    A -> B  ACK      seq=101 ack=301
    A: 2msl
  `),
  ).toMatchInlineSnapshot(`
    1.  ESTABLISHED                                         ESTABLISHED
    2.  FIN-WAIT-1  --> <SEQ=100><ACK=300><CTL=FIN,ACK> --> CLOSE-WAIT
    3.  FIN-WAIT-2  <-- <SEQ=300><ACK=101><CTL=ACK>     <-- CLOSE-WAIT
    4.  TIME-WAIT   <-- <SEQ=300><ACK=101><CTL=FIN,ACK> <-- LAST-ACK
    5.  TIME-WAIT   --> <SEQ=101><ACK=301><CTL=ACK>     --> CLOSED
    6.  CLOSED         (A: 2msl)                            CLOSED
  `)
})

test('RFC 9293 Figure 13: simultaneous close sequence', () => {
  expect(
    rfcFigure(`
    given A ESTABLISHED seq=100 ack=300, B ESTABLISHED
    A -> ... FIN ACK  seq=100 ack=300
    B -> A   FIN ACK  seq=300 ack=100
    ... -> B FIN ACK  seq=100 ack=300
    A -> ... ACK      seq=101 ack=301
    B -> A   ACK      seq=301 ack=101
    ... -> B ACK      seq=101 ack=301
    A: 2msl
    B: 2msl
  `),
  ).toMatchInlineSnapshot(`
    1.  ESTABLISHED                                         ESTABLISHED
    2.  FIN-WAIT-1  ... <SEQ=100><ACK=300><CTL=FIN,ACK> ... ESTABLISHED
    3.  CLOSING     <-- <SEQ=300><ACK=100><CTL=FIN,ACK> <-- FIN-WAIT-1
    4.  CLOSING     --> <SEQ=100><ACK=300><CTL=FIN,ACK> --> CLOSING
    5.  CLOSING     ... <SEQ=101><ACK=301><CTL=ACK>     ... CLOSING
    6.  TIME-WAIT   <-- <SEQ=301><ACK=101><CTL=ACK>     <-- CLOSING
    7.  TIME-WAIT   --> <SEQ=101><ACK=301><CTL=ACK>     --> TIME-WAIT
    8.  CLOSED         (A: 2msl)                            TIME-WAIT
    9.  CLOSED         (B: 2msl)                            CLOSED
  `)
})
