import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { FINDING_CODES } from '@synfin/trace'
import { describe, expect, test } from 'vitest'
import { annotate, findingsOf, isTelling } from './annotate.ts'

const folder = new URL('../fixtures/', import.meta.url)
const onPurpose = new URL('../fixtures/on-purpose/', import.meta.url)
const found = new URL('../fixtures/found/', import.meta.url)

function traces(url: URL): { readonly name: string; readonly path: string; readonly text: string }[] {
  return readdirSync(url)
    .filter(name => name.endsWith('.synfin'))
    .map(name => {
      const path = fileURLToPath(new URL(name, url))
      return { name, path, text: readFileSync(path, 'utf8') }
    })
}

describe('annotated fixtures, and traces that a mutation or the kernel has found', () => {
  test.each([...traces(folder), ...traces(found)])('$name', async ({ path, text }) => {
    await expect(annotate(text)).toMatchFileSnapshot(path)
  })

  test('every code a finding can bear has a fixture', () => {
    const all = [...traces(folder), ...traces(onPurpose)].map(({ text }) => text).join('\n')
    expect(FINDING_CODES.filter(code => !all.includes(` ${code}`) && code !== 'expectation-unmet')).toEqual(
      [],
    )
  })
})

describe('traces that are wrong on purpose', () => {
  test.each(traces(onPurpose))('$name', ({ text }) => {
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
  const all = [...traces(folder), ...traces(onPurpose)].flatMap(({ text }) =>
    findingsOf(text.replaceAll(/\s*\/\/!.*/g, '')),
  )
  const elsewhere = all.filter(
    ({ section, why = '' }) => section !== 'Synfin' && !why.includes(section.replace('RFC 9293 ', '')),
  )
  expect(elsewhere.map(({ code, section, why }) => `${code}: ${section}: ${why}`)).toEqual([])
})
