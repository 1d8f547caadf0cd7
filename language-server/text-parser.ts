import type { AstNode, AsyncParser, ParseResult } from 'langium'

/** The root that our documents have in place of a syntax tree: the text, which is read line by line when it is checked. */
export interface TraceFile extends AstNode {
  readonly $type: 'TraceFile'
  readonly text: string
}

/**
 * Keeps the text and parses nothing. Langium's own parser reads the whole text each time and keeps its tree, 6 to
 * 12 kB a line (docs/adr/0005).
 */
export class TextParser implements AsyncParser {
  async parse<T extends AstNode>(text: string): Promise<ParseResult<T>> {
    const root: TraceFile = { $type: 'TraceFile', text }
    return { value: root as AstNode as T, lexerErrors: [], parserErrors: [] }
  }
}
