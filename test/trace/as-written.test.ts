/** A segment's numbers are those its line says, also where the walk went on with others: a replay sends them. */
import { readLines } from '@synfin/grammar'
import { checkFile, linearOf, plainStep, type Step, type TraceSegment } from '@synfin/trace'
import { expect, test } from 'vitest'
import { fixturesIn, withoutNotes } from './fixture-texts.ts'

const texts = (['', 'on-purpose/', 'found/'] as const)
  .flatMap(fixturesIn)
  .map(({ text }) => withoutNotes(text))

const NUMBERS = ['seq', 'ack', 'len', 'win'] as const

type Numbers = Partial<Pick<TraceSegment, (typeof NUMBERS)[number]>>

test('every segment of the fixtures has the numbers that its line says', () => {
  for (const text of texts) {
    const { traces } = checkFile(readLines(text), { name: 'a test' })
    for (const { steps, findings } of traces)
      for (const step of steps) {
        // A symbol without a value stands for the number that would have been right.
        const isUnbound = findings.some(({ line, code }) => line === step.line && code === 'undefined-symbol')
        if (step.kind === 'segment' && !isUnbound) expect(step.segment, step.text).toMatchObject(said(step))
      }
  }
})

test('a segment arrives with the numbers that the line of its arrival says', () => {
  const text = `given A ESTABLISHED seq=100 ack=300, B ESTABLISHED
    A -> ... ACK seq=150 ack=300 len=10
    ... -> B ACK seq=100 ack=300`
  const { traces } = checkFile(readLines(text), { name: 'a test' })
  const segments = traces.flatMap(({ steps }) => steps.map(step => 'segment' in step && step.segment))
  expect(segments).toMatchObject([{ seq: { constant: 150 } }, { seq: { constant: 100 } }])
  expect(traces[0]?.findings.map(({ code }) => code)).toEqual(['seq-gap', 'reply-expected'])
})

test("a step's text has what a fragment's parameters stand for, in options too", () => {
  const text = `use open(A, B, j, k)
    fragment open(C, S, x, y)
    C -> S SYN seq=x sackok ts=x/0
    S -> C SYN ACK seq=y ack=x+1 sackok ts=y/x
    C -> S ACK seq=x+1 ack=y+1 sack=y+2:y+3 ts=x/y`
  const [trace] = checkFile(readLines(text), { name: 'a test' }).traces
  expect(trace?.steps.map(step => step.text)).toEqual([
    'A -> B SYN seq=j sackok ts=j/0',
    'B -> A SYN ACK seq=k ack=j+1 sackok ts=k/j',
    'A -> B ACK seq=j+1 ack=k+1 sack=k+2:k+3 ts=j/k',
  ])
})

/** The numbers that a step's text says; of a field twice the first one. */
function said({ text }: Step): Numbers {
  const [line] = readLines(text)
  const fields = line?.kind === 'segment' ? line.fields.toReversed() : []
  const numbers = fields.flatMap(field => {
    const name = NUMBERS.find(known => known === field.name)
    if (name === undefined || !('value' in field)) return []
    return [[name, 'any' in field.value ? 'any' : linearOf(field.value)]]
  })
  return Object.fromEntries(numbers)
}

test('a step is sent to other programs with all that it says', () => {
  const text = 'A -> B  SYN  seq=j  [A=SYN_SENT]  //! info mss-missing'
  const [step] = checkFile(readLines(text), { name: 'a test' }).traces[0]?.steps ?? []
  if (step === undefined) throw new Error('no step')
  const told = { kind: 'segment', line: 1, text: 'A -> B SYN seq=j', expected: ['mss-missing'] }
  expect(structuredClone(plainStep(step))).toMatchObject(told)
  expect(JSON.parse(JSON.stringify(step))).toMatchObject(told)
  expect(plainStep(step)).not.toHaveProperty('statement')
})
