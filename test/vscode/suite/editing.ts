import * as assert from 'node:assert/strict'
import * as vscode from 'vscode'
import { ask, open, problems, rangeOf, until, write } from './window.ts'

describe('Writing', () => {
  it('completes the next legal segment, best first', async () => {
    const editor = await write('A -> B  SYN  seq=j\n')
    await problems(editor.document, () => true)
    const { items } = await completionsAt(editor, new vscode.Position(1, 0))
    const first = items.toSorted((a, b) => (a.sortText ?? '').localeCompare(b.sortText ?? ''))[0]
    assert.match(labelOf(first), /^B -> A\s+SYN ACK\s+seq=k\s+ack=j\+1$/)
  })

  it('inserts the segment that was accepted', async () => {
    const editor = await write('A -> B  SYN  seq=j\n')
    editor.selection = new vscode.Selection(1, 0, 1, 0)
    await completionsAt(editor, editor.selection.active)
    await vscode.commands.executeCommand('editor.action.triggerSuggest')
    await until('the first proposal', async () => {
      await vscode.commands.executeCommand('acceptSelectedSuggestion')
      return editor.document.lineAt(1).text !== ''
    })
    assert.match(editor.document.getText(), /\nB -> A\s+SYN ACK\s+seq=k\s+ack=j\+1/)
    await problems(editor.document, found =>
      found.every(({ severity }) => severity !== vscode.DiagnosticSeverity.Error),
    )
  })

  it('formats the document into columns', async () => {
    const { document } = await write('A->B SYN seq=j\nB -> A SYN ACK seq=k ack=j+1\n')
    await problems(document, () => true)
    const edits = await vscode.commands.executeCommand<vscode.TextEdit[]>(
      'vscode.executeFormatDocumentProvider',
      document.uri,
      { tabSize: 2, insertSpaces: true },
    )
    const edit = new vscode.WorkspaceEdit()
    edit.set(document.uri, edits)
    await vscode.workspace.applyEdit(edit)
    assert.equal(document.getText(), 'A -> B  SYN      seq=j\nB -> A  SYN ACK  seq=k  ack=j+1\n')
  })

  it('hints at what was left out and at the states', async () => {
    const { document } = await open('without-numbers.synfin')
    const everywhere = new vscode.Range(0, 0, document.lineCount, 0)
    const hints = await ask<vscode.InlayHint[]>('vscode.executeInlayHintProvider', document, everywhere)
    const labels = hints.map(({ label }) =>
      typeof label === 'string' ? label : label.map(({ value }) => value).join(''),
    )
    assert.ok(
      labels.some(label => label.includes('ack=')),
      labels.join(' | '),
    )
    assert.ok(
      labels.some(label => label.includes('ESTABLISHED')),
      labels.join(' | '),
    )
  })

  it('tells the parameters of a fragment', async () => {
    const { document } = await open('fragments.synfin')
    const inside = rangeOf(document, 'use handshake(').end
    const provider = 'vscode.executeSignatureHelpProvider'
    const help = await ask<vscode.SignatureHelp>(provider, document, inside, '(')
    assert.match(help.signatures[0]?.label ?? '', /handshake\(C, S, x, y\)/)
  })
})

function completionsAt({ document }: vscode.TextEditor, at: vscode.Position): Promise<vscode.CompletionList> {
  return ask('vscode.executeCompletionItemProvider', document, at)
}

function labelOf(item: vscode.CompletionItem | undefined): string {
  return typeof item?.label === 'string' ? item.label : (item?.label.label ?? '')
}
