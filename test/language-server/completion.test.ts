import { formatText } from '@synfin/grammar'
import { describe, expect, test } from 'vitest'
import type { CompletionItem, MarkupContent } from 'vscode-languageserver-protocol'
import { Editor } from './editor.ts'
import { sharedEditor } from './shared-editor.ts'

const SYN = 'A -> B  SYN      seq=j'
const HANDSHAKE = `${SYN}\nB -> A  SYN ACK  seq=k    ack=j+1\nA -> B  ACK      seq=j+1  ack=k+1`

const { openMarked } = sharedEditor({
  capabilities: { textDocument: { completion: { completionItem: { snippetSupport: true } } } },
})

async function complete(text: string): Promise<readonly CompletionItem[]> {
  const { document, position } = await openMarked(text)
  return document.complete(position)
}

/** The first labels, one a line. */
async function labels(text: string, most = 6): Promise<string> {
  const items = await complete(text)
  return items
    .slice(0, most)
    .map(({ label, preselect }) => (preselect ? `${label}  ★` : label))
    .join('\n')
}

/** The text once the item of that label is chosen. */
async function choosing(label: string, text: string): Promise<string> {
  const { document, position } = await openMarked(text)
  const item = (await document.complete(position)).find(each => each.label === label)
  expect(item, label).toBeDefined()
  const { textEdit, additionalTextEdits = [] } = item ?? {}
  await document.edit([
    ...(textEdit !== undefined && 'range' in textEdit ? [textEdit] : []),
    ...additionalTextEdits,
  ])
  return document.text
}

describe('on an empty line', () => {
  test('what is owed comes first, then what else may come next', async () => {
    expect(await labels(`${SYN}\n▮`)).toMatchInlineSnapshot(`
      B -> A SYN ACK seq=k ack=j+1  ★
      B -> A RST ACK seq=0 ack=j+1
      B -x A SYN ACK seq=k ack=j+1
      B -> A SYN seq=k
      A -> B SYN seq=j
      A: retransmit
    `)
  })

  test('of an empty file somebody opens', async () => {
    expect(await labels('▮', 4)).toMatchInlineSnapshot(`
      A -> B SYN seq=j
      B -> A SYN seq=j
      A: listen
      A: connect B
    `)
  })

  test('in TIME_WAIT the time has to pass', async () => {
    const start = 'given A FIN_WAIT_2 seq=u ack=v, B CLOSE_WAIT\n'
    const close = 'B -> A FIN ACK seq=v ack=u\nA -> B ACK seq=u ack=v+1\n▮'
    expect(await labels(start + close, 3)).toMatchInlineSnapshot(`
      A: 2msl
      B -> A SYN seq=w
      B: listen
    `)
  })

  test('after a reset both ends are as before', async () => {
    expect(await labels(`${HANDSHAKE}\nA -> B RST seq=j+1\n▮`, 4)).toMatchInlineSnapshot(`
      A -> B SYN seq=l
      B -> A SYN seq=l
      A: listen
      A: connect B
    `)
  })

  test('a fragment goes on in its own words', async () => {
    const fragment = 'fragment open(C, S, x, y)\nC -> S SYN seq=x\n▮'
    expect(await labels(`use open(A, B, j, k)\n${fragment}`, 2)).toMatchInlineSnapshot(`
      S -> C SYN ACK seq=y ack=x+1  ★
      S -> C RST ACK seq=0 ack=x+1
    `)
    expect(await labels(fragment, 1)).toBe('S -> C SYN ACK seq=y ack=x+1  ★')
  })

  test('each trace of a file is by itself', async () => {
    expect(await labels(`trace "one"\n${SYN}\n▮\ntrace "two"\nX -> Y SYN seq=a`, 1)).toBe(
      'B -> A SYN ACK seq=k ack=j+1  ★',
    )
    expect(await labels(`trace "one"\n${SYN}\n\ntrace "two"\nX -> Y SYN seq=a\n▮`, 1)).toBe(
      'Y -> X SYN ACK seq=b ack=a+1  ★',
    )
  })

  test('of several connections each end owes its own', async () => {
    expect(await labels(`B: listen\nA -> B SYN seq=j\nC -> B SYN seq=m\n▮`, 2)).toMatchInlineSnapshot(`
      B -> A SYN ACK seq=k ack=j+1  ★
      B -> C SYN ACK seq=n ack=m+1
    `)
  })

  test('Linux may be asked too', async () => {
    expect(await labels(`trace "x" profile linux\n${SYN}\n▮`, 1)).toBe('B -> A SYN ACK seq=k ack=j+1  ★')
  })

  test('the words that begin a statement come last', async () => {
    const items = await complete(`${HANDSHAKE}\n▮`)
    expect(items.slice(-8).map(({ label }) => label)).toEqual([
      'trace',
      'host',
      'given',
      'kernel',
      'wait',
      'note',
      'fragment',
      'use',
    ])
    // biome-ignore lint/suspicious/noTemplateCurlyInString: these are tab stops of LSP's snippets.
    expect(items.at(-1)?.textEdit?.newText).toBe('use ${1:name}(${2:A}, ${3:B})')
  })
})

