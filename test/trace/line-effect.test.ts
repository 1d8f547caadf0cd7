import { readLines } from '@synfin/grammar'
import { checkFile, type EndAt, effectOf } from '@synfin/trace'
import { expect, test } from 'vitest'

const OPEN = `A -> B SYN seq=j
B -> A SYN ACK seq=k ack=j+1 win=w
A -> B ACK seq=j+1 ack=k+1`

/** What a line does to the ends, one line each; nothing where it does nothing. */
function effect(text: string, line: number): string | undefined {
  const found = effectOf(checkFile(readLines(text), { name: 'a test' }), line)
  if (found === undefined) return undefined
  const rows = found.before.map((before, index) => `${described(before)} => ${described(found.after[index])}`)
  return [...rows, found.rule?.sentence, found.rule?.section].filter(row => row !== undefined).join('\n')
}

function described(end: EndAt | undefined): string {
  if (end === undefined) return ''
  const { key, state, una, nxt, rcvNxt, rcvWnd, owed, ended } = end
  const numbers = { una, nxt, 'rcv.nxt': rcvNxt, 'rcv.wnd': rcvWnd, ended }
  const said = Object.entries(numbers).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  )
  return [`${key} ${state}`, ...said, ...owed.map(text => `owes ${text}`)].join(' ')
}

test('a segment moves both ends, by the rule of the state that it meets', () => {
  expect(effect(OPEN, 2)).toMatchInlineSnapshot(`
    B SYN_RCVD rcv.nxt=j+1 rcv.wnd=65535 owes B -> A SYN ACK ack=j+1 => B SYN_RCVD una=k nxt=k+1 rcv.nxt=j+1 rcv.wnd=w
    A SYN_SENT una=j nxt=j+1 rcv.wnd=65535 => A ESTABLISHED una=j+1 nxt=j+1 rcv.nxt=k+1 rcv.wnd=65535 owes A -> B ACK seq=j+1 ack=k+1
    A takes the SYN ACK in SYN_SENT and goes to ESTABLISHED
    RFC 9293 §3.10.7.3
  `)
})

test('a line of a fragment is told in the fragment’s own words', () => {
  const text = `use open(X, Y)\nfragment open(C, S)\n${OPEN.replaceAll(/\bA\b/g, 'C').replaceAll(/\bB\b/g, 'S')}`
  expect(effect(text, 3)).toMatchInlineSnapshot(`
    C CLOSED => C SYN_SENT una=j nxt=j+1 rcv.wnd=65535
    S LISTEN rcv.wnd=65535 => S SYN_RCVD rcv.nxt=j+1 rcv.wnd=65535 owes S -> C SYN ACK ack=j+1
    S takes the SYN in LISTEN and goes to SYN_RCVD
    RFC 9293 §3.10.7.2
  `)
})

test('a `use` that brings several lines has no rule of its own', () => {
  const text = `use open(X, Y)\nfragment open(C, S)\nC -> S SYN seq=j\nS -> C SYN ACK seq=k ack=j+1`
  expect(effect(text, 1)).toMatchInlineSnapshot(`
    X CLOSED => X ESTABLISHED una=j+1 nxt=j+1 rcv.nxt=k+1 rcv.wnd=65535 owes X -> Y ACK seq=j+1 ack=k+1
    Y LISTEN rcv.wnd=65535 => Y SYN_RCVD una=k nxt=k+1 rcv.nxt=j+1 rcv.wnd=65535
  `)
})

test('of a `use` that brings many connections the first ends are told, and no more', () => {
  const brought = Array.from({ length: 20 }, (_, index) => `C${index} -> S SYN seq=${index}`).join('\n')
  const file = checkFile(readLines(`use flood(B)\nfragment flood(S)\n${brought}`), { name: 'a test' })
  expect(effectOf(file, 1)?.after.map(({ key }) => key)).toEqual(['C0', 'B/C0', 'C1', 'B/C1', 'C2', 'B/C2'])
})

test('a line on which nothing happens has no effect', () => {
  expect(effect(`trace "a"\nhost A win=100\n${OPEN}`, 1)).toBeUndefined()
  expect(effect(`trace "a"\nhost A win=100\n${OPEN}`, 2)).toBeUndefined()
  expect(effect(OPEN, 99)).toBeUndefined()
})
