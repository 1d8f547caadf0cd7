import type { TraceOutline } from '@synfin/language-server/protocol'
import * as vscode from 'vscode'
import type { CheckedTraces } from './checked-traces.ts'
import { type LastVerdict, lastVerdict } from './last-verdict.ts'
import { type Lens, lensesOf } from './lens-texts.ts'
import type { ReplayResults } from './replay-results.ts'
import type { TraceAddress } from './trace-address.ts'

/** What code lenses know of replays, where there are any. */
export interface ReplayedTraces {
  readonly results: ReplayResults
  /** The ends of a trace that the kernel can play. */
  kernelsOf(trace: TraceOutline): readonly string[]
}

const COMMANDS: Readonly<Record<Lens['does'], string>> = {
  replay: 'synfin.replayTrace',
  'pick-kernel': 'synfin.replayTraceAs',
  preview: 'synfin.previewTrace',
  transcript: 'synfin.showTranscript',
}

/** Above each trace: replay it, look at it, and what its last replay brought. */
export class TraceCodeLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #traces: CheckedTraces
  readonly #replayed: ReplayedTraces | undefined
  readonly #changed = new vscode.EventEmitter<void>()
  readonly #subscriptions: readonly vscode.Disposable[]

  readonly onDidChangeCodeLenses = this.#changed.event

  constructor(traces: CheckedTraces, replayed?: ReplayedTraces) {
    this.#traces = traces
    this.#replayed = replayed
    this.#subscriptions = [
      vscode.languages.registerCodeLensProvider({ language: 'synfin' }, this),
      vscode.workspace.onDidChangeConfiguration(change => {
        if (change.affectsConfiguration('synfin.codeLens')) this.#changed.fire()
      }),
      ...(replayed === undefined ? [] : [replayed.results.onDidChange(() => this.#changed.fire())]),
    ]
  }

  async provideCodeLenses(
    { uri }: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeLens[]> {
    if (!vscode.workspace.getConfiguration('synfin', uri).get('codeLens', true)) return []
    try {
      const { text, traces } = await this.#traces.outlines(uri, token)
      const results = this.#replayed?.results.of(uri.toString()) ?? []
      return traces.flatMap(trace => this.#lensesOf(uri, trace, lastVerdict(results, text, trace)))
    } catch {
      // A server that does not answer says so itself.
      return []
    }
  }

  dispose(): void {
    this.#changed.dispose()
    for (const subscription of this.#subscriptions) subscription.dispose()
  }

  #lensesOf(uri: vscode.Uri, trace: TraceOutline, last: LastVerdict | undefined): readonly vscode.CodeLens[] {
    if (trace.ends.length === 0) return []
    const kernels = this.#replayed?.kernelsOf(trace) ?? []
    const range = new vscode.Range(trace.line - 1, 0, trace.line - 1, 0)
    return lensesOf(kernels, last).map(lens => new vscode.CodeLens(range, commandOf(lens, uri, trace.line)))
  }
}

function commandOf({ title, tooltip, does, kernel }: Lens, uri: vscode.Uri, line: number): vscode.Command {
  const address: TraceAddress = { uri: uri.toString(), line, ...(kernel === undefined ? {} : { kernel }) }
  return { title, tooltip, command: COMMANDS[does], arguments: [address] }
}
