import {
  type CheckedTraceParams,
  type DiagramTextParams,
  type DiagramTextResult,
  diagramTextMethod,
  type PreviewParams,
  previewMethod,
  traceAt,
} from '@synfin/language-server/protocol'
import { say } from '@synfin/trace'
import * as vscode from 'vscode'
import type { BaseLanguageClient } from 'vscode-languageclient'
import { nameOf } from './document-name.ts'
import { type DiagramSource, deliverPicture, deliverText } from './preview-export.ts'
import { previewPage } from './preview-page.ts'
import {
  FOLLOWS_NOTHING,
  follow,
  type Known,
  type PreviewState,
  receive,
  shown,
  wanted,
} from './preview-state.ts'
import type { ReplayResults } from './replay-results.ts'
import {
  type FromPage,
  type PictureAction,
  readFromPage,
  type Tab,
  type TextAction,
  type ToPage,
} from './webview/messages.ts'

type Server = Pick<BaseLanguageClient, 'sendNotification' | 'sendRequest'>

/** The one preview beside the text. It follows the active trace file, and the cursor in it. */
export class Preview implements vscode.Disposable {
  static readonly viewType = 'synfin.preview'

  private panel: vscode.WebviewPanel | undefined
  private state: PreviewState = FOLLOWS_NOTHING
  /** What the server was last told to draw. */
  private announced: PreviewParams | undefined
  private results: ReplayResults | undefined
  /** The diagram that the page shows. */
  private tab: Tab = 'sequence'
  /** A picture that a command asked for before the page could give one. */
  private owed: PictureAction | undefined
  private readonly subscriptions: vscode.Disposable[]
  private readonly extensionUri: vscode.Uri
  private readonly server: Server

