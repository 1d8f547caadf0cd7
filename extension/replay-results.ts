import type { ReplayRun } from '@synfin/runner'
import * as vscode from 'vscode'

/** What the last replay of one trace brought. */
export interface ReplayResult {
  /** The document version that was replayed, 0 for a file that was not open. */
  readonly version: number
  /** The trace's own line in that version, counted from 1; 1 for a file without a `trace` line. */
  readonly traceLine: number
  /** The last of each end that the kernel played; at least one. */
  readonly runs: readonly ReplayRun[]
  /** The text that was played, where known: see `readsAsReplayed`. */
  readonly text?: string | undefined
  /** Whether it was a test: VS Code itself then shows what failed at its line. */
  readonly isTest?: boolean
}

/** The last replay of every trace, by document; what shows verdicts reads them here. */
export class ReplayResults implements vscode.Disposable {
  readonly #results = new Map<string, readonly ReplayResult[]>()
  readonly #changed = new vscode.EventEmitter<string>()

  /** Fires with the address of the document whose results have changed. */
  readonly onDidChange: vscode.Event<string> = this.#changed.event

  /** Takes the place of what was known of these ends in this trace, and of all that was known of an older version. */
  record(uri: string, result: ReplayResult): void {
    const { version, runs, text } = result
    const known = this.of(uri).find(earlier => isOfSameTrace(earlier, result))
    const kept = known?.version === version && known.text === text ? known.runs : []
    const again = new Set(runs.map(({ kernel }) => kernel))
    const all = { ...result, runs: [...kept.filter(({ kernel }) => !again.has(kernel)), ...runs] }
    this.#results.set(uri, [...this.of(uri).filter(other => other !== known), all])
    this.#changed.fire(uri)
  }

  /** The last replay of each trace of a document, in the order they were played. */
  of(uri: string): readonly ReplayResult[] {
    return this.#results.get(uri) ?? []
  }

  /** Forgets the replays of a document. */
  clear(uri: string): void {
    if (this.#results.delete(uri)) this.#changed.fire(uri)
  }

  dispose(): void {
    this.#changed.dispose()
    this.#results.clear()
  }
}

/** What is known of a trace that may have moved since: by its name, or among several of one name the one on its line. */
export function resultOf(
  results: readonly ReplayResult[],
  { name, line }: { readonly name: string; readonly line: number },
): ReplayResult | undefined {
  const named = results.filter(({ runs }) => runs[0]?.trace === name)
  return named.find(({ traceLine }) => traceLine === line) ?? named.at(-1)
}

/** A trace keeps its name when lines above it come and go; two of one version may share a name by mistake. */
function isOfSameTrace(earlier: ReplayResult, now: ReplayResult): boolean {
  return earlier.version === now.version
    ? earlier.traceLine === now.traceLine
    : earlier.runs[0]?.trace === now.runs[0]?.trace
}
