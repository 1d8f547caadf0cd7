import { URI } from 'vscode-uri'
import { TestController } from './test-view.ts'
import { type Disposable, EventEmitter, type Range } from './values.ts'
import { type PanelSerializer, WebviewPanel } from './webview.ts'

/** An open document; only its whole text can be replaced. */
export class Document {
  readonly uri: URI
  readonly languageId = 'synfin'
  version = 1
  #text: string

  constructor(uri: URI, text: string) {
    this.uri = uri
    this.#text = text
  }

  getText(): string {
    return this.#text
  }

  get lineCount(): number {
    return this.#text.split('\n').length
  }

  lineAt(line: number): { readonly text: string } {
    return { text: this.#text.split('\n')[line] ?? '' }
  }

  type(text: string): void {
    this.#text = text
    this.version++
    editor.changed.fire({ document: this, contentChanges: [{}] })
  }
}

type Command = (...given: readonly unknown[]) => unknown

interface Change {
  readonly document: Document
  readonly contentChanges: readonly object[]
}

/** All that a person sees and does, anew for each test. */
class Editor {
  readonly files = new Map<string, string>()
  readonly documents: Document[] = []
  readonly settings = new Map<string, unknown>()
  isTrusted = true
  /** What was told, and what the person answers to it. */
  readonly told: string[] = []
  answer: string | undefined
  /** What was picked from a list, by its label. */
  pick: string | undefined
  readonly output: string[] = []
  /** The commands that were run, those of the extension as well. */
  readonly run: string[] = []
  readonly commands = new Map<string, Command>()
  readonly controllers: TestController[] = []
  readonly panels: WebviewPanel[] = []
  serializer: PanelSerializer | undefined
  clipboard = ''
  activeTextEditor:
    | { readonly document: Document; readonly selection: { active: { line: number } } }
    | undefined
  readonly opened = new EventEmitter<Document>()
  readonly changed = new EventEmitter<Change>()
  readonly saved = new EventEmitter<Document>()
  readonly closed = new EventEmitter<Document>()
  readonly created = new EventEmitter<URI>()
  readonly rewritten = new EventEmitter<URI>()
  readonly deleted = new EventEmitter<URI>()
  readonly configured = new EventEmitter<{ affectsConfiguration(): boolean }>()
  readonly activated = new EventEmitter<unknown>()
  readonly selected = new EventEmitter<{ readonly textEditor: unknown }>()

  open(path: string, text: string): Document {
    return this.openAt(URI.file(path), text)
  }

  openAt(uri: URI, text: string): Document {
    const document = new Document(uri, text)
    this.documents.push(document)
    this.opened.fire(document)
    return document
  }

  activate(document: Document, line: number): void {
    this.activeTextEditor = { document, selection: { active: { line: line - 1 } } }
    this.activated.fire(this.activeTextEditor)
  }

  /** Shows the tab of a webview that an earlier window left. */
  async revive(): Promise<WebviewPanel> {
    const panel = new WebviewPanel('')
    this.panels.push(panel)
    await this.serializer?.deserializeWebviewPanel(panel)
    return panel
  }

