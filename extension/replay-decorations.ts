import { say } from '@synfin/trace'
import * as vscode from 'vscode'
import { type LineMark, lineMarks, type MarkDetail } from './replay-marks.ts'
import type { ReplayResult, ReplayResults } from './replay-results.ts'
import { movedBy } from './replayed-text.ts'

/** Shows what the last replays found after the lines of their documents, until the text changes. */
export class ReplayDecorations implements vscode.Disposable {
  readonly #types = {
    passed: markType('charts.green'),
    failed: markType('charts.red'),
    skipped: markType('testing.iconSkipped'),
  }
  readonly #results: ReplayResults
  readonly #subscriptions: readonly vscode.Disposable[]

  constructor(results: ReplayResults) {
    this.#results = results
    this.#subscriptions = [
      results.onDidChange(uri => this.#draw(uri)),
      vscode.window.onDidChangeVisibleTextEditors(() => this.#draw()),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && this.#results.of(document.uri.toString()).length > 0)
          this.#draw(document.uri.toString())
      }),
    ]
  }

  dispose(): void {
    for (const type of Object.values(this.#types)) type.dispose()
    for (const subscription of this.#subscriptions) subscription.dispose()
  }

  /** In every editor that shows the document of this address, or in all. */
  #draw(uri?: string): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const { document } = editor
      if (document.languageId !== 'synfin' || (uri ?? document.uri.toString()) !== document.uri.toString())
        continue
      const marks = marksOf(document, this.#results.of(document.uri.toString()))
      for (const [verdict, type] of Object.entries(this.#types))
        editor.setDecorations(
          type,
          marks.filter(mark => mark.verdict === verdict).map(mark => decoration(document, mark)),
        )
    }
  }
}

/** The marks of all traces that still read as they were replayed, where they stand now. */
function marksOf(document: vscode.TextDocument, results: readonly ReplayResult[]): readonly LineMark[] {
  if (results.length === 0) return []
  const file = document.getText()
  return results.flatMap(({ runs, traceLine, text, isTest }) => {
    const moved = movedBy(text, file, traceLine)
    if (moved === undefined) return []
    return lineMarks(runs, traceLine).map(mark => ({
      ...mark,
      line: mark.line + moved,
      // VS Code writes what failed in a test over this place.
      text: isTest && mark.verdict === 'failed' ? '' : mark.text,
    }))
  })
}

function markType(colour: string): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    // Behind the inlay hints of the line, not before them.
    isWholeLine: true,
    after: { color: new vscode.ThemeColor(colour), margin: '0 0 0 3em' },
    overviewRulerColor: new vscode.ThemeColor(colour),
    overviewRulerLane: vscode.OverviewRulerLane.Right,
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  })
}

function decoration(document: vscode.TextDocument, mark: LineMark): vscode.DecorationOptions {
  return {
    range: document.lineAt(mark.line - 1).range,
    renderOptions: { after: { contentText: mark.text } },
    hoverMessage: mark.details.map(hover),
  }
}

/** What a trace or a kernel says is set as text and code, so that no markup in it takes effect. */
function hover({ headline, expected, observed }: MarkDetail): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString().appendText(headline)
  if (expected === '' && observed === '') return markdown
  return markdown.appendCodeblock(`${say`trace   ${expected}`}\n${say`kernel  ${observed}`}`, 'synfin')
}
