import { URI, Utils } from 'vscode-uri'

/** VS Code's Uri is this very class, with one function more. */
export const Uri = Object.assign(URI, { joinPath: Utils.joinPath })

export class Position {
  readonly line: number
  readonly character: number

  constructor(line: number, character: number) {
    this.line = line
    this.character = character
  }
}

export class Range {
  readonly start: Position
  readonly end: Position

  constructor(startLine: number, startCharacter: number, endLine: number, endCharacter: number) {
    this.start = new Position(startLine, startCharacter)
    this.end = new Position(endLine, endCharacter)
  }
}

export class Location {
  readonly uri: URI
  readonly range: Range

  constructor(uri: URI, range: Range) {
    this.uri = uri
    this.range = range
  }
}

export class CodeLens {
  readonly range: Range
  readonly command: { readonly title: string; readonly command: string; readonly arguments: unknown[] }

  constructor(range: Range, command: CodeLens['command']) {
    this.range = range
    this.command = command
  }
}

export class ThemeColor {
  readonly id: string

  constructor(id: string) {
    this.id = id
  }
}

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

export class ProcessExecution {
  readonly process: string
  readonly args: readonly string[]
  readonly options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> }

  constructor(process: string, args: readonly string[], options: ProcessExecution['options']) {
    this.process = process
    this.args = args
    this.options = options
  }
}

export class Task {
  readonly definition: unknown
  readonly scope: unknown
  readonly name: string
  readonly source: string
  readonly execution: ProcessExecution
  readonly problemMatchers: string

  constructor(
    ...[definition, scope, name, source, execution, problemMatchers]: [
      definition: unknown,
      scope: unknown,
      name: string,
      source: string,
      execution: ProcessExecution,
      problemMatchers: string,
    ]
  ) {
    this.definition = definition
    this.scope = scope
    this.name = name
    this.source = source
    this.execution = execution
    this.problemMatchers = problemMatchers
  }
}

export const TestRunProfileKind = { Run: 1, Debug: 2, Coverage: 3 }
export const TaskScope = { Global: 1, Workspace: 2 }
export const TaskGroup = { Test: { id: 'test' } }
export const StatusBarAlignment = { Left: 1, Right: 2 }
export const OverviewRulerLane = { Right: 4 }
export const DecorationRangeBehavior = { ClosedClosed: 1 }
export const ProgressLocation = { Window: 10, Notification: 15 }
export const ConfigurationTarget = { Global: 1, Workspace: 2 }
export const QuickPickItemKind = { Separator: -1, Default: 0 }
