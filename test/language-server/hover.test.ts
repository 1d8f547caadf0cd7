import { describe, expect, test } from 'vitest'
import type { Hover, MarkupContent } from 'vscode-languageserver-protocol'
import { sharedEditor } from './shared-editor.ts'

const { openMarked } = sharedEditor()

async function hoverAt(text: string): Promise<{ hover: Hover | null; span: string }> {
  const { document, position } = await openMarked(text)
  const hover = await document.hover(position)
  return { hover, span: hover?.range === undefined ? '' : document.textAt(hover.range) }
}

/** What the hover says, as markdown. */
async function hovered(text: string): Promise<string> {
  const { hover } = await hoverAt(text)
  return (hover?.contents as MarkupContent | undefined)?.value ?? ''
}

describe('on a line', () => {
  test('both ends are told before and after, what has changed in bold, and the rule at work', async () => {
    expect(await hovered('A -> B SYN seq=j\n▮B -> A SYN ACK seq=k ack=j+1 win=1000')).toMatchInlineSnapshot(`
      A takes the SYN ACK in SYN_SENT and goes to ESTABLISHED (RFC 9293 [§3.10.7.3](https://www.rfc-editor.org/rfc/rfc9293#section-3.10.7.3))

      | | state | SND.UNA | SND.NXT | RCV.NXT | RCV.WND | owes |
      |---|---|---|---|---|---|---|
      | \`B\` before | \`SYN_RCVD\` | – | – | \`j+1\` | \`65535\` | \`B -> A SYN ACK ack=j+1\` |
      | \`B\` after | \`SYN_RCVD\` | **\`k\`** | **\`k+1\`** | \`j+1\` | **\`1000\`** | **–** |
      | \`A\` before | \`SYN_SENT\` | \`j\` | \`j+1\` | – | \`65535\` | – |
      | \`A\` after | **\`ESTABLISHED\`** | **\`j+1\`** | \`j+1\` | **\`k+1\`** | \`65535\` | **\`A -> B ACK seq=j+1 ack=k+1\`** |
    `)
  })

  test('numbers that nobody has named are left out', async () => {
    expect(await hovered('▮A -> B SYN')).toMatchInlineSnapshot(`
      B takes the SYN in LISTEN and goes to SYN_RCVD (RFC 9293 [§3.10.7.2](https://www.rfc-editor.org/rfc/rfc9293#section-3.10.7.2))

      | | state | SND.UNA | SND.NXT | RCV.NXT | RCV.WND | owes |
      |---|---|---|---|---|---|---|
      | \`A\` before | \`CLOSED\` | – | – | – | – | – |
      | \`A\` after | **\`SYN_SENT\`** | – | – | – | **\`65535\`** | – |
      | \`B\` before | \`LISTEN\` | – | – | – | \`65535\` | – |
      | \`B\` after | **\`SYN_RCVD\`** | – | – | – | \`65535\` | **\`B -> A SYN ACK\`** |
    `)
  })

  test('a segment that is lost meets nobody', async () => {
    expect(await hovered('▮A -x B SYN seq=j')).toContain('A sends the SYN, and it is lost')
  })

  test('a refused end is CLOSED and knows why', async () => {
    expect(await hovered('A -> B SYN seq=j\n▮B -> A RST ACK seq=0 ack=j+1')).toContain(
      '**`CLOSED` (refused)**',
    )
  })

  test('a trace assumed to begin in the middle has its ends ESTABLISHED before', async () => {
    expect(await hovered('▮A -> B FIN ACK seq=u ack=v')).toContain('| `A` before | `ESTABLISHED` |')
  })

  test('the name of a fragment shows its lines', async () => {
    const text = await hovered(
      'use o▮pen(A, B)\nfragment open(X, Y)\nX -> Y SYN\n\ntrace "other"\nA -> B SYN',
    )
    expect(text).toContain('```synfin\nfragment open(X, Y)\nX -> Y SYN\n```')
    const long = await hovered(`use l▮ong(A, B)\nfragment long(X, Y)\n${'X -> Y ACK\n'.repeat(40)}`)
    expect(long?.match(/ACK/g)).toHaveLength(11)
    expect(long).toContain('// …')
  })

  test('a fragment is told of its first use, in its own words', async () => {
    const use = 'use open(A, B, j, k)\nuse open(C, D, m, n)\n'
    const text = await hovered(
      `${use}fragment open(X, Y, x, y)\nX -> Y SYN seq=x\nY ▮-> X SYN ACK seq=y ack=x+1`,
    )
    expect(text).toContain('X takes the SYN ACK in SYN_SENT and goes to ESTABLISHED')
    expect(text).toContain('| `Y` after | `SYN_RCVD` | **`y`** | **`y+1`** | `x+1` |')
    expect(text).toContain('In the first use of this fragment, on line 1.')
  })

  test('a `use` is told as all its lines together', async () => {
    const text = await hovered('use open(A, B, j▮)\nfragment open(X, Y, x)\nX -> Y SYN seq=x\nY -> X SYN ACK')
    expect(text).toContain('| `A` before | `CLOSED` |')
    expect(text).toContain('| `A` after | **`ESTABLISHED`** |')
  })

  test('of several connections the one of the line is told', async () => {
    const text = await hovered('B: listen\nA -> B SYN seq=j\n▮C -> B SYN seq=m')
    expect(text).toContain('| `B/C` after | **`SYN_RCVD`** |')
    expect(text).not.toContain('`B/A`')
  })

  test('a call and a timer are told too', async () => {
    expect(await hovered('B: listen\nA▮: connect B')).toContain(
      'calls an active OPEN, A goes from CLOSED to SYN_SENT',
    )
    expect(await hovered('A -> B SYN\nA▮: retransmit')).toContain("A's retransmission timer runs out")
  })

  test('nothing is told where nothing happens', async () => {
    expect((await hoverAt('A -> B SYN\n▮\n// B')).hover).toBeNull()
    expect((await hoverAt('A -> B SYN\n// ▮B')).hover).toBeNull()
  })
})

