import type { Linear } from '@synfin/trace'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CannotBind, LiveNumbers, numberSpace } from '../../capture/live-numbers.ts'

describe('a symbol', () => {
  test('is bound by the first number it is seen in, and gives the numbers beside it', () => {
    const numbers = new LiveNumbers()
    const kernel = numberSpace('kernel')
    expect(numbers.live(written('k'), kernel)).toBeUndefined()
    numbers.bind(written('k', 1), kernel, 0)
    expect(numbers.bindings).toEqual({ k: 0xffff_ffff })
    expect(numbers.live(written('k', 2), kernel)).toBe(1)
  })

  test('of ours is drawn once and kept', () => {
    const numbers = new LiveNumbers()
    const ours = numberSpace('ours')
    const j = numbers.choose(written('j'), ours)
    expect(numbers.choose(written('j'), ours)).toBe(j)
    expect(numbers.choose(written('j', 1), ours)).toBe((j + 1) % 2 ** 32)
  })

  test('for a length is 100 octets', () => {
    const numbers = new LiveNumbers()
    expect(numbers.count({ constant: 5, terms: { n: 2 } }, 100)).toBe(205)
    expect(numbers.bindings).toEqual({ n: 100 })
  })

  test('beside another new one cannot be bound', () => {
    const sum: Linear = { constant: 0, terms: { j: 1, k: 1 } }
    expect(() => new LiveNumbers().choose(sum, numberSpace('ours'))).toThrow(CannotBind)
    expect(() => new LiveNumbers().choose({ constant: 0, terms: { j: 2 } }, numberSpace('ours'))).toThrow(
      CannotBind,
    )
  })
})

describe('a literal', () => {
  test('of ours is the number itself', () => {
    expect(new LiveNumbers().choose(written(undefined, 100), numberSpace('ours'))).toBe(100)
  })

  test("of the kernel's moves with the first one seen", () => {
    const numbers = new LiveNumbers()
    const kernel = numberSpace('kernel')
    numbers.bind(written(undefined, 300), kernel, 5000)
    expect(numbers.live(written(undefined, 301), kernel)).toBe(5001)
    expect(numbers.bindings).toEqual({})
  })

  test("of the kernel's stands for itself where we use it first", () => {
    const numbers = new LiveNumbers()
    const kernel = numberSpace('kernel')
    expect(numbers.choose(written(undefined, 100), kernel)).toBe(100)
    expect(numbers.live(written(undefined, 101), kernel)).toBe(101)
  })
})

describe('a live number is written', () => {
  const numbers = new LiveNumbers()
  const ours = numberSpace('ours')
  const kernel = numberSpace('kernel')
  numbers.bind(written('j'), ours, 1000)
  numbers.bind(written(undefined, 300), kernel, 5000)

  test.each`
    live           | space     | expected           | text
    ${1001}        | ${ours}   | ${undefined}       | ${'j+1'}
    ${999}         | ${ours}   | ${undefined}       | ${'j-1'}
    ${5001}        | ${kernel} | ${undefined}       | ${'301'}
    ${3_000_000_0} | ${ours}   | ${undefined}       | ${'30000000'}
    ${1001}        | ${ours}   | ${written('j', 1)} | ${'j+1'}
  `('$live as $text', ({ live, space, expected, text }) => {
    expect(numbers.write(live, space, expected)).toBe(text)
  })

  test('as it is where only a symbol the author never named is near', () => {
    const hidden = numberSpace('ours')
    const others = new LiveNumbers()
    others.bind(written('A iss'), hidden, 77)
    expect(others.write(78, hidden)).toBe('78')
    expect(others.bindings).toEqual({})
  })
})

test('what is bound to a number has that number, whatever is added to it', () => {
  const number32 = fc.integer({ min: 0, max: 0xffff_ffff })
  const constant = fc.integer({ min: -(2 ** 40), max: 2 ** 40 })
  fc.assert(
    fc.property(constant, fc.constantFrom(1, -1), number32, (added, sign, live) => {
      const numbers = new LiveNumbers()
      const space = numberSpace('kernel')
      numbers.bind({ constant: added, terms: { x: sign } }, space, live)
      expect(numbers.live({ constant: added, terms: { x: sign } }, space)).toBe(live)
    }),
  )
})

function written(symbol: string | undefined, constant = 0): Linear {
  return { constant, terms: symbol === undefined ? {} : { [symbol]: 1 } }
}
