import type { DocumentValidator, LangiumDocument } from 'langium'
import type { Diagnostic } from 'vscode-languageserver'
import type { CheckedDocuments } from './checked-documents.ts'
import type { Client } from './client.ts'
import { checkerFailed, toDiagnostics } from './diagnostics.ts'

/** What is wrong with a document is what the checker finds: the problems of a line that cannot be read included. */
export class FindingsValidator implements DocumentValidator {
  private readonly checked: CheckedDocuments
  private readonly client: Client

  constructor(checked: CheckedDocuments, client: Client) {
    this.checked = checked
    this.client = client
  }

  async validateDocument(document: LangiumDocument): Promise<Diagnostic[]> {
    const { file, uri, failure } = this.checked.of(document)
    if (failure === undefined)
      return toDiagnostics(file.findings, uri, this.client.textDocument.publishDiagnostics)
    console.error(failure)
    return [checkerFailed(failure)]
  }
}