describe('a chosen line', () => {
  test('is laid out as the formatter would', async () => {
    const text = await choosing('B -> A SYN ACK seq=k ack=j+1', `${SYN}  [A=SYN_SENT]\nB▮\n`)
    expect(text.split('\n')[1]).toBe(formatText(text).split('\n')[1])
  })

  test('replaces what is typed, and leaves the comment behind it', async () => {
    expect(await choosing('B -> A SYN ACK seq=k ack=j+1', `${SYN}\nB -> A S▮ // answers\n`)).toBe(
      `${SYN}\nB -> A  SYN ACK  seq=k  ack=j+1 // answers\n`,
    )
  })

  test('keeps the line ends of the file', async () => {
    expect(await choosing('B -> A SYN ACK seq=k ack=j+1', `${SYN}\r\n▮\r\n`)).toBe(
      `${SYN}\r\nB -> A  SYN ACK  seq=k  ack=j+1\r\n`,
    )
  })

  test('is found by what is typed of it, whatever the spaces', async () => {
    const [item] = await complete(`${SYN}\nB->A  S▮`)
    expect(item?.filterText).toBe('B->A  SYN ACK seq=k ack=j+1')
  })

  test('tells in its documentation the rule and the states after it', async () => {
    const [item] = await complete(`${SYN}\n▮`)
    expect(item?.labelDetails?.description).toBe('owed')
    expect((item?.documentation as MarkupContent | undefined)?.value).toMatchInlineSnapshot(`
      **Owed**: a SYN is answered with SYN ACK ([§3.10.7.2](https://www.rfc-editor.org/rfc/rfc9293#section-3.10.7.2), third check; [§3.10.7.3](https://www.rfc-editor.org/rfc/rfc9293#section-3.10.7.3), fourth check)

      | after it | |
      |---|---|
      | \`A\` | \`ESTABLISHED\` |
      | \`B\` | \`SYN_RCVD\` |
    `)
  })

  test('that crosses a SYN has its end call connect before', async () => {
    expect(await choosing('B -> A SYN seq=k', `${SYN}\n▮`)).toBe(
      `B: connect A\n${SYN}\nB -> A  SYN      seq=k`.replace('SYN      seq=k', 'SYN  seq=k'),
    )
  })
})

describe('a story', () => {
  test.each([
    ['handshake', '▮'],
    ['simultaneous open', '▮'],
    ['teardown of four segments', `${HANDSHAKE}\n▮`],
    ['teardown of three segments', `${HANDSHAKE}\n▮`],
    ['simultaneous close', `${HANDSHAKE}\n▮`],
    ['reset', `${HANDSHAKE}\n▮`],
  ])('of a %s is told in the numbers of the trace, without an error', async (label, text) => {
    const { document, position } = await openMarked(text)
    const item = (await document.complete(position)).find(each => each.label === label)
    await document.edit(item?.textEdit !== undefined && 'range' in item.textEdit ? [item.textEdit] : [])
    expect(await document.codes(), document.text).not.toContainEqual(expect.stringMatching(/./))
  })

  test('is not told in the middle of another', async () => {
    expect((await complete(`${SYN}\n▮`)).map(({ label }) => label)).not.toContain('handshake')
  })
})

