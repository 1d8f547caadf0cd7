import { formatText } from '@synfin/grammar'
import { describe, expect, test } from 'vitest'
import type { DocumentSymbol } from 'vscode-languageserver-protocol'
import type { OpenDocument } from './editor.ts'
import { sharedEditor } from './shared-editor.ts'

const TRACE = `// Two comment lines
// that belong together.
trace "client closes first"
host B [2001:db8::2]:80 win=1000
B: listen
A: connect B
A -> B  SYN      seq=j                    [A=SYN_SENT  B=SYN_RCVD]
B -> A  SYN ACK  seq=k    ack=j+1  mss=1460 sackok
A -x B  ACK?     seq=j+1  ack=k+1
... -> B stray SYN seq=0x10
wait 200ms
note A, B "a pause"
A: retransmit after 200ms..3s
use teardown(A, B, j+1, k+1)

fragment teardown(C, S, x, y)
C -> S  FIN ACK  seq=x  ack=y
`

const { editor, open } = sharedEditor()

describe('document symbols', () => {
  test('show traces and fragments, in each its endpoints and its steps', async () => {
    const document = await open(TRACE)
    expect(outline(await document.symbols())).toMatchInlineSnapshot(`
      3:7 client closes first
        4:6 B
        6:1 A
        5:1 B: listen
        6:1 A: connect B
        7:1 A -> B SYN seq=j
        8:1 B -> A SYN ACK seq=k ack=j+1 mss=1460 sackok
        9:1 A -x B ACK? seq=j+1 ack=k+1
        10:1 ... -> B stray SYN seq=0x10
        11:1 wait 200ms
        13:1 A: retransmit after 200ms..3s
        14:1 use teardown(A, B, j+1, k+1)
      16:10 teardown
        17:1 C -> S FIN ACK seq=x ack=y
    `)
  })

  test('stand at the top where a file has no trace line', async () => {
    const document = await open('A -> B  SYN\n')
    expect(outline(await document.symbols())).toMatchInlineSnapshot(`
      1:1 A
      1:6 B
      1:1 A -> B SYN
    `)
  })

  test('tell the states after a step', async () => {
    const document = await open('A -> B  SYN\n')
    expect((await document.symbols()).at(-1)?.detail).toBe('A=SYN_SENT B=SYN_RCVD')
  })
})

test('traces, fragments and blocks of comments fold', async () => {
  const document = await open(TRACE)
  expect(
    (await document.folding()).map(({ startLine, endLine, kind }) => [kind, startLine, endLine]),
  ).toEqual([
    ['region', 2, 13],
    ['region', 15, 16],
    ['comment', 0, 1],
  ])
})

test('words are coloured by what they mean', async () => {
  const document = await open(TRACE)
  expect(await coloured(document)).toMatchInlineSnapshot(`
    trace:keyword
    host:keyword B:class.declaration win:property
    B:class listen:function
    A:class connect:function B:class
    A:class.sender ->:operator B:class.receiver SYN:enumMember seq:property j:variable A:class SYN_SENT:type B:class SYN_RCVD:type
    B:class.sender ->:operator A:class.receiver SYN:enumMember ACK:enumMember seq:property k:variable ack:property j:variable 1:number mss:property 1460:number sackok:property
    A:class.sender -x:operator.lost B:class.receiver ACK:enumMember.optional seq:property j:variable 1:number ack:property k:variable 1:number
    ->:operator B:class.receiver stray:keyword.stray SYN:enumMember seq:property 0x10:number
    wait:keyword
    note:keyword A:class B:class
    A:class retransmit:event
    use:keyword teardown:function j:variable 1:number k:variable 1:number

    fragment:keyword teardown:function.declaration C:parameter.declaration S:parameter.declaration x:parameter.declaration y:parameter.declaration
    C:class.sender ->:operator S:class.receiver FIN:enumMember ACK:enumMember seq:property x:variable ack:property y:variable
  `)
})

describe('the formatter', () => {
  const UNTIDY = 'trace "x"\nA->B SYN seq=j\n  B  ->  A   SYN+ACK  seq=k ack=j+1\nA -> B ACK\n'

  test('lays out the whole document', async () => {
    const document = await open(UNTIDY)
    expect(await document.format()).toBe(formatText(UNTIDY))
  })

  test('lays out the lines selected', async () => {
    const document = await open(UNTIDY)
    const [header, syn, , ack] = UNTIDY.split('\n')
    const selection = { start: { line: 2, character: 0 }, end: { line: 3, character: 0 } }
    expect(await document.format(selection)).toBe(
      [header, syn, formatText(UNTIDY).split('\n')[2], ack, ''].join('\n'),
    )
  })

  test('lays out the line that Enter has ended, in the columns of its block', async () => {
    const document = await open(UNTIDY.replaceAll('\n', '\r\n'))
    const [header, syn, , ack] = UNTIDY.split('\n')
    expect(await document.formatAfterEnter(2)).toBe(
      [header, syn, formatText(UNTIDY).split('\n')[2], ack, ''].join('\r\n'),
    )
  })

  test('keeps the line ends of the document', async () => {
    const document = await open(UNTIDY.replaceAll('\n', '\r\n'))
    expect(await document.format()).toBe(formatText(UNTIDY).replaceAll('\n', '\r\n'))
  })

  test('leaves a line alone that cannot be read', async () => {
    const document = await open(`A   ->\n`)
    expect(await document.format()).toBe('A   ->\n')
  })
})

/** Names by depth, each with the text at its place where that differs. */
function outline(symbols: readonly DocumentSymbol[], indent = ''): string {
  return symbols
    .map(({ name, selectionRange: { start }, children = [] }) => {
      const line = `${indent}${start.line + 1}:${start.character + 1} ${name}`
      return [line, outline(children, `${indent}  `)].filter(Boolean).join('\n')
    })
    .join('\n')
}

/** Every token on its line: `A:class.sender`. */
async function coloured(document: OpenDocument): Promise<string> {
  const legend = editor().initialized?.capabilities.semanticTokensProvider?.legend
  const { tokenTypes = [], tokenModifiers = [] } = legend ?? {}
  const { data } = await document.tokens()
  const texts = document.text.split('\n')
  const words: string[][] = texts.map(() => [])
  let line = 0
  let column = 0
  for (let at = 0; at < data.length; at += 5) {
    const [down = 0, right = 0, length = 0, type = 0, bits = 0] = data.slice(at, at + 5)
    line += down
    column = down > 0 ? right : column + right
    const modifiers = tokenModifiers.filter((_, bit) => bits & (1 << bit))
    words[line]?.push(
      `${texts[line]?.slice(column, column + length)}:${[tokenTypes[type], ...modifiers].join('.')}`,
    )
  }
  return words.map(each => each.join(' ')).join('\n')
}
