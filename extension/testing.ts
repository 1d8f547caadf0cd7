import { say } from '@synfin/trace'
import * as vscode from 'vscode'
import type { CheckedTraces } from './checked-traces.ts'
import type { ReplayService } from './replay-service.ts'
import { TestItems } from './test-items.ts'
import { TestsRunning } from './test-run.ts'

/** The Testing view: every trace of every file is a test, once for each end that the kernel can play. */
export class TraceTesting implements vscode.Disposable {
  readonly #controller = vscode.tests.createTestController('synfin', 'Synfin')
  readonly #items: TestItems
  readonly #traces: CheckedTraces
  readonly #replays: ReplayService

  constructor(traces: CheckedTraces, replays: ReplayService) {
    this.#traces = traces
    this.#replays = replays
    this.#items = new TestItems(this.#controller, traces)
    this.#controller.refreshHandler = token => this.#items.discover(token)
    this.#controller.resolveHandler = async item => {
      if (item === undefined) await this.#items.discover()
      else if (item.uri !== undefined) await this.#items.update(item.uri)
    }
    this.#controller.createRunProfile(
      say`Replay`,
      vscode.TestRunProfileKind.Run,
      (request, token) => this.#run(request, token),
      true,
      undefined,
      true,
    )
  }

  dispose(): void {
    this.#items.dispose()
    this.#controller.dispose()
  }

  async #run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    if (request.continuous) return this.#runOnSave(request, token)
    const isTrusted = await this.#replays.askForTrust()
    await this.#runOnce(request, token, isTrusted)
  }

  async #runOnce(
    request: vscode.TestRunRequest,
    token: vscode.CancellationToken,
    isTrusted: boolean,
    uri?: string,
  ): Promise<void> {
    const plan = await this.#plan(request, token, uri)
    if (plan.size === 0) return
    const services = { controller: this.#controller, traces: this.#traces, replays: this.#replays }
    const running = new TestsRunning(services, request, token)
    if (isTrusted) await running.run(plan)
    else running.skip(plan, say`this workspace is not trusted`)
  }

  /** Until the reader turns it off. */
  #runOnSave(request: vscode.TestRunRequest, token: vscode.CancellationToken): void {
    const subscription = vscode.workspace.onDidSaveTextDocument(({ languageId, uri }) => {
      if (languageId === 'synfin')
        void this.#runOnce(request, token, vscode.workspace.isTrusted, uri.toString())
    })
    token.onCancellationRequested(() => subscription.dispose())
  }

  /** What was asked for, down to the kernels' items, each once; with an address only of that file. */
  async #plan(
    { include, exclude = [] }: vscode.TestRunRequest,
    token: vscode.CancellationToken,
    uri: string | undefined,
  ): Promise<Map<vscode.TestItem, Map<vscode.TestItem, vscode.TestItem[]>>> {
    const plan = new Map<vscode.TestItem, Map<vscode.TestItem, vscode.TestItem[]>>()
    const excluded = new Set(exclude)
    const add = async (item: vscode.TestItem): Promise<void> => {
      if (excluded.has(item) || (uri !== undefined && item.uri?.toString() !== uri)) return
      const { parent } = item
      const file = parent?.parent
      if (parent === undefined && item.uri !== undefined && (item.canResolveChildren || uri !== undefined))
        await this.#items.update(item.uri, token)
      if (parent === undefined || file === undefined) {
        for (const [, child] of item.children) await add(child)
        return
      }
      const traces = plan.get(file) ?? new Map<vscode.TestItem, vscode.TestItem[]>()
      const kernels = traces.get(parent) ?? []
      if (!kernels.includes(item)) kernels.push(item)
      plan.set(file, traces.set(parent, kernels))
    }
    // Everything is asked for: also what is still being looked for.
    if (include === undefined) await this.#items.discovered()
    for (const item of include ?? rootsOf(this.#controller)) await add(item)
    return plan
  }
}

function rootsOf({ items }: vscode.TestController): readonly vscode.TestItem[] {
  return [...items].map(([, item]) => item)
}
