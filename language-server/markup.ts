import { type MarkupContent, MarkupKind } from 'vscode-languageserver'
import { plainText } from './plain-text.ts'

/** A text of ours in a format that the editor shows: as it is where markdown is among them, else without its marks. */
export function markup(markdown: string, formats: readonly MarkupKind[]): MarkupContent {
  return formats.includes(MarkupKind.Markdown)
    ? { kind: MarkupKind.Markdown, value: markdown }
    : { kind: MarkupKind.PlainText, value: plainText(markdown) }
}
