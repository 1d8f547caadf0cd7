import type { View } from '@synfin/diagram'
import { describe, expect, test } from 'vitest'
import { drawing, linesOf, sequence } from './drawing.ts'

describe('a sequence diagram', () => {
  test('shows the states of both ends where they change, and calls with the state they lead to', () => {
    expect(
      sequence(`
        B: listen
        A: connect B
        A -> B  SYN      seq=j
        B -> A  SYN ACK  seq=k    ack=j+1
        A -> B  ACK      seq=j+1  ack=k+1
        A: close
        A -> B  FIN ACK  seq=j+1  ack=k+1
      `),
    ).toMatchInlineSnapshot(`
      participant p0 as A
      participant p1 as B
      Note right of p1: listen → LISTEN
      Note left of p0: connect B → SYN_SENT
      p0->>p1: SYN seq=j
      Note right of p1: SYN_RCVD
      p1->>p0: SYN ACK seq=k ack=j+1
      Note left of p0: ESTABLISHED
      p0->>p1: ACK seq=j+1 ack=k+1
      Note right of p1: ESTABLISHED
      Note left of p0: close → FIN_WAIT_1
      p0->>p1: FIN ACK seq=j+1 ack=k+1<br/>⚠ reply-expected
      Note right of p1: CLOSE_WAIT
    `)
  })

  test('puts the end that sends the first segment on the left', () => {
    expect(sequence('B: listen\nA -> B SYN')).toContain('participant p0 as A\nparticipant p1 as B')
  })

  test('keeps the order of declared hosts', () => {
    expect(sequence('host B\nhost A\nA -> B SYN')).toContain('participant p0 as B\nparticipant p1 as A')
  })

  test('tells lost, departing, arriving and stray segments apart, and pairs departures with arrivals', () => {
    expect(
      sequence(`
        B: listen
        A -> ...  SYN      seq=100
        ... -> B  stray SYN seq=90
        B -x A    SYN ACK  seq=300  ack=91
        A -> ...  SYN      seq=100
        ... -> B  SYN      seq=100
        ... -> B  SYN      seq=100
      `),
    ).toMatchInlineSnapshot(`
      participant p0 as A
      participant p1 as B
      Note right of p1: listen → LISTEN
      Note left of p0: SYN_SENT
      p0--)p1: SYN seq=100 …①
      p0-->>p1: stray SYN seq=90
      Note right of p1: SYN_RCVD
      p1-xp0: SYN ACK seq=300 ack=91 (lost)
      p0--)p1: SYN seq=100 …②
      p0-->>p1: ①… SYN seq=100
      Note right of p1: LISTEN
      p0-->>p1: ②… SYN seq=100<br/>⚠ reply-expected
      Note right of p1: SYN_RCVD
    `)
  })

  test('shows a state that is given before the first line', () => {
    expect(
      sequence(`
        given A ESTABLISHED seq=u ack=v, B ESTABLISHED
        A -> B  FIN ACK      seq=u    ack=v
        B -> A  PSH ACK      seq=v    ack=u+1  len=n
      `),
    ).toMatchInlineSnapshot(`
      participant p0 as A
      participant p1 as B
      Note left of p0: ESTABLISHED
      Note right of p1: ESTABLISHED
      Note left of p0: FIN_WAIT_1
      p0->>p1: FIN ACK seq=u ack=v
      Note right of p1: CLOSE_WAIT
      p1->>p0: PSH ACK seq=v ack=u+1 len=n<br/>⚠ reply-expected
      Note left of p0: FIN_WAIT_2
    `)
  })

  test('shows timers, waits, notes, options and segments that may be absent', () => {
    expect(
      sequence(`
        B: listen
        A -> B  SYN      seq=j    win=65535  mss=1460 sackok
        note A "only A knows"
        note A, B "both know; see RFC 9293 <section 3.5>"
        wait 200ms
        B -> A  SYN ACK? seq=k    ack=j+1
        A: retransmit after 1s..2s
      `),
    ).toMatchInlineSnapshot(`
      participant p0 as A
      participant p1 as B
      Note right of p1: listen → LISTEN
      Note left of p0: SYN_SENT
      p0->>p1: SYN seq=j win=65535 mss=1460 sackok
      Note right of p1: SYN_RCVD
      Note over p0: only A knows
      Note over p0,p1: both know#59; see RFC 9293 #60;section 3.5#62;
      Note over p0,p1: ⏱ wait 200ms
      p1->>p0: SYN ACK? seq=k ack=j+1<br/>⚠ reply-expected
      Note left of p0: ESTABLISHED
      Note left of p0: ⏱ retransmit after 1s..2s
    `)
  })

  test('marks findings on their line, and those expected as on purpose', () => {
    expect(
      sequence(`
        B: listen
        A -> B  SYN      seq=j
        B -> A  SYN ACK  seq=k    ack=j
        A -> B  ACK      seq=j+1  ack=k+99     //! error handshake-ack-wrong
        B -> A  RST      seq=k+99
      `),
    ).toMatchInlineSnapshot(`
      participant p0 as A
      participant p1 as B
      Note right of p1: listen → LISTEN
      Note left of p0: SYN_SENT
      p0->>p1: SYN seq=j<br/>⚠ ends-half-open
      Note right of p1: SYN_RCVD
      p1->>p0: SYN ACK seq=k ack=j<br/>✖ synack-wrong-ack
      Note left of p0: ESTABLISHED
      p0->>p1: ACK seq=j+1 ack=k+99<br/>✓ handshake-ack-wrong on purpose
      p1->>p0: RST seq=k+99
    `)
  })

  test('shows a line that cannot be read as a note in its place', () => {
    expect(sequence('A -> B SYN seq=j\nB -> A SYN AKC seq=k\nA -> B ACK seq=j+1')).toMatchInlineSnapshot(`
      participant p0 as A
      participant p1 as B
      Note right of p1: LISTEN
      Note left of p0: SYN_SENT
      p0->>p1: SYN seq=j
      Note right of p1: SYN_RCVD
      Note over p0,p1: line 2<br/>✖ #96;AKC#96; is no flag or field
      Note left of p0: ESTABLISHED
      p0->>p1: ACK seq=j+1 ack=k+1
      Note right of p1: ESTABLISHED
    `)
  })

  test('of a text that is no trace stays small', () => {
    expect(linesOf(drawing('Lorem ipsum dolor\n'.repeat(5000)), 'note')).toHaveLength(50)
  })

  test('of several connections says which one a state belongs to', () => {
    expect(sequence('B: listen\nA -> B SYN\nC -> B SYN\nB -> C SYN ACK\nC -> B ACK')).toMatchInlineSnapshot(`
      participant p0 as A
      participant p1 as B
      participant p2 as C
      Note over p1: listen → LISTEN
      Note over p0: SYN_SENT
      p0->>p1: SYN<br/>⚠ reply-expected
      Note over p1: SYN_RCVD with A
      Note over p2: SYN_SENT
      p2->>p1: SYN
      Note over p1: SYN_RCVD with C
      p1->>p2: SYN ACK
      Note over p2: ESTABLISHED
      p2->>p1: ACK
      Note over p1: ESTABLISHED with C
    `)
  })

  test('of a half-typed trace is one of what is there', () => {
    expect(sequence('A: listen')).toMatchInlineSnapshot(`
      participant p0 as A
      Note right of p0: listen → LISTEN
    `)
    expect(sequence('trace "nothing yet"')).toMatchInlineSnapshot(`participant p0 as nobody yet`)
  })
})