describe('on a word', () => {
  test.each([
    ['a flag', 'A -> B S▮YN mss=1460', 'SYN', '**SYN**: synchronize'],
    ['one of several flags', 'A -> B SYN\nB -> A SYNAC▮K', 'ACK', '**ACK**: acknowledge'],
    ['a field', 'A -> B SYN s▮eq=j', 'seq', '`seq=E`: SEG.SEQ'],
    ['an option', 'A -> B SYN ms▮s=1460', 'mss', 'maximum segment size'],
    ['a state', 'A -> B SYN [A=SYN_▮SENT]', 'SYN_SENT', "waiting for the answer to this end's SYN"],
    ['a state by another name', 'A -> B SYN [B=SYN_▮RECV]', 'SYN_RECV', '**SYN_RCVD**'],
    ['a call', 'A: con▮nect B', 'connect', 'active OPEN: open a connection'],
    ['a timer', 'A: 2▮msl', '2msl', 'the TIME-WAIT timeout'],
    ['a setting of a host', 'host A backlo▮g=3', 'backlog', 'listen()'],
    ['a statement', 'wa▮it 2s', 'wait', 'time passes'],
    ['a reason', 'A -> B SYN\nB -> A RST ACK [A=CLOSED ref▮used]', 'refused', 'connection refused'],
    ['the network', 'A -> .▮.. SYN', '...', 'what has left and not arrived'],
    ['a flag on a line that cannot be read', 'A -> B S▮YN SYM', 'SYN', '**SYN**: synchronize'],
    [
      'a code in a note',
      'A -> B ACK SYN //! error syna▮ck-wrong-ack',
      'error synack-wrong-ack',
      'a SYN ACK that does not',
    ],
  ])('%s is explained', async (_, text, word, meaning) => {
    const { hover, span } = await hoverAt(text)
    expect(span).toBe(word)
    expect((hover?.contents as MarkupContent | undefined)?.value).toContain(meaning)
  })

  test('a symbol is told with whose it is and where it begins', async () => {
    expect(await hovered('A -> B SYN seq=j\nB -> A SYN ACK seq=k ack=▮j+1')).toContain(
      "`j`: A's initial sequence number\n\nIt has its value from line 1.",
    )
    expect(await hovered('given A ESTABLISHED seq=▮u ack=v, B ESTABLISHED')).toContain(
      "a sequence number of A's",
    )
  })
})

test('on a finding comes what it means, and where to read on', async () => {
  expect(await hovered('A -> B SYN seq=j\nB -> A SYN ACK seq=k ack▮=j')).toMatchInlineSnapshot(`
    **synack-wrong-ack**: a SYN ACK that does not acknowledge the SYN it answers

    A SYN occupies one sequence number, so \`SYN seq=j\` is acknowledged by \`ack=j+1\`. In SYN_SENT only ISS < SEG.ACK =< SND.NXT is acceptable. Any other number looks like the answer to an old SYN: the peer sends \`RST seq=SEG.ACK\` and stays in SYN_SENT.

    RFC 9293 [§3.10.7.3](https://www.rfc-editor.org/rfc/rfc9293#section-3.10.7.3) · \`synfin explain synack-wrong-ack\`

    *Taken as its finding would mend it:*

    A takes the SYN ACK in SYN_SENT and goes to ESTABLISHED (RFC 9293 [§3.10.7.3](https://www.rfc-editor.org/rfc/rfc9293#section-3.10.7.3))

    | | state | SND.UNA | SND.NXT | RCV.NXT | RCV.WND | owes |
    |---|---|---|---|---|---|---|
    | \`B\` before | \`SYN_RCVD\` | – | – | \`j+1\` | \`65535\` | \`B -> A SYN ACK ack=j+1\` |
    | \`B\` after | \`SYN_RCVD\` | **\`k\`** | **\`k+1\`** | \`j+1\` | \`65535\` | **–** |
    | \`A\` before | \`SYN_SENT\` | \`j\` | \`j+1\` | – | \`65535\` | – |
    | \`A\` after | **\`ESTABLISHED\`** | **\`j+1\`** | \`j+1\` | **\`k+1\`** | \`65535\` | **\`A -> B ACK seq=j+1 ack=k+1\`** |
  `)
})

test("nothing of the author's is markdown or HTML", async () => {
  const text = await hovered('A -> B SYN seq=<img▮ src=x onerror=alert(1)>[a](command:x)`')
  expect(text).not.toMatch(/(^|[^\\])<img|\]\(command:/)
})
