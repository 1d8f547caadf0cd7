import {
  DefaultTokenBuilder,
  type Grammar,
  type GrammarAST,
  type LexerResult,
  type TokenBuilder,
} from 'langium'

type TokenVocabulary = ReturnType<TokenBuilder['buildTokens']>
type TokenType = LexerResult['tokens'][number]['tokenType']

/** Tokens that no rule uses, so that every character is some token and the parser alone finds what is wrong. */
const UNREADABLE: readonly TokenType[] = [
  { name: 'UNCLOSED', PATTERN: /"[^\r\n]*/ },
  { name: 'FOREIGN', PATTERN: /[\u0080-\uffff]+/ },
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a control character is a token too.
  { name: 'OTHER', PATTERN: /[\u0000-\u0008\u000e-\u001f!-\u007f]/ },
]

export class SynfinTokenBuilder extends DefaultTokenBuilder {
  override buildTokens(grammar: Grammar): TokenVocabulary {
    return [...(super.buildTokens(grammar) as TokenType[]), ...UNREADABLE]
  }

  protected override buildKeywordToken(
    keyword: GrammarAST.Keyword,
    terminals: TokenType[],
    caseInsensitive: boolean,
  ): TokenType {
    const token = super.buildKeywordToken(keyword, terminals, caseInsensitive)
    return keyword.value === '-x'
      ? { ...token, PATTERN: lostArrow, LINE_BREAKS: false, START_CHARS_HINT: ['-'] }
      : token
  }
}

/** `-x` is an arrow after the line's first name only: in `seq=j-x` it subtracts x. */
function lostArrow(text: string, offset: number, tokensOfLine: LexerResult['tokens']): [string] | null {
  return tokensOfLine.length === 1 && text.startsWith('-x', offset) ? ['-x'] : null
}
