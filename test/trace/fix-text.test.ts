import { readdirSync, readFileSync } from 'node:fs'
import { readLines } from '@synfin/grammar'
import { applyEdits, checkFile, type Edit, type Finding, fixText } from '@synfin/trace'
import { describe, expect, test } from 'vitest'

const folder = new URL('../fixtures/', import.meta.url)
const fixtures = readdirSync(folder)
  .filter(name => name.endsWith('.synfin'))
  .map(name => ({ name, text: withoutNotes(readFileSync(new URL(name, folder), 'utf8')) }))

describe.each(fixtures)('$name', ({ text }) => {
  test('the first fix of each finding takes it away and adds no error', () => {
    const before = findings(text)
    for (const finding of before.filter(({ fixes }) => fixes.length > 0)) {
      const fixed = applyEdits(text, finding.fixes[0]?.edits ?? [])
      const after = findings(fixed)
      expect(after.filter(other => isSame(other, finding))).toEqual([])
      const errors = errorsIn(before).length - (finding.severity === 'error' ? 1 : 0)
      expect(errorsIn(after).length, `after "${finding.fixes[0]?.title}":\n${fixed}`).toBeLessThanOrEqual(
        errors,
      )
    }
  })

  test('all fixes together leave no error that had one, but what would lose the author’s words', () => {
    const { checked } = fixText(text, check)
    const fixable = errorsIn(checked.findings).filter(({ fixes }) =>
      fixes.some(({ onRequest }) => !onRequest),
    )
    expect(fixable).toEqual([])
  })
})

describe('a text is fixed', () => {
  test('round after round: what one fix makes due, the next one writes', () => {
    const { text, fixed } = fixText('A -> B  SYN  seq=j', check)
    expect(fixed.map(({ code }) => code)).toEqual(['reply-expected', 'reply-expected'])
    expect(text).toBe('A -> B  SYN  seq=j\nB -> A SYN ACK ack=j+1\nA -> B ACK seq=j+1')
  })

  test('in a fragment, where the line is written and not where it is used', () => {
    const fragment = 'fragment open(C, S)\nC -> S  SYN      seq=j\nS -> C  SYN ACK  seq=k  ack=j\nC -> S  ACK'
    const { text } = fixText(`trace "open"\nuse open(A, B)\n${fragment}`, check)
    expect(text).toContain('S -> C  SYN ACK  seq=k  ack=j+1')
  })

  test('not where the fix would bring more errors than it takes away', () => {
    const harmful = finding({ line: 1, column: 8, endLine: 1, endColumn: 11, text: 'FIN' })
    const checker = (text: string) => ({
      traces: [],
      findings: text.includes('FIN') ? [harmful, harmful] : [harmful],
    })
    expect(fixText('A -> B SYN', checker)).toMatchObject({ text: 'A -> B SYN', fixed: [] })
  })

  test('not at all where each fix only undoes another', () => {
    const swap = (to: string) => finding({ line: 1, column: 8, endLine: 1, endColumn: 11, text: to })
    const checker = (text: string) => ({
      traces: [],
      findings: [swap(text.includes('SYN') ? 'FIN' : 'SYN')],
    })
    expect(fixText('A -> B SYN', checker).text).toBe('A -> B SYN')
  })

  test('not by an answer that begets an answer, for ever', () => {
    const forged = 'given A ESTABLISHED seq=u ack=v, B ESTABLISHED\n... -> B stray PSH ACK seq=u ack=v len=10'
    expect(fixText(forged, check).text).toBe(forged)
  })
})

describe('edits are applied', () => {
  test('all at once: each speaks of the text as it was', () => {
    expect(applyEdits('one two', [edit(1, 1, 4, 'three'), edit(1, 5, 8, 'four')])).toBe('three four')
    expect(applyEdits('one two', [edit(1, 5, 8, 'four'), edit(1, 1, 4, 'three')])).toBe('three four')
  })

  test('an empty place inserts, an empty text deletes', () => {
    expect(applyEdits('ac', [edit(1, 2, 2, 'b')])).toBe('abc')
    expect(applyEdits('abc', [edit(1, 2, 3, '')])).toBe('ac')
  })

  test('of two that overlap the first counts', () => {
    expect(applyEdits('abcd', [edit(1, 1, 3, 'x'), edit(1, 2, 4, 'y')])).toBe('xcd')
    expect(applyEdits('abcd', [edit(1, 2, 2, 'x'), edit(1, 2, 2, 'y')])).toBe('axbcd')
  })

  test('on any line, whatever ends it; an inserted line ends like the others', () => {
    expect(applyEdits('a\r\nb', [edit(2, 2, 2, '\nc')])).toBe('a\r\nb\r\nc')
    expect(applyEdits('a\nb\n', [edit(2, 1, 2, 'c')])).toBe('a\nc\n')
    expect(applyEdits('a\rb', [edit(2, 1, 2, 'c')])).toBe('a\rc')
    expect(applyEdits('\ufeffa', [edit(1, 1, 2, 'b')])).toBe('\ufeffb')
  })

  test('not where the text has no such place', () => {
    for (const place of [edit(2, 1, 1, 'x'), edit(1, 5, 5, 'x'), edit(0, 1, 1, 'x'), edit(1, 0, 1, 'x')])
      expect(applyEdits('abc', [place])).toBe('abc')
    expect(applyEdits('abc', [edit(1, 3, 1, 'x')])).toBe('abc')
  })
})

function check(text: string) {
  return checkFile(readLines(text), { name: 'fixed' })
}

function findings(text: string): readonly Finding[] {
  return check(text).findings
}

function errorsIn(all: readonly Finding[]): readonly Finding[] {
  return all.filter(({ severity }) => severity === 'error')
}

function isSame(a: Finding, b: Finding): boolean {
  return a.code === b.code && a.line === b.line && a.message === b.message
}

function withoutNotes(text: string): string {
  return text.replace(/\s*\/\/!.*$/gm, '')
}

function edit(line: number, column: number, endColumn: number, text: string): Edit {
  return { line, column, endLine: line, endColumn, text }
}

function finding(fix: Edit): Finding {
  return {
    ...fix,
    code: 'syntax',
    severity: 'error',
    message: 'a finding',
    label: undefined,
    why: undefined,
    help: undefined,
    section: 'Synfin',
    related: [],
    fixes: [{ title: 'a fix', edits: [fix] }],
  }
}