describe('inside a line', () => {
  test('after an end come the arrows', async () => {
    expect((await complete(`${HANDSHAKE}\nA ▮`)).slice(-2).map(({ label }) => label)).toEqual(['->', '-x'])
  })

  test('after the arrow comes the peer', async () => {
    expect((await complete(`${HANDSHAKE}\nA ->▮`)).at(-2)?.textEdit?.newText).toBe(' B')
  })

  test('after the peer come the flags that are legal now', async () => {
    const items = await complete(`${SYN}\nB -> A ▮`)
    expect(items.slice(2, 4).map(({ label }) => label)).toEqual(['SYN ACK', 'RST ACK'])
  })

  test('after a sign between flags come the other flags', async () => {
    expect(await labels(`${SYN}\nB -> A SYN+▮`, 3)).toBe('ACK\nFIN\nRST')
  })

  test('a word typed in full stays behind what is due', async () => {
    // VS Code ranks by `sortText` only what does not match in full.
    const items = await complete(`${SYN}\nB -> A SYN ACK seq=k ack=▮`)
    expect(items.map(({ label, filterText }) => [label, filterText])).toEqual([
      ['j+1', 'j+1'],
      ['j', 'j '],
      ['*', '* '],
    ])
  })

  test('after `seq=` comes the number due, then the symbols with what they stand for', async () => {
    const items = await complete(`${SYN}\nB -> A SYN ACK seq=k ack=▮ // and no more`)
    expect(items.map(({ label, detail }) => `${label}  ${detail}`).slice(-3)).toEqual([
      'j+1  RCV.NXT, the number its sender is obliged to acknowledge',
      "j  A's initial sequence number (line 1)",
      '*  any value',
    ])
  })

  test('the number due replaces a sum that is begun', async () => {
    expect(await choosing('j+1', `${SYN}\nB -> A SYN ACK ack=j+▮`)).toBe(`${SYN}\nB -> A SYN ACK ack=j+1`)
  })

  test('a SYN is offered the options of a SYN, and no other segment', async () => {
    const options = async (text: string) => (await complete(text)).map(({ label }) => label)
    expect(await options('A -> B SYN ▮')).toEqual(expect.arrayContaining(['mss', 'wscale', 'sackok', 'ts']))
    expect(await options(`${HANDSHAKE}\nA -> B ACK ▮`)).not.toContain('mss')
  })

  test('in a claim the state after the line comes first', async () => {
    expect(await labels(`${SYN} [▮`)).toBe('A=SYN_SENT  B=SYN_RCVD  ★\nA=SYN_SENT\nB=SYN_RCVD')
    expect(await labels(`${SYN} [A=▮`, 2)).toBe('SYN_SENT  ★\nCLOSED')
    expect(await labels(`${SYN}\n[B=▮`, 2)).toBe('SYN_RCVD  ★\nCLOSED')
    expect(await labels('A -> B SYN\nB -> A RST ACK [A=CLOSED ▮', 3)).toBe('refused\nreset\ntimeout')
  })

  test('a claim after a segment names the states that are new', async () => {
    expect((await complete(`${SYN} ▮`)).map(({ label }) => label)).toContain('[A=SYN_SENT  B=SYN_RCVD]')
  })

  test('after a colon come the calls that its state admits and the timers that run', async () => {
    const items = await complete(`${SYN}\nA: ▮`)
    const words = items.filter(({ label }) => !label.startsWith('A:'))
    expect(words.slice(0, 4).map(({ label }) => label)).toEqual(['retransmit', 'close', 'shutdown', 'abort'])
    expect(items.find(({ label }) => label === 'connect')?.documentation).toMatchObject({
      value: expect.stringContaining('active OPEN'),
    })
  })

  test('a timer with a hyphen in its name is one word', async () => {
    expect(await choosing('user-timeout', `${SYN}\nA: user-t▮`)).toBe(`${SYN}\nA: user-timeout`)
  })

  test('after `use` come the fragments, with their parameters to fill in', async () => {
    const fragment = '\nfragment open(C, S, x)\nC -> S SYN seq=x'
    // biome-ignore lint/suspicious/noTemplateCurlyInString: these are tab stops of LSP's snippets.
    expect((await complete(`use ▮${fragment}`))[0]?.textEdit?.newText).toBe('open(${1:C}, ${2:S}, ${3:x})')
    expect((await complete(`A -> B SYN seq=j\nuse open(A, ▮${fragment}`))[0]?.labelDetails?.description).toBe(
      'for S',
    )
  })

  test('the other statements have their words too', async () => {
    expect(await labels('trace "x" ▮')).toBe('profile')
    expect(await labels('trace "x" profile ▮')).toBe('rfc9293\nlinux')
    expect(await labels(`${SYN}\nnote ▮`)).toBe('A\nB')
    expect(await labels('given A EST▮', 2)).toBe('CLOSED\nLISTEN')
    expect(await labels('given A ESTABLISHED seq=u ▮')).toBe('ack\nwin')
    expect(await labels('host A win=1 ▮', 2)).toBe('mss\nwscale')
    expect(await labels('wait ▮', 2)).toBe('200ms\n1s')
    expect(await labels('kernel ▮', 1)).toBe('tcp_rfc1337=1')
    expect(await labels(`${SYN}\nB -> A ICMP ▮`, 2)).toBe('net-unreachable\nhost-unreachable')
    expect(await labels(`${SYN}\nA: close fails ▮`, 1)).toBe('ECONNREFUSED')
  })

  test('after `//!` come the findings of the line', async () => {
    const wrong = `${SYN}\nB -> A SYN ACK seq=k ack=j`
    expect(await labels(`${wrong} //! ▮`, 1)).toBe('error synack-wrong-ack  ★')
    expect(await labels(`${wrong} //! error sy▮`, 1)).toBe('synack-wrong-ack  ★')
  })
})

