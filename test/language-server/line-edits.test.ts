import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { lineEdits } from '../../language-server/line-edits.ts'

const lines = fc.array(fc.constantFrom('', 'a', 'ab', 'b', 'abc'), { minLength: 1, maxLength: 6 })

test.each(['\n', '\r\n'])('the edits turn one text into the other (line end %j)', lineEnd => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const document = TextDocument.create('file:///a', 'synfin', 1, before.join(lineEnd))
      expect(TextDocument.applyEdits(document, lineEdits(before, after, lineEnd))).toBe(after.join(lineEnd))
    }),
  )
})

test('an edit touches only the part of a line that differs', () => {
  expect(lineEdits(['A -> B SYN seq=j'], ['A -> B  SYN seq=j'], '\n')).toEqual([
    { range: { start: { line: 0, character: 7 }, end: { line: 0, character: 7 } }, newText: ' ' },
  ])
})

test('equal texts need no edit', () => {
  expect(lineEdits(['A: close', ''], ['A: close', ''], '\n')).toEqual([])
})
