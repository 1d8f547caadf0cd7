import { FINDING_CODES } from '@synfin/trace'
import { describe, expect, test } from 'vitest'
import { annotate, findingsOf, isTelling } from './annotate.ts'
import { fixturesIn, withoutNotes } from './fixture-texts.ts'

const fixtures = fixturesIn('')
const onPurpose = fixturesIn('on-purpose/')

describe('annotated fixtures, and traces that a mutation or the kernel has found', () => {
  test.each([...fixtures, ...fixturesIn('found/')])('$name', async ({ path, text }) => {
    await expect(annotate(text)).toMatchFileSnapshot(path)
  })

  test('every code a finding can bear has a fixture', () => {
    const all = [...fixtures, ...onPurpose].map(({ text }) => text).join('\n')
    expect(FINDING_CODES.filter(code => !all.includes(` ${code}`) && code !== 'expectation-unmet')).toEqual(
      [],
    )
  })
})

describe('traces that are wrong on purpose', () => {
  test.each(onPurpose)('$name', ({ text }) => {
    expect(findingsOf(text).filter(finding => isTelling(finding, ''))).toEqual([])
  })
})

test('an expectation that nothing meets is an error on its note', () => {
  const text = 'A -> B  SYN  seq=j  //! error seq-gap'
  expect(findingsOf(text).filter(finding => isTelling(finding, ''))).toMatchObject([
    { code: 'expectation-unmet', severity: 'error', line: 1, column: 25 },
  ])
})

test('a why speaks of the section that its finding names', () => {
  const all = [...fixtures, ...onPurpose].flatMap(({ text }) => findingsOf(withoutNotes(text)))
  const elsewhere = all.filter(
    ({ section, why = '' }) => section !== 'Synfin' && !why.includes(section.replace('RFC 9293 ', '')),
  )
  expect(elsewhere.map(({ code, section, why }) => `${code}: ${section}: ${why}`)).toEqual([])
})
