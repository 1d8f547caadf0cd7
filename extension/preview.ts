import { randomBytes } from 'node:crypto'
import type { CheckedTraceParams, PreviewParams } from '@synfin/language-server/protocol'
import * as vscode from 'vscode'
import { previewPage } from './preview-page.ts'
import {
  FOLLOWS_NOTHING,
  follow,
  isOutOfSight,
  nameOf,
  type PreviewState,
  receive,
  shown,
  traceAt,
} from './preview-state.ts'
import { readFromPage, type ToPage } from './webview/messages.ts'

/** The one preview beside the text. It follows the active trace file, and the cursor in it. */
export class Preview implements vscode.Disposable {
  static readonly viewType = 'synfin.preview'

  private panel: vscode.WebviewPanel | undefined
  private state: PreviewState = FOLLOWS_NOTHING
  /** The document the server was last told about. */
  private announced: string | undefined
  private readonly subscriptions: vscode.Disposable[]
  private readonly extensionUri: vscode.Uri
  private readonly tellServer: (params: PreviewParams) => void

  constructor(extensionUri: vscode.Uri, tellServer: (params: PreviewParams) => void) {
    this.extensionUri = extensionUri
    this.tellServer = tellServer
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
      this.adopt(vscode.window.createWebviewPanel(Preview.viewType, 'Preview', column))
    }
    this.followEditor(vscode.window.activeTextEditor)
  }

  /** The server has checked a document. */
  receive(checked: CheckedTraceParams): void {
    const before = this.state
    this.state = receive(before, checked)
    if (this.state !== before) this.show()
  }

  dispose(): void {
    this.panel?.dispose()
    for (const subscription of this.subscriptions) subscription.dispose()
  }

  private adopt(panel: vscode.WebviewPanel): void {
    const dist = vscode.Uri.joinPath(this.extensionUri, 'dist')
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] }
    panel.webview.html = previewPage({
      cspSource: panel.webview.cspSource,
      script: panel.webview.asWebviewUri(vscode.Uri.joinPath(dist, 'preview.js')).toString(),
      style: panel.webview.asWebviewUri(vscode.Uri.joinPath(dist, 'preview.css')).toString(),
      nonce: randomBytes(18).toString('base64url'),
    })
    panel.iconPath = {
      light: vscode.Uri.joinPath(this.extensionUri, 'images/trace-light.svg'),
      dark: vscode.Uri.joinPath(this.extensionUri, 'images/trace-dark.svg'),
    }
    panel.onDidChangeViewState(() => this.announce())
    panel.onDidDispose(() => {
      this.panel = undefined
      this.announce()
    })
    panel.webview.onDidReceiveMessage(message => this.answer(message))
    this.panel = panel
    this.followEditor(vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors.find(isTrace))
  }

  private followEditor(editor: vscode.TextEditor | undefined): void {
    if (!editor || !this.panel || !isTrace(editor)) return
    const uri = editor.document.uri.toString()
    const follows = vscode.workspace.getConfiguration('synfin').get('preview.followCursor', true)
    const line = follows || uri !== this.state.uri ? editor.selection.active.line + 1 : this.state.line
    const before = this.state
    this.state = follow(before, uri, line)
    if (uri !== before.uri) {
      this.panel.title = `Preview ${nameOf(uri)}`
      this.announce()
      this.show()
    } else if (line !== before.line) this.move(before)
  }

  /** The line changed within a document: another trace, another part of it, or only another message. */
  private move(before: PreviewState): void {
    const traces = this.state.checked?.traces ?? []
    if (traceAt(traces, before.line) !== traceAt(traces, this.state.line)) this.show()
    else this.post({ kind: 'cursor', line: this.state.line })
    const { uri, line } = this.state
    if (uri !== undefined && this.panel?.visible && isOutOfSight(this.state))
      this.tellServer({ uri, visible: true, around: line })
  }

  private answer(message: unknown): void {
    const heard = readFromPage(message)
    if (heard?.kind === 'ready') this.show()
    if (heard?.kind === 'reveal') this.reveal(heard.line)
    if (heard?.kind === 'choose' && this.state.uri !== undefined) {
      this.state = follow(this.state, this.state.uri, heard.line)
      this.show()
      this.reveal(heard.line)
    }
  }

  /** Puts the cursor on a line of the document, in the editor that shows it, or a new one. */
  private async reveal(line: number): Promise<void> {
    if (this.state.uri === undefined) return
    const uri = vscode.Uri.parse(this.state.uri)
    const open = vscode.window.visibleTextEditors.find(
      editor => editor.document.uri.toString() === this.state.uri,
    )
    try {
      const document = open?.document ?? (await vscode.workspace.openTextDocument(uri))
      const range = document.lineAt(Math.min(line, document.lineCount) - 1).range
      const start = new vscode.Range(range.start, range.start)
      const viewColumn = open?.viewColumn ?? vscode.ViewColumn.One
      const editor = await vscode.window.showTextDocument(document, { viewColumn, selection: start })
      editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport)
    } catch (error) {
      vscode.window.showWarningMessage(`Synfin: cannot open ${nameOf(this.state.uri)}: ${error}`)
    }
  }

  /** The server draws only what is looked at: tells it when that changes. */
  private announce(): void {
    const uri = this.panel?.visible ? this.state.uri : undefined
    if (uri === this.announced) return
    if (this.announced !== undefined) this.tellServer({ uri: this.announced, visible: false })
    if (uri !== undefined) this.tellServer({ uri, visible: true, around: this.state.line })
    this.announced = uri
  }

  private show(): void {
    this.post(shown(this.state))
  }

  private post(message: ToPage): void {
    // A hidden page is gone; it asks again when it comes back.
    if (this.panel?.visible) this.panel.webview.postMessage(message)
  }
}

function isTrace(editor: vscode.TextEditor): boolean {
  return editor.document.languageId === 'synfin'
}
