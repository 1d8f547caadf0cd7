import { FINDING_CODES } from '@synfin/trace'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check, FIRST_LINE, faultsIn, firstRefused, mended, textOf } from './checking.ts'
import { type GeneratedTrace, legalTraces } from './legal-trace.ts'
import { RESET_OF_UNSENT_SYN } from './may-leave.ts'
import { type Mutation, mutations } from './mutations.ts'
import { SEED } from './seed.ts'

/** Lines that tell how both ends begin stay as they are: without them a reader infers another beginning. */
const traces = legalTraces({ profile: fc.constant('rfc9293'), isExplicit: true, maxLines: 14 }).filter(
  // Where an end's numbers are never told, a wrong number is the first to be told.
  ({ setup: { style } }) => style.A !== 'left-out' && style.B !== 'left-out',
)

/** A listener whose SYN ACK has not left may still refuse, with any number: the checker lets it. */
const PASSED_OVER: readonly string[] = [RESET_OF_UNSENT_SYN]

const mutated: fc.Arbitrary<{ trace: GeneratedTrace; mutation: Mutation }> = traces
  .map(trace => ({ trace, all: mutations(trace.events, firstSegment(trace)) }))
  .filter(({ all }) => all.length > 0)
  .chain(({ trace, all }) => fc.record({ trace: fc.constant(trace), mutation: fc.constantFrom(...all) }))

const CODES: readonly string[] = FINDING_CODES

/** Slips in options, which may be few among all that there are. */
const mutatedOptions: typeof mutated = traces
  .map(trace => ({
    trace,
    all: mutations(trace.events, firstSegment(trace)).filter(({ broke }) => broke.startsWith('an option')),
  }))
  .filter(({ all }) => all.length > 0)
  .chain(({ trace, all }) => fc.record({ trace: fc.constant(trace), mutation: fc.constantFrom(...all) }))

const settings = { numRuns: 500, seed: SEED }

describe('a slip in a legal trace', () => {
  test('is found on the line that the model refuses, or on none where the model plays them all', () => {
    fc.assert(
      fc.property(mutated, ({ trace, mutation }) => {
        const text = textOf(mutation.events, 'rfc9293')
        const refused = firstRefused(trace, mutation.events)
        fc.pre(refused === undefined || !PASSED_OVER.includes(refused.why))
        const [found] = faultsIn(check(text))
        const because = `${text}\nbroke ${mutation.broke} on line ${mutation.at + FIRST_LINE}; the model says ${refused?.why}`
        expect(found?.line, because).toBe(refused && refused.at + FIRST_LINE)
      }),
      settings,
    )
  })

  test('in an option bears the code that the catalogue has for it', () => {
    fc.assert(
      fc.property(mutatedOptions, ({ trace, mutation }) => {
        const text = textOf(mutation.events, 'rfc9293')
        const refused = firstRefused(trace, mutation.events)
        fc.pre(refused !== undefined && CODES.includes(refused.why))
        const found = faultsIn(check(text)).filter(({ line }) => line === refused.at + FIRST_LINE)
        const because = `${text}\nbroke ${mutation.broke} on line ${mutation.at + FIRST_LINE}`
        expect(
          found.map(({ code }) => code),
          because,
        ).toContain(refused.why)
      }),
      settings,
    )
  })

  test('is reported once: where its first fix restores the trace, nothing else was reported', () => {
    fc.assert(
      fc.property(mutated, ({ trace, mutation }) => {
        const text = textOf(mutation.events, 'rfc9293')
        const [first, ...more] = faultsIn(check(text))
        // A SYN RST without a number has a reset's number: mended, the SYN has it still.
        fc.pre(first?.severity === 'error' && first.code !== 'syn-rst')
        fc.pre(mended(text, first)?.trimEnd() === textOf(trace.events, 'rfc9293').trimEnd())
        expect(more, `${text}\nbroke ${mutation.broke}; found ${first.code}`).toEqual([])
      }),
      settings,
    )
  })
})

function firstSegment({ events }: GeneratedTrace): number {
  const at = events.findIndex(({ kind }) => kind === 'segment')
  return at < 0 ? events.length : at
}
