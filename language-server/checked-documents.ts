import { type CheckedFile, checkFile, type Line } from '@synfin/trace'
import { type AstNode, type LangiumDocument, type URI, UriUtils } from 'langium'
import type { TraceFile } from './changed-lines-parser.ts'

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

/** Checks each version of a document once, resuming from the version before. */
export class CheckedDocuments {
  private readonly checked = new WeakMap<AstNode, CheckedDocument>()
  private readonly latest = new WeakMap<LangiumDocument, CheckedFile>()

  /** The check of the text that was parsed last. */
  of(document: LangiumDocument): CheckedDocument {
    const root = document.parseResult.value
    const known = this.checked.get(root)
    if (known !== undefined) return known
    const checked = check(document, root as TraceFile, this.latest.get(document))
    this.checked.set(root, checked)
    this.latest.set(document, checked.file)
    return checked
  }
}

function check(
  { uri, textDocument }: LangiumDocument,
  { lines, failure }: TraceFile,
  previous: CheckedFile | undefined,
): CheckedDocument {
  const base = { uri: textDocument.uri, version: textDocument.version, lines }
  if (failure !== undefined) return { ...base, file: EMPTY, failure }
  try {
    const name = traceName(uri)
    const file = checkFile(lines, previous === undefined ? { name } : { name, previous })
    return { ...base, file, failure }
  } catch (error) {
    return { ...base, file: EMPTY, failure: error }
  }
}

const EMPTY: CheckedFile = { traces: [], findings: [] }

/** What a file's only trace is called if it has no `trace` line. */
function traceName(uri: URI): string {
  return UriUtils.basename(uri).replace(/\.synfin$/, '')
}
