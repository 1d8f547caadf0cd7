import { say } from '@synfin/trace'
import {
  type BuildOptions,
  DefaultDocumentBuilder,
  DocumentState,
  type LangiumDocument,
  type LangiumSharedCoreServices,
  MultiMap,
  type URI,
  UriUtils,
} from 'langium'
import {
  CancellationToken,
  CancellationTokenSource,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver'
import type { CheckedDocuments } from './checked-documents.ts'

/**
 * Langium's pipeline without the phases a trace has no use for: names in a trace are plain names, so there is
 * nothing to index, scope or link. A document is parsed, then checked.
 */
export class TraceDocumentBuilder extends DefaultDocumentBuilder {
  private readonly checked: CheckedDocuments
  /** Tells those who wait for a document, by its address, that it has changed. */
  private readonly waiting = new MultiMap<string, () => void>()

  constructor(services: LangiumSharedCoreServices, checked: CheckedDocuments) {
    super(services)
    this.checked = checked
  }

  /** Requests that came before the change are told so; from now on they wait for the next update. */
  markChanged(uri: URI): void {
    const document = this.langiumDocuments.getDocument(uri) ?? this.addUnparsed(uri)
    this.resetToState(document, DocumentState.Changed)
    for (const tell of this.waiting.get(uri.toString())) tell()
  }

  private addUnparsed(uri: URI): LangiumDocument {
    const document = this.langiumDocumentFactory.fromModel({ $type: 'TraceFile' }, uri)
    this.langiumDocuments.addDocument(document)
    return document
  }

  protected override async buildDocuments(
    documents: LangiumDocument[],
    options: BuildOptions,
    cancelToken: CancellationToken,
  ): Promise<void> {
    this.prepareBuild(documents, options)
    for (const document of this.shortestFirst(documents)) await this.buildDocument(document, cancelToken)
  }

  private async buildDocument(document: LangiumDocument, cancelToken: CancellationToken): Promise<void> {
    await this.runCancelable([document], DocumentState.Parsed, cancelToken, () =>
      this.langiumDocumentFactory.update(document, cancelToken),
    )
    if (document.state < DocumentState.Validated) await this.checked.check(document, cancelToken)
    // From here on nothing ends the work early: what is checked is told, to the editor and to requests that wait.
    await this.runCancelable([document], DocumentState.Validated, CancellationToken.None, async () => {
      await this.validate(document, CancellationToken.None)
      this.markAsCompleted(document)
    })
  }

  /** Nobody waits for somebody else's 100,000 lines. */
  private shortestFirst(documents: readonly LangiumDocument[]): readonly LangiumDocument[] {
    const length = ({ uri }: LangiumDocument) => this.textDocuments?.get(uri)?.lineCount ?? 0
    return documents.toSorted((a, b) => length(a) - length(b))
  }

  /**
   * Langium waits for a document that was closed until the editor gives up; we give up with the document. And a
   * request that waits while the text changes is about a text that is gone, so it gets no answer.
   *
   * @throws OperationCancelled, and a ResponseError with code ContentModified
   */
  protected override async awaitDocumentState(
    state: DocumentState,
    uri: URI,
    cancelToken: CancellationToken,
  ): Promise<URI> {
    // No document is excluded from a phase: whatever the builder did last, this one's turn will come.
    this.currentState = DocumentState.Changed
    const waiting = new CancellationTokenSource()
    let isModified = false
    const tell = () => {
      isModified = true
      waiting.cancel()
    }
    this.waiting.add(uri.toString(), tell)
    const listeners = [
      cancelToken.onCancellationRequested(() => waiting.cancel()),
      this.onUpdate((_changed, deleted) => {
        if (deleted.some(each => UriUtils.equals(each, uri))) waiting.cancel()
      }),
    ]
    try {
      return await super.awaitDocumentState(state, uri, waiting.token)
    } catch (error) {
      if (!isModified) throw error
      throw new ResponseError(LSPErrorCodes.ContentModified, say`The text has changed since this was asked.`)
    } finally {
      this.waiting.delete(uri.toString(), tell)
      for (const listener of listeners) listener.dispose()
    }
  }
}
