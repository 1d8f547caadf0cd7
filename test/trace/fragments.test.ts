/** Fragments however deep, however long their sums, and what is proposed for their lines. */
import { readLines } from '@synfin/grammar'
import { applyEdits, checkFile } from '@synfin/trace'
import { describe, expect, test } from 'vitest'

const check = (text: string) => checkFile(readLines(text), { name: 'a test' })
const codesOf = (text: string) => check(text).findings.map(({ code }) => code)

describe('fragments that use fragments', () => {
  /** A chain of fragments, each handing its arguments on to the next. */
  const chain = (depth: number, parameters: string, handedOn: string, last: string) =>
    [...Array.from({ length: depth }, (_, index) => `use f${index + 1}(${handedOn})`), last]
      .map((line, index) => `fragment f${index}(${parameters})\n${line}`)
      .join('\n')

  test('are walked to any depth', () => {
    const [trace] = check(`use f0(A, B)\n${chain(8000, 'C, S', 'C, S', 'C -> S SYN')}`).traces
    expect(trace?.steps.map(({ text }) => text)).toEqual(['A -> B SYN'])
  })

  test('are cut off with one error where their sums double again and again', () => {
    const text = `use f0(A, B, j)\n${chain(60, 'C, S, x', 'C, S, x+x', 'C -> S SYN seq=x')}`
    expect(codesOf(text)).toEqual(['fragment-recursion'])
  })

  test('may hand on a sum', () => {
    const data = 'S -> R PSH ACK seq=x ack=y len=n\nR -> S ACK seq=y ack=x+n'
    const text = `given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      use f0(A, B, u, v, 5)
      use f0(A, B, u+5, v, 5+m)\n${chain(1, 'S, R, x, y, n', 'S, R, x, y, n+1', data)}`
    expect(codesOf(text)).toEqual([])
  })
})

describe("a fix of a fragment's line", () => {
  const handshake =
    'fragment open(C, S, x, y)\nC -> S SYN seq=x\nS -> C SYN ACK seq=y ack=x\nC -> S ACK seq=x+1 ack=y+1'

  test.each([['j, k'], ['100, 300'], ['k, j']])('speaks of its parameters: use open(A, B, %s)', given => {
    const text = `use open(A, B, ${given})\n${handshake}`
    const wrong = check(text).findings.filter(({ severity }) => severity === 'error')
    const fixed = applyEdits(
      text,
      wrong.flatMap(({ fixes }) => fixes[0]?.edits ?? []),
    )
    expect(fixed).toBe(text.replace('ack=x\n', 'ack=x+1\n'))
  })
})

describe('what a finding proposes fits the line', () => {
  test('an option goes behind the `?` of a segment that may be absent', () => {
    const fixes = check('A -> B SYN?').findings.find(({ code }) => code === 'mss-missing')?.fixes
    expect(fixes?.[0]?.edits).toMatchObject([{ column: 12, endColumn: 12, text: ' mss=1460' }])
  })

  test('a shift that fits into no octet is one slip', () => {
    expect(codesOf('A -> B SYN wscale=300 mss=1').filter(code => code !== 'reply-expected')).toEqual([
      'seq-range',
    ])
  })

  test('a literal of any length is proposed modulo 2^32', () => {
    const value = 10n ** 40n + 7n
    const finding = check(`A -> B SYN seq=${value}`).findings.find(({ code }) => code === 'seq-range')
    expect(finding?.fixes[0]?.title).toBe(`write seq=${value % 2n ** 32n}`)
  })
})

test.each(['j+1', '5'])('%s stands for no endpoint', argument => {
  const text = `use open(A, ${argument})\nfragment open(C, S)\nC -> S SYN seq=j`
  const told = check(text).findings.map(({ line, code, message }) => `${line} ${code}: ${message}`)
  expect(told).toEqual([`1 unknown-endpoint: \`${argument}\` cannot name an endpoint`])
})
