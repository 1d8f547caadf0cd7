import { expect, test } from 'vitest'
import { sharedEditor } from './shared-editor.ts'

const { openMarked } = sharedEditor()

/** The signature with the active parameter between `»` and `«`. */
async function signature(text: string): Promise<string | undefined> {
  const { document, position } = await openMarked(text)
  const help = await document.signature(position)
  const shown = help?.signatures[help.activeSignature ?? 0]
  const span = shown?.parameters?.[help?.activeParameter ?? 0]?.label
  if (shown === undefined || !Array.isArray(span)) return shown?.label
  const [start, end] = span
  return `${shown.label.slice(0, start)}»${shown.label.slice(start, end)}«${shown.label.slice(end)}`
}

const FRAGMENT = '\nfragment open(C, S, x)\nC -> S SYN seq=x'

test.each([
  ['A: send ▮', 'A: send »E«'],
  ['A: send n+▮', 'A: send »E«'],
  ['A: connect ▮', 'A: connect »[B]«'],
  ['A: receive ▮', 'A: receive »[E]«'],
  ['A: shutdown ▮', 'A: shutdown »[receive]«'],
  ['A: retransmit after ▮', 'A: retransmit »[after T|T..T]«'],
  [`use open(▮${FRAGMENT}`, 'use open(»C«, S, x)'],
  [`use open(A, ▮${FRAGMENT}`, 'use open(C, »S«, x)'],
  [`use open(A, B, j▮)${FRAGMENT}`, 'use open(C, S, »x«)'],
  ['given ▮', 'given »A« STATE [seq=E] [ack=E] [win=N] [, B STATE …]'],
  ['given A ▮', 'given A »STATE« [seq=E] [ack=E] [win=N] [, B STATE …]'],
  ['given A ESTABLISHED ack=▮', 'given A STATE [seq=E] »[ack=E]« [win=N] [, B STATE …]'],
  ['wait ▮', 'wait »T«'],
])('%s: %s', async (text, expected) => {
  expect(await signature(text)).toBe(expected)
})

test.each(['A: close ▮', 'A -> B SYN ▮', 'use open(A, B) ▮', '// A: send ▮', 'use nothing(▮'])(
  'nothing is to be filled in: %s',
  async text => {
    expect(await signature(text)).toBeUndefined()
  },
)
