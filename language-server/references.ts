import type { LangiumDocument } from 'langium'
import type { DocumentHighlightProvider, ReferencesProvider } from 'langium/lsp'
import {
  type DocumentHighlight,
  DocumentHighlightKind,
  type DocumentHighlightParams,
  type Location,
  type Position,
  type ReferenceParams,
} from 'vscode-languageserver'
import type { CheckedDocuments } from './checked-documents.ts'
import type { Mention } from './mentions.ts'
import { isAtSamePlace, isSame, type LinesBetween, Names } from './names.ts'
import { columnOf, spanRange } from './positions.ts'

/** How far from the cursor names are highlighted: editors ask with each move of it, and show no more. */
const HIGHLIGHTED_LINES = 1000

/** Finds every mention of a name, for the list of references and to highlight them in the text. */
export class Mentions implements ReferencesProvider, DocumentHighlightProvider {
  private readonly checked: CheckedDocuments

  constructor(checked: CheckedDocuments) {
    this.checked = checked
  }

  findReferences(document: LangiumDocument, { position, context }: ReferenceParams): Location[] {
    const { uri } = this.checked.of(document)
    return this.mentionsAt(document, position)
      .filter(({ given }) => context.includeDeclaration || !given)
      .map(({ mention }) => ({ uri, range: rangeOfMention(mention) }))
  }

  /** The line that gives a name writes it, all others read it. */
  getDocumentHighlight(
    document: LangiumDocument,
    { position }: DocumentHighlightParams,
  ): DocumentHighlight[] {
    const near = { first: position.line + 1 - HIGHLIGHTED_LINES, last: position.line + 1 + HIGHLIGHTED_LINES }
    return this.mentionsAt(document, position, near).map(({ mention, given }) => ({
      range: rangeOfMention(mention),
      kind: given ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
    }))
  }

  private mentionsAt(
    document: LangiumDocument,
    position: Position,
    among?: LinesBetween,
  ): readonly FoundMention[] {
    const names = new Names(this.checked.of(document).lines)
    const asked = names.mentionAt(...columnOf(position))
    if (asked === undefined) return []
    const given = names.givenAt(asked)
    return names
      .mentionsOf(names.nameOf(asked), among)
      .filter(mention => isSame(mention, asked))
      .map(mention => ({ mention, given: given.some(first => isAtSamePlace(first, mention)) }))
  }
}

interface FoundMention {
  readonly mention: Mention
  /** Whether the name is given here. */
  readonly given: boolean
}

function rangeOfMention({ line, span }: Mention) {
  return spanRange(line.number, span)
}
