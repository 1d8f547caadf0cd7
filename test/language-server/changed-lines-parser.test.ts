import { readLines } from '@synfin/grammar'
import type { Line } from '@synfin/trace'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CancellationTokenSource } from 'vscode-languageserver'
import { ChangedLinesParser, type TraceFile } from '../../language-server/changed-lines-parser.ts'

const LINES = [
  'trace "t"',
  'A -> B  SYN  seq=j  // opens',
  'B -> A  SYN ACK  seq=k  ack=j+1  [A=ESTABLISHED]',
  'A -> B  FIN ACK  //! error second-fin',
  'use close(A, B)',
  'A -> B  SYN  seq=',
  'trance',
  '[A=',
  '// a comment',
  '',
]

test('whatever was read before, the lines are those of reading the whole text', async () => {
  const parser = new ChangedLinesParser()
  const text = fc
    .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...LINES) }, fc.string({ unit: 'binary' })), {
      maxLength: 12,
    })
    .chain(lines => fc.constantFrom('\n', '\r\n', '\r').map(lineEnd => lines.join(lineEnd)))
  await fc.assert(
    fc.asyncProperty(text, async text => {
      expect(await parse(parser, text)).toEqual(readLines(text))
    }),
    { numRuns: 300 },
  )
})

test('reading ends when nobody wants the result any more', async () => {
  const source = new CancellationTokenSource()
  source.cancel()
  await expect(new ChangedLinesParser().parse('A -> B  SYN', source.token)).rejects.toBeDefined()
})

test('lines that neither changed nor moved stay the same objects', async () => {
  const parser = new ChangedLinesParser()
  const [first, , third] = await parse(parser, 'A -> B  SYN\nB -> A  RST\nB: listen')
  const again = await parse(parser, 'A -> B  SYN\nB -> A  SYN ACK\nB: listen')
  expect(again[0]).toBe(first)
  expect(again[2]).toBe(third)
})

async function parse(parser: ChangedLinesParser, text: string): Promise<readonly Line[]> {
  const { value } = await parser.parse<TraceFile>(text, new CancellationTokenSource().token)
  expect(value.failure).toBeUndefined()
  return value.lines
}