describe('the way back to the text', () => {
  test('names the line of every message and note in the order of the diagram', () => {
    const drawn = drawing('B: listen\n\nA -> B SYN\n// told\nB -> A SYN ACK\nwait 1s')
    expect(linesOf(drawn, 'message')).toEqual([3, 5])
    expect(linesOf(drawn, 'note')).toEqual([1, 3, 3, 5, 6])
  })
})

describe('a long note', () => {
  const noteOf = (text: string) => sequence(`A -> B SYN\nnote A "${text}"`).split('\n').at(-1)

  test('of Chinese is broken between characters, each two columns wide, and whole', () => {
    expect(noteOf('服务器把半连接放进队列，收到第三次握手的 ACK 之后才取出来，交给应用程序。')).toBe(
      'Note over p0: 服务器把半连接放进队列，收到第三次握手的<br/>ACK 之后才取出来，交给应用程序。',
    )
  })

  test('is broken within a word only where the word is longer than a line', () => {
    expect(noteOf(`see ${'x'.repeat(50)} there`)).toBe(
      `Note over p0: see<br/>${'x'.repeat(40)}<br/>${'x'.repeat(10)}<br/>there`,
    )
  })

  test('of more lines than a diagram has room for ends with dots, and its words are there for who points at it', () => {
    const text = '半连接队列满了。'.repeat(40)
    const drawn = drawing(`A -> B SYN\nnote A "${text}"`)
    const [label = ''] = drawn.text.match(/Note over p0: .*$/m) ?? []
    expect(label.split('<br/>')).toHaveLength(6)
    expect(label.endsWith(' …')).toBe(true)
    expect(drawn.rows.at(-1)).toEqual({ kind: 'note', line: 2, words: text })
  })
})

