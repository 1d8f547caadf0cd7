import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import {
  CancellationToken,
  type CodeAction,
  createProtocolConnection,
  type Diagnostic,
  type DocumentSymbol,
  type FoldingRange,
  type InitializeResult,
  IPCMessageReader,
  IPCMessageWriter,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  type SemanticTokens,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
} from 'vscode-languageserver-protocol/node'
import { TextDocument } from 'vscode-languageserver-textdocument'

const SERVER = fileURLToPath(new URL('../../language-server/main.ts', import.meta.url))

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

  /** As most editors start it. */
  static start(): Promise<Editor> {
    const server = spawn(process.execPath, [SERVER, '--stdio'], { stdio: 'pipe' })
    const { stdin, stdout } = server
    return Editor.initialize(
      new Editor(
        server,
        createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin)),
      ),
    )
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

  private static async initialize(editor: Editor): Promise<Editor> {
    editor.initialized = await editor.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
    })
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
    const changes = edits.toSorted((a, b) => this.offset(b) - this.offset(a))
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
    return this.ask('codeAction', { range: diagnostic.range, context: { diagnostics: [diagnostic] } })
  }

  async apply({ edit }: CodeAction): Promise<void> {
    await this.edit(edit?.changes?.[this.uri] ?? [])
  }

  symbols(token = CancellationToken.None): Promise<DocumentSymbol[]> {
    return this.ask('documentSymbol', {}, token)
  }

  folding(): Promise<FoldingRange[]> {
    return this.ask('foldingRange')
  }

  tokens(): Promise<SemanticTokens> {
    return this.ask('semanticTokens/full')
  }

  async format(range?: Range): Promise<string> {
    const options = { tabSize: 2, insertSpaces: true }
    const edits: TextEdit[] = await (range === undefined
      ? this.ask('formatting', { options })
      : this.ask('rangeFormatting', { options, range }))
    return TextDocument.applyEdits(this.document, edits)
  }

  private ask<T>(request: string, params: object = {}, token = CancellationToken.None): Promise<T> {
    const all = { textDocument: { uri: this.uri }, ...params }
    return this.editor.connection.sendRequest(`textDocument/${request}`, all, token)
  }

  private offset({ range }: TextEdit): number {
    return this.document.offsetAt(range.start)
  }
}
