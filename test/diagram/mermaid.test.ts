import { readdirSync, readFileSync } from 'node:fs'
import { drawSequence, sequenceDiagram, stateDiagram } from '@synfin/diagram'
import { readLines } from '@synfin/grammar'
import { type CheckedTrace, checkFile, languageOf, plainStep, speak } from '@synfin/trace'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checked, linesOf } from './drawing.ts'
import { readMermaid } from './mermaid.ts'

const examples = new URL('../../examples/', import.meta.url)
const files = readdirSync(examples).filter(file => file.endsWith('.synfin'))

describe.each(['en', 'zh-CN'])('Mermaid reads, in %s,', language => {
  beforeAll(async () => speak(await languageOf(language)))
  afterAll(() => speak(undefined))

  test.each(files)('both diagrams of every trace in examples/%s', async file => {
    const { traces } = checkFile(readLines(readFileSync(new URL(file, examples), 'utf8')), { name: file })
    for (const trace of traces) {
      const drawn = drawSequence(trace)
      const { messages, notes } = await readMermaid(drawn.text)
      expect(messages).toHaveLength(linesOf(drawn, 'message').length)
      expect(notes).toHaveLength(linesOf(drawn, 'note').length)
      expect((await readMermaid(stateDiagram(trace))).edges.length).toBeGreaterThanOrEqual(21)
    }
  })
})

describe('Mermaid reads', () => {
  test('the diagrams of a trace without lines', async () => {
    expect((await readMermaid(sequenceDiagram(checked('trace "empty"')))).participants).toEqual([
      'nobody yet',
    ])
    expect((await readMermaid(stateDiagram(checked('trace "empty"')))).states).toContain('ESTABLISHED')
  })
})

const HANDSHAKE = checked('A -> B SYN seq=j\nB -> A SYN ACK seq=k ack=j+1\nA -> B ACK\nnote A, B "text"')

/** The handshake with a text of the user's in every place that has one, as no grammar would let it through. */
function withText(text: string): CheckedTrace {
  const swap = <T>(value: T): T => {
    if (value === 'A' || value === 'text') return text as T
    if (Array.isArray(value)) return value.map(swap) as T
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [swap(key), swap(inner)])) as T
  }
  return { ...swap({ ...HANDSHAKE, steps: HANDSHAKE.steps.map(plainStep) }), name: text }
}

const PLAIN = await readMermaid(stateDiagram(HANDSHAKE))

async function expectContained(text: string): Promise<void> {
  const hostile = withText(text)
  const sequence = await readMermaid(sequenceDiagram(hostile))
  expect(sequence.participants).toHaveLength(2)
  expect(sequence.messages).toEqual(['SYN seq=j', 'SYN ACK seq=k ack=j+1', 'ACK seq=j+1 ack=k+1'])
  expect(sequence.notes).toHaveLength(linesOf(drawSequence(HANDSHAKE), 'note').length)
  const state = await readMermaid(stateDiagram(hostile))
  expect(state.states).toHaveLength(PLAIN.states.length)
  expect(state.edges).toHaveLength(PLAIN.edges.length)
}

describe('a text of the user stays in its label:', () => {
  test.each([
    ['end'],
    ['constructor'],
    ['__proto__'],
    ['a; p0->>p1: forged'],
    ['a\n  p0->>p1: forged'],
    ['a\u2028p0->>p1: forged'],
    ['# comment'],
    ['%% comment'],
    ['%%{init: {"securityLevel": "loose"}}%%'],
    ['---\ntitle: x\n---'],
    ['<script>alert(1)</script>'],
    ['<img src=x onerror=alert(1)>'],
    ['"] as X'],
    ['\'quoted\' "twice" `thrice`'],
    [':wrap: me'],
    ['nowrap: me'],
    ['$$\\frac{1}{2}$$'],
    ['@{ shape: circle }'],
    ['style: #35;'],
    ['classDef x fill:#f00;'],
    ['ﬂ°°60¶ßb'],
    ['#quot; &lt; &amp;'],
    ['[*] --> CLOSED'],
    ['state fork <<fork>>'],
    ['participant p9 as Z'],
    ['note right of p0: x'],
    ['**bold** _it_ ~~s~~'],
    ['\u0000\u0007\u001b[31m'],
    ['\u202Egnirts desrever\u202C'],
    ['\ud800 lone'],
    ['😀 emoji 漢字 العربية'],
  ])('%j', async text => {
    await expectContained(text)
  })

  test('ten thousand letters', () => expectContained('x'.repeat(10_000)))

  test('any text at all', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary' }), expectContained), { numRuns: 40 })
  })
})

test('a label reads as the text was written', async () => {
  const { notes, participants } = await readMermaid(sequenceDiagram(withText('a;b #1 <c> "d" & %e%')))
  expect(participants[0]).toBe('a;b #1 <c> "d" & %e%')
  expect(notes.at(-1)).toBe('a;b #1 <c> "d" & %e%')
})

test('a label shows nothing that hides or reorders it', async () => {
  const { notes } = await readMermaid(sequenceDiagram(withText('a\u202Eb\u200B\u0007 c')))
  expect(notes.at(-1)).toBe('ab c')
})
