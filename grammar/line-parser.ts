import type { Word } from '@synfin/trace'
import { createParser, type LangiumCoreServices, LangiumParser, type ParseResult } from 'langium'
import type { Statement } from './generated/ast.ts'

/**
 * Langium's parser, handed one line at a time, so that a line which cannot be read never costs the lines around it
 * (docs/adr/0005).
 *
 * **Invariant:** no parse sees more than one line.
 */
export class LineParser extends LangiumParser {
  /** Parses a statement; the text has no line break and no comment. Offsets count from the start of the line. */
  parseLine(line: string): ParseResult<Statement> {
    return this.parse<Statement>(line, { rule: 'Statement' })
  }

  /** Parts a line before its comment, if it has one. A `//` between quotes is none. */
  splitComment(line: string): { statement: string; comment: string } {
    const comment = line.includes('//') ? this.lexer.tokenize(line).hidden[0] : undefined
    const end = comment?.startOffset ?? line.length
    return { statement: line.slice(0, end), comment: line.slice(end) }
  }

  /** The words of a line, whether or not they make a statement, and where its comment begins. */
  wordsOf(line: string): LineWords {
    const { tokens, hidden } = this.lexer.tokenize(line)
    const words = tokens.map(({ image, startOffset, tokenType }) => ({
      text: image,
      span: { start: startOffset + 1, end: startOffset + image.length + 1 },
      isUnclosed: tokenType.name === 'UNCLOSED',
    }))
    const comment = hidden[0]
    return { words, comment: comment && { text: comment.image, start: comment.startOffset + 1 } }
  }
}

/** A line as the lexer sees it. Columns count from 1. */
export interface LineWords {
  readonly words: readonly LineWord[]
  readonly comment: { readonly text: string; readonly start: number } | undefined
}

export interface LineWord extends Word {
  /** A text whose closing quote is missing. */
  readonly isUnclosed: boolean
}

export function createLineParser(services: LangiumCoreServices): LineParser {
  const parser = createParser(services.Grammar, new LineParser(services), services.parser.Lexer.definition)
  parser.finalize()
  return parser
}
