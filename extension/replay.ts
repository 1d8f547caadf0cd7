import { basename } from 'node:path'
import { type CheckedFileResult, checkedFileMethod } from '@synfin/language-server/protocol'
import { kernelEnds, type ReplayRun, Runner } from '@synfin/runner'
import * as vscode from 'vscode'
import type { LanguageClient } from 'vscode-languageclient/node'
import { traceAt } from './preview-state.ts'
import { ReplayDecorations } from './replay-decorations.ts'
import { lineMarks } from './replay-marks.ts'
import { reportRuns, summarize } from './replay-report.ts'
import { whyUnplayable } from './unplayable.ts'

type Trace = CheckedFileResult[number]

/** The command *Replay This Trace*: plays the trace at the cursor against the kernel and marks its lines. */
export class Replay implements vscode.Disposable {
  private readonly context: vscode.ExtensionContext
  private readonly server: LanguageClient
  private readonly output = vscode.window.createOutputChannel('Synfin Replay')
  private readonly decorations = new ReplayDecorations()
  /** Kept between replays: starting one takes longer than a replay. */
  private runner: Runner | undefined

  constructor(context: vscode.ExtensionContext, server: LanguageClient) {
    this.context = context
    this.server = server
  }

  /** Every failure ends as a message to the reader. */
  async run(): Promise<void> {
    const editor = vscode.window.activeTextEditor
    if (editor?.document.languageId !== 'synfin') {
      vscode.window.showInformationMessage('Open a .synfin file and put the cursor into the trace to replay.')
      return
    }
    if (!(await this.isTrusted())) return
    try {
      const trace = await this.traceAtCursor(editor)
      if (trace === undefined) vscode.window.showInformationMessage('There is no trace here to replay.')
      else await this.replay(editor, trace)
    } catch (error) {
      // The next replay tries anew: the reader may have mended what this one said.
      this.runner?.close()
      this.runner = undefined
      const reason = error instanceof Error ? error.message : String(error)
      this.output.appendLine(reason)
      vscode.window.showErrorMessage(`Synfin cannot replay: ${reason}`)
    }
  }

  dispose(): void {
    this.runner?.close()
    this.decorations.dispose()
    this.output.dispose()
  }

  private async isTrusted(): Promise<boolean> {
    if (vscode.workspace.isTrusted) return true
    const manage = 'Manage Workspace Trust'
    const chosen = await vscode.window.showWarningMessage(
      "A replay sends what the trace says to this machine's kernel, in a network of its own. Synfin replays only in a workspace you trust.",
      manage,
    )
    if (chosen === manage) await vscode.commands.executeCommand('workbench.trust.manage')
    return vscode.workspace.isTrusted
  }

  private async traceAtCursor({ document, selection }: vscode.TextEditor): Promise<Trace | undefined> {
    const uri = document.uri.toString()
    const traces = await this.server.sendRequest<CheckedFileResult>(checkedFileMethod, { uri })
    return traces[traceAt(traces, selection.active.line + 1)]
  }

  private async replay(editor: vscode.TextEditor, trace: Trace): Promise<void> {
    const version = editor.document.version
    const progress = { location: vscode.ProgressLocation.Window, title: `Replaying ${trace.name}` }
    const unplayable = whyUnplayable(trace, vscode.languages.getDiagnostics(editor.document.uri))
    if (unplayable !== undefined) throw new Error(unplayable)
    const runs = await vscode.window.withProgress(progress, () => this.play(trace, editor.document))
    for (const line of reportRuns(runs)) this.output.appendLine(line)
    // Marks on lines that have changed since would tell of another trace.
    if (editor.document.version === version)
      this.decorations.show(editor.document, lineMarks(runs, trace.line))
    await this.tell(summarize(trace.name, runs), runs)
  }

  private async play(trace: Trace, { fileName, uri }: vscode.TextDocument): Promise<readonly ReplayRun[]> {
    const which = vscode.workspace.getConfiguration('synfin', uri).get('kernel', 'each')
    const ends = kernelEnds(trace, which)
    if (ends.length === 0) throw new Error(`${trace.name} has no end ${which}, which \`synfin.kernel\` names`)
    const childFile = this.context.asAbsolutePath('dist/runner-child.mjs')
    const runner = this.runner ?? Runner.start({ childFile })
    this.runner = runner
    return Promise.all(ends.map(kernel => runner.replay(trace, { file: basename(fileName), kernel })))
  }

  private async tell(summary: string, runs: readonly ReplayRun[]): Promise<void> {
    const details = 'Show Details'
    const passed = runs.every(({ verdict }) => verdict === 'passed')
    const say = passed ? vscode.window.showInformationMessage : vscode.window.showWarningMessage
    if ((await say(summary, details)) === details) this.output.show(true)
  }
}
