/** What becomes of the lines below one that somebody is writing: of every beginning of every line that cannot be read. */
import { readdirSync, readFileSync } from 'node:fs'
import { readLines } from '@synfin/grammar'
import { checkFile, type Line } from '@synfin/trace'
import { describe, expect, test } from 'vitest'

const folder = new URL('../../examples/', import.meta.url)

/** The traces of the examples, each with the fragments it uses. */
const TRACES = readdirSync(folder)
  .filter(name => name.endsWith('.synfin'))
  .map(name => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }))
  .flatMap(({ name, text }) =>
    /^fragment /m.test(text)
      ? [{ name, text }]
      : text.split(/(?=^trace )/m).map((part, index) => ({ name: `${name}, part ${index}`, text: part })),
  )
  .filter(({ text }) => readLines(text).length > 0)

/** Lines of which nothing but themselves tells what they were to say. */
const UNTOLD: readonly { readonly is: (line: Line, begun: string) => boolean; readonly because: string }[] = [
  {
    is: line => line.kind === 'given',
    because: 'only it says how its ends start, and nobody has sent anything yet',
  },
  { is: line => line.kind === 'fragment', because: 'the lines below are known by its name alone' },
  { is: line => line.kind === 'use', because: 'it may use any fragment, with any ends and symbols' },
  {
    is: ({ expects }) => expects.length > 0,
    because: 'what is wrong on purpose, no reading that makes sense says',
  },
  {
    is: (_, begun) => /^\.\.\. -> \w+ +st$/.test(begun),
    because: '`st` may become `stray`, and is nearer to `RST`',
  },
]

describe.each(TRACES)('$name', ({ text }) => {
  const rows = text.split('\n')
  const before = new Set(found(text, 0))

  test.each(
    readLines(text)
      .filter(line => beginningsOf(line, rows).length > 0)
      .map(line => [line.text, line] as const),
  )('%s', (_, line) => {
    for (const begun of beginningsOf(line, rows)) {
      const changed = rows.with(line.number - 1, begun).join('\n')
      expect(
        found(changed, line.number).filter(each => !before.has(each)),
        begun,
      ).toEqual([])
    }
  })
})

/** As a line grows under its writer's hands: all that cannot be read yet. */
function beginningsOf(line: Line, rows: readonly string[]): readonly string[] {
  const row = rows[line.number - 1] ?? ''
  const lengths = Array.from(line.text, (_, length) => line.span.start - 1 + length)
  return lengths
    .map(length => row.slice(0, length))
    .filter(begun => /\S$/.test(begun) && readLines(begun)[0]?.kind === 'broken')
    .filter(begun => !UNTOLD.some(({ is }) => is(line, begun)))
}

/** What is found below a line; that a fragment cannot be read is told where it is used, too. */
function found(text: string, line: number): readonly string[] {
  return checkFile(readLines(text), { name: 'examples' })
    .findings.filter(
      finding => finding.line > line && finding.severity !== 'info' && finding.code !== 'syntax',
    )
    .map(finding => `${finding.line} ${finding.code}`)
}
