import { readdirSync, readFileSync } from 'node:fs'
import { readLines } from '@synfin/grammar'
import { type CheckedFile, checkFile } from '@synfin/trace'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const examples = new URL('../../examples/', import.meta.url)
const texts = readdirSync(examples)
  .filter(name => name.endsWith('.synfin'))
  .map(name => readFileSync(new URL(name, examples), 'utf8'))
const lines = texts.flatMap(text => text.split('\n'))

const anyLine = fc.oneof(
  fc.constantFrom(...lines),
  fc.constantFrom(
    '',
    'use f(A, B)',
    'fragment f(X, Y)',
    'X -> Y SYN',
    'B: listen',
    'given A CLOSED',
    'A: reboot',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
)

function check(text: string, previous?: CheckedFile): CheckedFile {
  return checkFile(readLines(text), { name: 'any', ...(previous === undefined ? {} : { previous }) })
}

describe('the checker', () => {
  test('whatever the text never throws, and finds something only on lines that are there', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 30 }), some => {
        const text = some.join('\n')
        const last = text.split(/\r\n|\r|\n/).length
        const { findings } = check(text)
        expect(findings.filter(({ line, endLine }) => line < 1 || endLine > last)).toEqual([])
      }),
      { numRuns: 400 },
    )
  })

  test('says the same of a file when it resumes from an earlier version as when it starts afresh', () => {
    const long = Array.from({ length: 40 }, (_, index) => texts[index % texts.length] ?? '')
      .join('\n')
      .replaceAll(/^trace /gm, '// ')
      .split('\n')
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(long.length - 1), fc.nat(3), fc.array(anyLine, { maxLength: 3 })), {
          minLength: 1,
          maxLength: 4,
        }),
        edits => {
          let current = [...long]
          let checked = check(current.join('\n'))
          for (const [at, removed, inserted] of edits) {
            current = current.toSpliced(at, removed, ...inserted)
            const text = current.join('\n')
            checked = check(text, checked)
            expect(checked).toEqual(check(text))
          }
        },
      ),
      { numRuns: 25 },
    )
  })

  test('hears from a later line whom an earlier connect meant', () => {
    const text = (peer: string) =>
      [
        'A: listen',
        'B -x A SYN seq=b',
        'C -x A SYN seq=c',
        'A: connect',
        ...Array.from({ length: 300 }, () => 'note A "still waiting"'),
        `A -> ${peer} SYN seq=j`,
      ].join('\n')
    expect(check(text('C'), check(text('B')))).toEqual(check(text('C')))
  })

  test('reads what an endpoint or a symbol may be called as no more than a name', () => {
    const names = ['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty']
    for (const name of names) {
      const file = check(
        `${name} -> B SYN seq=${name}\nB -> ${name} SYN ACK seq=k ack=${name}+1 [${name}=ESTABLISHED]\n${name} -> B ACK seq=${name}+1 ack=k+1`,
      )
      expect(file.findings.filter(({ severity }) => severity !== 'info')).toEqual([])
      expect(Object.entries(file.traces[0]?.final ?? {})).toContainEqual([name, 'ESTABLISHED'])
    }
  })
})

describe('a hostile file', () => {
  test('with as many endpoints as lines is checked all the same', () => {
    const text = Array.from({ length: 20_000 }, (_, index) => `C${index} -> B SYN`).join('\n')
    expect(check(text).findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  test('with fragments that multiply is cut off with an error', () => {
    const fragments = Array.from(
      { length: 40 },
      (_, index) => `fragment f${index}(A, B)\nuse f${index + 1}(A, B)\nuse f${index + 1}(A, B)\n`,
    )
    const file = check(`use f0(A, B)\n${fragments.join('')}fragment f40(A, B)\nA -> B SYN\n`)
    expect(file.findings.map(({ code }) => code)).toContain('fragment-recursion')
  })
})
