import * as assert from 'node:assert/strict'
import * as vscode from 'vscode'
import { open, problems, rangeOf, until } from './window.ts'

describe('Reading', () => {
  it('hovers tell both ends and the rule', async () => {
    const { document } = await open('client-closes-first.synfin')
    const hovers = await until('a hover', async () => {
      const found = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        rangeOf(document, '->').start,
      )
      return found.length > 0 && found
    })
    const text = hovers
      .flatMap(({ contents }) => contents.map(part => (part as vscode.MarkdownString).value))
      .join('\n')
    assert.match(text, /SND\.NXT/)
    assert.match(text, /§/)
  })

  it('goes from a symbol to the line that names it, and to every use', async () => {
    const { document } = await open('client-closes-first.synfin')
    const use = rangeOf(document, 'ack=j+1').start.translate(0, 4)
    const definitions = await ask<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      document,
      use,
    )
    assert.deepEqual(
      definitions.map(found => ('range' in found ? found.range : found.targetRange).start.line),
      [rangeOf(document, 'seq=j').start.line],
    )
    const references = await ask<vscode.Location[]>('vscode.executeReferenceProvider', document, use)
    assert.ok(references.length > 5, `only ${references.length} references`)
  })

  it('renames an endpoint everywhere, claims among it', async () => {
    const { document } = await open('client-closes-first.synfin')
    const at = rangeOf(document, 'A -> B').start
    const edit = await until('the edits of a rename', () =>
      vscode.commands.executeCommand<vscode.WorkspaceEdit | undefined>(
        'vscode.executeDocumentRenameProvider',
        document.uri,
        at,
        'client',
      ),
    )
    await vscode.workspace.applyEdit(edit)
    assert.match(document.getText(), /client -> B/)
    assert.match(document.getText(), /\[client=SYN_SENT/)
    assert.doesNotMatch(document.getText(), /\bA\b/)
    await problems(document, found => found.length === 0)
    await vscode.commands.executeCommand('workbench.action.files.revert')
  })

  it('outlines the traces with their steps', async () => {
    const { document } = await open('client-closes-first.synfin')
    const symbols = await until('an outline', () =>
      vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
        'vscode.executeDocumentSymbolProvider',
        document.uri,
      ),
    )
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ['client closes first'],
    )
    assert.ok((symbols[0]?.children.length ?? 0) > 10)
  })

  it('finds a trace by name across files', async () => {
    await open('client-closes-first.synfin')
    const found = await until('a symbol of the workspace', async () => {
      const symbols = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
        'vscode.executeWorkspaceSymbolProvider',
        'closes first',
      )
      return symbols.length > 0 && symbols
    })
    assert.equal(found[0]?.name, 'client closes first')
  })

  it('folds traces and fragments', async () => {
    const { document } = await open('fragments.synfin')
    const ranges = await until('folding ranges', async () => {
      const found = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
        'vscode.executeFoldingRangeProvider',
        document.uri,
      )
      return found.length > 1 && found
    })
    assert.ok(ranges.some(({ start }) => document.lineAt(start).text.startsWith('fragment')))
  })

  it('colours sender, receiver, flags and symbols', async () => {
    const { document } = await open('client-closes-first.synfin')
    const tokens = await until('semantic tokens', () =>
      vscode.commands.executeCommand<vscode.SemanticTokens | undefined>(
        'vscode.provideDocumentSemanticTokens',
        document.uri,
      ),
    )
    assert.ok(tokens.data.length > 100)
  })

  it('offers to replay and to draw above each trace', async () => {
    const { document } = await open('client-closes-first.synfin')
    const lenses = await until('code lenses', async () => {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        20,
      )
      return found.length > 0 && found
    })
    const titles = lenses.map(({ command }) => command?.title ?? '').join(' | ')
    assert.match(titles, /Replay with B as the kernel/)
    assert.match(titles, /Preview/)
  })

  it('stays quick in a file of 10,000 lines', async () => {
    const { document } = await open('ten-thousand-lines.synfin')
    const found = await problems(document, all => all.length === 1)
    assert.equal(found[0]?.range.start.line, document.lineCount - 2)
  })
})

function ask<T>(command: string, document: vscode.TextDocument, at: vscode.Position): Promise<T> {
  return until(command, async () => {
    const found = await vscode.commands.executeCommand<T & { readonly length: number }>(
      command,
      document.uri,
      at,
    )
    return found.length > 0 && found
  })
}