describe('a long trace', () => {
  const long = [
    'A -> B SYN',
    'B -> A SYN ACK',
    'A -> B ACK',
    ...Array(997).fill('A -> B PSH ACK len=1'),
  ].join('\n')

  test('is drawn from its beginning, and says how much is left out', () => {
    const drawn = drawing(long)
    const { text, partial } = drawn
    const messageLines = linesOf(drawn, 'message')
    expect(messageLines).toHaveLength(300)
    expect(messageLines.at(-1)).toBe(300)
    expect(text).toContain('… 700 more lines …')
    expect(partial).toBe(true)
  })

  test('is drawn around a line', () => {
    const drawn = drawing(long, { around: 600, limit: 10 })
    const { text } = drawn
    const messageLines = linesOf(drawn, 'message')
    expect(messageLines).toEqual([595, 596, 597, 598, 599, 600, 601, 602, 603, 604])
    expect(text).toContain('… 594 more lines …')
    expect(text).toContain('… 396 more lines …')
    expect(text).toContain('Note left of p0: ESTABLISHED')
  })

  test('is drawn to its end around a line behind it', () => {
    expect(linesOf(drawing(long, { around: 5000, limit: 2 }), 'message')).toEqual([999, 1000])
  })

  test('is drawn whole where asked for', () => {
    const drawn = drawing(long, { limit: Number.POSITIVE_INFINITY })
    const { partial } = drawn
    expect(linesOf(drawn, 'message')).toHaveLength(1000)
    expect(partial).toBe(false)
  })

  test('with hundreds of ends has few lifelines, and names the ends that share one', () => {
    const flood = Array.from({ length: 200 }, (_, index) => `X[${index + 1}] -> B SYN`)
    const text = sequence(['host X[200] 198.51.100.1', 'B: listen', ...flood].join('\n'))
    expect(text.match(/participant/g)).toHaveLength(16)
    expect(text).toContain('as 186 more')
    expect(text).toMatch(/X\[200\] → B SYN/)
  })
})

describe('states beside the arrows', () => {
  const beside = (text: string) => drawing(text, { states: 'beside' })

  test('are told for each message, and where the line brought them', () => {
    const { rows, initial, text } = beside('B: listen\nA -> B SYN\nB -> A SYN ACK')
    expect(initial).toEqual([
      { state: 'CLOSED', isNew: false },
      { state: 'CLOSED', isNew: false },
    ])
    expect(rows.map(row => row.kind === 'message' && row.states)).toEqual([
      false,
      [
        { state: 'SYN_SENT', isNew: true },
        { state: 'SYN_RCVD', isNew: true },
      ],
      [
        { state: 'ESTABLISHED', isNew: true },
        { state: 'SYN_RCVD', isNew: false },
      ],
    ])
    expect(text).not.toMatch(/Note .*SYN_RCVD/)
  })

  test('of more than two ends stay notes: there is no place beside', () => {
    const { initial, text } = beside('B: listen\nA -> B SYN\nC -> B SYN')
    expect(initial).toBeUndefined()
    expect(text).toContain('SYN_RCVD with C')
  })
})

