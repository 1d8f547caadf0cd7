import { describe, expect, test } from 'vitest'
import {
  FOLLOWS_NOTHING,
  follow,
  isOutOfSight,
  nameOf,
  receive,
  shown,
  traceAt,
} from '../../extension/preview-state.ts'

const URI = 'file:///traces/a%20b.synfin'

function drawn(name: string, line: number, partial = false) {
  const lines = { line, endLine: line + 9, messageLines: [line + 1, line + 5], noteLines: [line + 2] }
  return { name, ...lines, sequence: `sequence ${name}`, state: `state ${name}`, partial }
}

const twoTraces = { uri: URI, version: 3, traces: [drawn('open', 2), drawn('close', 20)] }

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
    const state = receive(follow(FOLLOWS_NOTHING, URI, 1), { uri: URI, version: 1, traces: [] })
    expect(shown(state)).toMatchObject({ kind: 'nothing' })
  })

  test.each`
    line  | name
    ${1}  | ${'open'}
    ${2}  | ${'open'}
    ${19} | ${'open'}
    ${20} | ${'close'}
    ${99} | ${'close'}
  `('the trace $name when the cursor is on line $line', ({ line, name }) => {
    const state = receive(follow(FOLLOWS_NOTHING, URI, line), twoTraces)
    expect(shown(state)).toMatchObject({ kind: 'trace', sequence: `sequence ${name}`, cursor: line })
    expect(twoTraces.traces[traceAt(twoTraces.traces, line)]?.name).toBe(name)
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
    expect(receive(state, { ...twoTraces, traces: [drawn('again', 1)] }).checked?.traces).toHaveLength(1)
  })

  test('is forgotten when the preview turns to another document', () => {
    expect(follow(state, 'file:///other.synfin', 4).checked).toBeUndefined()
    expect(follow(state, URI, 4).checked).toBe(twoTraces)
  })
})

describe('a line of a long trace', () => {
  test.each`
    line | partial  | outOfSight
    ${4} | ${true}  | ${false}
    ${9} | ${true}  | ${true}
    ${9} | ${false} | ${false}
  `('$line is out of sight: $outOfSight (lines are left out: $partial)', ({ line, partial, outOfSight }) => {
    const checked = { uri: URI, version: 1, traces: [drawn('long', 1, partial)] }
    expect(isOutOfSight(receive(follow(FOLLOWS_NOTHING, URI, line), checked))).toBe(outOfSight)
  })
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