  async tell(message: string, actions: readonly string[]): Promise<string | undefined> {
    this.told.push(message)
    return actions.find(action => action === this.answer)
  }
}

export let editor = new Editor()

/** Forgets all of the test before. */
export function newEditor(): Editor {
  editor = new Editor()
  return editor
}

const NOTHING: Disposable = { dispose: () => {} }

export const workspace = {
  get isTrusted() {
    return editor.isTrusted
  },
  get textDocuments() {
    return editor.documents
  },
  workspaceFolders: [{ uri: URI.file('/traces'), name: 'traces', index: 0 }],
  asRelativePath: ({ path }: URI) => path.replace('/traces/', ''),
  findFiles: async () => [...editor.files.keys()].map(path => URI.file(path)),
  fs: {
    isWritableFileSystem: (scheme: string) => ({ file: true, git: false })[scheme],
    async stat({ path }: URI) {
      return { size: read(path).length }
    },
    async readFile({ path }: URI) {
      return new TextEncoder().encode(read(path))
    },
  },
  createFileSystemWatcher: () => ({
    ...NOTHING,
    onDidCreate: editor.created.event,
    onDidChange: editor.rewritten.event,
    onDidDelete: editor.deleted.event,
  }),
  getConfiguration: () => ({
    get: (name: string, fallback: unknown) => editor.settings.get(name) ?? fallback,
    update: async (name: string, value: unknown) => editor.settings.set(name, value),
  }),
  onDidOpenTextDocument: (listener: (document: Document) => unknown) => editor.opened.event(listener),
  onDidChangeTextDocument: (listener: (change: Change) => unknown) => editor.changed.event(listener),
  onDidSaveTextDocument: (listener: (document: Document) => unknown) => editor.saved.event(listener),
  onDidCloseTextDocument: (listener: (document: Document) => unknown) => editor.closed.event(listener),
  onDidChangeConfiguration: (listener: () => unknown) => editor.configured.event(listener),
}

function read(path: string): string {
  const text = editor.files.get(path)
  if (text === undefined) throw new Error(`${path} does not exist`)
  return text
}

export const window = {
  get activeTextEditor() {
    return editor.activeTextEditor
  },
  get visibleTextEditors() {
    return editor.documents.map(document => ({ document }))
  },
  async showTextDocument(document: Document, { selection }: { readonly selection: Range }) {
    editor.activate(document, selection.start.line + 1)
  },
  showInformationMessage: (message: string, ...actions: string[]) => editor.tell(message, actions),
  showWarningMessage: (message: string, ...actions: string[]) => editor.tell(message, actions),
  showErrorMessage: (message: string, ...actions: string[]) => editor.tell(message, actions),
  showQuickPick: async (items: readonly { readonly label: string }[]) =>
    items.find(({ label }) => label === editor.pick),
  createOutputChannel: () => ({
    ...NOTHING,
    appendLine: (line: string) => editor.output.push(line),
    show: () => {},
  }),
  createStatusBarItem: () => ({ ...NOTHING, show: () => {}, hide: () => {} }),
  createTextEditorDecorationType: () => NOTHING,
  createWebviewPanel(_viewType: string, title: string) {
    const panel = new WebviewPanel(title)
    editor.panels.push(panel)
    return panel
  },
  registerWebviewPanelSerializer(_viewType: string, serializer: PanelSerializer) {
    editor.serializer = serializer
    return NOTHING
  },
  setStatusBarMessage: () => NOTHING,
  withProgress: (_: unknown, work: (progress: unknown, token: unknown) => unknown) =>
    work({}, { onCancellationRequested: () => NOTHING }),
  onDidChangeVisibleTextEditors: () => NOTHING,
  onDidChangeActiveTextEditor: (listener: (editor: unknown) => unknown) => editor.activated.event(listener),
  onDidChangeTextEditorSelection: (listener: (change: { textEditor: unknown }) => unknown) =>
    editor.selected.event(listener),
}

export const commands = {
  async executeCommand(name: string, ...given: readonly unknown[]) {
    editor.run.push(name)
    return editor.commands.get(name)?.(...given)
  },
  registerCommand(name: string, command: Command) {
    editor.commands.set(name, command)
    return NOTHING
  },
}

export const tests = {
  createTestController() {
    const controller = new TestController()
    editor.controllers.push(controller)
    return controller
  },
}

export const env = {
  clipboard: {
    async writeText(text: string) {
      editor.clipboard = text
    },
  },
}

export const l10n = { bundle: undefined }
export const languages = { registerCodeLensProvider: () => NOTHING, getDiagnostics: () => [] }
export const tasks = { registerTaskProvider: () => NOTHING }