describe('numbers are shown', () => {
  const messages = (text: string, view: View) =>
    sequence(text, view)
      .split('\n')
      .filter(line => line.includes('>'))
      .map(line => line.replace(/^.*?: /, ''))
      .join('\n')

  test('relative to the initial sequence numbers, also those that the author left out', () => {
    const text = `
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=300
      A -> B  ACK
      A -> B  PSH ACK  len=n
      B -> A  ACK      sack=j+1:j+3
    `
    expect(messages(text, { numbers: 'relative' })).toMatchInlineSnapshot(`
      SYN seq=0
      SYN ACK seq=0 ack=1
      ACK seq=1 ack=1
      PSH ACK seq=1 ack=1 len=n
      ACK seq=1 ack=n+1 sack=1#58;3<br/>✖ sack-not-permitted
    `)
  })

  test('relative to a new beginning after a connection has ended, and of a stray as written', () => {
    const text = 'B: listen\nA -> B SYN seq=100\nB -> A RST ACK\nA -> B SYN seq=j\n... -> B stray SYN seq=90'
    expect(messages(text, { numbers: 'relative' })).toMatchInlineSnapshot(`
      SYN seq=0
      RST ACK ack=1
      SYN seq=0
      stray SYN seq=90<br/>⚠ reply-expected
    `)
  })

  test('from 1 in the middle of a connection, as after a SYN', () => {
    const text = 'given A ESTABLISHED seq=u ack=v, B ESTABLISHED\nA -> B PSH ACK len=5\nB -> A ACK'
    expect(messages(text, { numbers: 'relative' })).toMatchInlineSnapshot(`
      PSH ACK seq=1 ack=1 len=5
      ACK seq=1 ack=6
    `)
  })

  test('as a replay saw them on the wire: of captured segments, else of bound symbols, else as written', () => {
    const live = { symbols: { j: 4294967295 }, segments: [{ line: 2, seq: 7, ack: 0 }] }
    const text = 'A -> B SYN seq=j\nB -> A SYN ACK seq=k\nA -> B ACK seq=j+1 ack=k+1'
    expect(messages(text, { numbers: 'live', live })).toMatchInlineSnapshot(`
      SYN seq=4294967295
      SYN ACK seq=7 ack=0
      ACK seq=0 ack=k+1
    `)
  })
})

describe('what a replay saw instead', () => {
  const observed = (text: string) =>
    sequence('A -> B SYN seq=j', { observed: [{ line: 1, player: 'B as the kernel', text }] })

  test('is an arrow of its own behind the one that was expected', () => {
    expect(observed('B -> A RST ACK seq=0 ack=j+1')).toContain(
      'p1->>p0: ✖ B as the kernel: RST ACK seq=0 ack=j+1',
    )
  })

  test('is a note where it was no segment between two ends', () => {
    expect(observed('')).toContain('Note over p0,p1: ✖ B as the kernel: nothing came')
    expect(observed('X -> A SYN; end')).toContain('✖ B as the kernel: X -#62; A SYN#59; end')
  })
})

test('every message says in words what happens', () => {
  const { rows } = drawing(`
    A -x B    SYN  seq=j
    A -> ...  SYN  seq=j
    ... -> B  SYN
    ... -> B  stray RST seq=9
    A -> B    ICMP port-unreachable seq=j
    B -> A    SYN ACK? seq=k win=10
  `)
  expect(rows.flatMap(row => (row.kind === 'message' ? row.words : [])).join('\n')).toMatchInlineSnapshot(`
    A sends SYN to B, which is lost, sequence j
    A sends SYN to B, which stays in the network, sequence j
    SYN from A arrives at B, sequence j
    a stray RST that seems to come from A arrives at B, sequence 9
    A sends ICMP port-unreachable to B, sequence j
    B may send SYN ACK to A, sequence k, acknowledges j+1, window 10
  `)
})

test('the diagram is described in one sentence', () => {
  expect(drawing('A -> B SYN').text).toContain(
    'accDescr: 1 segment between A, B, at last A SYN_SENT, B SYN_RCVD\n',
  )
})
