import { readLines } from '@synfin/grammar'
import { checkFile, symbolsAfter } from '@synfin/trace'
import { expect, test } from 'vitest'

/** The symbols that a line after this one can count from. */
function symbols(text: string, line: number): readonly string[] {
  const file = checkFile(readLines(text), { name: 'a test' })
  return symbolsAfter(file, line).map(({ name, meaning, line }) => `${name}: ${meaning} (line ${line})`)
}

test('a symbol is known from its line on, and says what it stands for, the last named first', () => {
  const text = `A -> B SYN seq=j win=w ts=t/0
B -> A SYN ACK seq=k ack=j+1
A -> B ACK seq=j+1 ack=k+1
A -> B PSH ACK seq=j+1 ack=k+1 len=n`
  expect(symbols(text, 0)).toEqual([])
  expect(symbols(text, 4)).toMatchInlineSnapshot(`
    [
      n: a number of octets (line 4),
      k: B's initial sequence number (line 2),
      t: a timestamp (line 1),
      w: a window (line 1),
      j: A's initial sequence number (line 1),
    ]
  `)
})

test('in a fragment a symbol has the name of the parameter that stands for it', () => {
  const text = `use open(A, B, j)
fragment open(C, S, x)
C -> S SYN seq=x
S -> C SYN ACK ack=x+1`
  expect(symbols(text, 3)).toMatchInlineSnapshot(`
    [
      x: C's initial sequence number (line 3),
    ]
  `)
})

test('of very many symbols the last fifty are told', () => {
  const lines = Array.from({ length: 80 }, (_, index) => `A${index} -> B${index} SYN seq=s${index}`)
  const told = symbols(lines.join('\n'), 80)
  expect(told).toHaveLength(50)
  expect(told[0]).toBe("s79: A79's initial sequence number (line 80)")
})
