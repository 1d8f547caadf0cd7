import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { headingLine, topics } from '../../extension/explanation-page.ts'

test('what stands at the cursor is offered first: its findings, then its words', () => {
  const first = topics(['synack-wrong-ack', 'B -> A  SYN ACK  seq=k ack=j [A=FIN-WAIT-1]']).slice(0, 4)
  expect(first.map(({ group, label }) => `${group}: ${label}`)).toEqual([
    'At the cursor: synack-wrong-ack',
    'At the cursor: SYN',
    'At the cursor: ACK',
    'At the cursor: FIN_WAIT_1',
  ])
})

test('every topic has a page, and a place on it', () => {
  for (const { label, page, fragment } of topics([])) {
    const text = readFileSync(new URL(`../../docs/${page}`, import.meta.url), 'utf8')
    const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => slug(heading))
    expect(headings, label).toContain(fragment === '' ? slug(`\`${label}\``) : fragment)
  }
})

test('a place on a page is found in its text', () => {
  for (const { page, fragment } of topics([]).filter(({ fragment }) => fragment !== '')) {
    const text = readFileSync(new URL(`../../docs/${page}`, import.meta.url), 'utf8')
    expect(slug(text.split('\n')[headingLine(text, fragment)] ?? '')).toBe(`-${fragment}`)
  }
  expect(headingLine('# Flags\n\n## SYN\n', '')).toBe(0)
})

/** As VS Code's Markdown preview makes it. */
function slug(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/\s+/g, '-')
    .replaceAll(/[^\w-]/g, '')
}
