import { expect, test } from 'vitest'
import { lineChanges } from '../../cli/formats/line-diff.ts'

test.each`
  before       | after            | changes
  ${'a b c'}   | ${'a b c'}       | ${[]}
  ${'a b c'}   | ${'a x c'}       | ${['2 -b +x']}
  ${'a b c'}   | ${'a c'}         | ${['2 -b']}
  ${'a c'}     | ${'a b c'}       | ${['1 +b']}
  ${'b'}       | ${'a b'}         | ${['0 +a']}
  ${'a b c d'} | ${'a x y c d e'} | ${['2 -b +x +y', '4 +e']}
  ${'a b'}     | ${'c d'}         | ${['1 -a -b +c +d']}
`('$before → $after', ({ before, after, changes }) => {
  const lines = (words: string) => words.replaceAll(' ', '\n')
  const written = lineChanges(lines(before), lines(after)).map(({ line, removed, added }) =>
    [line, ...removed.map(text => `-${text}`), ...added.map(text => `+${text}`)].join(' '),
  )
  expect(written).toEqual(changes)
})

test('applied to the text before, the changes make the text after', () => {
  let seed = 1
  const next = () => {
    seed = (seed * 16807) % 2147483647
    return seed / 2147483647
  }
  for (let round = 1; round <= 200; round++) {
    const text = () =>
      Array.from({ length: 1 + Math.floor(next() * 12) }, () => 'abc'[Math.floor(next() * 3)])
    const before = text()
    const after = text()
    const result = [...before]
    for (const { line, removed, added } of lineChanges(before.join('\n'), after.join('\n')).reverse()) {
      const at = removed.length > 0 ? line - 1 : line
      expect(result.splice(at, removed.length, ...added)).toEqual(removed)
    }
    expect(result).toEqual(after)
  }
})
