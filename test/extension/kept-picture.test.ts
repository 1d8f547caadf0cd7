import { expect, test } from 'vitest'
import { isSameTrace, lineNow } from '../../extension/webview/kept-picture.ts'

const DRAWN = { document: 'a.synfin', index: 1, line: 10, endLine: 20 }

test.each`
  what                                 | now                          | broken | from  | to
  ${'stays while a line is written'}   | ${{}}                        | ${15}  | ${16} | ${16}
  ${'moves below a line that is new'}  | ${{ endLine: 21 }}           | ${15}  | ${15} | ${16}
  ${'stays above a line that is new'}  | ${{ endLine: 21 }}           | ${15}  | ${14} | ${14}
  ${'moves with the trace'}            | ${{ line: 12, endLine: 22 }} | ${17}  | ${11} | ${13}
  ${'moves with the trace and within'} | ${{ line: 12, endLine: 23 }} | ${17}  | ${16} | ${19}
`('while the last picture is kept, a line $what', ({ now, broken, from, to }) => {
  expect(lineNow(from, DRAWN, { ...DRAWN, ...now }, { line: broken, message: '' })).toBe(to)
})

test('a picture is kept only for the trace that it shows', () => {
  expect(isSameTrace(DRAWN, { ...DRAWN, line: 11 })).toBe(true)
  expect(isSameTrace(DRAWN, { ...DRAWN, index: 0 })).toBe(false)
  expect(isSameTrace(DRAWN, { ...DRAWN, document: 'b.synfin' })).toBe(false)
  expect(isSameTrace(undefined, DRAWN)).toBe(false)
})
