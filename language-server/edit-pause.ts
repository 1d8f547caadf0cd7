import type { ServiceRegistry, TextDocument, WorkspaceLock } from 'langium'
import { URI } from 'langium'
import type { DocumentUpdateHandler, LangiumSharedServices } from 'langium/lsp'
import type { Disposable, TextDocumentChangeEvent } from 'vscode-languageserver'
import type { TraceDocumentBuilder } from './document-builder.ts'

/** Milliseconds that edits in quick succession, such as a paste by another program, can put the check off. */
const LONGEST = 60

/**
 * Has an edit checked at once, unless a check has just ended: then the server rests for as long as that took, so that
 * edits in quick succession are checked together and requests between them are answered. An edit ends the check of
 * the text before it.
 */
export class EditPause implements DocumentUpdateHandler {
  private readonly lock: WorkspaceLock
  private readonly builder: TraceDocumentBuilder
  private readonly registry: ServiceRegistry
  private readonly changed = new Map<string, URI>()
  private timer: ReturnType<typeof setTimeout> | undefined
  /** When the next check may begin. */
  private rested = 0

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
    this.changed.set(document.uri, uri)
    if (this.timer !== undefined) return
    const rest = this.rested - performance.now()
    if (rest <= 0) this.update()
    else this.timer = setTimeout(() => this.update(), rest)
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
    this.timer = undefined
    const changed = [...this.changed.values()]
    this.changed.clear()
    this.write(changed, [])
  }

  private write(changed: URI[], deleted: URI[]): void {
    this.lock
      .write(async token => {
        const begun = performance.now()
        // A check that an edit ends owes nobody a rest.
        this.rested = 0
        await this.builder.update(changed, deleted, token)
        const ended = performance.now()
        this.rested = ended + Math.min(LONGEST, ended - begun)
      })
      .catch(error => console.error(`Checking failed: ${error instanceof Error ? error.stack : error}`))
  }
}
