import { readFileSync } from 'node:fs'
import { formatText, readLines } from '@synfin/grammar'
import { expect, test } from 'vitest'

/** The language's own examples, and after them a trace with every form of a line. */
const text = readFileSync(new URL('language.synfin', import.meta.url), 'utf8')

test('every example of the language reads without a problem', () => {
  const lines = readLines(text)
  expect(lines.filter(({ problems }) => problems.length > 0)).toEqual([])
  expect(lines.filter(({ kind }) => kind === 'broken')).toEqual([])
})

test('every kind of line is among them', () => {
  expect([...new Set(readLines(text).map(({ kind }) => kind))].sort()).toEqual([
    ...[
      'call',
      'claim',
      'fragment',
      'given',
      'host',
      'kernel',
      'note',
      'segment',
      'timer',
      'trace',
      'use',
      'wait',
    ],
  ])
})

test('formatting them changes spaces only', () => {
  const words = (file: string) => file.split(/\s+/)
  expect(words(formatText(text))).toEqual(words(text))
})
