import { physicalLines } from '@synfin/grammar'
import type { LangiumDocument } from 'langium'
import type { FoldingRangeProvider } from 'langium/lsp'
import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver'
import type { CheckedDocuments } from './checked-documents.ts'
import { sectionsOf } from './sections.ts'

/** Traces and fragments fold to their first line, and so do blocks of comment lines. */
export class FoldedTraces implements FoldingRangeProvider {
  private readonly checked: CheckedDocuments

  constructor(checked: CheckedDocuments) {
    this.checked = checked
  }

  getFoldingRanges(document: LangiumDocument): FoldingRange[] {
    const sections = sectionsOf(this.checked.of(document).lines).flatMap(({ header, body }) => {
      const last = body.at(-1)
      if (header === undefined || last === undefined) return []
      return [{ startLine: header.number - 1, endLine: last.number - 1, kind: FoldingRangeKind.Region }]
    })
    return [...sections, ...commentBlocks(physicalLines(document.textDocument.getText()))]
  }
}

/** Two or more lines in succession that hold a comment and nothing else. */
function commentBlocks(texts: readonly string[]): FoldingRange[] {
  const blocks: FoldingRange[] = []
  let start: number | undefined
  for (let line = 0; line <= texts.length; line++) {
    if (/^\s*\/\/(?!!)/.test(texts[line] ?? '')) {
      start ??= line
    } else if (start !== undefined) {
      if (line - start > 1)
        blocks.push({ startLine: start, endLine: line - 1, kind: FoldingRangeKind.Comment })
      start = undefined
    }
  }
  return blocks
}
