import { formatLines, formatText, LineReader, readLines, sourcesOf } from '@synfin/grammar'
import type { Line } from '@synfin/trace'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const PIECES = [
  ...[
    'A',
    'B',
    'X[3]',
    '...',
    '->',
    '-x',
    ':',
    'SYN',
    'ACK',
    'SYN+ACK',
    'FINACK',
    'NONE',
    '?',
    'stray',
    'ICMP',
  ],
  ...[
    'seq',
    'ack',
    'len',
    'win',
    'mss',
    'ts',
    'sack',
    'tfo',
    'sackok',
    '=',
    'j',
    'k+1',
    '*',
    '0x10',
    '99',
    '/',
    ',',
  ],
  ...[
    '[A=SYN_SENT]',
    '[',
    ']',
    'A=CLOSED refused',
    'trace',
    '"a name"',
    '"',
    '\\',
    'profile',
    'linux',
    'host',
  ],
  ...[
    '192.0.2.1',
    '[2001:db8::1]',
    'given',
    'ESTABLISHED',
    'kernel',
    'a.b',
    'wait',
    '200ms',
    '1s..2s',
    'note',
  ],
  ...[
    'fragment',
    'use',
    '(',
    ')',
    'listen',
    'connect',
    'send',
    'shutdown',
    'receive',
    'fails',
    'EPIPE',
    '2msl',
  ],
  ...[
    'retransmit',
    'after',
    '//',
    '//! error a',
    '//!',
    '-',
    '+',
    '.',
    '\t',
    '  ',
    'é',
    '😀',
    '\ud800',
    '\u0000',
  ],
]
const GOOD = [
  'A -> B  SYN  seq=j',
  'B->A SYN+ACK seq=k ack=j+1 [A=ESTABLISHED]',
  'A -> B ACK seq=j+1 ack = k + 1 len=n win=0 sackok // why',
  '... -> B stray SYN seq=90 [B=SYN_RCVD]  //! error a-code',
  '  A: connect B fails ECONNREFUSED',
  'A: retransmit after 900ms .. 1100ms [A=CLOSED timeout]',
  'given A FIN-WAIT-1 seq=u, B CLOSED',
  'host X[200] [2001:db8::1]:80 win=0x10 defer-accept',
  'trace "a \\"name\\"" profile linux',
  'use f(A, X[3], j+1)',
  'wait 1.5s // and then',
  'A -> B  ICMP too-big mtu=1280',
]

const soup = fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map(pieces => pieces.join(' '))
const glued = fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map(pieces => pieces.join(''))
const anyLine = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...GOOD) },
  soup,
  glued,
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('', '  ', '// a comment'),
)
const anyText = fc
  .array(fc.tuple(anyLine, fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 12 })
  .map(lines => lines.flat().join(''))

/** A line without its positions, which formatting moves. */
function meaning(line: Line): unknown {
  const spanless = (name: string, value: unknown) =>
    /^(span|\w+Span|stray|optional)$/.test(name) && value
      ? true
      : name === 'text' && typeof value === 'string'
        ? value.replace(/\s/g, '')
        : value
  const { text: _, ...rest } = line
  return JSON.parse(JSON.stringify(rest, spanless))
}

test('reading never throws, and gives at most one entry for each line, in order', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, fc.string({ unit: 'binary' })), text => {
      const numbers = readLines(text).map(line => line.number)
      expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
      expect(numbers.at(-1) ?? 0).toBeLessThanOrEqual(text.split(/\r\n|\r|\n/).length)
    }),
    { numRuns: 400 },
  )
})

test('a line reads the same whatever stands around it', () => {
  fc.assert(
    fc.property(anyLine, anyText, anyText, (line, before, after) => {
      fc.pre(!/[\r\n\ufeff]/.test(line))
      const [alone] = readLines(line)
      const number = before.split(/\r\n|\r|\n/).length
      const among = readLines(`${before}${line}\n${after}`).find(found => found.number === number)
      fc.pre(!before.endsWith('\r') || line !== '')
      expect(among).toEqual(alone && { ...alone, number })
    }),
    { numRuns: 400 },
  )
})

test('every problem lies within its line, or right behind it', () => {
  fc.assert(
    fc.property(anyLine, line => {
      fc.pre(!/[\r\n\ufeff]/.test(line))
      for (const { problems } of readLines(line))
        for (const { span } of problems) {
          expect(span.start).toBeGreaterThanOrEqual(1)
          expect(span.end).toBeGreaterThanOrEqual(span.start)
          expect(span.end).toBeLessThanOrEqual(line.length + 1)
        }
    }),
    { numRuns: 1_000 },
  )
})

test('a broken line has one problem of its statement', () => {
  fc.assert(
    fc.property(soup, line => {
      fc.pre(!line.includes('//'))
      for (const { kind, problems } of readLines(line))
        expect(problems.length).toBe(kind === 'broken' ? 1 : 0)
    }),
    { numRuns: 1_000 },
  )
})

test('formatting twice changes nothing more', () => {
  fc.assert(
    fc.property(anyText, text => {
      const once = formatText(text)
      expect(formatText(once)).toBe(once)
    }),
    { numRuns: 400 },
  )
})

test('formatting changes no meaning, no broken line and no line end', () => {
  fc.assert(
    fc.property(anyText, text => {
      const formatted = formatText(text)
      expect(readLines(formatted).map(meaning)).toEqual(readLines(text).map(meaning))
      expect(formatted.match(/\r\n|\r|\n/g)).toEqual(text.match(/\r\n|\r|\n/g))
      const [was, is] = [text, formatted].map(file => file.split(/\r\n|\r|\n/))
      for (const { kind, number, problems } of readLines(text))
        if (kind === 'broken' && problems.length > 0) expect(is?.[number - 1]).toBe(was?.[number - 1])
    }),
    { numRuns: 400 },
  )
})

test('some lines of a text are laid out as they are in all of it', () => {
  fc.assert(
    fc.property(anyText, fc.nat(), fc.nat(), (text, from, length) => {
      const sources = sourcesOf(text.replace(/^\ufeff/, ''))
      const first = 1 + (from % sources.length)
      const last = first + (length % (sources.length - first + 1))
      const all = formatLines(sources, readLines(text), 1, sources.length)
      expect(formatLines(sources, readLines(text), first, last)).toEqual(all.slice(first - 1, last))
    }),
    { numRuns: 400 },
  )
})

test('a reader that has read before reads what a new one reads', () => {
  fc.assert(
    fc.property(fc.array(anyText, { minLength: 2, maxLength: 4 }), texts => {
      const reader = new LineReader()
      for (const text of texts) expect(reader.read(text)).toEqual(readLines(text))
    }),
    { numRuns: 200 },
  )
})
