import { LineReader } from '@synfin/grammar'
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

/**
 * Has a keystroke cost one line's parsing. Langium's own parser reads the whole text each time and keeps its tree,
 * 6 to 12 kB a line (docs/adr/0005).
 */
export class ChangedLinesParser implements AsyncParser {
  private readonly reader = new LineReader()

  /** @throws OperationCancelled if the token is cancelled; what has been read until then is kept. */
  async parse<T extends AstNode>(text: string, cancelToken: CancellationToken): Promise<ParseResult<T>> {
    const root = await this.readFile(text, cancelToken)
    return { value: root as AstNode as T, lexerErrors: [], parserErrors: [] }
  }

  private async readFile(text: string, cancelToken: CancellationToken): Promise<TraceFile> {
    try {
      const lines = await this.readLines(text, cancelToken)
      return { $type: 'TraceFile', lines, failure: undefined }
    } catch (failure) {
      if (isOperationCancelled(failure)) throw failure
      return { $type: 'TraceFile', lines: [], failure }
    }
  }

  private async readLines(text: string, cancelToken: CancellationToken): Promise<readonly Line[]> {
    const reading = this.reader.readInParts(text)
    let part = reading.next()
    while (!part.done) {
      await interruptAndCheck(cancelToken)
      part = reading.next()
    }
    return part.value
  }
}
