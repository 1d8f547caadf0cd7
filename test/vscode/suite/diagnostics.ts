import * as assert from 'node:assert/strict'
import * as vscode from 'vscode'
import { open, problems, quickFix, rangeOf, replace } from './window.ts'

describe('Diagnostics', () => {
  it('name the wrong number, its rule and the section', async () => {
    const { document } = await open('wrong-ack.synfin')
    const [finding, ...more] = await problems(document)
    assert.deepEqual(more, [])
    assert.equal(document.getText(finding?.range), 'ack=j')
    assert.equal(finding?.severity, vscode.DiagnosticSeverity.Error)
    assert.equal(finding?.source, 'synfin')
    const code = finding?.code as { value: string; target: vscode.Uri }
    assert.equal(code.value, 'synack-wrong-ack')
    assert.match(code.target.toString(), /rfc9293/)
  })

  it('go as soon as the line is right', async () => {
    const editor = await open('wrong-ack.synfin')
    await problems(editor.document)
    await replace(editor, 'ack=j\n', 'ack=j+1\n')
    await problems(editor.document, found => found.length === 0)
    await vscode.commands.executeCommand('workbench.action.files.revert')
  })

  it('come with a quick fix that mends the line', async () => {
    const editor = await open('wrong-ack.synfin')
    const [finding] = await problems(editor.document)
    const range = finding?.range ?? rangeOf(editor.document, 'ack=j')
    const preferred = await quickFix(editor.document, range, ({ isPreferred }) => isPreferred)
    assert.ok(preferred.edit)
    await vscode.workspace.applyEdit(preferred.edit)
    await problems(editor.document, found => found.length === 0)
    assert.match(editor.document.getText(), /SYN ACK\s+seq=k\s+ack=j\+1/)
    await vscode.commands.executeCommand('workbench.action.files.revert')
  })
})
