import { say } from '@synfin/trace'
import type { LangiumDocument } from 'langium'
import type { DocumentLinkProvider } from 'langium/lsp'
import type { DocumentLink } from 'vscode-languageserver'
import { sectionLink } from './section-link.ts'

/** `RFC 7323`, `RFC 9293 §3.5`, `RFC 9293, Section 3.5`, or a section alone. */
const REFERENCE =
  /\bRFC[ -]?(?<rfc>\d{1,5})\b(?:,? ?(?:§ ?|[Ss]ection |[Aa]ppendix )(?<section>[A-Z0-9]+(?:\.\d+)*))?|(?:§ ?|\b[Ss]ection |\b[Aa]ppendix )(?<alone>\d+(?:\.\d+)*|[A-Z](?:\.\d+)*)(?![\w])/g

/** A file may be one long list of references; editors look at links line by line. */
const MOST_LINKS = 10_000

/**
 * Links what comments, notes and names cite to the RFC's page. A section alone is of the RFC named last before it on
 * its line, or of RFC 9293.
 */
export class CitedSections implements DocumentLinkProvider {
  getDocumentLinks({ textDocument }: LangiumDocument): DocumentLink[] {
    const text = textDocument.getText()
    const links: DocumentLink[] = []
    let named = { line: -1, rfc: RFC_9293 }
    for (const { index, 0: cited, groups = {} } of text.matchAll(REFERENCE)) {
      const start = textDocument.positionAt(index)
      const before = text.slice(index - start.character, index)
      if (!isProse(before)) continue
      const known = named.line === start.line ? named.rfc : RFC_9293
      const rfc = groups.rfc ?? known
      const section = groups.section ?? groups.alone
      named = { line: start.line, rfc }
      links.push({
        range: { start, end: { line: start.line, character: start.character + cited.length } },
        target: sectionLink(section === undefined ? `RFC ${rfc}` : `RFC ${rfc} §${section}`),
        tooltip: section === undefined ? `RFC ${rfc}` : say`RFC ${rfc}, section ${section}`,
      })
      if (links.length === MOST_LINKS) break
    }
    return links
  }
}

const RFC_9293 = '9293'

/** Whether what follows this start of a line is in a comment or between quotes. */
function isProse(start: string): boolean {
  return start.includes('//') || start.includes('"')
}
