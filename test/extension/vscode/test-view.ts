import type { URI } from 'vscode-uri'
import { CancellationTokenSource, type Range, type TestMessage } from './values.ts'

/** An item of the Testing view. */
export class TestItem {
  readonly id: string
  readonly label: string
  readonly uri: URI | undefined
  readonly children: TestItemCollection = new TestItemCollection(this)
  parent: TestItem | undefined
  range: Range | undefined
  canResolveChildren = false
  description: string | undefined
  sortText: string | undefined
  error: string | undefined

  constructor(id: string, label: string, uri?: URI) {
    this.id = id
    this.label = label
    this.uri = uri
  }
}

export class TestItemCollection implements Iterable<[string, TestItem]> {
  readonly #items = new Map<string, TestItem>()
  readonly #owner: TestItem | undefined

  constructor(owner?: TestItem) {
    this.#owner = owner
  }

  get(id: string): TestItem | undefined {
    return this.#items.get(id)
  }

  add(item: TestItem): void {
    item.parent = this.#owner
    this.#items.set(item.id, item)
  }

  delete(id: string): void {
    this.#items.delete(id)
  }

  replace(items: readonly TestItem[]): void {
    this.#items.clear()
    for (const item of items) this.add(item)
  }

  [Symbol.iterator](): Iterator<[string, TestItem]> {
    return this.#items[Symbol.iterator]()
  }
}

export interface TestRunRequest {
  readonly include?: readonly TestItem[]
  readonly exclude?: readonly TestItem[]
  readonly continuous?: boolean
}

type RunHandler = (request: TestRunRequest, token: CancellationTokenSource['token']) => void | Promise<void>

/** How an item fared. */
export interface TestResult {
  readonly state: 'passed' | 'failed' | 'errored' | 'skipped'
  readonly messages: readonly TestMessage[]
}

/** A run as a person sees it: the last state of each item, and the terminal. */
export class TestRun {
  readonly results = new Map<TestItem, TestResult>()
  output = ''
  isEnded = false

  enqueued(): void {}

  started(): void {}

  // Named as VS Code calls them.
  readonly passed = (item: TestItem) => this.#set(item, 'passed')
  readonly skipped = (item: TestItem) => this.#set(item, 'skipped')
  readonly failed = (item: TestItem, messages: TestMessage | readonly TestMessage[]) =>
    this.#set(item, 'failed', messages)
  readonly errored = (item: TestItem, messages: TestMessage | readonly TestMessage[]) =>
    this.#set(item, 'errored', messages)

  appendOutput(text: string): void {
    this.output += text
  }

  end(): void {
    this.isEnded = true
  }

  #set(
    item: TestItem,
    state: TestResult['state'],
    messages: TestMessage | readonly TestMessage[] = [],
  ): void {
    if (this.isEnded) throw new Error('a result after the end of the run is lost')
    this.results.set(item, { state, messages: [messages].flat() })
  }
}

/** The Testing view of one controller, and what a person does in it. */
export class TestController {
  readonly items = new TestItemCollection()
  readonly runs: TestRun[] = []
  refreshHandler: (() => Promise<void>) | undefined
  resolveHandler: ((item: TestItem | undefined) => Promise<void>) | undefined
  #run: RunHandler | undefined

  createTestItem(id: string, label: string, uri?: URI): TestItem {
    return new TestItem(id, label, uri)
  }

  createRunProfile(_label: string, _kind: number, run: RunHandler): void {
    this.#run = run
  }

  createTestRun(): TestRun {
    const run = new TestRun()
    this.runs.push(run)
    return run
  }

  dispose(): void {}

  /** The view is opened. */
  async open(): Promise<void> {
    await this.resolveHandler?.(undefined)
  }

  /** Presses ▶; resolves when the run has ended, or with `continuous` has begun to wait. */
  async press(
    request: TestRunRequest = {},
    cancellation = new CancellationTokenSource(),
  ): Promise<TestRun[]> {
    const before = this.runs.length
    await this.#run?.(request, cancellation.token)
    return this.runs.slice(before)
  }
}
