import { say } from '@synfin/trace'
import * as vscode from 'vscode'
import { type CheckedTraces, openTrace } from './checked-traces.ts'
import { nameOf } from './document-name.ts'
import { inParallel } from './in-parallel.ts'
import { type TraceTest, traceTests } from './test-tree.ts'
import { isWorkedOn } from './worked-on.ts'

/** More files than a person looks at; what is opened beyond them is found all the same. */
const MOST_FILES = 5_000
const AT_ONCE = 8
/** A larger file is read when its item is opened or run. */
const LONGEST_READ_AHEAD = 1_000_000
/** Typing pauses so long before the items follow. */
const EDIT_PAUSE_MILLISECONDS = 300

/** The items of the Testing view, kept in step with the workspace's files and the open documents. */
export class TestItems implements vscode.Disposable {
  readonly #controller: vscode.TestController
  readonly #traces: CheckedTraces
  readonly #subscriptions: readonly vscode.Disposable[]
  readonly #pauses = new Map<string, NodeJS.Timeout>()
  /** The newest search for files, be it over or not. */
  #discovery: Promise<void> | undefined

  constructor(controller: vscode.TestController, traces: CheckedTraces) {
    this.#controller = controller
    this.#traces = traces
    const watcher = vscode.workspace.createFileSystemWatcher('**/*.synfin')
    const { workspace } = vscode
    this.#subscriptions = [
      watcher,
      watcher.onDidCreate(uri => this.#follow(uri)),
      watcher.onDidChange(uri => this.#follow(uri)),
      watcher.onDidDelete(uri => this.#follow(uri)),
      workspace.onDidOpenTextDocument(document => isTrace(document) && this.#follow(document.uri)),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (isTrace(document)) this.#follow(document.uri, EDIT_PAUSE_MILLISECONDS)
      }),
      workspace.onDidCloseTextDocument(document => isTrace(document) && this.#follow(document.uri)),
    ]
  }

  /** Finds the traces of all open documents and of the workspace's files. */
  discover(token?: vscode.CancellationToken): Promise<void> {
    this.#discovery = this.#find(token)
    return this.#discovery
  }

  /** Waits until every file has its item; never rejects. */
  async discovered(): Promise<void> {
    await (this.#discovery ?? this.discover()).catch(() => {})
  }

  /** Brings the items of a file up to date; a file without a trace has none. Never rejects. */
  async update(uri: vscode.Uri, token?: vscode.CancellationToken): Promise<void> {
    try {
      const { traces } = await this.#traces.outlines(uri, token)
      this.show(uri, traceTests(traces))
    } catch (error) {
      if (error instanceof vscode.CancellationError) return
      if (await isGone(uri)) this.#controller.items.delete(uri.toString())
      else
        this.#fileItem(uri).error =
          say`cannot be read: ${error instanceof Error ? error.message : String(error)}`
    }
  }

  /** Shows these tests of a file, in the items that are there already wherever they are the same. */
  show(
    uri: vscode.Uri,
    tests: readonly TraceTest<{ readonly name: string; readonly line: number; readonly endLine: number }>[],
  ): void {
    if (tests.length === 0) {
      this.#controller.items.delete(uri.toString())
      return
    }
    const file = this.#fileItem(uri)
    file.canResolveChildren = false
    file.error = undefined
    file.children.replace(
      tests.map(({ id, trace, kernels }) => {
        const item = file.children.get(id) ?? this.#controller.createTestItem(id, trace.name, uri)
        const range = new vscode.Range(trace.line - 1, 0, trace.endLine - 1, 0)
        item.range = range
        item.sortText = String(trace.line).padStart(9, '0')
        item.children.replace(
          kernels.map(kernel => {
            const child =
              item.children.get(kernel) ??
              this.#controller.createTestItem(kernel, say`kernel as ${kernel}`, uri)
            child.range = range
            return child
          }),
        )
        return item
      }),
    )
  }

  dispose(): void {
    for (const pause of this.#pauses.values()) clearTimeout(pause)
    for (const subscription of this.#subscriptions) subscription.dispose()
  }

  async #find(token: vscode.CancellationToken | undefined): Promise<void> {
    const open = vscode.workspace.textDocuments.filter(isTrace)
    const found = await vscode.workspace.findFiles('**/*.synfin', undefined, MOST_FILES, token)
    const uris = new Map([...open.map(({ uri }) => uri), ...found].map(uri => [uri.toString(), uri]))
    for (const [id] of this.#controller.items) if (!uris.has(id)) this.#controller.items.delete(id)
    await inParallel(uris.values(), AT_ONCE, async uri => {
      if (token?.isCancellationRequested) return
      if (await isReadAhead(uri)) await this.update(uri, token)
      else this.#fileItem(uri).canResolveChildren = true
    })
  }

  #fileItem(uri: vscode.Uri): vscode.TestItem {
    const { items } = this.#controller
    const known = items.get(uri.toString())
    if (known !== undefined) return known
    const item = this.#controller.createTestItem(uri.toString(), nameOf(uri.toString()), uri)
    const folder = vscode.workspace.asRelativePath(uri).replace(/\/?[^/]*$/, '')
    if (folder !== '' && uri.scheme !== 'untitled') item.description = folder
    items.add(item)
    return item
  }

  /** Something happened to a file: once nothing has for a while, its items are brought up to date. */
  #follow(uri: vscode.Uri, pause = 0): void {
    const id = uri.toString()
    clearTimeout(this.#pauses.get(id))
    this.#pauses.set(
      id,
      setTimeout(() => {
        this.#pauses.delete(id)
        void this.update(uri)
      }, pause),
    )
  }
}

function isTrace({ languageId, uri }: vscode.TextDocument): boolean {
  return languageId === 'synfin' && isWorkedOn(uri)
}

async function isReadAhead(uri: vscode.Uri): Promise<boolean> {
  if (openTrace(uri) !== undefined) return true
  try {
    return (await vscode.workspace.fs.stat(uri)).size <= LONGEST_READ_AHEAD
  } catch {
    return false
  }
}

async function isGone(uri: vscode.Uri): Promise<boolean> {
  if (openTrace(uri) !== undefined) return false
  try {
    await vscode.workspace.fs.stat(uri)
    return false
  } catch {
    return true
  }
}
