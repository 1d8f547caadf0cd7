/** Text that the lines of a trace count, and that no line sends. */
import { readLines } from '@synfin/grammar'
import { applyFirstFixes, checkFile } from '@synfin/trace'
import { describe, expect, test } from 'vitest'

const EXCHANGE = `A -> B  SYN      seq=j
B -> A  SYN ACK  seq=k     ack=j+1
A -> B  ACK      seq=j+1   ack=k+1
A -> B  PSH ACK  seq=j+1   ack=k+1   len=10
B -> A  ACK      seq=k+1   ack=j+11
A -> B  PSH ACK  seq=j+11  ack=k+1   len=20
B -> A  PSH ACK  seq=k+1   ack=j+31  len=5
A -> B  ACK      seq=j+31  ack=k+6
A -> B  PSH ACK  seq=j+31  ack=k+6   len=7
B -> A  PSH ACK  seq=k+6   ack=j+38  len=9
A -> B  ACK      seq=j+38  ack=k+15
A -> B  FIN ACK  seq=j+38  ack=k+15
B -> A  ACK      seq=k+15  ack=j+39
B -> A  FIN ACK  seq=k+15  ack=j+39
A -> B  ACK      seq=j+39  ack=k+16
`

const check = (text: string) => checkFile(readLines(text), { name: 'a test' })
const errors = (text: string) => check(text).findings.filter(({ severity }) => severity === 'error')
const rows = EXCHANGE.split('\n')

describe('a line of text that is left out is told once', () => {
  test.each(rows.flatMap((row, at) => (row.includes('len=') ? [[row, at] as const] : [])))('%s', (_, at) => {
    const text = rows.toSpliced(at, 1).join('\n')
    const [finding, ...more] = errors(text)
    expect(more).toEqual([])
    expect(finding?.line).toBe(at + 1)
    expect(finding?.fixes[0]?.title).toMatch(/^put [AB] -> [AB] PSH ACK seq=.* above$/)
    const { text: mended } = applyFirstFixes(text, check(text).findings)
    expect(check(mended).findings.filter(({ severity }) => severity !== 'info')).toEqual([])
  })
})

test.each`
  what                               | written                          | instead                          | fix
  ${'a length that is too small'}    | ${'ack=k+1   len=20'}            | ${'ack=k+1   len=15'}            | ${'put A -> B PSH ACK seq=j+26 ack=k+1 len=5 above'}
  ${'one number that is too big'}    | ${'seq=j+11  ack=k+1   len=20'}  | ${'seq=j+111 ack=k+1   len=20'}  | ${'write seq=j+11'}
  ${'one acknowledgment beyond all'} | ${'ACK      seq=k+1   ack=j+11'} | ${'ACK      seq=k+1   ack=j+21'} | ${'write ack=j+11'}
`('$what is told once, with what mends it', ({ written, instead, fix }) => {
  expect(EXCHANGE).toContain(written)
  const found = errors(EXCHANGE.replace(written, instead))
  expect(found.map(({ fixes }) => fixes[0]?.title)).toEqual([fix])
})

test('in a fragment no line is put above', () => {
  const text = `fragment late(A, B, j, k)
A -> B  PSH ACK  seq=j+11  ack=k+1  len=10
B -> A  ACK      seq=k+1   ack=j+21

trace "uses it"
${rows.slice(0, 3).join('\n')}
use late(A, B, j, k)
`
  const found = errors(text)
  expect(found.filter(({ line }) => line === 2).map(({ code, fixes }) => [code, fixes])).toEqual([
    ['seq-gap', []],
  ])
})
