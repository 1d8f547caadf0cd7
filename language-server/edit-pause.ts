import type { ServiceRegistry, TextDocument, WorkspaceLock } from 'langium'
import { URI } from 'langium'
import type { DocumentUpdateHandler, LangiumSharedServices } from 'langium/lsp'
import type { Disposable, TextDocumentChangeEvent } from 'vscode-languageserver'
import type { TraceDocumentBuilder } from './document-builder.ts'

/** Milliseconds without an edit after which a document is checked: less than a finger needs for the next key. */
const PAUSE = 10

/** Milliseconds that edits in quick succession, such as a paste by another program, can put the check off. */
const LONGEST = 60

/**
 * Lets edits in quick succession be checked once, so that the server never falls behind the typist. An edit ends
 * the check of the text before it at once.
 */
export class EditPause implements DocumentUpdateHandler {
  private readonly lock: WorkspaceLock
  private readonly builder: TraceDocumentBuilder
  private readonly registry: ServiceRegistry
  private readonly changed = new Map<string, URI>()
  private timer: NodeJS.Timeout | undefined
  /** When the first edit came that is not yet checked. */
  private since = 0

  constructor({ workspace, ServiceRegistry }: LangiumSharedServices) {
    this.lock = workspace.WorkspaceLock
    this.builder = workspace.DocumentBuilder as TraceDocumentBuilder
    this.registry = ServiceRegistry
  }

  didChangeContent({ document }: TextDocumentChangeEvent<TextDocument>): void {
    const uri = URI.parse(document.uri)
    if (!this.registry.hasServices(uri)) return
    this.lock.cancelWrite()
    this.builder.markChanged(uri)
    if (this.changed.size === 0) this.since = performance.now()
    this.changed.set(document.uri, uri)
    clearTimeout(this.timer)
    const left = this.since + LONGEST - performance.now()
    this.timer = setTimeout(() => this.update(), Math.max(0, Math.min(PAUSE, left)))
  }

  didCloseDocument({ document }: TextDocumentChangeEvent<TextDocument>): void {
    this.changed.delete(document.uri)
    this.write([], [URI.parse(document.uri)])
  }

  /** Files are read from the editor, never from disk, so there is nothing to watch. */
  onWatchedFilesChange(): Disposable {
    return { dispose: () => {} }
  }

  private update(): void {
    const changed = [...this.changed.values()]
    this.changed.clear()
    this.write(changed, [])
  }

  private write(changed: URI[], deleted: URI[]): void {
    this.lock
      .write(token => this.builder.update(changed, deleted, token))
      .catch(error => console.error(`Checking failed: ${error instanceof Error ? error.stack : error}`))
  }
}
