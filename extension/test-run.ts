import type { CheckedFileResult } from '@synfin/language-server/protocol'
import { type ReplayRun, RunnerUnavailable } from '@synfin/runner'
import { say } from '@synfin/trace'
import * as vscode from 'vscode'
import type { Checked, CheckedTraces } from './checked-traces.ts'
import { inParallel } from './in-parallel.ts'
import { reportRuns } from './replay-report.ts'
import type { ReplayService } from './replay-service.ts'
import { outcomeOf, type TestFailure } from './test-outcome.ts'
import { traceTests } from './test-tree.ts'

/** So many files are replayed side by side: replays share the waiting for silence at their ends. */
const FILES_AT_ONCE = 16

/** The kernels' items to run, by file and trace. */
type Plan = ReadonlyMap<vscode.TestItem, ReadonlyMap<vscode.TestItem, readonly vscode.TestItem[]>>

/** What a run of tests needs. */
export interface TestRunServices {
  readonly controller: vscode.TestController
  readonly traces: CheckedTraces
  readonly replays: ReplayService
}

/** One run of tests: what was asked for, or of that only the items of one file, after it was saved. */
export class TestsRunning {
  readonly #services: TestRunServices
  readonly #token: vscode.CancellationToken
  readonly #run: vscode.TestRun
  /** Why this machine cannot replay; then nothing more is tried. */
  #unavailable: RunnerUnavailable | undefined

  constructor(services: TestRunServices, request: vscode.TestRunRequest, token: vscode.CancellationToken) {
    this.#services = services
    this.#token = token
    this.#run = services.controller.createTestRun(request)
  }

  /** Runs them all, and ends the run whatever happens. Does not reject. */
  async run(plan: Plan): Promise<void> {
    for (const item of itemsOf(plan)) this.#run.enqueued(item)
    try {
      await inParallel(plan, FILES_AT_ONCE, ([file, traces]) => this.#runFile(file, traces))
    } finally {
      this.#run.end()
    }
    // The run is over, whether or not the reader answers.
    if (this.#unavailable !== undefined) void this.#services.replays.tellFailure(this.#unavailable)
  }

  /** Runs none of them. */
  skip(plan: Plan, reason: string): void {
    for (const item of itemsOf(plan)) this.#skip(item, reason)
    this.#run.end()
  }

  async #runFile(
    fileItem: vscode.TestItem,
    traces: ReadonlyMap<vscode.TestItem, readonly vscode.TestItem[]>,
  ): Promise<void> {
    const { uri } = fileItem
    if (uri === undefined) return
    try {
      const file = await this.#services.traces.of(uri, this.#token)
      const tests = new Map(traceTests(file.traces).map(test => [test.id, test]))
      await Promise.all(
        [...traces].map(([item, kernels]) => {
          const trace = tests.get(item.id)?.trace
          if (trace !== undefined) return this.#runTrace(file, trace, kernels)
          for (const kernel of kernels)
            this.#skip(kernel, say`${file.uri.path} has no trace "${item.id}" any more`)
          return undefined
        }),
      )
    } catch (error) {
      for (const item of [...traces.values()].flat()) this.#reportFailure(item, error)
    }
  }

  async #runTrace(
    file: Checked<CheckedFileResult>,
    trace: CheckedFileResult[number],
    kernels: readonly vscode.TestItem[],
  ): Promise<void> {
    for (const item of kernels) this.#run.started(item)
    try {
      if (this.#unavailable !== undefined) throw this.#unavailable
      const replayed = { file, trace, kernels: kernels.map(({ id }) => id), isTest: true }
      const runs = await this.#services.replays.replay(replayed, this.#token)
      for (const item of kernels) {
        const run = runs.find(({ kernel }) => kernel === item.id)
        if (run !== undefined) this.#report(item, run, trace.line, file)
      }
    } catch (error) {
      for (const item of kernels) this.#reportFailure(item, error)
    }
  }

  #reportFailure(item: vscode.TestItem, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error)
    if (error instanceof vscode.CancellationError) this.#skip(item, say`cancelled`)
    else if (error instanceof RunnerUnavailable) {
      this.#unavailable = error
      this.#skip(item, reason)
    } else this.#run.errored(item, new vscode.TestMessage(reason))
  }

  #report(item: vscode.TestItem, run: ReplayRun, traceLine: number, file: Checked<unknown>): void {
    this.#print(item, reportRuns([run]))
    const outcome = outcomeOf(run, traceLine)
    if (outcome.kind === 'passed') this.#run.passed(item, outcome.milliseconds)
    else if (outcome.kind === 'skipped') this.#run.skipped(item)
    else if (outcome.kind === 'errored') this.#run.errored(item, messages(outcome.failures, file))
    else this.#run.failed(item, messages(outcome.failures, file), outcome.milliseconds)
  }

  #skip(item: vscode.TestItem, reason: string): void {
    this.#run.skipped(item)
    this.#print(item, [say`${item.parent?.label ?? ''}, ${item.label}: not replayed: ${reason}`])
  }

  /** The view's terminal wants a carriage return, too. */
  #print(item: vscode.TestItem, lines: readonly string[]): void {
    this.#run.appendOutput(lines.map(line => `${line}\r\n`).join(''), undefined, item)
  }
}

function itemsOf(plan: Plan): readonly vscode.TestItem[] {
  return [...plan.values()].flatMap(traces => [...traces.values()].flat())
}

function messages(failures: readonly TestFailure[], { uri, text }: Checked<unknown>): vscode.TestMessage[] {
  const lines = text.split(/\r\n|\r|\n/)
  return failures.map(({ line, message, compared }) => {
    const told =
      compared === undefined
        ? new vscode.TestMessage(message)
        : vscode.TestMessage.diff(message, compared.expected, compared.observed)
    const end = lines[line - 1]?.trimEnd().length ?? 0
    told.location = new vscode.Location(uri, new vscode.Range(line - 1, 0, line - 1, end))
    return told
  })
}
