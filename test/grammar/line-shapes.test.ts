import { LineReader, readLine } from '@synfin/grammar'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SEED } from '../generated/seed.ts'
import { fixturesIn } from '../trace/fixture-texts.ts'

const RUNS = 400

/** Numbers of few and of many digits, and what only looks like one. */
const number = fc.oneof(
  fc.nat(9).map(String),
  fc.nat(2 ** 32).map(String),
  fc.constantFrom(
    '007',
    '0x10',
    '0x9',
    '12ab',
    '99999999999',
    '12345678901234567890',
    '1.5',
    '200ms',
    '1..2',
    '',
  ),
)
const sum = fc
  .array(
    fc.tuple(fc.constantFrom('', '+', '-', ' + ', '- '), fc.oneof(number, fc.constantFrom('j', 'k', 'n1'))),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map(terms => terms.flat().join(''))
const field = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom('seq', 'ack', 'len', 'win', 'urg', 'mss', 'mtu'), sum)
      .map(f => f.join('=')),
  },
  sum.map(value => `ts=${value}/${value}`),
  sum.map(value => `sack=${value}:${value}`),
  number.map(cookie => `tfo=${cookie}`),
  fc.constantFrom('sackok', 'seq=*'),
)
const start = fc.constantFrom(
  'A -> B  ACK ',
  'A1 -x B-2 SYN',
  '... -> B stray SYN',
  'A -> B ICMP too-big',
  'X[3] -> B SYN?',
  'A: send',
  'given A ESTABLISHED',
  'host A',
  'use f(A, j+5)',
)
const end = fc.constantFrom(
  '',
  ' [A=FIN-WAIT-1]',
  '[A=CLOSED]  // k=5',
  ' // seq=7',
  ' //! error a-1',
  ' //! error',
  ' \t',
)
const line = fc
  .tuple(start, fc.array(field, { maxLength: 4 }), end)
  .map(([begins, fields, ends]) => `${begins} ${fields.join(' ')}${ends}`)

/** What the lines say, each read alone. */
function readAlone(sources: readonly string[]) {
  return sources.flatMap((source, index) => readLine(source, index + 1) ?? [])
}

/** Another line of nearly the same shape: other digits in the same places. */
function otherDigits(source: string, digits: readonly number[]): string {
  let next = 0
  return source.replace(/\d/g, () => String(digits[next++ % digits.length] ?? 0))
}

const someDigits = fc.array(fc.nat(9), { minLength: 5, maxLength: 9 })

test('a line whose shape has been read before says what it says alone', () => {
  fc.assert(
    fc.property(line, fc.array(someDigits, { maxLength: 4 }), (first, others) => {
      const sources = [first, ...others.map(digits => otherDigits(first, digits)), first]
      expect(new LineReader().read(sources.join('\n'))).toEqual(readAlone(sources))
    }),
    { numRuns: RUNS, seed: SEED },
  )
})

test('lines of every fixture say with other numbers what they say alone', () => {
  const reader = new LineReader()
  for (const { text } of fixturesIn('')) {
    const sources = text.split('\n')
    for (const digits of [[0], [1, 2, 3, 4, 5, 6, 7], [9, 0, 8]]) {
      const others = sources.map(source => otherDigits(source, digits))
      expect(reader.read(others.join('\n'))).toEqual(readAlone(others))
    }
  }
})
