import { readLines } from '@synfin/grammar'
import type { Line } from '@synfin/trace'
import {
  type AstNode,
  type AsyncParser,
  interruptAndCheck,
  isOperationCancelled,
  type ParseResult,
} from 'langium'
import type { CancellationToken } from 'vscode-languageserver'

/** The root that our documents have in place of a syntax tree: what their lines say. */
export interface TraceFile extends AstNode {
  readonly $type: 'TraceFile'
  readonly lines: readonly Line[]
  /** What the reader threw, if it failed; there are no lines then. */
  readonly failure: unknown
}

/** Where LSP and we end a line. */
export const LINE_END = /\r\n|\n|\r/

/** Read in one go, between two looks at whether the result is still wanted. */
const LINES_AT_ONCE = 100

/** Lines kept beyond twice those of the text read last. */
const SPARE_LINES = 10_000

/**
 * Reads the lines of a text that no earlier text had: what a line says does not depend on the lines around it, so
 * the answer to a keystroke costs one line's parsing. Langium's own parser reads the whole text each time and keeps
 * its tree, 6 to 12 kB a line (docs/adr/0005).
 */
export class ChangedLinesParser implements AsyncParser {
  /** What each line of text says; `undefined` for blank lines and comments. */
  private readonly known = new Map<string, Line | undefined>()

  /** @throws OperationCancelled if the token is cancelled; what has been read until then is kept. */
  async parse<T extends AstNode>(text: string, cancelToken: CancellationToken): Promise<ParseResult<T>> {
    const root = await this.readFile(text, cancelToken)
    return { value: root as AstNode as T, lexerErrors: [], parserErrors: [] }
  }

  private async readFile(text: string, cancelToken: CancellationToken): Promise<TraceFile> {
    try {
      return {
        $type: 'TraceFile',
        lines: await this.readLines(text.split(LINE_END), cancelToken),
        failure: undefined,
      }
    } catch (failure) {
      if (isOperationCancelled(failure)) throw failure
      return { $type: 'TraceFile', lines: [], failure }
    }
  }

  private async readLines(
    texts: readonly string[],
    cancelToken: CancellationToken,
  ): Promise<readonly Line[]> {
    const unknown = [...new Set(texts)].filter(line => !this.known.has(line))
    for (let first = 0; first < unknown.length; first += LINES_AT_ONCE) {
      await interruptAndCheck(cancelToken)
      this.read(unknown.slice(first, first + LINES_AT_ONCE))
    }
    this.forgetAllBut(texts)
    return this.linesOf(texts)
  }

  private read(texts: readonly string[]): void {
    // A text of its own: lines cut from the document's text would keep every version of it in memory.
    const chunk = `${texts.join('\n')}\n`
    const lines = new Map(readLines(chunk).map(line => [line.number, line]))
    chunk.split('\n').forEach((text, index) => {
      this.known.set(text, lines.get(index + 1))
    })
  }

  private linesOf(texts: readonly string[]): readonly Line[] {
    const lines: Line[] = []
    texts.forEach((text, index) => {
      const line = this.known.get(text)
      if (line !== undefined) lines.push(line.number === index + 1 ? line : { ...line, number: index + 1 })
    })
    return lines
  }

  private forgetAllBut(texts: readonly string[]): void {
    if (this.known.size <= 2 * texts.length + SPARE_LINES) return
    const wanted = new Set(texts)
    for (const text of this.known.keys()) if (!wanted.has(text)) this.known.delete(text)
  }
}
