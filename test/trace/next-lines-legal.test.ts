import { readLines } from '@synfin/grammar'
import { type CheckedFile, checkFile, linesAfter } from '@synfin/trace'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { check, textOf } from '../generated/checking.ts'
import { legalTraces } from '../generated/legal-trace.ts'
import { SEED } from '../generated/seed.ts'

const traces = legalTraces({ profile: fc.constantFrom('rfc9293', 'linux') })

function errors({ findings }: CheckedFile): string[] {
  return findings
    .filter(({ severity, code }) => severity === 'error' && code !== 'expectation-unmet')
    .map(({ line, code }) => `${code} on line ${line}`)
}

test('after any start of a legal trace, whatever is proposed is no error there', () => {
  fc.assert(
    fc.property(traces, fc.nat(), ({ events, setup }, at) => {
      const text = textOf(events.slice(0, 1 + (at % events.length)), setup.profile)
      const file = check(text)
      const before = errors(file).length
      for (const { text: next } of linesAfter(file, text.split('\n').length)) {
        const longer = `${text.trimEnd()}\n${next}\n`
        expect(errors(check(longer)).length, longer).toBeLessThanOrEqual(before)
      }
    }),
    { numRuns: 300, seed: SEED },
  )
})

test('in the middle of a legal trace, whatever is proposed is no error on its line', () => {
  fc.assert(
    fc.property(traces, fc.nat(), ({ events, setup }, at) => {
      const lines = textOf(events, setup.profile).trimEnd().split('\n')
      const above = 1 + (at % lines.length)
      const file = check(lines.join('\n'))
      for (const { text: next } of linesAfter(file, above)) {
        const longer = lines.toSpliced(above, 0, next).join('\n')
        expect(
          errors(check(longer)).filter(error => error.endsWith(` ${above + 1}`)),
          longer,
        ).toEqual([])
      }
    }),
    { numRuns: 200, seed: SEED },
  )
})

test('whatever is proposed is read as it is written, with the states it is said to lead to', () => {
  fc.assert(
    fc.property(traces, ({ events, setup }) => {
      const text = textOf(events, setup.profile).trimEnd()
      const last = text.split('\n').length
      for (const { text: next, states } of linesAfter(check(text), last)) {
        const longer = `${text}\n${next}`
        const step = checkFile(readLines(longer), { name: 'longer' }).traces[0]?.steps.at(-1)
        expect(step?.text, longer).toBe(next)
        expect(step?.states, longer).toEqual(states)
      }
    }),
    { numRuns: 100, seed: SEED },
  )
})
