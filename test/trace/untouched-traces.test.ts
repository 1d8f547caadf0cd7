import { LineReader } from '@synfin/grammar'
import { checkFile } from '@synfin/trace'
import { expect, test } from 'vitest'

const HANDSHAKE = 'A -> B  SYN  seq=j\nB -> A  SYN ACK  seq=k  ack=j+1\nA -> B  ACK  seq=j+1  ack=k+1\n'
const NAMES = ['one', 'two', 'three', 'four']
const TEXT = NAMES.map(name => `trace "${name}"\n${HANDSHAKE}`).join('')

/** Which traces are the very objects that they were before an edit. */
function keptBy(edit: (text: string) => string, text = TEXT): boolean[] {
  const reader = new LineReader()
  const before = checkFile(reader.read(text), { name: 'any' })
  const after = checkFile(reader.read(edit(text)), { name: 'any', previous: before })
  expect(after).toEqual(checkFile(new LineReader().read(edit(text)), { name: 'any' }))
  return after.traces.map(trace => before.traces.includes(trace))
}

test('an edit within a line leaves all other traces as they are', () => {
  expect(keptBy(text => text.replace('"two"\nA -> B  SYN  seq=j', '"two"\nA -> B  SYN  seq=i'))).toEqual([
    true,
    false,
    true,
    true,
  ])
})

test('a new line moves what is below, and leaves what is above', () => {
  expect(keptBy(text => text.replace('trace "three"', '// a comment\ntrace "three"'))).toEqual([
    true,
    true,
    false,
    false,
  ])
})

test('a header that is no more gives its lines to the trace above', () => {
  expect(keptBy(text => text.replace('trace "two"', '// no trace'))).toEqual([false, true, true])
})

test('lines that come to stand above the first header are a trace of their own', () => {
  expect(keptBy(text => text.replace('trace "one"', '// no trace'))).toEqual([false, true, true, true])
})

test('a fragment in the middle takes the lines below it, and leaves all other traces', () => {
  expect(keptBy(text => text.replace('trace "three"', 'fragment three(A, B, j, k)'))).toEqual([
    true,
    true,
    true,
  ])
})