describe('nothing is offered', () => {
  test.each([
    ['in a comment', `${SYN} // A ▮`],
    ['on a line of comment', `// ${SYN} ▮`],
    ['in a name', 'trace "A ▮'],
    ['in a note', `${SYN}\nnote A "B ▮"`],
    ['after a claim', `${SYN} [A=SYN_SENT] ▮`],
    ['on a line too long to be read', `${'A '.repeat(6000)}▮`],
  ])('%s', async (_, text) => {
    expect(await complete(text)).toEqual([])
  })
})

test('no line is an obstacle, however broken', async () => {
  for (const text of [
    '[',
    ']',
    '=',
    'A ->',
    'A -',
    'A -> B SYN =',
    'A: (',
    'use x(',
    '... ->',
    'A -> B SYN seq',
    '//! , ,',
    '"',
  ])
    for (let at = 0; at <= text.length; at++)
      expect(await complete(`${SYN}\n${text.slice(0, at)}▮${text.slice(at)}`)).toBeInstanceOf(Array)
})

test('never more than 100 are offered in a file of 10,000 lines', async () => {
  let text = HANDSHAKE
  for (let at = 1; at < 500_000; at += 100)
    text += `\nA -> B  PSH ACK  seq=j+${at}  ack=k+1  len=100\nB -> A  ACK      seq=k+1  ack=j+${at + 100}`
  const { document, position } = await openMarked(`${text}\n▮`)
  await document.diagnostics()
  const items = await document.complete(position)
  expect(items[0]?.label).toBe('A -> B PSH ACK seq=j+500001 ack=k+1 len=100')
  expect(items.length).toBeLessThanOrEqual(100)
}, 60_000)

test('an editor without snippets gets plain text', async () => {
  await using plain = await Editor.start()
  const document = await plain.open('plain.synfin', 'us')
  const item = (await document.complete({ line: 0, character: 2 })).find(({ label }) => label === 'use')
  expect(item?.textEdit?.newText).toBe('use name(A, B)')
  expect(item?.insertTextFormat).toBeUndefined()
})
