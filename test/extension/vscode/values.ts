import { URI, Utils } from 'vscode-uri'

/** VS Code's Uri is this very class, with one function more. */
export const Uri = Object.assign(URI, { joinPath: Utils.joinPath })

/** A class whose instances hold what they are made of, under these names. */
function valuesOf<Fields extends object>(...names: readonly (keyof Fields)[]) {
  return class {
    constructor(...values: readonly unknown[]) {
      Object.assign(this, Object.fromEntries(names.map((name, index) => [name, values[index]])))
    }
  } as new (
    ...values: readonly unknown[]
  ) => Readonly<Fields>
}

export class Position extends valuesOf<{ line: number; character: number }>('line', 'character') {}

export class Range {
  readonly start: Position
  readonly end: Position

  constructor(startLine: number, startCharacter: number, endLine: number, endCharacter: number) {
    this.start = new Position(startLine, startCharacter)
    this.end = new Position(endLine, endCharacter)
  }
}

export class Location extends valuesOf<{ uri: URI; range: Range }>('uri', 'range') {}

interface Command {
  readonly title: string
  readonly command: string
  readonly arguments: unknown[]
}

export class CodeLens extends valuesOf<{ range: Range; command: Command }>('range', 'command') {}

export class ThemeColor extends valuesOf<{ id: string }>('id') {}

export class MarkdownString {
  value = ''

  appendText(text: string): this {
    this.value += text
    return this
  }

  appendCodeblock(code: string): this {
    this.value += `\n${code}`
    return this
  }
}

export interface Disposable {
  dispose(): void
}

type Listener<Event> = (event: Event) => unknown

export class EventEmitter<Event> implements Disposable {
  readonly #listeners = new Set<Listener<Event>>()

  readonly event = (listener: Listener<Event>): Disposable => {
    this.#listeners.add(listener)
    return { dispose: () => this.#listeners.delete(listener) }
  }

  fire(event: Event): void {
    for (const listener of this.#listeners) listener(event)
  }

  dispose(): void {
    this.#listeners.clear()
  }
}

export class CancellationTokenSource {
  readonly #cancelled = new EventEmitter<void>()
  readonly token = { isCancellationRequested: false, onCancellationRequested: this.#cancelled.event }

  cancel(): void {
    this.token.isCancellationRequested = true
    this.#cancelled.fire()
  }

  dispose(): void {
    this.#cancelled.dispose()
  }
}

export class CancellationError extends Error {}

export class TestMessage {
  expectedOutput: string | undefined
  actualOutput: string | undefined
  location: Location | undefined
  readonly message: string

  constructor(message: string) {
    this.message = message
  }

  static diff(message: string, expected: string, actual: string): TestMessage {
    return Object.assign(new TestMessage(message), { expectedOutput: expected, actualOutput: actual })
  }
}

interface ProcessOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
}

export class ProcessExecution extends valuesOf<{
  process: string
  args: readonly string[]
  options: ProcessOptions
}>('process', 'args', 'options') {}

export class Task extends valuesOf<{
  definition: unknown
  scope: unknown
  name: string
  source: string
  execution: ProcessExecution
  problemMatchers: string
}>('definition', 'scope', 'name', 'source', 'execution', 'problemMatchers') {}

export const ViewColumn = { Active: -1, Beside: -2, One: 1 }
export const TestRunProfileKind = { Run: 1, Debug: 2, Coverage: 3 }
export const TaskScope = { Global: 1, Workspace: 2 }
export const TaskGroup = { Test: { id: 'test' } }
export const StatusBarAlignment = { Left: 1, Right: 2 }
export const OverviewRulerLane = { Right: 4 }
export const DecorationRangeBehavior = { ClosedClosed: 1 }
export const ProgressLocation = { Window: 10, Notification: 15 }
export const ConfigurationTarget = { Global: 1, Workspace: 2 }
export const QuickPickItemKind = { Separator: -1, Default: 0 }
