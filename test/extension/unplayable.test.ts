import { expect, test } from 'vitest'
import { whyUnplayable } from '../../extension/unplayable.ts'

const SYNTAX = {
  message: '`AKC` is no control bit\nwhy: …',
  range: { start: { line: 6 } },
  code: { value: 'syntax', target: 'https://www.rfc-editor.org/rfc/rfc9293' },
}

test('a line that cannot be read keeps its trace from being replayed', () => {
  expect(whyUnplayable({ line: 2, endLine: 9 }, [SYNTAX])).toBe(
    'line 7 cannot be read or bound: `AKC` is no control bit',
  )
})

test('a line of another trace does not', () => {
  expect(whyUnplayable({ line: 8, endLine: 12 }, [SYNTAX])).toBeUndefined()
  expect(whyUnplayable({ line: 1, endLine: 6 }, [SYNTAX])).toBeUndefined()
})

test('a finding about TCP does not: the kernel is the judge', () => {
  const finding = { ...SYNTAX, code: 'synack-wrong-ack' }
  expect(whyUnplayable({ line: 2, endLine: 9 }, [finding, { ...finding, code: undefined }])).toBeUndefined()
})
