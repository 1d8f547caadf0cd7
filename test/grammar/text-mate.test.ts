import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../grammar/${name}`, import.meta.url), 'utf8'))
const grammar = read('synfin.tmLanguage.json')
const configuration = read('language-configuration.json')

function values(key: RegExp, node: unknown = grammar): string[] {
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([name, value]) =>
    key.test(name) && typeof value === 'string' ? [value] : values(key, value),
  )
}

/** What a rule of the grammar finds first on a line. */
function first(rule: string, line: string): string | undefined {
  for (const pattern of values(/^(match|begin)$/, grammar.repository[rule])) {
    const found = new RegExp(pattern).exec(line)
    if (found) return found[0].trim()
  }
  return undefined
}

test('it is the grammar of .synfin files', () => {
  expect(grammar.scopeName).toBe('source.synfin')
})

test('every pattern is a regular expression', () => {
  for (const pattern of values(/^(match|begin|end)$/))
    expect(() => new RegExp(pattern), pattern).not.toThrow()
})

test('every rule that is included is there', () => {
  for (const name of values(/^include$/)) expect(grammar.repository).toHaveProperty([name.slice(1)])
})

test.each`
  rule          | line                              | found
  ${'segment'}  | ${'A -> B  SYN'}                  | ${'A -> B'}
  ${'segment'}  | ${'  X[3] -x B SYN'}              | ${'X[3] -x B'}
  ${'segment'}  | ${'A->...SYN'}                    | ${'A->...'}
  ${'segment'}  | ${'... -> B stray SYN'}           | ${'... -> B stray'}
  ${'action'}   | ${'A: connect B'}                 | ${'A:'}
  ${'trace'}    | ${'trace "a name"'}               | ${'trace'}
  ${'fragment'} | ${'use handshake(A, B)'}          | ${'use handshake'}
  ${'host'}     | ${'host X[200] 198.51.100.1'}     | ${'host X[200]'}
  ${'address'}  | ${'host B [2001:db8::2]:80'}      | ${'[2001:db8::2]:80'}
  ${'flags'}    | ${'A -> B SYNACK?'}               | ${'SYNACK?'}
  ${'flags'}    | ${'B -> A ICMP too-big mtu=1280'} | ${'ICMP too-big'}
  ${'field'}    | ${'A -> B SYN seq = j+1'}         | ${'seq ='}
  ${'field'}    | ${'A -> B SYN tfo=0a1b'}          | ${'tfo=0a1b'}
  ${'duration'} | ${'retransmit after 900ms..1.1s'} | ${'900ms..1.1s'}
  ${'comment'}  | ${'A: close //! error close'}     | ${'//!'}
  ${'comment'}  | ${'A: close // why'}              | ${'// why'}
  ${'claim'}    | ${'A: close [A=CLOSED]'}          | ${'['}
  ${'claim'}    | ${'X[3]: close'}                  | ${undefined}
`('$rule finds $found in $line', ({ rule, line, found }) => {
  expect(first(rule, line)).toBe(found)
})

test('a double click takes a whole word of the language', () => {
  const words = 'B/C=SYN-SENT port-unreachable defer-accept 2msl j+1 0x10 X[3] 200ms'.match(
    new RegExp(configuration.wordPattern, 'g'),
  )
  expect(words?.join(' ')).toBe('B C SYN-SENT port-unreachable defer-accept 2msl j 1 0x10 X 3 200ms')
})

test('a line is commented with //', () => {
  expect(configuration.comments).toEqual({ lineComment: '//' })
})
