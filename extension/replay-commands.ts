import { type CheckedFileResult, traceAt } from '@synfin/language-server/protocol'
import { kernelEnds, type ReplayRun } from '@synfin/runner'
import { type CheckedTrace, say } from '@synfin/trace'
import * as vscode from 'vscode'
import { type Checked, type CheckedTraces, openTrace } from './checked-traces.ts'
import { nameOf } from './document-name.ts'
import { withLateProgress } from './late-progress.ts'
import { summarize, summarizeFile } from './replay-report.ts'
import type { Replayed, ReplayService } from './replay-service.ts'
import { readTraceAddress, type TraceAddress } from './trace-address.ts'
import { verdictOf } from './verdict.ts'

type File = Checked<CheckedFileResult>

/** The commands that replay: at the cursor, with a chosen kernel, or all of a file. Every failure ends as a message. */
export class ReplayCommands {
  readonly #traces: CheckedTraces
  readonly #replays: ReplayService

  constructor(traces: CheckedTraces, replays: ReplayService) {
    this.#traces = traces
    this.#replays = replays
  }

  /** Plays the trace at an address, or at the cursor, with the kernel that the settings name. */
  async replayTrace(address?: unknown): Promise<void> {
    await this.#replay(addressesOf(address), (file, { line, kernel }) => {
      const trace = playableAt(file, line)
      return trace && [{ file, trace, kernels: kernelsOf(file, trace, kernel) }]
    })
  }

  /** Plays the trace at an address, or at the cursor, with the end as the kernel that the reader picks. */
  async replayTraceAs(address?: unknown): Promise<void> {
    await this.#replay(addressesOf(address), async (file, { line }) => {
      const trace = playableAt(file, line)
      const kernel = trace && (await pickKernel(trace))
      return trace && (kernel === undefined ? [] : [{ file, trace, kernels: [kernel] }])
    })
  }

  /**
   * Plays every trace of a file: of those given, as by the explorer's menu, or of the active one. One that lacks the end
   * that the settings name is skipped, and keeps no other from being played.
   */
  async replayFile(uri?: unknown, selected?: unknown): Promise<void> {
    const uris = (Array.isArray(selected) ? selected : [uri]).filter(each => each instanceof vscode.Uri)
    const addresses = uris.map(each => ({ uri: each.toString(), line: 1 }))
    await this.#replay(addresses.length > 0 ? addresses : addressesOf(undefined), file => {
      const traces = file.traces.filter(isPlayable)
      if (traces.length === 0) return undefined
      const which = kernelSetting(file)
      return traces.map(trace => {
        const ends = kernelEnds(trace, which)
        return { file, trace, kernels: ends.length > 0 ? ends : [which] }
      })
    })
  }

  async #replay(addresses: readonly TraceAddress[], choose: Choice): Promise<void> {
    if (addresses.length === 0) {
      vscode.window.showInformationMessage(
        say`Open a .synfin file and put the cursor into the trace to replay.`,
      )
      return
    }
    if (!(await this.#replays.askForTrust())) return
    await Promise.all(addresses.map(address => this.#replayAt(address, choose)))
  }

  async #replayAt(address: TraceAddress, choose: Choice): Promise<void> {
    try {
      const file = await this.#traces.of(vscode.Uri.parse(address.uri))
      const chosen = await choose(file, address)
      if (chosen === undefined) vscode.window.showInformationMessage(say`There is no trace here to replay.`)
      else await this.#play(chosen)
    } catch (error) {
      if (!(error instanceof vscode.CancellationError)) await this.#replays.tellFailure(error)
    }
  }

  async #play(chosen: readonly Replayed[]): Promise<void> {
    const [first] = chosen
    if (first === undefined) return
    const name = nameOf(first.file.uri.toString())
    const title = say`Replaying ${chosen.length === 1 ? first.trace.name : name}`
    const played = await withLateProgress(title, token =>
      Promise.all(chosen.map(replayed => this.#replays.replay(replayed, token))),
    )
    const [only = []] = played
    await this.#tell(
      chosen.length === 1 ? summarize(first.trace.name, only) : summarizeFile(name, played),
      played,
    )
  }

  async #tell(summary: string, played: readonly (readonly ReplayRun[])[]): Promise<void> {
    const details = say`Show Transcript`
    const passed = played.every(runs => verdictOf(runs)?.verdict === 'passed')
    const tell = passed ? vscode.window.showInformationMessage : vscode.window.showWarningMessage
    if ((await tell(summary, details)) === details) this.#replays.showTranscript()
  }
}

/** What of a file to play, and with which kernels; nothing where there is no trace. */
type Choice = (file: File, at: TraceAddress) => Chosen | Promise<Chosen>
type Chosen = readonly Replayed[] | undefined

/** The trace on a line, if anybody takes part in it. */
function playableAt({ traces }: File, line: number): CheckedTrace | undefined {
  const trace = traces[traceAt(traces, line)]
  return trace && isPlayable(trace) ? trace : undefined
}

function isPlayable({ ends }: CheckedTrace): boolean {
  return ends.length > 0
}

/** The trace that a command's argument names, or else the one at the cursor; none where there is none. */
function addressesOf(given: unknown): readonly TraceAddress[] {
  const address = readTraceAddress(given)
  if (address !== undefined) return [address]
  const editor = vscode.window.activeTextEditor
  if (editor === undefined || openTrace(editor.document.uri) === undefined) return []
  return [{ uri: editor.document.uri.toString(), line: editor.selection.active.line + 1 }]
}

/** Throws where the trace has no such end. */
function kernelsOf(file: File, trace: CheckedTrace, named: string | undefined): readonly string[] {
  const which = named ?? kernelSetting(file)
  const ends = kernelEnds(trace, which)
  if (ends.length === 0)
    throw new Error(
      named === undefined
        ? say`${trace.name} has no end ${which}, which \`synfin.kernel\` names`
        : say`${trace.name} has no end ${which}`,
    )
  return ends
}

function kernelSetting({ uri }: File): string {
  return vscode.workspace.getConfiguration('synfin', uri).get('kernel', 'each')
}

async function pickKernel(trace: CheckedTrace): Promise<string | undefined> {
  const lawful = kernelEnds(trace, 'each')
  const items = trace.ends.map(end => ({
    label: end,
    description: lawful.includes(end) ? '' : say`sends what no kernel sends`,
  }))
  const title = say`Which end of ${trace.name} is the kernel?`
  return (
    await vscode.window.showQuickPick(items, { title, placeHolder: say`The other end is played by Synfin` })
  )?.label
}
