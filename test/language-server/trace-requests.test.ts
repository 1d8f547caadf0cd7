import type { CheckedFileResult } from '@synfin/language-server'
import type { TraceOutlinesResult } from '@synfin/language-server/protocol'
import { expect, test } from 'vitest'
import { sharedEditor } from './shared-editor.ts'

const ON_PURPOSE = `trace "on purpose"
A -> B  SYN      seq=j
B -> A  SYN ACK  seq=k    ack=j+1
A -> B  ACK      seq=j+1  ack=k+9  //! error handshake-ack-wrong
B -> A  RST      seq=k+9
`

const { editor } = sharedEditor()

test('the outlines of a document name its traces, and of their lines those that are wrong on purpose', async () => {
  const document = await editor().open('outlines.synfin', ON_PURPOSE)
  await document.replace('on purpose', 'by design')
  const [outline, ...others] = await outlines({ uri: document.uri })
  expect(others).toEqual([])
  expect(outline).toMatchObject({ name: 'by design', line: 1, endLine: 5, ends: ['A', 'B'] })
  expect(outline?.steps.map(({ line }) => line)).toEqual([4])
})

test('a file that is not open is answered from the text given, and nobody is told its findings', async () => {
  const uri = 'file:///traces/closed.synfin'
  expect((await outlines({ uri, text: 'A -> B  SYN\nA -> B  SNY\n' })).map(({ name }) => name)).toEqual([
    'closed',
  ])
  const checked = await editor().connection.sendRequest<CheckedFileResult>('synfin/checkedFile', {
    uri,
    text: ON_PURPOSE,
  })
  expect(checked[0]?.steps).toHaveLength(4)
})

function outlines(params: { readonly uri: string; readonly text?: string }): Promise<TraceOutlinesResult> {
  return editor().connection.sendRequest('synfin/traceOutlines', params)
}
