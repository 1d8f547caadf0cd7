import { LineReader } from '@synfin/grammar'
import { type CheckedFile, checkFileInParts, finish, type InParts, type Line } from '@synfin/trace'
import { type AstNode, interruptAndCheck, type LangiumDocument, type URI, UriUtils } from 'langium'
import type { CancellationToken } from 'vscode-languageserver'
import type { TraceFile } from './text-parser.ts'

/** One version of a document, read and checked: what every answer of the server is made from. */
export interface CheckedDocument {
  /** As the editor names it. */
  readonly uri: string
  readonly version: number
  readonly lines: readonly Line[]
  readonly file: CheckedFile
  /** What reader or checker threw, if one failed; `file` is empty then. */
  readonly failure: unknown
}

/** Reads and checks each version of a document once, going on from the version before. */
export class CheckedDocuments {
  private readonly checked = new WeakMap<AstNode, CheckedDocument>()
  private readonly begun = new WeakMap<AstNode, InParts<CheckedDocument>>()
  private readonly latest = new WeakMap<LangiumDocument, CheckedFile>()
  private readonly readers = new WeakMap<LangiumDocument, LineReader>()

  /**
   * Checks the text that was parsed last, with a turn for everybody else now and then.
   *
   * @throws OperationCancelled if the token is cancelled. The next call goes on from there if the text is the same.
   */
  async check(document: LangiumDocument, cancelToken: CancellationToken): Promise<void> {
    const root = document.parseResult.value
    const work = this.begun.get(root) ?? this.work(document)
    this.begun.set(root, work)
    let part = work.next()
    while (!part.done) {
      await interruptAndCheck(cancelToken)
      part = work.next()
    }
    this.keep(document, root, part.value)
  }

  /** The check of the text that was parsed last; what is not done yet is done now. */
  of(document: LangiumDocument): CheckedDocument {
    const root = document.parseResult.value
    const known = this.checked.get(root)
    if (known !== undefined) return known
    return this.keep(document, root, finish(this.begun.get(root) ?? this.work(document)))
  }

  private keep(document: LangiumDocument, root: AstNode, checked: CheckedDocument): CheckedDocument {
    this.begun.delete(root)
    this.checked.set(root, checked)
    this.latest.set(document, checked.file)
    return checked
  }

  private *work(document: LangiumDocument): InParts<CheckedDocument> {
    const { uri, textDocument, parseResult } = document
    const named = { uri: textDocument.uri, version: textDocument.version }
    const reader = this.readers.get(document) ?? new LineReader()
    this.readers.set(document, reader)
    let lines: readonly Line[] = []
    try {
      lines = yield* reader.readInParts((parseResult.value as TraceFile).text)
      const name = traceName(uri)
      const previous = this.latest.get(document)
      const file = yield* checkFileInParts(lines, previous === undefined ? { name } : { name, previous })
      return { ...named, lines, file, failure: undefined }
    } catch (failure) {
      return { ...named, lines, file: EMPTY, failure }
    }
  }
}

const EMPTY: CheckedFile = { traces: [], findings: [] }

/** What a file's only trace is called if it has no `trace` line. */
export function traceName(uri: URI): string {
  return UriUtils.basename(uri).replace(/\.synfin$/, '')
}
