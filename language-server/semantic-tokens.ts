import type { LangiumDocument } from 'langium'
import type { SemanticTokenProvider } from 'langium/lsp'
import {
  type Range,
  type SemanticTokens,
  SemanticTokensBuilder,
  type SemanticTokensOptions,
  type SemanticTokensRangeParams,
} from 'vscode-languageserver'
import type { CheckedDocuments } from './checked-documents.ts'
import { TOKEN_MODIFIERS, TOKEN_TYPES, type Token, tokensOf } from './line-tokens.ts'

/** Colours by meaning, on top of the TextMate grammar, which colours comments, quotes and what is half typed. */
export class TraceTokens implements SemanticTokenProvider {
  readonly tokenTypes: Record<string, number> = Object.fromEntries(
    TOKEN_TYPES.map((name, index) => [name, index]),
  )
  readonly tokenModifiers: Record<string, number> = Object.fromEntries(
    TOKEN_MODIFIERS.map((name, index) => [name, 1 << index]),
  )
  readonly semanticTokensOptions: SemanticTokensOptions = {
    legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [...TOKEN_MODIFIERS] },
    full: { delta: false },
    range: true,
  }
  private readonly checked: CheckedDocuments

  constructor(checked: CheckedDocuments) {
    this.checked = checked
  }

  semanticHighlight(document: LangiumDocument): SemanticTokens {
    return this.tokens(document, EVERYWHERE)
  }

  semanticHighlightRange(document: LangiumDocument, { range }: SemanticTokensRangeParams): SemanticTokens {
    return this.tokens(document, range)
  }

  semanticHighlightDelta(document: LangiumDocument): SemanticTokens {
    return this.tokens(document, EVERYWHERE)
  }

  private tokens(document: LangiumDocument, { start, end }: Range): SemanticTokens {
    const builder = new SemanticTokensBuilder()
    for (const line of this.checked.of(document).lines) {
      const number = line.number - 1
      if (number < start.line || number > end.line) continue
      for (const token of tokensOf(line)) {
        const { span } = token
        builder.push(number, span.start - 1, span.end - span.start, this.type(token), this.modifiers(token))
      }
    }
    return builder.build()
  }

  private type({ type }: Token): number {
    return TOKEN_TYPES.indexOf(type)
  }

  private modifiers({ modifiers }: Token): number {
    return modifiers.reduce((bits, modifier) => bits | (1 << TOKEN_MODIFIERS.indexOf(modifier)), 0)
  }
}

const EVERYWHERE: Range = {
  start: { line: 0, character: 0 },
  end: { line: Number.MAX_SAFE_INTEGER, character: 0 },
}
