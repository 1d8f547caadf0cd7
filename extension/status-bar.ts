import { traceAt } from '@synfin/language-server/protocol'
import * as vscode from 'vscode'
import { type BaseLanguageClient, State } from 'vscode-languageclient'
import { type CheckedTraces, openTrace } from './checked-traces.ts'
import { lastVerdict } from './last-verdict.ts'
import type { ReplayResults } from './replay-results.ts'
import { type ServerState, statusText, type TraceVerdict } from './status-text.ts'

const SERVER_STATES: Readonly<Record<State, ServerState>> = {
  [State.Starting]: 'starting',
  [State.Running]: 'running',
  [State.Stopped]: 'stopped',
  [State.StartFailed]: 'stopped',
}

/** In the status bar, while a trace file is active: how the trace at the cursor fared, and whether the server runs. */
export class StatusBar implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('synfin.status', vscode.StatusBarAlignment.Left, 10)
  readonly #server: Pick<BaseLanguageClient, 'state'>
  readonly #traces: CheckedTraces
  /** Absent where nothing can be replayed. */
  readonly #results: ReplayResults | undefined
  readonly #subscriptions: readonly vscode.Disposable[]

  constructor(
    server: Pick<BaseLanguageClient, 'state' | 'onDidChangeState'>,
    traces: CheckedTraces,
    results?: ReplayResults,
  ) {
    this.#server = server
    this.#traces = traces
    this.#results = results
    this.#item.name = 'Synfin'
    const update = () => void this.#update()
    this.#subscriptions = [
      this.#item,
      server.onDidChangeState(update),
      ...(results === undefined ? [] : [results.onDidChange(update)]),
      vscode.window.onDidChangeActiveTextEditor(update),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === vscode.window.activeTextEditor) update()
      }),
    ]
    update()
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose()
  }

  async #update(): Promise<void> {
    const editor = vscode.window.activeTextEditor
    if (editor === undefined || openTrace(editor.document.uri) === undefined) {
      this.#item.hide()
      return
    }
    const server = SERVER_STATES[this.#server.state]
    const trace = server === 'running' ? await this.#traceAt(editor) : undefined
    // Meanwhile another editor may have become active: its own update has told of it.
    if (vscode.window.activeTextEditor !== editor) return
    const { text, tooltip, severity, command } = statusText(server, trace, this.#results !== undefined)
    const colour = severity === 'error' ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined
    Object.assign(this.#item, { text, tooltip, command, backgroundColor: colour })
    this.#item.show()
  }

  /** Asks the server only where there is something to tell. */
  async #traceAt({ document: { uri }, selection }: vscode.TextEditor): Promise<TraceVerdict | undefined> {
    const results = this.#results?.of(uri.toString()) ?? []
    if (results.length === 0) return undefined
    try {
      const { text, traces } = await this.#traces.outlines(uri)
      const trace = traces[traceAt(traces, selection.active.line + 1)]
      return trace && { name: trace.name, last: lastVerdict(results, text, trace) }
    } catch {
      return undefined
    }
  }
}
