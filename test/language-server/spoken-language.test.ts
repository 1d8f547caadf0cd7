import { expect, test } from 'vitest'
import type { MarkupContent } from 'vscode-languageserver-protocol'
import { sharedEditor } from './shared-editor.ts'

const { editor, openMarked } = sharedEditor({ locale: 'zh-cn' })

const OPENING = 'A -> B SYN seq=j\nB -> A SYN ACK seq=k ack=j'

test('diagnostics and their fixes are told in the language of the editor', async () => {
  const document = await editor().open('diagnostics.synfin', OPENING)
  const [wrong] = (await document.diagnostics()).filter(({ code }) => code === 'synack-wrong-ack')
  expect(wrong?.message).toMatchInlineSnapshot(`
    \`ack=j\` 没有确认 A 发送的任何东西
    原因：A 处于 SYN_SENT，只接受 ISS < SEG.ACK =< SND.NXT，这里是 j < SEG.ACK =< j+1；它会回答 \`A -> B RST seq=j\`（§3.10.7.3，第一步检查）
    建议：请写 \`ack=j+1\`，即 B 期望从 A 收到的下一个序号
  `)
  if (wrong === undefined) throw new Error('nothing is found')
  expect((await document.quickFixes(wrong)).map(({ title }) => title)).toEqual(['写 ack=j+1'])
})

test('a hover tells the states before and after a line', async () => {
  const { document, position } = await openMarked('▮A -> B SYN seq=j')
  const hover = await document.hover(position)
  expect((hover?.contents as MarkupContent | undefined)?.value).toMatchInlineSnapshot(`
    B 在 LISTEN 中收到 SYN，进入 SYN_RCVD（RFC 9293 [§3.10.7.2](https://www.rfc-editor.org/rfc/rfc9293#section-3.10.7.2)）

    | | 状态 | SND.UNA | SND.NXT | RCV.NXT | RCV.WND | 应发送 |
    |---|---|---|---|---|---|---|
    | \`A\` 之前 | \`CLOSED\` | – | – | – | – | – |
    | \`A\` 之后 | **\`SYN_SENT\`** | **\`j\`** | **\`j+1\`** | – | **\`65535\`** | – |
    | \`B\` 之前 | \`LISTEN\` | – | – | – | \`65535\` | – |
    | \`B\` 之后 | **\`SYN_RCVD\`** | – | – | **\`j+1\`** | \`65535\` | **\`B -> A SYN ACK ack=j+1\`** |
  `)
})

test('what is proposed says why', async () => {
  const { document, position } = await openMarked('A -> B SYN seq=j\n▮')
  const answer = (await document.complete(position)).find(({ label }) => label.startsWith('B -> A SYN ACK'))
  expect(answer?.detail).toBe(
    '应发送：对 SYN 用 SYN ACK 应答（§3.10.7.2，第三步检查；§3.10.7.3，第四步检查）',
  )
})

test('a refusal to rename says why', async () => {
  const { document, position } = await openMarked('A -> B SYN seq=▮j')
  await expect(document.rename(position, 'ESTABLISHED')).rejects.toThrow('`ESTABLISHED` 是状态')
})

test('the menu of refactorings is in Chinese too', async () => {
  const document = await editor().open('menu.synfin', OPENING)
  const line = { line: 0, character: 0 }
  const titles = (await document.actions({ start: line, end: line })).map(({ title }) => title)
  expect(titles.length).toBeGreaterThan(1)
  expect(titles.filter(title => !/\p{Script=Han}/u.test(title))).toEqual([])
})
