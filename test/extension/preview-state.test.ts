import { readLines } from '@synfin/grammar'
import { checkFile } from '@synfin/trace'
import { describe, expect, test } from 'vitest'
import { nameOf } from '../../extension/document-name.ts'
import { FOLLOWS_NOTHING, follow, receive, shown, wanted } from '../../extension/preview-state.ts'
import { drawnFor } from '../../language-server/preview.ts'

const URI = 'file:///traces/a%20b.synfin'
const TWO_TRACES =
  'trace "open"\nA -> B SYN\n\ntrace "close"\ngiven A ESTABLISHED, B ESTABLISHED\nA -> B FIN ACK\n'

/** What the server says of a text. */
function checkedText(text: string, { version = 3, around = 1 } = {}) {
  return drawnFor(checkFile(readLines(text), { name: 'a b' }), version, { uri: URI, visible: true, around })
}

const twoTraces = checkedText(TWO_TRACES)

describe('the preview shows', () => {
  test('what to do, as long as no trace file was active', () => {
    expect(shown(FOLLOWS_NOTHING)).toEqual({
      kind: 'nothing',
      reason: 'Open a .synfin file to see its diagram here.',
    })
  })

  test('that it waits, until the server has checked the document', () => {
    expect(shown(follow(FOLLOWS_NOTHING, URI, 1))).toEqual({
      kind: 'nothing',
      reason: 'Reading a b.synfin …',
    })
  })

  test('a document without traces as such', () => {
    const state = receive(follow(FOLLOWS_NOTHING, URI, 1), checkedText(''))
    expect(shown(state)).toMatchObject({ kind: 'nothing' })
  })

  test.each`
    line | name
    ${1} | ${'open'}
    ${2} | ${'open'}
    ${3} | ${'open'}
    ${4} | ${'close'}
    ${9} | ${'close'}
  `('the trace $name when the cursor is on line $line', ({ line, name }) => {
    const state = receive(follow(FOLLOWS_NOTHING, URI, line), checkedText(TWO_TRACES, { around: line }))
    const message = shown(state)
    expect(message).toMatchObject({ kind: 'trace', document: 'a b.synfin', cursor: line, hasLive: false })
    expect(message.kind === 'trace' && message.drawn.sequence.text).toContain(`accTitle: ${name}`)
  })
})

describe('a check from the server', () => {
  const state = receive(follow(FOLLOWS_NOTHING, URI, 1), twoTraces)

  test('of another document changes nothing', () => {
    expect(receive(state, { ...twoTraces, uri: 'file:///other.synfin', version: 9 })).toBe(state)
  })

  test('that is older than the last changes nothing', () => {
    expect(receive(state, { ...twoTraces, version: 2 })).toBe(state)
  })

  test('of the same version is taken: it may be another part of a long trace', () => {
    expect(receive(state, checkedText('A -> B SYN')).checked?.traces).toHaveLength(1)
  })

  test('is forgotten when the preview turns to another document', () => {
    expect(follow(state, 'file:///other.synfin', 4).checked).toBeUndefined()
    expect(follow(state, URI, 4).checked).toBe(twoTraces)
  })
})

test('the server is asked to draw around the cursor, with the numbers that the reader wants', () => {
  const state = { ...follow(FOLLOWS_NOTHING, URI, 5), uri: URI, numbers: 'relative' as const }
  expect(wanted(state)).toEqual({ uri: URI, visible: true, around: 5, numbers: 'relative' })
})

test('a document keeps the way numbers are shown when the preview turns to another', () => {
  const state = follow({ ...FOLLOWS_NOTHING, numbers: 'relative' }, URI, 1)
  expect(follow(state, 'file:///other.synfin', 1).numbers).toBe('relative')
})

test.each`
  uri                                   | name
  ${'file:///a/b.synfin'}               | ${'b.synfin'}
  ${'untitled:Untitled-1'}              | ${'untitled:Untitled-1'}
  ${'vscode-remote://h/x%C3%BC.synfin'} | ${'xü.synfin'}
  ${'file:///a/100%.synfin'}            | ${'100%.synfin'}
  ${'git:/a/b.synfin?ref=HEAD'}         | ${'b.synfin'}
`('$uri is called $name', ({ uri, name }) => {
  expect(nameOf(uri)).toBe(name)
})
