/** A segment's numbers are those its line says, also where the walk went on with others: a replay sends them. */
import { readdirSync, readFileSync } from 'node:fs'
import { readLines } from '@synfin/grammar'
import { checkFile, linearOf, type Step, type TraceSegment } from '@synfin/trace'
import { expect, test } from 'vitest'

const folders = ['', 'on-purpose/', 'found/'].map(name => new URL(`../fixtures/${name}`, import.meta.url))
const texts = folders.flatMap(folder =>
  readdirSync(folder)
    .filter(name => name.endsWith('.synfin'))
    .map(name => readFileSync(new URL(name, folder), 'utf8').replaceAll(/\s*\/\/!.*/g, '')),
)

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
