import { explain, type Finding, type Severity, say } from '@synfin/trace'
import type { LangiumDocument } from 'langium'
import type { HoverProvider } from 'langium/lsp'
import type { Hover, HoverParams } from 'vscode-languageserver'
import type { CheckedDocument, CheckedDocuments } from './checked-documents.ts'
import type { Client } from './client.ts'
import { effectText } from './hover-effect.ts'
import { wordAt } from './hover-words.ts'
import { lineAt, lineText } from './lines.ts'
import { authority, code, linked, paragraphs, prose } from './markdown.ts'
import { markup } from './markup.ts'
import { spanRange } from './positions.ts'

/**
 * On a word of the language its explanation, on a finding what it means, and anywhere else on a line what the line
 * does: both ends before and after it, and the rule at work.
 */
export class TraceHover implements HoverProvider {
  private readonly checked: CheckedDocuments
  private readonly client: Client

  constructor(checked: CheckedDocuments, client: Client) {
    this.checked = checked
    this.client = client
  }

  getHoverContent(document: LangiumDocument, { position }: HoverParams): Hover | undefined {
    const checked = this.checked.of(document)
    const number = position.line + 1
    const column = position.character + 1
    const line = lineAt(checked.lines, number)
    const word = line && wordAt(checked, line, lineText(document.textDocument, number), column)
    const isOnStatement = line !== undefined && line.span.start <= column && column <= line.span.end
    const said = word?.markdown ?? (isOnStatement ? effectText(checked, line) : undefined)
    const finding = severestAt(checked, number, column)
    const meant = finding && findingText(finding)
    const value = finding?.severity === 'info' ? paragraphs(said, meant) : paragraphs(meant, said)
    const span = word?.span ?? (finding && { start: finding.column, end: finding.endColumn }) ?? line?.span
    return value === '' || span === undefined
      ? undefined
      : { contents: markup(value, this.client.formats), range: spanRange(number, span) }
  }
}

function severestAt({ file }: CheckedDocument, line: number, column: number): Finding | undefined {
  const here = file.findings.filter(
    finding => finding.line === line && finding.column <= column && column < finding.endColumn,
  )
  return here.find(is('error')) ?? here.find(is('warning')) ?? here[0]
}

function is(severity: Severity): (finding: Finding) => boolean {
  return finding => finding.severity === severity
}

/** What the code is about, what it means, and where to read on. The finding itself an editor shows beside it. */
function findingText({ code: name, message, section }: Finding): string {
  const explanation = explain(name)
  return paragraphs(
    say`**${name}**: ${prose(explanation?.title ?? message)}`,
    explanation && linked(prose(explanation.meaning)),
    `${authority(section)} · ${code(`synfin explain ${name}`)}`,
  )
}
