import { formatLines, sourcesOf } from '@synfin/grammar'
import type { LangiumDocument } from 'langium'
import type { Formatter } from 'langium/lsp'
import type {
  DocumentOnTypeFormattingOptions,
  DocumentOnTypeFormattingParams,
  DocumentRangeFormattingParams,
  TextEdit,
} from 'vscode-languageserver'
import type { CheckedDocuments } from './checked-documents.ts'
import { lineEdits } from './line-edits.ts'
import { lastLine } from './positions.ts'

/** Lines above and below whose columns the line just ended joins: it must be there before the next key. */
const NEAR = 500

/** Lays a trace out the usual way, touching only what changes. A selection is laid out as it is in the whole file. */
export class TraceFormatter implements Formatter {
  private readonly checked: CheckedDocuments

  constructor(checked: CheckedDocuments) {
    this.checked = checked
  }

  formatDocument(document: LangiumDocument): TextEdit[] {
    return this.format(document, 1, document.textDocument.lineCount)
  }

  formatDocumentRange(document: LangiumDocument, { range }: DocumentRangeFormattingParams): TextEdit[] {
    return this.format(document, range.start.line + 1, lastLine(range) + 1)
  }

  /** The line that Enter has just ended. */
  formatDocumentOnType(document: LangiumDocument, { position }: DocumentOnTypeFormattingParams): TextEdit[] {
    return position.line > 0 ? this.format(document, position.line, position.line, NEAR) : []
  }

  get formatOnTypeOptions(): DocumentOnTypeFormattingOptions {
    return { firstTriggerCharacter: '\n' }
  }

  /** Lines count from 1. A byte order mark, which an editor does not count either, is none of the text. */
  private format(document: LangiumDocument, first: number, last: number, reach?: number): TextEdit[] {
    const sources = sourcesOf(document.textDocument.getText().replace(/^\ufeff/, ''))
    const before = sources.map(({ text }) => text)
    const formatted = formatLines(sources, this.checked.of(document).lines, first, last, reach)
    return lineEdits(before, before.toSpliced(first - 1, formatted.length, ...formatted), '\n')
  }
}
