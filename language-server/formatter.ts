import { formatText, LINE_END } from '@synfin/grammar'
import type { LangiumDocument } from 'langium'
import type { Formatter } from 'langium/lsp'
import type { DocumentRangeFormattingParams, TextEdit } from 'vscode-languageserver'
import { lineEdits } from './line-edits.ts'

/** Lays a trace out the usual way, touching only what changes. A selection is laid out as it is in the whole file. */
export class TraceFormatter implements Formatter {
  formatDocument({ textDocument }: LangiumDocument): TextEdit[] {
    const text = textDocument.getText()
    return lineEdits(text.split(LINE_END), formatText(text).split(LINE_END), LINE_END.exec(text)?.[0] ?? '\n')
  }

  formatDocumentRange(document: LangiumDocument, { range }: DocumentRangeFormattingParams): TextEdit[] {
    // A selection of whole lines ends at the start of the line below.
    const last =
      range.end.character === 0 && range.end.line > range.start.line ? range.end.line - 1 : range.end.line
    return this.formatDocument(document).filter(
      edit => edit.range.start.line >= range.start.line && edit.range.end.line <= last,
    )
  }

  formatDocumentOnType(): TextEdit[] {
    return []
  }

  get formatOnTypeOptions(): undefined {
    return undefined
  }
}