  constructor(extensionUri: vscode.Uri, server: Server) {
    this.extensionUri = extensionUri
    this.server = server
    this.subscriptions = [
      vscode.window.onDidChangeActiveTextEditor(editor => this.followEditor(editor)),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.followEditor(textEditor)),
      vscode.window.registerWebviewPanelSerializer(Preview.viewType, {
        deserializeWebviewPanel: async panel => this.adopt(panel),
      }),
    ]
  }

  /** Opens the preview beside the active editor, or brings it to the front. */
  open(): void {
    if (this.panel) this.panel.reveal(undefined, true)
    else {
      const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true }
      this.adopt(vscode.window.createWebviewPanel(Preview.viewType, say`Preview`, column))
    }
    this.followEditor(vscode.window.activeTextEditor)
  }

  /** The server has checked a document. */
  receive(checked: CheckedTraceParams): void {
    const before = this.state
    this.state = receive(before, checked)
    if (this.state === before) return
    this.show()
    // An edit may have outdated a replay, of which the server then draws nothing any more.
    this.announce()
  }

  /** Shows what replays bring from now on. */
  showReplays(results: ReplayResults): void {
    this.results = results
    this.subscriptions.push(
      results.onDidChange(uri => {
        if (uri !== this.state.uri) return
        this.announce()
        this.show()
      }),
    )
  }

  /** Asks what to save the diagram as, and saves it. */
  async export(): Promise<void> {
    const kinds = [
      { label: 'SVG', description: say`a picture that stays sharp`, action: 'save-svg' as const },
      { label: 'PNG', description: say`a picture for anywhere`, action: 'save-png' as const },
      { label: 'Mermaid', description: say`text that Mermaid draws`, action: 'save-mermaid' as const },
    ]
    const chosen = await vscode.window.showQuickPick(kinds, { title: say`Save the diagram as` })
    if (chosen?.action === 'save-mermaid') await this.text(chosen.action)
    else if (chosen !== undefined) this.picture(chosen.action)
  }

  /** Takes the picture from the page; opens the preview first where it is not open. */
  picture(action: PictureAction): void {
    if (this.panel?.visible) this.post({ kind: 'picture', action })
    else {
      this.owed = action
      this.open()
    }
  }

  /** Copies, saves or opens the Mermaid text of the diagram at the cursor: the one that is shown, if one is. */
  async text(action: TextAction, tab = this.panel?.visible ? this.tab : 'sequence'): Promise<void> {
    const editor = vscode.window.activeTextEditor
    const { uri, line } =
      editor && isTrace(editor)
        ? { uri: editor.document.uri.toString(), line: editor.selection.active.line + 1 }
        : this.state
    if (uri === undefined) {
      vscode.window.showInformationMessage(
        say`Open a .synfin file and put the cursor into the trace to draw.`,
      )
      return
    }
    await this.orComplain(async () => {
      const params: DiagramTextParams = {
        ...wanted({ ...this.state, uri, line }, this.known(uri)),
        diagram: tab,
        line,
      }
      const result = await this.server.sendRequest<DiagramTextResult>(diagramTextMethod, params)
      if (result === null) vscode.window.showInformationMessage(say`${nameOf(uri)} has no trace to draw.`)
      else await deliverText(action, result, { uri, name: result.name, tab })
    })
  }

  dispose(): void {
    this.panel?.dispose()
    for (const subscription of this.subscriptions) subscription.dispose()
  }

  private adopt(panel: vscode.WebviewPanel): void {
    // What an earlier window left comes back when its tab is shown: another one may be open by then.
    this.panel?.dispose()
    const dist = vscode.Uri.joinPath(this.extensionUri, 'dist')
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] }
    panel.webview.html = previewPage({
      cspSource: panel.webview.cspSource,
      script: panel.webview.asWebviewUri(vscode.Uri.joinPath(dist, 'preview.js')).toString(),
      style: panel.webview.asWebviewUri(vscode.Uri.joinPath(dist, 'preview.css')).toString(),
      nonce: crypto.randomUUID(),
      texts: vscode.l10n.bundle ?? {},
    })
    panel.iconPath = {
      light: vscode.Uri.joinPath(this.extensionUri, 'images/trace-light.svg'),
      dark: vscode.Uri.joinPath(this.extensionUri, 'images/trace-dark.svg'),
    }
    panel.onDidChangeViewState(() => this.announce())
    panel.onDidDispose(() => {
      this.panel = undefined
      this.owed = undefined
      this.announce()
    })
    panel.webview.onDidReceiveMessage(message => this.answer(readFromPage(message)))
    this.panel = panel
    this.entitle()
    this.followEditor(vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors.find(isTrace))
  }

  private followEditor(editor: vscode.TextEditor | undefined): void {
    if (!editor || !this.panel || !isTrace(editor)) return
    const uri = editor.document.uri.toString()
    const follows = vscode.workspace.getConfiguration('synfin').get('preview.followCursor', true)
    const line = follows || uri !== this.state.uri ? editor.selection.active.line + 1 : this.state.line
    this.turnTo(uri, line)
  }

  private turnTo(uri: string, line: number): void {
    const before = this.state
    this.state = follow(before, uri, line)
    this.announce()
    if (uri !== before.uri) {
      this.entitle()
      this.show()
    } else if (line !== before.line) this.post({ kind: 'cursor', line })
  }

  private entitle(): void {
    const { uri } = this.state
    if (this.panel && uri !== undefined) this.panel.title = say`Preview ${nameOf(uri)}`
  }

  private answer(heard: FromPage | undefined): void {
    switch (heard?.kind) {
      case 'ready':
        this.show()
        break
      case 'reveal':
        void this.reveal(heard.line)
        break
      case 'choose':
        if (this.state.uri !== undefined) this.turnTo(this.state.uri, heard.line)
        void this.reveal(heard.line)
        break
      case 'tab':
        this.tab = heard.tab
        break
      case 'numbers':
        this.state = { ...this.state, numbers: heard.numbers }
        this.announce()
        break
      case 'text':
        void this.text(heard.action, heard.tab)
        break
      case 'picture':
        void this.orComplain(() => deliverPicture(heard.action, heard.data, this.source(heard.tab)))
        break
    }
  }

  private source(tab: Tab): DiagramSource {
    const { uri = '', checked, line } = this.state
    const name = checked?.traces[traceAt(checked.traces, line)]?.name ?? 'trace'
    return { uri, name, tab }
  }

  /** Puts the cursor on a line of the document, in the editor that shows it, or a new one. */
  private async reveal(line: number): Promise<void> {
    const { uri } = this.state
    if (uri === undefined) return
    const open = vscode.window.visibleTextEditors.find(editor => editor.document.uri.toString() === uri)
    await this.orComplain(async () => {
      const document = open?.document ?? (await vscode.workspace.openTextDocument(vscode.Uri.parse(uri)))
      const range = document.lineAt(Math.min(line, document.lineCount) - 1).range
      const start = new vscode.Range(range.start, range.start)
      const viewColumn = open?.viewColumn ?? vscode.ViewColumn.One
      const editor = await vscode.window.showTextDocument(document, { viewColumn, selection: start })
      editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport)
    })
  }

  /** Tells the server what to draw, when that changes: only what is looked at. */
  private announce(): void {
    const { uri } = this.state
    const params =
      this.panel?.visible && uri !== undefined ? wanted({ ...this.state, uri }, this.known(uri)) : undefined
    if (JSON.stringify(params) === JSON.stringify(this.announced)) return
    if (this.announced !== undefined && this.announced.uri !== params?.uri)
      this.tell({ uri: this.announced.uri, visible: false })
    if (params !== undefined) this.tell(params)
    this.announced = params
  }

  private tell(params: PreviewParams): void {
    // A server that did not start has said so itself.
    this.server.sendNotification(previewMethod, params).catch(() => {})
  }

  private known(uri: string): Known {
    const results = this.results?.of(uri) ?? []
    // A long document's text is costly, and only a replay is held against it.
    const isOf = (document: vscode.TextDocument) => document.uri.toString() === uri
    const document = results.length > 0 ? vscode.workspace.textDocuments.find(isOf) : undefined
    return { results, text: document?.getText() ?? '' }
  }

  private show(): void {
    const message = shown(this.state, this.known(this.state.uri ?? ''))
    this.post(message)
    if (message.kind !== 'trace' || this.owed === undefined || !this.panel?.visible) return
    this.post({ kind: 'picture', action: this.owed })
    this.owed = undefined
  }

  private post(message: ToPage): void {
    // A hidden page is gone; it asks again when it comes back.
    if (this.panel?.visible) this.panel.webview.postMessage(message)
  }

  private async orComplain(action: () => Promise<void>): Promise<void> {
    try {
      await action()
    } catch (error) {
      vscode.window.showWarningMessage(`Synfin: ${error instanceof Error ? error.message : error}`)
    }
  }
}

function isTrace(editor: vscode.TextEditor): boolean {
  return editor.document.languageId === 'synfin'
}
