import { formatText, readLines } from '@synfin/grammar'
import { STATES } from '@synfin/tcp'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check, differentStates, faultsIn, textOf } from './checking.ts'
import { legalTraces } from './legal-trace.ts'
import { SEED } from './seed.ts'

const profiles = fc.constantFrom('rfc9293', 'linux')
const traces = legalTraces({ profile: profiles })
const settings = { numRuns: 400, seed: SEED }

describe('a generated legal trace', () => {
  test('checks without an error or a warning that no line announces', () => {
    fc.assert(
      fc.property(traces, ({ events, setup }) => {
        const text = textOf(events, setup.profile)
        expect(faultsIn(check(text)), text).toEqual([])
      }),
      settings,
    )
  })

  test('has the states of the model that wrote it', () => {
    fc.assert(
      fc.property(traces, trace => {
        const text = textOf(trace.events, trace.setup.profile)
        expect(differentStates(trace, check(text)), text).toEqual([])
      }),
      settings,
    )
  })

  test('is read the same after it has been formatted, and formatting it again changes nothing', () => {
    fc.assert(
      fc.property(traces, ({ events, setup }) => {
        const text = textOf(events, setup.profile)
        const formatted = formatText(text)
        expect(formatText(formatted)).toBe(formatted)
        expect(withoutPlaces(readLines(formatted))).toEqual(withoutPlaces(readLines(text)))
      }),
      settings,
    )
  })

  test('is walked the same from the middle as from the start', () => {
    fc.assert(
      fc.property(traces, fc.nat(), fc.nat(2), ({ events, setup }, at, removed) => {
        const text = textOf(events, setup.profile)
        const shorter = textOf(events.toSpliced(at % events.length, removed), setup.profile)
        expect(check(text, check(shorter))).toEqual(check(text))
        expect(check(shorter, check(text))).toEqual(check(shorter))
      }),
      settings,
    )
  })
})

test('the generated traces come through all eleven states', () => {
  const reached = fc.sample(traces, settings).flatMap(({ states }) => states.flat().map(({ state }) => state))
  expect(new Set(reached)).toEqual(new Set(STATES))
})

/** What lines say, wherever they say it: formatting moves columns and nothing else. */
function withoutPlaces(lines: unknown): unknown {
  return JSON.parse(
    JSON.stringify(lines, (key, value) =>
      /span$/i.test(key) || key === 'stray' || key === 'optional' || key === 'length'
        ? Boolean(value)
        : key === 'text' && / /.test(value)
          ? value.replace(/\s+/g, ' ')
          : value,
    ),
  )
}
