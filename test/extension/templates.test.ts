import { fileURLToPath } from 'node:url'
import { readLines } from '@synfin/grammar'
import { checkFile } from '@synfin/trace'
import { expect, test } from 'vitest'
import { templatesOf } from '../../extension/template-list.ts'
import { readExamples } from '../../scripts/extension-assets.mjs'

const templates = templatesOf(readExamples(fileURLToPath(new URL('../..', import.meta.url))))

test('every example can be what a new trace begins as, described by its first sentence', () => {
  const handshake = templates.find(({ label }) => label === 'Handshake')
  expect(handshake).toMatchObject({ about: '2 traces', group: 'Examples' })
  expect(handshake?.detail).toMatch(/^Why three segments\? Each side must learn/)
  expect(templates.find(({ label }) => label === 'What an ACK counts')?.group).toBe(
    'What tutorials get wrong',
  )
  for (const { label, detail } of templates) {
    expect(label, label).toMatch(/^[A-Z][\w ]+$/)
    expect(detail, label).toMatch(/^["A-Z].*[.]$/)
  }
})

test('what it begins as has no error', () => {
  for (const { label, text } of templates) {
    const { findings } = checkFile(readLines(text), { name: label })
    expect(
      findings.filter(({ severity }) => severity === 'error'),
      label,
    ).toEqual([])
  }
})
