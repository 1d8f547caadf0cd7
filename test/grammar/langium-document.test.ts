import { createSynfinServices } from '@synfin/grammar'
import { AstUtils, DocumentState, URI } from 'langium'
import { expect, test } from 'vitest'

const text = `trace "a name"\r\nA -> B SYN seq=j // why\rA conect\n\n  B -> A  SYN ACK seq=k ack=j+1 [A=ESTABLISHED]`

async function build(text: string) {
  const { shared } = createSynfinServices()
  const document = shared.workspace.LangiumDocumentFactory.fromString(text, URI.parse('file:///a.synfin'))
  await shared.workspace.DocumentBuilder.build([document], { validation: true })
  return document
}

test('a document of the language goes through every phase of Langium', async () => {
  const document = await build(text)
  expect(document.state).toBe(DocumentState.Validated)
  expect(document.diagnostics).toEqual([])
})

test('its tree holds the statements that could be read, at their places in the file', async () => {
  const file = (await build(text)).parseResult.value
  const shown = [...AstUtils.streamContents(file)].map(({ $cstNode, $type }) => {
    const { start, end } = $cstNode?.range ?? {}
    return `${$type} ${start?.line}:${start?.character}-${end?.line}:${end?.character} ${$cstNode?.text}`
  })
  expect(shown.join('\n')).toMatchInlineSnapshot(`
    Trace 0:0-0:14 trace "a name"
    EndStatement 1:0-1:16 A -> B SYN seq=j
    EndStatement 4:2-4:47 B -> A  SYN ACK seq=k ack=j+1 [A=ESTABLISHED]
  `)
})

test('every node of the tree knows its container and its text', async () => {
  const file = (await build(text)).parseResult.value
  for (const node of AstUtils.streamAllContents(file)) {
    expect(node.$container).toBeDefined()
    expect(node.$cstNode?.root).toBe(file.$cstNode)
    expect(text).toContain(node.$cstNode?.text)
  }
})
