import { firstIndex, type Line } from '@synfin/trace'
import type { TextDocument } from 'vscode-languageserver-textdocument'

/** A line of a document without its end, counted from 1; empty where there is none. */
export function lineText(document: TextDocument, number: number): string {
  if (number < 1 || number > document.lineCount) return ''
  const range = { start: { line: number - 1, character: 0 }, end: { line: number, character: 0 } }
  return document.getText(range).replace(/[\r\n]+$/, '')
}

/** The statement on a line, among statements in the order of the file. */
export function lineAt(lines: readonly Line[], number: number): Line | undefined {
  const line = lines[firstIndex(lines.length, index => (lines[index]?.number ?? 0) >= number)]
  return line?.number === number ? line : undefined
}
