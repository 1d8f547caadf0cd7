import * as assert from 'node:assert/strict'
import * as vscode from 'vscode'
import { ask, open, problems, rangeOf, until } from './window.ts'

describe('Reading', () => {
  it('hovers tell both ends and the rule', async () => {
    const { document } = await open('client-closes-first.synfin')
    const at = rangeOf(document, '->').start
    const hovers = await ask<vscode.Hover[]>('vscode.executeHoverProvider', document, at)
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
    const rename = 'vscode.executeDocumentRenameProvider'
    const edit = await ask<vscode.WorkspaceEdit>(rename, document, at, 'client')
    await vscode.workspace.applyEdit(edit)
    assert.match(document.getText(), /client -> B/)
    assert.match(document.getText(), /\[client=SYN_SENT/)
    assert.doesNotMatch(document.getText(), /\bA\b/)
    await problems(document, found => found.length === 0)
    await vscode.commands.executeCommand('workbench.action.files.revert')
  })

  it('outlines the traces with their steps', async () => {
    const { document } = await open('client-closes-first.synfin')
    const symbols = await ask<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', document)
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
    const coloured = await colours(document)
    for (const each of ['A class.sender', 'B class.receiver', 'SYN enumMember', 'j variable'])
      assert.ok(coloured.includes(each), `no ${each}`)
  })

  it('offers to replay and to draw above each trace', async () => {
    const { document } = await open('client-closes-first.synfin')
    const lenses = await ask<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document, 20)
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

/** What each word is coloured as, such as `A class.sender`. */
async function colours(document: vscode.TextDocument): Promise<readonly string[]> {
  const { tokenTypes, tokenModifiers } = await ask<vscode.SemanticTokensLegend>(
    'vscode.provideDocumentSemanticTokensLegend',
    document,
  )
  const { data } = await ask<vscode.SemanticTokens>('vscode.provideDocumentSemanticTokens', document)
  const found: string[] = []
  let at = new vscode.Position(0, 0)
  for (let index = 0; index < data.length; index += 5) {
    const [down = 0, right = 0, length = 0, type = 0, bits = 0] = data.slice(index, index + 5)
    at = down > 0 ? new vscode.Position(at.line + down, right) : at.translate(0, right)
    const modifiers = tokenModifiers.filter((_, bit) => bits & (1 << bit))
    const word = document.getText(new vscode.Range(at, at.translate(0, length)))
    found.push(`${word} ${[tokenTypes[type], ...modifiers].join('.')}`)
  }
  return found
}
