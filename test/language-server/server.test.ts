import { once } from 'node:events'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CancellationTokenSource, type Diagnostic, LSPErrorCodes } from 'vscode-languageserver-protocol'
import { Editor } from './editor.ts'
import { sharedEditor } from './shared-editor.ts'

const WRONG = `trace "the SYN takes a number"
A -> B  SYN      seq=j    mss=1460
B -> A  SYN ACK  seq=k    ack=j  mss=1460
A -> B  ACK      seq=j+1  ack=k+1
`
const RIGHT = WRONG.replace('ack=j ', 'ack=j+1 ')

/** Lines that cannot be read and have nothing in common: each is parsed for itself. */
const SLOW = Array.from({ length: 5_000 }, (_, index) => `A -> e${index}`).join('\n')

describe('while an editor works', () => {
  const { editor, open } = sharedEditor()

  test('the server announces what it can do, and nothing else', () => {
    const { capabilities } = editor().initialized ?? {}
    expect(Object.keys(capabilities ?? {}).filter(key => capabilities?.[key as 'hoverProvider'])).toEqual([
      'workspace',
      'textDocumentSync',
      'completionProvider',
      'referencesProvider',
      'documentSymbolProvider',
      'definitionProvider',
      'documentHighlightProvider',
      'codeActionProvider',
      'documentFormattingProvider',
      'documentRangeFormattingProvider',
      'documentOnTypeFormattingProvider',
      'foldingRangeProvider',
      'hoverProvider',
      'renameProvider',
      'semanticTokensProvider',
      'signatureHelpProvider',
      'documentLinkProvider',
      'inlayHintProvider',
      'workspaceSymbolProvider',
      'selectionRangeProvider',
    ])
  })

  test('a wrong line is shown with its rule, the section to read and the line that explains it', async () => {
    const document = await open(WRONG)
    const [diagnostic] = await document.diagnostics()
    expect(await document.codes()).toEqual(['synack-wrong-ack'])
    expect(diagnostic).toMatchObject({
      range: { start: { line: 2, character: 26 }, end: { line: 2, character: 31 } },
      severity: 1,
      code: 'synack-wrong-ack',
      source: 'synfin',
    })
    expect(diagnostic?.codeDescription?.href).toMatch(
      /^https:\/\/www\.rfc-editor\.org\/rfc\/rfc9293#section-3\.\d/,
    )
    expect(String(diagnostic?.message)).toMatch(/^[^\n]+\nwhy: .+\nhelp: .*ack=j\+1/s)
    expect(
      diagnostic?.relatedInformation?.map(({ location }) => [location.uri, location.range.start.line]),
    ).toEqual([[document.uri, 1]])
  })

  test('the preferred quick fix mends the line', async () => {
    const document = await open(WRONG)
    const [diagnostic] = await document.diagnostics()
    if (diagnostic === undefined) throw new Error('no diagnostic')
    const [fix] = await document.quickFixes(diagnostic)
    expect(fix).toMatchObject({
      kind: 'quickfix',
      isPreferred: true,
      diagnostics: [{ code: 'synack-wrong-ack' }],
    })
    await document.apply(fix ?? { title: '' })
    expect(document.text).toBe(RIGHT)
    expect(await document.codes()).toEqual([])
  })

  test('a quick fix is offered even if the editor lost what the diagnostic carried', async () => {
    const document = await open(WRONG)
    const [diagnostic] = await document.diagnostics()
    if (diagnostic === undefined) throw new Error('no diagnostic')
    const { range, message } = diagnostic
    expect((await document.quickFixes({ range, message })).map(({ kind }) => kind)).toContain('quickfix')
  })

  test('no quick fix is offered where nothing is wrong', async () => {
    const document = await open(WRONG)
    const start = { line: 0, character: 0 }
    expect(await document.quickFixes({ range: { start, end: start }, message: '' })).toEqual([])
  })

  test('a request sent with the edit is answered for the text after it', async () => {
    const document = await open(RIGHT)
    await document.diagnostics()
    const [, symbols] = await Promise.all([
      document.replace('the SYN takes a number', 'renamed'),
      Promise.resolve().then(() => document.symbols()),
    ])
    expect(symbols.map(({ name }) => name)).toEqual(['renamed'])
  })

  test('edits in quick succession end with the diagnostics of the last text', async () => {
    const document = await open(RIGHT)
    for (let times = 0; times < 100; times++) {
      void document.replace('ack=j+1 ', 'ack=j ')
      void document.replace('ack=j ', 'ack=j+1 ')
    }
    await document.replace('ack=j+1 ', 'ack=j ')
    expect(await document.codes()).toEqual(['synack-wrong-ack'])
  })

  test('after any edits a document is diagnosed as if it had just been opened', async () => {
    const offset = fc.nat(RIGHT.length)
    const edits = fc.array(fc.tuple(offset, offset, fc.constantFrom('', '\n', 'j', 'ack=', ' // ', '[A=')))
    await fc.assert(
      fc.asyncProperty(edits, async edits => {
        const edited = await open(RIGHT)
        for (const [from, to, text] of edits)
          void edited.replaceSpan(Math.min(from, to), Math.max(from, to), text)
        const opened = await open(edited.text)
        expect((await edited.diagnostics()).map(placed)).toEqual((await opened.diagnostics()).map(placed))
        await Promise.all([edited.close(), opened.close()])
      }),
      { numRuns: 50 },
    )
  })

  test('two documents are told apart', async () => {
    const [wrong, right] = await Promise.all([open(WRONG), open(RIGHT)])
    expect(await wrong.codes()).toEqual(['synack-wrong-ack'])
    expect(await right.codes()).toEqual([])
    await right.replace('ack=j+1 ', 'ack=j ')
    await wrong.replace('ack=j ', 'ack=j+1 ')
    expect(await right.codes()).toEqual(['synack-wrong-ack'])
    expect(await wrong.codes()).toEqual([])
  })

  test('an edit of one document leaves the other checked as it was', async () => {
    const [edited, other] = await Promise.all([open(RIGHT), open(WRONG)])
    await other.diagnostics()
    await edited.replace('ack=j+1 ', 'ack=j ')
    await edited.diagnostics()
    expect(editor().checkedVersion(other.uri)).toBe(1)
    expect(await other.symbols()).toHaveLength(1)
  })

  test('edits of one document do not swallow the diagnostics of another', async () => {
    const other = await open(SLOW)
    const edited = await open(RIGHT)
    for (let times = 0; times < 200; times++) {
      await edited.replace('A -> B', '\nA -> B')
      await new Promise(resolve => setImmediate(resolve))
    }
    expect(await other.diagnostics()).toHaveLength(1000)
    expect(await edited.codes()).toEqual([])
  })

  test('a closed document loses its diagnostics', async () => {
    const document = await open(WRONG)
    await document.diagnostics()
    await document.close()
    expect(await editor().diagnostics(document.uri, ({ diagnostics }) => diagnostics.length === 0)).toEqual(
      [],
    )
  })

  test('a document closed and opened again is checked again', async () => {
    const document = await open(WRONG)
    await document.diagnostics()
    await document.close()
    await editor().diagnostics(document.uri, ({ diagnostics }) => diagnostics.length === 0)
    const again = await editor().open(document.uri.replace(/^.*\//, ''), WRONG)
    expect(await again.codes()).toEqual(['synack-wrong-ack'])
  })

  test('a request for a document that is not open is answered at once, with an error', async () => {
    const request = editor().connection.sendRequest('textDocument/documentSymbol', {
      textDocument: { uri: 'file:///traces/never-opened.synfin' },
    })
    await expect(request).rejects.toThrow('never-opened')
  })

  test('a request for a document that is closed meanwhile does not hang', async () => {
    const document = await open(SLOW)
    const symbols = document.symbols().catch(error => String(error))
    await document.close()
    expect(await symbols).toMatch(/cancel/)
  })

  test('a request is not answered for a text that has changed meanwhile', async () => {
    const document = await open(SLOW)
    const stale = document.symbols().catch(error => error.code)
    await document.replace('A -> e0', 'trace "new"')
    const fresh = document.symbols()
    expect(await stale).toBe(LSPErrorCodes.ContentModified)
    expect((await fresh).map(({ name }) => name)).toEqual(['new'])
  })

  test.each([
    ['a line cut short', 'A -> B  SYN  seq=', ['syntax']],
    ['an unknown keyword', 'trance "x"', ['syntax']],
    ['nothing', '', []],
    ['line ends alone', '\r\n\r\n\n\r', []],
    ['NUL and half a surrogate pair', 'A -> B \u0000 \ud800 SYN', ['syntax']],
    ['a very long line', `A -> B  SYN  seq=${'j+'.repeat(20_000)}`, ['syntax']],
    ['brackets without end', '['.repeat(10_000), ['syntax']],
    ['quotes without end', 'note A "'.repeat(1_000), ['syntax']],
  ])('%s does not disturb the server', async (_, text, codes) => {
    const document = await open(text)
    expect(await document.codes()).toEqual(codes)
    await Promise.all([document.symbols(), document.folding(), document.tokens(), document.format()])
  })

  test('a line that cannot be read costs no other line', async () => {
    const document = await open(`${WRONG}A -> \n`)
    expect(await document.codes()).toEqual(['synack-wrong-ack', 'syntax'])
  })

  test('of very many findings the severest are shown, and how many are not', async () => {
    const document = await open('A -> \n'.repeat(5000))
    const diagnostics = await document.diagnostics()
    expect(diagnostics).toHaveLength(1000)
    expect(diagnostics.at(-1)?.message).toBe('4001 more findings are not shown')
  })
})

describe('with 100,000 lines', () => {
  const exchange = (n: number) =>
    `A -> B  PSH ACK  seq=j+${1 + 2 * n}  ack=k+1  len=2\nB -> A  ACK  seq=k+1  ack=j+${3 + 2 * n}\n`
  const LARGE = `${RIGHT}${Array.from({ length: 50_000 }, (_, n) => exchange(n)).join('')}`
  const BOUND = 120_000

  test(
    'a small document beside them does not wait, nor does one who cancels',
    async () => {
      await using editor = await Editor.start()
      const large = await editor.open('large.synfin', LARGE)
      const source = new CancellationTokenSource()
      const symbols = large.symbols(source.token)
      const small = await editor.open('small.synfin', WRONG)
      expect(await small.codes()).toEqual(['synack-wrong-ack'])
      source.cancel()
      await expect(symbols).rejects.toThrow(/cancel/i)
      expect(editor.checkedVersion(large.uri)).toBeUndefined()
    },
    BOUND,
  )

  test(
    'others are answered all the while they are read and checked',
    async () => {
      await using editor = await Editor.start()
      const large = await editor.open('large.synfin', LARGE)
      const small = await editor.open('small.synfin', RIGHT)
      let answers = 0
      while (editor.checkedVersion(large.uri) === undefined) {
        await small.symbols()
        answers++
      }
      expect(answers).toBeGreaterThan(20)
    },
    BOUND,
  )

  test(
    'they are checked, and checked again after an edit',
    async () => {
      await using editor = await Editor.start()
      const large = await editor.open('large.synfin', LARGE)
      expect(await large.codes()).toEqual([])
      await large.replace('ack=j+1 ', 'ack=j ')
      expect(await large.codes()).toContain('synack-wrong-ack')
    },
    BOUND,
  )
})

test('the server speaks over IPC as well, as VS Code starts it', async () => {
  await using editor = await Editor.startWithIpc()
  const document = await editor.open('a.synfin', WRONG)
  expect(await document.codes()).toEqual(['synack-wrong-ack'])
  expect(await editor.quit()).toBe(0)
})

describe('the server ends', () => {
  test('with status 0 after shutdown and exit', async () => {
    const editor = await Editor.start()
    expect(await editor.quit()).toBe(0)
  })

  test('with status 1 on exit without shutdown', async () => {
    const editor = await Editor.start()
    const exited = once(editor.server, 'exit')
    await editor.connection.sendNotification('exit')
    expect(await exited).toEqual([1, null])
  })

  test('when the editor is gone', async () => {
    const editor = await Editor.start()
    const exited = once(editor.server, 'exit')
    editor.server.stdin?.end()
    expect(await exited).toEqual([1, null])
  })
})

/** Without the document it belongs to. */
function placed({ code, range, message }: Diagnostic): object {
  return { code, range, message }
}
