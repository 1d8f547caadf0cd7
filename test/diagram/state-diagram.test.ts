import { stateDiagram } from '@synfin/diagram'
import { edgesFrom } from '@synfin/tcp'
import { describe, expect, test } from 'vitest'
import { checked, way } from './drawing.ts'

const CLIENT_CLOSES_FIRST = `
  trace "client closes first"
  B: listen
  A: connect B
  A -> B  SYN      seq=j
  B -> A  SYN ACK  seq=k    ack=j+1
  A -> B  ACK      seq=j+1  ack=k+1
  A: close
  A -> B  FIN ACK  seq=j+1  ack=k+1
  B -> A  ACK      seq=k+1  ack=j+2
  B: close
  B -> A  FIN ACK  seq=k+1  ack=j+2
  A -> B  ACK      seq=j+2  ack=k+2
  A: 2msl
`

describe('a state diagram', () => {
  test('is RFC 9293 Figure 5 with the way of both ends', () => {
    expect(stateDiagram(checked(CLIENT_CLOSES_FIRST))).toMatchInlineSnapshot(`
      stateDiagram-v2
        accTitle: client closes first states
        state "CLOSED<br/>A, B" as CLOSED
        state "LISTEN<br/>B" as LISTEN
        state "SYN_SENT<br/>A" as SYN_SENT
        state "SYN_RCVD<br/>B" as SYN_RCVD
        state "ESTABLISHED<br/>A, B" as ESTABLISHED
        state "FIN_WAIT_1<br/>A" as FIN_WAIT_1
        state "FIN_WAIT_2<br/>A" as FIN_WAIT_2
        state "CLOSE_WAIT<br/>B" as CLOSE_WAIT
        state "CLOSING" as CLOSING
        state "LAST_ACK<br/>B" as LAST_ACK
        state "TIME_WAIT<br/>A" as TIME_WAIT
        [*] --> CLOSED : A, B
        CLOSED --> LISTEN : passive OPEN<br/>B line 3
        CLOSED --> SYN_SENT : active OPEN<br/>A line 4
        LISTEN --> SYN_RCVD : rcv SYN<br/>B line 5
        LISTEN --> SYN_SENT : SEND
        LISTEN --> CLOSED : CLOSE
        SYN_SENT --> SYN_RCVD : rcv SYN
        SYN_SENT --> ESTABLISHED : rcv SYN ACK<br/>A line 6
        SYN_SENT --> CLOSED : CLOSE
        SYN_RCVD --> ESTABLISHED : rcv ACK of SYN<br/>B line 7
        SYN_RCVD --> FIN_WAIT_1 : CLOSE
        SYN_RCVD --> LISTEN : rcv RST
        ESTABLISHED --> FIN_WAIT_1 : CLOSE<br/>A line 8
        ESTABLISHED --> CLOSE_WAIT : rcv FIN<br/>B line 9
        FIN_WAIT_1 --> FIN_WAIT_2 : rcv ACK of FIN<br/>A line 10
        FIN_WAIT_1 --> CLOSING : rcv FIN
        FIN_WAIT_1 --> TIME_WAIT : rcv FIN and ACK of FIN
        CLOSE_WAIT --> LAST_ACK : CLOSE<br/>B line 11
        FIN_WAIT_2 --> TIME_WAIT : rcv FIN<br/>A line 12
        CLOSING --> TIME_WAIT : rcv ACK of FIN
        LAST_ACK --> CLOSED : rcv ACK of FIN<br/>B line 13
        TIME_WAIT --> CLOSED : 2MSL<br/>A line 14
        CLOSED --> [*] : A, B
        classDef several fill:#dcfce7,stroke:#15803d,color:#111827
        class CLOSED,ESTABLISHED several
        classDef end1 fill:#fef3c7,stroke:#b45309,color:#111827
        class LISTEN,SYN_RCVD,CLOSE_WAIT,LAST_ACK end1
        classDef end0 fill:#dbeafe,stroke:#1d4ed8,color:#111827
        class SYN_SENT,FIN_WAIT_1,FIN_WAIT_2,TIME_WAIT end0
        classDef untouched fill:transparent,stroke:#8b949e,color:#8b949e
        class CLOSING untouched
    `)
  })

  test('has only edges that the state machine has', () => {
    const edges = [
      ...stateDiagram(checked('trace "empty"')).matchAll(/^ {2}([A-Z_0-9]+) --> ([A-Z_0-9]+) :/gm),
    ]
    expect(edges).toHaveLength(21)
    for (const [, from, to] of edges) expect(edgesFrom(from as Parameters<typeof edgesFrom>[0])).toContain(to)
  })

  test('adds an edge that Figure 5 leaves out where the trace takes it', () => {
    expect(
      way(`
        given A ESTABLISHED, B ESTABLISHED
        A: abort
        A -> B RST ACK
      `),
    ).toMatchInlineSnapshot(`
      state "CLOSED<br/>A, B" as CLOSED
      state "ESTABLISHED<br/>A, B" as ESTABLISHED
      [*] --> ESTABLISHED : A, B
      ESTABLISHED --> CLOSED : A line 3, B line 4
      CLOSED --> [*] : A, B
      class CLOSED,ESTABLISHED several
    `)
  })

  test('goes through the states of calls that the trace leaves out', () => {
    expect(
      way(`
        A -> B  SYN      seq=j
        B -> A  SYN ACK  seq=k    ack=j+1
        A -> B  ACK      seq=j+1  ack=k+1
      `),
    ).toMatchInlineSnapshot(`
      state "CLOSED<br/>A" as CLOSED
      state "LISTEN<br/>B" as LISTEN
      state "SYN_SENT<br/>A" as SYN_SENT
      state "SYN_RCVD<br/>B" as SYN_RCVD
      state "ESTABLISHED<br/>A, B" as ESTABLISHED
      [*] --> CLOSED : A
      [*] --> LISTEN : B
      CLOSED --> SYN_SENT : active OPEN<br/>A line 2
      LISTEN --> SYN_RCVD : rcv SYN<br/>B line 2
      SYN_SENT --> ESTABLISHED : rcv SYN ACK<br/>A line 3
      SYN_RCVD --> ESTABLISHED : rcv ACK of SYN<br/>B line 4
      ESTABLISHED --> [*] : A, B
      class CLOSED,SYN_SENT end0
      class LISTEN,SYN_RCVD end1
      class ESTABLISHED several
    `)
  })

  test('counts what many ends do instead of naming them all', () => {
    const flood = Array.from({ length: 200 }, (_, index) => `X[${index + 1}] -> B SYN`)
    const text = stateDiagram(checked(['host X[200] 198.51.100.1', 'B: listen', ...flood].join('\n')))
    expect(text.length).toBeLessThan(3000)
    expect(text).toContain('passive OPEN<br/>B line 2\n')
    expect(text).toContain('rcv SYN<br/>B lines 3, 4, 5 and 197 more\n')
  })
})
