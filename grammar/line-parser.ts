import {
  type AstNode,
  createParser,
  type LangiumCoreServices,
  LangiumParser,
  type ParseResult,
  type ParserOptions,
} from 'langium'
import { fileTree } from './file-tree.ts'
import type { Statement } from './generated/ast.ts'
import { lineWindows } from './physical-lines.ts'
import type { WindowLexer } from './window-lexer.ts'

/**
 * Langium's parser, handed one line at a time, so that a line which cannot be read never costs the lines around it
 * (docs/adr/0005).
 *
 * **Invariant:** no parse sees more than one line.
 */
export class LineParser extends LangiumParser {
  declare protected readonly lexer: WindowLexer

  /** Parses a statement; the text has no line break and no comment. Offsets count from the start of the line. */
  parseLine(line: string): ParseResult<Statement> {
    return super.parse<Statement>(line, { rule: 'Statement' })
  }

  /** Parts a line before its comment, if it has one. A `//` between quotes is none. */
  splitComment(line: string): { statement: string; comment: string } {
    const comment = line.includes('//') ? this.lexer.tokenize(line).hidden[0] : undefined
    const end = comment?.startOffset ?? line.length
    return { statement: line.slice(0, end), comment: line.slice(end) }
  }

  /**
   * The tree of a whole file, for Langium's documents.
   *
   * Lines that cannot be read are not in it, and it bears no errors: those are the lines' own (`readLines`). What
   * runs on every keystroke reads lines too, so statements are parsed only when somebody asks for the elements.
   */
  override parse<Root extends AstNode = AstNode>(text: string, options?: ParserOptions): ParseResult<Root> {
    if (options?.rule) return super.parse<Root>(text, options)
    const file: AstNode = fileTree(text, () => this.#statements(text))
    return { value: file as Root, parserErrors: [], lexerErrors: [] }
  }

  #statements(text: string): Statement[] {
    const statements: Statement[] = []
    for (const window of lineWindows(text)) {
      // The lexer sees the window alone, and the tree gets the whole text to point into.
      const { value, parserErrors } = this.lexer.within(window, () => this.parseLine(text))
      if (parserErrors.length === 0) statements.push(value)
    }
    return statements
  }
}

export function createLineParser(services: LangiumCoreServices): LineParser {
  const parser = createParser(services.Grammar, new LineParser(services), services.parser.Lexer.definition)
  parser.finalize()
  return parser
}
