import { readLines } from '@synfin/grammar'
import type { Span } from '@synfin/trace'
import { expect, test } from 'vitest'

test('columns count from 1 in UTF-16 units, tabs and emoji included', () => {
  const text = 'note A "😀"\n\tA -> B\tSYN\tseq=j\t// 😀'
  const [note, segment] = readLines(text)
  expect(note).toMatchObject({
    number: 1,
    span: { start: 1, end: 12 },
    note: { span: { start: 8, end: 12 } },
  })
  expect(segment).toMatchObject({
    number: 2,
    span: { start: 2, end: 18 },
    text: 'A -> B\tSYN\tseq=j',
    fields: [{ span: { start: 13, end: 18 } }],
  })
})

test('every part of a segment knows where it stands', () => {
  const source = '  X[3] -x B  SYN+ACK?  seq = j + 1  ts=1/t  sack=1:2,3:4  [X[3]/B=SYN-SENT refused]  // why'
  const [line] = readLines(source)
  const found: string[] = []
  JSON.stringify(line, (name, value) => {
    if (/span$/i.test(name)) found.push(source.slice((value as Span).start - 1, (value as Span).end - 1))
    return value
  })
  expect(found.sort().join('\n')).toMatchInlineSnapshot(`
    -x
    // why
    1
    1
    2
    3
    4
    ACK
    B
    B
    SYN
    SYN+ACK
    SYN-SENT
    X[3]
    X[3]
    X[3] -x B  SYN+ACK?  seq = j + 1  ts=1/t  sack=1:2,3:4  [X[3]/B=SYN-SENT refused]
    X[3]/B=SYN-SENT refused
    [X[3]/B=SYN-SENT refused]
    j
    j + 1
    refused
    sack=1:2,3:4
    seq = j + 1
    t
    t
    ts=1/t
  `)
})

test.each([
  ['CRLF', 'A: close\r\n\r\nB: close\r\n', [1, 3]],
  ['a lone CR', 'A: close\r\rB: close', [1, 3]],
  ['a mixture', 'A: close\n\r\nB: close\rC: close', [1, 3, 4]],
  ['no line end at the end', '\nA: close', [2]],
  ['a byte order mark', '\ufeffA: close', [1]],
  ['only space', ' \t\n\u00a0\n\u3000', []],
  ['nothing', '', []],
  ['separators that end no line', 'A: close\u2028\u2029\u0085', [1]],
])('lines are counted with %s', (_, text, numbers) => {
  expect(readLines(text).map(line => line.number)).toEqual(numbers)
})

test('a byte order mark takes no column', () => {
  expect(readLines('\ufeffA: close')[0]).toMatchObject({ kind: 'call', span: { start: 1, end: 9 } })
})

test('NUL, half a surrogate pair and other rubbish cost their own lines alone', () => {
  const lines = readLines('A: listen\n\u0000\u0000\n\ud83d\n\udc00 -> B SYN\nA\u0007: close\n��\nB: close')
  expect(lines.map(line => line.kind)).toEqual([
    'call',
    'broken',
    'broken',
    'broken',
    'broken',
    'broken',
    'call',
  ])
})

test('a line of a million characters costs itself alone', () => {
  const rubbish = ['(', '"\\', 'A -> B ', '[', '-', '1.', '//!', '→', '\u0000', 'SYN '].map(text =>
    text.repeat(250_000),
  )
  const lines = readLines([...rubbish, 'A: close'].join('\n'))
  expect(lines.at(-1)).toMatchObject({ kind: 'call', number: rubbish.length + 1 })
})

test('a file of 100,000 lines is read whole', () => {
  const text = Array.from({ length: 100_000 }, (_, i) => `A -> B  ACK  seq=j+${i}  ack=k+1`).join('\n')
  const lines = readLines(text)
  expect(lines.length).toBe(100_000)
  expect(lines.at(-1)).toMatchObject({ kind: 'segment', number: 100_000 })
})
