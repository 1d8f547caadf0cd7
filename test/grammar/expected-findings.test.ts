import { readLines } from '@synfin/grammar'
import { expect, test } from 'vitest'
import { plain } from './plain.ts'
import { report } from './report.ts'

test('a note at the end of a line expects findings there', () => {
  expect(
    plain(`
A: close   //! error close-twice
A: close   //! error close-twice, warning state-alias,info assumed-established
A: close   //! error close-twice // because it was closed before, and error two
A: close//!error close-twice
           //! error missing-line
A: close   // ! error no-note
A: close   // no note //! error no-note
`),
  ).toMatchInlineSnapshot(`
    call expects:[(severity:error code:close-twice)] end:A call:close
    call expects:[(severity:error code:close-twice), (severity:warning code:state-alias), (severity:info code:assumed-established)] end:A call:close
    call expects:[(severity:error code:close-twice)] end:A call:close
    call expects:[(severity:error code:close-twice)] end:A call:close
    broken expects:[(severity:error code:missing-line)]
    call end:A call:close
    call end:A call:close
  `)
})

test('a line that cannot be read keeps its note', () => {
  expect(readLines('A: conect  //! error syntax')).toMatchObject([
    {
      kind: 'broken',
      text: 'A: conect',
      expects: [{ severity: 'error', code: 'syntax', span: { start: 16, end: 28 } }],
    },
  ])
})

test('a note knows where it stands', () => {
  expect(readLines('A: close  //! error one,  warning two')[0]?.expects.map(({ span }) => span)).toEqual([
    { start: 15, end: 24 },
    { start: 27, end: 38 },
  ])
})

test('a note that cannot be read is a problem, and the statement stands', () => {
  const lines = [
    'A: close  //! synack-wrong-ack',
    'A: close  //!',
    'A: close  //! error',
    'A: close  //! error a b',
    'A: close  //! error one,',
    'A: close  //! Error one',
    'A: close  //! warnnig one',
    'A: close  //! at last it closes',
    'A: close  //! error ONE',
  ]
  expect(lines.map(report).join('\n\n')).toMatchInlineSnapshot(`
    A: close  //! synack-wrong-ack
                  ^^^^^^^^^^^^^^^^
    \`synack-wrong-ack\` stands without its severity
    = why: a \`//!\` note says which finding belongs on its line
    = help: write \`error synack-wrong-ack\`

    A: close  //!
                 ^
    this \`//!\` names no finding
    = why: a \`//!\` note says which finding belongs on its line
    = help: write \`//! error CODE\`; what a second \`//\` begins is a comment

    A: close  //! error
                  ^^^^^
    this \`error\` names no finding
    = why: a \`//!\` note says which finding belongs on its line
    = help: write \`//! error CODE\`; what a second \`//\` begins is a comment

    A: close  //! error a b
                  ^^^^^^^^^
    \`a b\` is no finding's code
    = why: a \`//!\` note says which finding belongs on its line
    = help: write \`//! error CODE\`; what a second \`//\` begins is a comment

    A: close  //! error one,
                            ^
    this \`//!\` names no finding
    = why: a \`//!\` note says which finding belongs on its line
    = help: write \`//! error CODE\`; what a second \`//\` begins is a comment

    A: close  //! Error one
                  ^^^^^^^^^
    \`Error\` is no severity of a finding
    = why: a \`//!\` note says which finding belongs on its line
    = help: did you mean \`error\`?
    = write: error one

    A: close  //! warnnig one
                  ^^^^^^^^^^^
    \`warnnig\` is no severity of a finding
    = why: a \`//!\` note says which finding belongs on its line
    = help: did you mean \`warning\`?
    = write: warning one

    A: close  //! at last it closes
                  ^^^^^^^^^^^^^^^^^
    \`at\` is no severity of a finding
    = why: a \`//!\` note says which finding belongs on its line
    = help: write \`//! error CODE\`; what a second \`//\` begins is a comment

    A: close  //! error ONE
                  ^^^^^^^^^
    \`ONE\` is no finding's code
    = why: a \`//!\` note says which finding belongs on its line
    = help: write \`//! error CODE\`; what a second \`//\` begins is a comment
  `)
  for (const line of lines) expect(readLines(line)[0]?.kind).toBe('call')
})
