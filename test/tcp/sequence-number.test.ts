import { atOrBefore, before, distance, later, plus, seqNumber } from '@synfin/tcp'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const anyNumber = fc.integer({ min: 0, max: 2 ** 32 - 1 }).map(seqNumber)
const step = fc.integer({ min: 1, max: 2 ** 31 - 1 })

describe('arithmetic modulo 2^32 (RFC 9293 §3.4)', () => {
  test('after 4294967295 comes 0', () => {
    expect(plus(seqNumber(4294967295), 1)).toBe(0)
    expect(plus(seqNumber(0), -1)).toBe(4294967295)
    expect(before(seqNumber(4294967295), seqNumber(0))).toBe(true)
  })

  test('any integer up to 2^53 is taken modulo 2^32', () => {
    expect(seqNumber(2 ** 32)).toBe(0)
    expect(seqNumber(-1)).toBe(2 ** 32 - 1)
    expect(seqNumber(2 ** 53 - 1)).toBe(2 ** 32 - 1)
  })

  test('less than half the circle ahead is later, wherever one stands', () => {
    fc.assert(
      fc.property(anyNumber, step, (from, octets) => {
        const to = plus(from, octets)
        expect(before(from, to)).toBe(true)
        expect(before(to, from)).toBe(false)
        expect(atOrBefore(from, to)).toBe(true)
        expect(later(from, to)).toBe(to)
        expect(distance(from, to)).toBe(octets)
      }),
    )
  })

  test('adding and taking away again leads back', () => {
    fc.assert(
      fc.property(anyNumber, fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), (from, octets) => {
        expect(plus(plus(from, octets), -octets)).toBe(from)
      }),
    )
  })

  test('no number is before itself', () => {
    fc.assert(
      fc.property(anyNumber, n => {
        expect(before(n, n)).toBe(false)
      }),
    )
  })
})
