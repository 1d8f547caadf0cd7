import { isDeepStrictEqual } from 'node:util'
import { LineReader, readLines } from '@synfin/grammar'
import { type CheckedFile, checkFile, linesAfter } from '@synfin/trace'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { apply, edit, file } from '../generated/edits.ts'
import { SEED } from '../generated/seed.ts'

/** How many edits are tried; more of them by `SYNFIN_EDITS=10000 vitest run test/trace/edits.test.ts`. */
const EDITS = Number(process.env.SYNFIN_EDITS ?? 1000)
const EDITS_OF_A_FILE = 10
/** Milliseconds an edit may take, most of them for checking its file afresh and comparing. */
const BOUND = 200

/** More places to resume from and to meet at than usual, so that short files have them too. */
const CHECKPOINT_EVERY = 8

test(
  'after any edits a file reads and checks as if nothing had been known of it',
  () => {
    const edits = fc.array(edit, { minLength: EDITS_OF_A_FILE, maxLength: EDITS_OF_A_FILE })
    fc.assert(
      fc.property(file, edits, fc.nat(400), (text, edits, line) => {
        const editor = new Editor(text)
        for (const each of edits) {
          editor.edit(apply(editor.text, each))
          editor.holdAgainstFresh(line)
        }
      }),
      { numRuns: Math.ceil(EDITS / EDITS_OF_A_FILE), seed: SEED },
    )
  },
  EDITS * BOUND,
)

test('a check that was given up does not disturb the next', () => {
  const reader = new LineReader()
  const before = checkFile(reader.read('A -> B  SYN\n'.repeat(50)), { name: 'any' })
  for (const _ of reader.readInParts('A -> B  RST\nB -> A  RST\n')) break
  const lines = reader.read('A -> B  SYN\n'.repeat(51))
  expect(checkFile(lines, { name: 'any', previous: before })).toEqual(checkFile(lines, { name: 'any' }))
})

/** One who keeps what was read and checked before. */
class Editor {
  text: string
  private readonly reader = new LineReader()
  private checked: CheckedFile

  constructor(text: string) {
    this.text = text
    this.checked = checkFile(this.reader.read(text), { name: 'any', checkpointEvery: CHECKPOINT_EVERY })
  }

  edit(text: string): void {
    this.text = text
    const options = { name: 'any', checkpointEvery: CHECKPOINT_EVERY, previous: this.checked }
    this.checked = checkFile(this.reader.read(text), options)
  }

  holdAgainstFresh(line: number): void {
    const lines = readLines(this.text)
    const fresh = checkFile(lines, { name: 'any' })
    same(this.reader.read(this.text), lines)
    same(this.checked, fresh)
    same(linesAfter(this.checked, line), linesAfter(fresh, line))
  }
}

/** Quickly where they are the same; with the difference where they are not. */
function same(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected)
}
