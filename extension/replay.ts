import type { CheckedFileResult } from '@synfin/language-server/protocol'
import { kernelEnds, type ReplayRun } from '@synfin/runner'
import { type CheckedTrace, say } from '@synfin/trace'
import * as vscode from 'vscode'
import { type Checked, type CheckedTraces, openTrace } from './checked-traces.ts'
import { withLateProgress } from './late-progress.ts'
import { nameOf, traceAt } from './preview-state.ts'
import { summarize, summarizeFile } from './replay-report.ts'
import type { Replayed, ReplayService } from './replay-service.ts'
import { verdictOf } from './verdict.ts'

/** Names a trace by its file and one of its lines, counted from 1; what a code lens hands to a command. */
export interface TraceAddress {
  readonly uri: string
  readonly line: number
  /** The end the kernel is to play; the setting's otherwise. */
  readonly kernel?: string
}

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
    await this.#replay(traceAddress(address), ({ file, trace, kernel }) => [
      { file, trace, kernels: kernelsOf(file, trace, kernel) },
    ])
  }

  /** Plays the trace at an address, or at the cursor, with the end as the kernel that the reader picks. */
  async replayTraceAs(address?: unknown): Promise<void> {
    await this.#replay(traceAddress(address), async ({ file, trace }) => {
      const kernel = await pickKernel(trace)
      return kernel === undefined ? [] : [{ file, trace, kernels: [kernel] }]
    })
  }

  /** Plays every trace of a file: the one given, as by the explorer's menu, or the active one. */
  async replayFile(uri?: unknown): Promise<void> {
    const address = uri instanceof vscode.Uri ? { uri: uri.toString(), line: 1 } : traceAddress(undefined)
    await this.#replay(address, ({ file }) =>
      file.traces
        .map(trace => ({ file, trace, kernels: kernelsOf(file, trace, undefined) }))
        .filter(({ kernels }) => kernels.length > 0),
    )
  }

  async #replay(
    address: TraceAddress | undefined,
    choose: (at: ChosenTrace) => readonly Replayed[] | Promise<readonly Replayed[]>,
  ): Promise<void> {
    if (address === undefined) {
      vscode.window.showInformationMessage(
        say`Open a .synfin file and put the cursor into the trace to replay.`,
      )
      return
    }
    if (!(await this.#replays.askForTrust())) return
    try {
      const file = await this.#traces.of(vscode.Uri.parse(address.uri))
      const trace = file.traces[traceAt(file.traces, address.line)]
      if (trace === undefined || trace.ends.length === 0)
        vscode.window.showInformationMessage(say`There is no trace here to replay.`)
      else await this.#play(await choose({ file, trace, kernel: address.kernel }))
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

interface ChosenTrace {
  readonly file: File
  readonly trace: CheckedTrace
  readonly kernel: string | undefined
}

/** The trace that a command's argument names, or else the one at the cursor. */
function traceAddress(given: unknown): TraceAddress | undefined {
  if (isAddress(given)) return given
  const editor = vscode.window.activeTextEditor
  if (editor === undefined || openTrace(editor.document.uri) === undefined) return undefined
  return { uri: editor.document.uri.toString(), line: editor.selection.active.line + 1 }
}

/** Anybody may call a command, with anything. */
function isAddress(given: unknown): given is TraceAddress {
  if (typeof given !== 'object' || given === null) return false
  const { uri, line, kernel } = given as Partial<Record<keyof TraceAddress, unknown>>
  return (
    typeof uri === 'string' &&
    typeof line === 'number' &&
    (kernel === undefined || typeof kernel === 'string')
  )
}

/** Throws where the trace has no such end. */
function kernelsOf({ uri }: File, trace: CheckedTrace, named: string | undefined): readonly string[] {
  const which = named ?? vscode.workspace.getConfiguration('synfin', uri).get('kernel', 'each')
  const ends = kernelEnds(trace, which)
  if (ends.length === 0 && trace.ends.length > 0)
    throw new Error(
      named === undefined
        ? say`${trace.name} has no end ${which}, which \`synfin.kernel\` names`
        : say`${trace.name} has no end ${which}`,
    )
  return ends
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
