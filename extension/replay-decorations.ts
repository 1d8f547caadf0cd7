import * as vscode from 'vscode'
import type { LineMark, MarkDetail } from './replay-marks.ts'

/** Shows the marks of the last replay after the lines of its document, until the text changes. */
export class ReplayDecorations implements vscode.Disposable {
  private readonly types = {
    passed: markType('testing.iconPassed'),
    failed: markType('testing.iconFailed'),
    skipped: markType('testing.iconSkipped'),
  }
  private shown: { readonly document: vscode.TextDocument; readonly marks: readonly LineMark[] } | undefined
  private readonly subscriptions: readonly vscode.Disposable[]

  constructor() {
    this.subscriptions = [
      vscode.window.onDidChangeVisibleTextEditors(() => this.draw()),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (document === this.shown?.document && contentChanges.length > 0) this.show(document, [])
      }),
    ]
  }

  /** Replaces all marks shown before. */
  show(document: vscode.TextDocument, marks: readonly LineMark[]): void {
    if (this.shown && this.shown.document !== document) this.show(this.shown.document, [])
    this.shown = { document, marks }
    this.draw()
  }

  dispose(): void {
    for (const type of Object.values(this.types)) type.dispose()
    for (const subscription of this.subscriptions) subscription.dispose()
  }

  private draw(): void {
    if (!this.shown) return
    const { document, marks } = this.shown
    for (const editor of vscode.window.visibleTextEditors.filter(editor => editor.document === document))
      for (const [verdict, type] of Object.entries(this.types))
        editor.setDecorations(
          type,
          marks
            .filter(mark => mark.verdict === verdict && mark.line <= document.lineCount)
            .map(mark => decoration(document, mark)),
        )
  }
}

function markType(colour: string): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
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
  return markdown.appendCodeblock(`trace   ${expected}\nkernel  ${observed}`, 'synfin')
}
