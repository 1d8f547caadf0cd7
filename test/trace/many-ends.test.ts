import { readLines } from '@synfin/grammar'
import { checkFile, linesAfter } from '@synfin/trace'
import { expect, test } from 'vitest'

/** More ends than the states of a step are told of. */
const PAIRS = 600

function nextAfter(text: string) {
  const lines = readLines(text)
  return linesAfter(checkFile(lines, { name: 'any' }), lines.length)
}

function opening(index: number): string {
  return `A${index} -> B${index}  SYN  seq=j${index}\n`
}

test('in a trace of many ends what the last ones owe comes first', () => {
  const text = Array.from({ length: PAIRS }, (_, index) => opening(index)).join('')
  const [last, before] = nextAfter(text)
  expect(last).toMatchObject({ text: 'B599 -> A599 SYN ACK seq=j ack=j599+1', rank: 'owed' })
  expect(last?.states).toEqual({ A599: 'ESTABLISHED' })
  expect(before).toMatchObject({ text: 'B598 -> A598 SYN ACK seq=j ack=j598+1', rank: 'owed' })
})

test('what is tried out for one connection is forgotten for the next', () => {
  const text = `${opening(1)}${opening(2)}`
  expect(nextAfter(text)).toEqual(nextAfter(text))
  expect(
    nextAfter(text)
      .slice(0, 2)
      .map(({ states }) => states),
  ).toEqual([
    { A1: 'ESTABLISHED', B1: 'SYN_RCVD', A2: 'SYN_SENT', B2: 'SYN_RCVD' },
    { A1: 'SYN_SENT', B1: 'SYN_RCVD', A2: 'ESTABLISHED', B2: 'SYN_RCVD' },
  ])
})
