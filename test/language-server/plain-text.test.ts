import { expect, test } from 'vitest'
import { plainText } from '../../language-server/plain-text.ts'

test('marks go, and what they stand around remains', () => {
  expect(plainText('**seq-gap**: *taken* as `seq=j*2` ([§3.4](https://rfc.example/9293)), X\\[1\\]')).toBe(
    'seq-gap: taken as `seq=j*2` (§3.4), X[1]',
  )
})

test('code that has backticks itself stays whole', () => {
  expect(plainText('the line `` A `->` B `` and ``a`b``')).toBe('the line `A `->` B` and `a`b`')
})

test('a table becomes columns, wide characters counted as two', () => {
  expect(
    plainText('before\n\n| | 状态 | SND.NXT |\n|---|---|---|\n| `A` | **`LISTEN`** | – |\n\nafter'),
  ).toMatchInlineSnapshot(`
      before

         状态    SND.NXT
      A  LISTEN  –

      after
    `)
})

test('a block of code is indented, and nothing in it is a mark', () => {
  expect(plainText('Repaired:\n\n```synfin\nA -> B  SYN  seq=*\n\n| not a table |\n```\n\nend')).toBe(
    'Repaired:\n\n  A -> B  SYN  seq=*\n\n  | not a table |\n\nend',
  )
})

test.each([
  ['backticks', '`'],
  ['brackets', '['],
  ['bars', '|'],
  ['stars', '*'],
])('very many %s take no time', (_, mark) => {
  const before = performance.now()
  plainText(mark.repeat(100_000))
  plainText(`${mark}a`.repeat(50_000))
  expect(performance.now() - before).toBeLessThan(2000)
})
