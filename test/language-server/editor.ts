import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import {
  CancellationToken,
  type ClientCapabilities,
  type CodeAction,
  type CodeActionKind,
  type CompletionItem,
  type CompletionList,
  createProtocolConnection,
  type Diagnostic,
  type DocumentHighlight,
  type DocumentLink,
  type DocumentSymbol,
  type FoldingRange,
  type Hover,
  type InitializeParams,
  type InitializeResult,
  type InlayHint,
  IPCMessageReader,
  IPCMessageWriter,
  type Location,
  type LocationLink,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  type SelectionRange,
  type SemanticTokens,
  type SemanticTokensDelta,
  type SignatureHelp,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
  type WorkspaceEdit,
  type WorkspaceSymbol,
} from 'vscode-languageserver-protocol/node'
import { TextDocument } from 'vscode-languageserver-textdocument'

const SERVER = fileURLToPath(new URL('../../language-server/main.ts', import.meta.url))

const TAKEN_BY_MOST: ClientCapabilities['textDocument'] = {
  definition: { linkSupport: true },
  documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  hover: { contentFormat: ['markdown', 'plaintext'] },
  publishDiagnostics: { relatedInformation: true },
  rename: { prepareSupport: true },
  signatureHelp: { signatureInformation: { parameterInformation: { labelOffsetSupport: true } } },
}

/** An editor that started the language server as a process of its own and speaks to it over stdio. */
export class Editor implements AsyncDisposable {
  readonly connection: ProtocolConnection
  readonly server: ChildProcess
  /** What the server wrote to standard error, and told the editor to log. */
  readonly complaints: string[] = []
  initialized: InitializeResult | undefined
  private readonly published = new Map<string, PublishDiagnosticsParams>()
  private readonly waiting = new Set<() => void>()

  private constructor(server: ChildProcess, connection: ProtocolConnection) {
    this.server = server
    this.connection = connection
    server.stderr?.on('data', data => this.complaints.push(String(data)))
    this.connection.onNotification('window/logMessage', ({ message }) => {
      this.complaints.push(message)
    })
    this.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.set(params.uri, params)
      for (const look of this.waiting) look()
    })
    this.connection.listen()
  }

  /** As most editors start it: one that takes what most take, and what else it says. */
  static start(
    { capabilities, ...params }: Partial<InitializeParams> = {},
    listen?: (connection: ProtocolConnection) => void,
  ): Promise<Editor> {
    const textDocument = { ...TAKEN_BY_MOST, ...capabilities?.textDocument }
    return Editor.startExactly({ ...params, capabilities: { ...capabilities, textDocument } }, listen)
  }

  /** As an editor starts it that says just this. */
  static startExactly(
    params: Partial<InitializeParams>,
    listen: (connection: ProtocolConnection) => void = () => {},
  ): Promise<Editor> {
    const server = spawn(process.execPath, [SERVER, '--stdio'], { stdio: 'pipe' })
    const { stdin, stdout } = server
    const connection = createProtocolConnection(
      new StreamMessageReader(stdout),
      new StreamMessageWriter(stdin),
    )
    listen(connection)
    return Editor.initialize(new Editor(server, connection), params)
  }

  /** As VS Code starts it. */
  static startWithIpc(): Promise<Editor> {
    const server = fork(SERVER, ['--node-ipc'], { silent: true })
    return Editor.initialize(
      new Editor(
        server,
        createProtocolConnection(new IPCMessageReader(server), new IPCMessageWriter(server)),
      ),
    )
  }

  private static async initialize(editor: Editor, params: Partial<InitializeParams> = {}): Promise<Editor> {
    const initialized = editor.connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
      ...params,
    })
    const ended = once(editor.server, 'exit').then(() => {
      throw new Error(`the server does not start: ${editor.complaints.join('')}`)
    })
    editor.initialized = await Promise.race([initialized, ended])
    await editor.connection.sendNotification('initialized', {})
    return editor
  }

  async open(name: string, text: string): Promise<OpenDocument> {
    const document = TextDocument.create(`file:///traces/${name}`, 'synfin', 1, text)
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: document.uri, languageId: 'synfin', version: 1, text },
    })
    return new OpenDocument(this, document)
  }

  /** The diagnostics last published for a document, as soon as they satisfy the condition. */
  async diagnostics(
    uri: string,
    wanted: (params: PublishDiagnosticsParams) => boolean,
  ): Promise<readonly Diagnostic[]> {
    const found = () => {
      const params = this.published.get(uri)
      return params !== undefined && wanted(params) ? params.diagnostics : undefined
    }
    return (
      found() ??
      new Promise(resolve => {
        const look = () => {
          const diagnostics = found()
          if (diagnostics === undefined) return
          this.waiting.delete(look)
          resolve(diagnostics)
        }
        this.waiting.add(look)
      })
    )
  }

  workspaceSymbols(query: string): Promise<WorkspaceSymbol[]> {
    return this.connection.sendRequest('workspace/symbol', { query })
  }

  /** The version last checked of a document, if any was. */
  checkedVersion(uri: string): number | undefined {
    return this.published.get(uri)?.version
  }

  /** Ends the server as the protocol says, and gives its exit status. */
  async quit(): Promise<number | null> {
    const exited = once(this.server, 'exit')
    await this.connection.sendRequest('shutdown')
    await this.connection.sendNotification('exit')
    const [status] = await exited
    return status
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.server.exitCode === null) await this.quit()
    this.connection.dispose()
  }
}

