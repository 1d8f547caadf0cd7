import { describe, expect, test } from 'vitest'
import type { Position, Range } from 'vscode-languageserver-protocol'
import { sharedEditor } from './shared-editor.ts'

const TRACE = `trace "one"
host X[9] 198.51.100.1
given A ESTABLISHED seq=u ack=v, X[3] ESTABLISHED
note A "A has data"
A -> X[3]  PSH ACK  seq=u    ack=v  len=n   [A=ESTABLISHED]
X[3] -> A  ACK      seq=v    ack=u+n        // A and u
X[4] -> A  SYN      seq=w
use end(A, X[3], u+n, v)

trace "two"
A -> B  SYN      seq=u
B -> A  SYN ACK  seq=k  ack=u+1  [A=ESTABLISHED B/A=SYN_RCVD]
this line cannot be read: A
A -> B  ACK      seq=u+1 ack=k+1
use end(A, B, u+1, k+1)

fragment end(C, S, x, y)
C -> S  FIN ACK  seq=x  ack=y
use last(S, C, x, y)

fragment last(S, C, x, y)
S -> C  ACK  seq=y  ack=x+1
`

const FREE = `fragment opening(S)
A -> S  SYN  seq=j
S -> A  SYN ACK  ack=j+1

trace "first"
use opening(B)
A -> B  ACK  seq=j+1

trace "second"
use opening(C)
A -> C  ACK  seq=j+1

trace "third"
A -> C  SYN  seq=j
`

const { open } = sharedEditor()

describe('a name is given', () => {
  test.each([
    ['a symbol in a sum', 'u+1', 'u', 11],
    ['a symbol of a given', 'u+n', 'u', 3],
    ['an endpoint in a claim', 'A=ESTABLISHED B', 'A', 11],
    ['an endpoint in a note', 'A "A has', 'A', 3],
    ['one of a group of hosts', 'X[3], u+n', 'X', 2],
    ['an argument of a use', 'A, B', 'A', 11],
    ['a parameter', 'x+1', 'x', 21],
    ['a fragment', 'end(A, B', 'end', 17],
    ['a trace', 'two"', '"two"', 10],
  ])('%s: on the line that first has it', async (_what, at, text, line) => {
    const document = await open(TRACE)
    const found = await document.definition(document.at(at))
    expect(
      found.map(link => [
        document.textAt(link.targetSelectionRange),
        link.targetSelectionRange.start.line + 1,
      ]),
    ).toEqual([[text, line]])
  })

  test('in a fragment, if it is no parameter, by every trace that uses it', async () => {
    const document = await open(FREE)
    expect(lines(await document.references(document.at('j+1')))).toEqual([2, 3, 7, 11])
    expect((await document.definition(document.at('j+1', { nth: 3 }))).map(line)).toEqual([2])
    expect(lines(await document.references(document.at('seq=j', { nth: 4, shift: 4 })))).toEqual([14])
  })

  test('nowhere for words that are no names', async () => {
    const document = await open(TRACE)
    for (const word of ['PSH', 'ESTABLISHED', 'has data', 'seq', 'cannot', '// A'])
      expect(await document.definition(document.at(word)), word).toEqual([])
  })
})

describe('mentions of a name', () => {
  test('are those of its trace alone', async () => {
    const document = await open(TRACE)
    expect(lines(await document.references(document.at('seq=u', { shift: 4 })))).toEqual([3, 5, 6, 8])
    expect(lines(await document.references(document.at('u+1'), false))).toEqual([12, 14, 15])
    expect(lines(await document.references(document.at('end(A')))).toEqual([8, 15, 17])
  })

  test('tell one of a group of hosts from another, and the group has all', async () => {
    const document = await open(TRACE)
    expect(lines(await document.references(document.at('X[4]')))).toEqual([2, 7])
    expect(lines(await document.references(document.at('X[9]')))).toEqual([2, 3, 5, 6, 7, 8])
  })

  test('are highlighted, the one that gives it as written', async () => {
    const document = await open(TRACE)
    const found = await document.highlights(document.at('k+1'))
    expect(found.map(({ range, kind }) => [range.start.line + 1, kind])).toEqual([
      [12, 3],
      [14, 2],
      [15, 2],
    ])
  })

  test('are found with a cursor just behind the word', async () => {
    const document = await open(TRACE)
    expect(lines(await document.references(document.at('k+1', { shift: 1 })))).toEqual([12, 14, 15])
  })
})

test('names keep their places where lines end in CRLF and words are apart by tabs', async () => {
  const document = await open('A\t->\tB  SYN\tseq=j\r\n\r\nB -> A  SYN ACK  ack=j+1\r\n')
  const found = await document.references(document.at('j+1'))
  expect(found.map(({ range }) => range.start)).toEqual([document.at('j'), document.at('j+1')])
})

function lines(found: readonly { readonly range: Range }[]): readonly number[] {
  return [...new Set(found.map(({ range }) => range.start.line + 1))]
}

function line({ targetSelectionRange }: { targetSelectionRange: { start: Position } }): number {
  return targetSelectionRange.start.line + 1
}
