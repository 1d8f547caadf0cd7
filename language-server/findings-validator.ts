import type { DocumentValidator, LangiumDocument } from 'langium'
import type { Diagnostic } from 'vscode-languageserver'
import type { CheckedDocuments } from './checked-documents.ts'
import { checkerFailed, toDiagnostics } from './diagnostics.ts'

/** What is wrong with a document is what the checker finds: the problems of a line that cannot be read included. */
export class FindingsValidator implements DocumentValidator {
  private readonly checked: CheckedDocuments

  constructor(checked: CheckedDocuments) {
    this.checked = checked
  }

  async validateDocument(document: LangiumDocument): Promise<Diagnostic[]> {
    const { file, uri, failure } = this.checked.of(document)
    if (failure === undefined) return toDiagnostics(file.findings, uri)
    console.error(failure)
    return [checkerFailed(failure)]
  }
}
