import { readLines } from '@synfin/grammar'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver-protocol'
import { encodeTokens } from '../../language-server/encoded-tokens.ts'
import { sharedEditor } from './shared-editor.ts'

const { open } = sharedEditor()

const TRACE = `trace "a"
A -> B  SYN      seq=j
B -> A  SYN ACK  seq=k  ack=j+1  [A=ESTABLISHED]
this cannot be read

A -x B  ACK
A -x B  ACK
use f(A, B)
`

describe('tokens after an edit', () => {
  test('are told as one change, small where the edit is small', async () => {
    const document = await open(TRACE.repeat(50))
    const { resultId, data } = await document.tokens()
    await document.replace('seq=k', 'seq=kk')
    const delta = (await document.tokensSince(resultId)) as SemanticTokensDelta
    expect(delta.edits).toHaveLength(1)
    expect(delta.edits[0]?.data?.length).toBeLessThan(data.length / 20)
    expect(applied(data, delta)).toEqual(tokensFor(document.text))
  })

  test('are told wholly to an editor that speaks of an unknown result', async () => {
    const document = await open(TRACE)
    expect(await document.tokensSince('another')).toMatchObject({ data: tokensFor(TRACE) })
  })

  test('are after any edits what a new reading gives', async () => {
    const by = fc.constantFrom('', '\n', 'A -> B  ACK\n', 'j', ' ', '//', 'B: close\r\n', TRACE)
    const edits = fc.array(fc.record({ at: fc.nat(), length: fc.nat(40), by }), {
      minLength: 1,
      maxLength: 12,
    })
    await fc.assert(
      fc.asyncProperty(edits, async edits => {
        const document = await open(TRACE)
        let { data, resultId }: SemanticTokens = await document.tokens()
        for (const edit of edits) {
          const start = edit.at % (document.text.length + 1)
          await document.replaceSpan(start, Math.min(document.text.length, start + edit.length), edit.by)
          const delta = (await document.tokensSince(resultId)) as SemanticTokensDelta
          data = applied(data, delta)
          resultId = delta.resultId
          expect(data).toEqual(tokensFor(document.text))
        }
      }),
      { numRuns: 30 },
    )
  })
})

test('tokens of some lines are those of the whole text', async () => {
  const document = await open(TRACE)
  const range = { start: { line: 1, character: 3 }, end: { line: 2, character: 0 } }
  const { data } = await document.tokensOf(range)
  expect(data).toEqual(encodeTokens(readLines(TRACE).slice(1, 3)).data)
})

function tokensFor(text: string): number[] {
  return encodeTokens(readLines(text)).data
}

function applied(data: readonly number[], { edits }: SemanticTokensDelta): number[] {
  const all = [...data]
  for (const { start, deleteCount, data: more = [] } of edits) all.splice(start, deleteCount, ...more)
  return all
}
