import { DefaultLexer, type LexerResult } from 'langium'

/** A part of a text: offsets from 0, the end exclusive, and the number of its line, counted from 0. */
export interface Window {
  readonly start: number
  readonly end: number
  readonly line: number
}

/** Reads one line of a text as if it were all of it, with every token at its place in the whole. */
export class WindowLexer extends DefaultLexer {
  #window: Window | undefined

  /** Calls `read`, during which only what is inside the window has tokens. */
  within<Result>(window: Window, read: () => Result): Result {
    this.#window = window
    try {
      return read()
    } finally {
      this.#window = undefined
    }
  }

  override tokenize(text: string): LexerResult {
    const window = this.#window
    if (!window) return super.tokenize(text)
    const result = super.tokenize(text.slice(window.start, window.end))
    for (const token of [...result.tokens, ...result.hidden]) {
      token.startOffset += window.start
      token.endOffset = (token.endOffset ?? 0) + window.start
      token.startLine = token.endLine = window.line + 1
    }
    return result
  }
}