/** A document as the editor has it. */
export class OpenDocument {
  private readonly editor: Editor
  private document: TextDocument

  constructor(editor: Editor, document: TextDocument) {
    this.editor = editor
    this.document = document
  }

  get uri(): string {
    return this.document.uri
  }

  get text(): string {
    return this.document.getText()
  }

  get version(): number {
    return this.document.version
  }

  /** The diagnostics of the text as it is now. */
  diagnostics(): Promise<readonly Diagnostic[]> {
    return this.editor.diagnostics(this.uri, ({ version }) => version === this.version)
  }

  /** The codes of the text's errors and warnings. */
  async codes(): Promise<readonly (string | number | undefined)[]> {
    return (await this.diagnostics()).filter(({ severity = 1 }) => severity <= 2).map(({ code }) => code)
  }

  /** Replaces the first occurrence of a text, as one edit. */
  replace(text: string, by: string): Promise<void> {
    const start = this.text.indexOf(text)
    return this.replaceSpan(start, start + text.length, by)
  }

  /** Replaces the characters between two offsets. */
  replaceSpan(start: number, end: number, by: string): Promise<void> {
    const range = { start: this.document.positionAt(start), end: this.document.positionAt(end) }
    return this.edit([{ range, newText: by }])
  }

  async edit(edits: readonly TextEdit[]): Promise<void> {
    const text = TextDocument.applyEdits(this.document, [...edits])
    // Edits of one action all mean the text before it; changes of one notification are applied in order.
    const changes = edits.toReversed().toSorted((a, b) => this.offset(b) - this.offset(a))
    this.document = TextDocument.create(this.uri, 'synfin', this.version + 1, text)
    await this.editor.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.uri, version: this.version },
      contentChanges: changes.map(({ range, newText }) => ({ range, text: newText })),
    })
  }

  close(): Promise<void> {
    return this.editor.connection.sendNotification('textDocument/didClose', {
      textDocument: { uri: this.uri },
    })
  }

  quickFixes(diagnostic: Diagnostic): Promise<CodeAction[]> {
    return this.ask('codeAction', {
      range: diagnostic.range,
      context: { diagnostics: [diagnostic], only: ['quickfix'] },
    })
  }

  /** What can be done at a range, of the kinds asked for. */
  actions(range: Range, only?: readonly CodeActionKind[]): Promise<CodeAction[]> {
    return this.ask('codeAction', { range, context: { diagnostics: [], ...(only && { only }) } })
  }

  async apply({ edit }: CodeAction): Promise<void> {
    await this.edit(edit?.changes?.[this.uri] ?? [])
  }

  symbols(token = CancellationToken.None): Promise<DocumentSymbol[]> {
    return this.ask('documentSymbol', {}, token)
  }

  /** The start of a text in the document, or `shift` characters behind it; of several the nth, counted from 1. */
  at(text: string, { nth = 1, shift = 0 } = {}): Position {
    let offset = -1
    for (let found = 0; found < nth; found++) {
      offset = this.text.indexOf(text, offset + 1)
      if (offset < 0) throw new Error(`the document has no ${text}`)
    }
    return this.document.positionAt(offset + shift)
  }

  /** The text of a range. */
  textAt(range: Range): string {
    return this.document.getText(range)
  }

  definition(position: Position): Promise<LocationLink[]> {
    return this.ask('definition', { position })
  }

  references(position: Position, includeDeclaration = true): Promise<Location[]> {
    return this.ask('references', { position, context: { includeDeclaration } })
  }

  highlights(position: Position): Promise<DocumentHighlight[]> {
    return this.ask('documentHighlight', { position })
  }

  prepareRename(position: Position): Promise<Range> {
    return this.ask('prepareRename', { position })
  }

  rename(position: Position, newName: string): Promise<WorkspaceEdit> {
    return this.ask('rename', { position, newName })
  }

  selectionRanges(position: Position): Promise<SelectionRange[]> {
    return this.ask('selectionRange', { positions: [position] })
  }

  links(): Promise<DocumentLink[]> {
    return this.ask('documentLink')
  }

  hints(range: Range = EVERYWHERE): Promise<InlayHint[]> {
    return this.ask('inlayHint', { range })
  }

  folding(): Promise<FoldingRange[]> {
    return this.ask('foldingRange')
  }

  tokens(): Promise<SemanticTokens> {
    return this.ask('semanticTokens/full')
  }

  tokensOf(range: Range): Promise<SemanticTokens> {
    return this.ask('semanticTokens/range', { range })
  }

  tokensSince(previousResultId: string | undefined): Promise<SemanticTokens | SemanticTokensDelta> {
    return this.ask('semanticTokens/full/delta', { previousResultId })
  }

  async format(range?: Range): Promise<string> {
    const options = { tabSize: 2, insertSpaces: true }
    const edits: TextEdit[] = await (range === undefined
      ? this.ask('formatting', { options })
      : this.ask('rangeFormatting', { options, range }))
    return TextDocument.applyEdits(this.document, edits)
  }

  /** What can be written at a place. */
  async complete(position: Position): Promise<CompletionItem[]> {
    const list: CompletionList | null = await this.ask('completion', { position })
    return list?.items ?? []
  }

  hover(position: Position): Promise<Hover | null> {
    return this.ask('hover', { position })
  }

  signature(position: Position): Promise<SignatureHelp | null> {
    return this.ask('signatureHelp', { position })
  }

  /** The text after a completion was chosen. */
  completed({ textEdit }: CompletionItem): string {
    return textEdit !== undefined && 'range' in textEdit
      ? TextDocument.applyEdits(this.document, [textEdit])
      : this.text
  }

  /** The text after what the server changes once Enter has been typed at the end of a line, counted from 0. */
  async formatAfterEnter(line: number): Promise<string> {
    const position = { line: line + 1, character: 0 }
    const options = { tabSize: 2, insertSpaces: true }
    return TextDocument.applyEdits(
      this.document,
      await this.ask('onTypeFormatting', { position, ch: '\n', options }),
    )
  }

  private ask<T>(request: string, params: object = {}, token = CancellationToken.None): Promise<T> {
    const all = { textDocument: { uri: this.uri }, ...params }
    return this.editor.connection.sendRequest(`textDocument/${request}`, all, token)
  }

  private offset({ range }: TextEdit): number {
    return this.document.offsetAt(range.start)
  }
}

const EVERYWHERE: Range = { start: { line: 0, character: 0 }, end: { line: 999_999, character: 0 } }
