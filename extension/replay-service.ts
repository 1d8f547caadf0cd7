import type { CheckedFileResult } from '@synfin/language-server/protocol'
import {
  type Peer,
  type Replayer,
  type ReplayOptions,
  type ReplayRun,
  RunnerUnavailable,
  unplayedRun,
  whyUnplayable,
} from '@synfin/runner'
import { type CheckedTrace, say } from '@synfin/trace'
import * as vscode from 'vscode'
import { orCancelled } from './cancellation.ts'
import type { Checked } from './checked-traces.ts'
import { nameOf } from './document-name.ts'
import { reportRuns } from './replay-report.ts'
import { ReplayResults } from './replay-results.ts'
import { replayedText } from './replayed-text.ts'

/** A trace of a checked file, and the ends that the kernel is to play. */
export interface Replayed {
  readonly file: Checked<CheckedFileResult>
  readonly trace: CheckedTrace
  readonly kernels: readonly string[]
  /** Whether the Testing view asks for it. */
  readonly isTest?: boolean
}

/**
 * Replays for all of the editor: one warm runner, one place that asks for trust, records what came and writes the
 * transcript.
 */
export class ReplayService implements vscode.Disposable {
  readonly results = new ReplayResults()
  readonly #transcript = vscode.window.createOutputChannel('Synfin Replay')
  readonly #startRunner: (peer: Peer) => Replayer
  /** Kept between replays: starting one takes longer than a replay. */
  #warm: { readonly peer: Peer; readonly runner: Replayer } | undefined
  #isDisposed = false

  constructor(startRunner: (peer: Peer) => Replayer) {
    this.#startRunner = startRunner
  }

  /**
   * Plays a trace, once for each of the ends, and records what came. A trace that cannot be played at all comes back as
   * skipped runs.
   *
   * Rejects with RunnerUnavailable where this machine cannot replay, with a CancellationError once cancelled, and where
   * the workspace is not trusted.
   */
  async replay(
    { file, trace, kernels, isTest = false }: Replayed,
    token?: vscode.CancellationToken,
  ): Promise<readonly ReplayRun[]> {
    if (!vscode.workspace.isTrusted) throw new Error(say`this workspace is not trusted`)
    const uri = file.uri.toString()
    const peer = peerFor(file.uri)
    const options = kernels.map(kernel => ({ file: nameOf(uri), kernel, capture: true }))
    const findings = file.traces.flatMap(({ findings }) => findings)
    const unplayable = whyUnplayable(trace, { traces: file.traces, findings })
    const runs =
      unplayable === undefined
        ? await Promise.all(options.map(option => this.#play(trace, peer, option, token)))
        : options.map(option =>
            unplayedRun(
              { trace, ...option, peer },
              { verdict: 'skipped', skipped: 'trace-cannot', reason: unplayable.reason },
            ),
          )
    for (const line of reportRuns(runs)) this.#transcript.appendLine(line)
    const text = replayedText(file.text, trace)
    this.results.record(uri, { version: file.version, traceLine: trace.line, runs, text, isTest })
    return runs
  }

  /** Whether the workspace is trusted, be it that the reader now says so. */
  async askForTrust(): Promise<boolean> {
    if (vscode.workspace.isTrusted) return true
    const manage = say`Manage Workspace Trust`
    const chosen = await vscode.window.showWarningMessage(
      say`A replay sends what the trace says to this machine's kernel, in a network of its own. Synfin replays only in a workspace you trust.`,
      manage,
    )
    if (chosen === manage) await vscode.commands.executeCommand('workbench.trust.manage')
    return vscode.workspace.isTrusted
  }

  /** Tells why there was no replay, and writes it into the transcript. */
  async tellFailure(error: unknown): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error)
    this.#transcript.appendLine(reason)
    const useModel = say`Use the Built-in Model`
    const actions = error instanceof RunnerUnavailable ? [useModel] : []
    const chosen = await vscode.window.showErrorMessage(say`Synfin cannot replay: ${reason}`, ...actions)
    if (chosen !== useModel) return
    const target = vscode.workspace.workspaceFolders?.length
      ? vscode.ConfigurationTarget.Workspace
      : vscode.ConfigurationTarget.Global
    await vscode.workspace.getConfiguration('synfin').update('peer', 'model', target)
  }

  /** Shows what was replayed so far, line by line. */
  showTranscript(): void {
    this.#transcript.show(true)
  }

  dispose(): void {
    this.#isDisposed = true
    this.#dropRunner()
    this.results.dispose()
    this.#transcript.dispose()
  }

  async #play(
    trace: CheckedTrace,
    peer: Peer,
    options: ReplayOptions,
    token: vscode.CancellationToken | undefined,
  ): Promise<ReplayRun> {
    for (;;) {
      const runner = this.#runnerFor(peer)
      const cancel = token?.onCancellationRequested(() => this.#dropRunner())
      try {
        return await orCancelled(runner.replay(trace, options), token)
      } catch (error) {
        if (token?.isCancellationRequested) throw new vscode.CancellationError()
        // Somebody else cancelled, and with that ended the runner we share: then it is played in a new one.
        const wasEnded = this.#warm?.runner !== runner && !this.#isDisposed
        if (wasEnded && !(error instanceof RunnerUnavailable)) continue
        // The next replay tries anew: the reader may have mended what this one said.
        if (this.#warm?.runner === runner) this.#dropRunner()
        throw error
      } finally {
        cancel?.dispose()
      }
    }
  }

  #runnerFor(peer: Peer): Replayer {
    if (this.#warm?.peer !== peer) this.#dropRunner()
    this.#warm ??= { peer, runner: this.#startRunner(peer) }
    return this.#warm.runner
  }

  /** A replay that hangs in the kernel ends with its process alone. */
  #dropRunner(): void {
    const warm = this.#warm
    this.#warm = undefined
    void warm?.runner.close()
  }
}

function peerFor(uri: vscode.Uri): Peer {
  return vscode.workspace.getConfiguration('synfin', uri).get('peer') === 'model' ? 'model' : 'kernel'
}
