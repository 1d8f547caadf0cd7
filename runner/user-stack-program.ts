import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import { say } from '@synfin/trace'
import { lastWords } from './last-words.ts'
import { StackFailure } from './stack-failure.ts'
import { close, howEnded, openPipe, pause, read, waitReadable, write } from './system-calls.ts'
import { SystemError } from './system-error.ts'

/** What a program says of itself when it is ready. */
export interface Readiness {
  readonly device: 'tun' | 'tap'
  /** What else it can do: `states`, and names of settings. */
  readonly abilities: readonly string[]
}

/** A program may load for so long, and think so long about one request. */
const START_MILLISECONDS = 10_000
const ANSWER_MILLISECONDS = 3_000
/** Between SIGTERM and SIGKILL. */
const GRACE_MILLISECONDS = 500
/** Between the end of its output and its own. */
const EXIT_MILLISECONDS = 200
const SLICE_MILLISECONDS = 100
/** No answer is longer. */
const LINE_LIMIT = 4096
const ERROR_LIMIT = 16_384

/** The process groups of all programs that may still run. */
const running = new Set<number>()

/** Ends every program at once, when there is no time to ask. */
export function killPrograms(): void {
  for (const pid of running) signal(pid, 'SIGKILL')
  running.clear()
}

/**
 * The program of a user-space stack: a shell command in a process group of its own, that is asked one line at a time on
 * its standard input and answers with one line on its standard output. See docs/stacks.md.
 *
 * Asking blocks the thread, for a bounded time. Once it has failed, it fails at everything.
 */
export class StackProgram {
  readonly #command: string
  readonly #pid: number
  readonly #child: ChildProcess
  readonly #requests: number
  readonly #answers: number
  readonly #errors: number
  readonly #announce: (pid: number, isRunning: boolean) => void
  readonly #buffer = Buffer.alloc(65536)
  #heard = ''
  #complaints = ''
  #failure: StackFailure | undefined
  #isReady = false
  #isEnded = false

  /**
   * Starts a command in the thread's network namespace. `handedOver` is a descriptor it gets as its descriptor 3;
   * `announce` is told when its process group begins and ends. Throws StackFailure.
   */
  constructor(
    command: string,
    environment: NodeJS.ProcessEnv,
    handedOver: number,
    announce: (pid: number, isRunning: boolean) => void,
  ) {
    this.#command = command
    this.#announce = announce
    const [requests, answers, errors] = [openPipe(), openPipe(), openPipe()]
    const theirs = [requests.reading, answers.writing, errors.writing]
    this.#requests = requests.writing
    this.#answers = answers.reading
    this.#errors = errors.reading
    this.#child = spawn('/bin/sh', ['-c', command], {
      stdio: [...theirs, handedOver],
      env: environment,
      detached: true,
    })
    for (const descriptor of theirs) close(descriptor)
    // What it would say is said by the end of its answers.
    this.#child.on('error', () => {})
    this.#child.unref()
    this.#pid = this.#child.pid ?? 0
    if (this.#pid === 0) throw this.#fail(say`the stack did not start: there is no /bin/sh`)
    running.add(this.#pid)
    announce(this.#pid, true)
  }

  get hasFailed(): boolean {
    return this.#failure !== undefined
  }

  /** Waits for the program to say that it is ready. Throws StackFailure. */
  awaitReady(): Readiness {
    const line = this.#readLine(START_MILLISECONDS, '')
    const [ready, device, ...abilities] = line.split(/\s+/)
    if (ready !== 'ready' || (device !== 'tun' && device !== 'tap')) throw this.misunderstood('', line)
    this.#isReady = true
    return { device, abilities }
  }

  /** Asks, and waits for the answer. Throws StackFailure. */
  ask(request: string): Answer {
    if (this.#failure) throw this.#failure
    try {
      write(this.#requests, Buffer.from(`${request}\n`))
    } catch (error) {
      if (error instanceof SystemError) throw this.#ended(request)
      throw error
    }
    const line = this.#readLine(ANSWER_MILLISECONDS, request)
    const [kind, ...words] = line.split(/\s+/)
    if (kind === 'ok') return { kind, words }
    if (kind === 'fails' && /^E[A-Z0-9]+$/.test(words[0] ?? '')) return { kind, errno: words[0] ?? '' }
    if (kind === 'unsupported') return { kind }
    throw this.misunderstood(request, line)
  }

  /** The failure of a program whose answer makes no sense. */
  misunderstood(request: string, answer: string): StackFailure {
    const said = `\`${shown(answer)}\``
    return this.#fail(
      this.#isReady
        ? say`the stack answered ${said} to \`${request}\`, which means nothing`
        : say`${this.#notStarted} said ${said} where \`ready tun\` or \`ready tap\` is due`,
    )
  }

  /** Ends the program: its input ends, SIGTERM follows at once, and SIGKILL half a second later. */
  end(): void {
    if (this.#isEnded) return
    this.#isEnded = true
    this.#failure ??= new StackFailure(say`the stack has been ended`)
    for (const descriptor of [this.#requests, this.#answers, this.#errors]) close(descriptor)
    if (this.#pid === 0) return
    signal(this.#pid, 'SIGTERM')
    setTimeout(() => {
      signal(this.#pid, 'SIGKILL')
      running.delete(this.#pid)
      this.#announce(this.#pid, false)
    }, GRACE_MILLISECONDS)
  }

  /** The next line, after a request. Throws StackFailure where none comes in time, or more than one. */
  #readLine(milliseconds: number, request: string): string {
    const deadline = performance.now() + milliseconds
    for (;;) {
      const end = this.#heard.indexOf('\n')
      if (end >= 0 && end < this.#heard.length - 1) throw this.misunderstood(request, this.#heard)
      if (end >= 0) {
        const line = this.#heard.trim()
        this.#heard = ''
        return line
      }
      if (this.#heard.length > LINE_LIMIT) throw this.misunderstood(request, this.#heard)
      const left = deadline - performance.now()
      if (left <= 0) throw this.#hangs(milliseconds, request)
      // In slices: a program that waits for us to read its complaints would never answer.
      this.#drainErrors()
      if (!waitReadable(this.#answers, Math.min(left, SLICE_MILLISECONDS))) continue
      const count = read(this.#answers, this.#buffer) ?? 0
      if (count === 0) throw this.#ended(request)
      this.#heard += this.#buffer.toString('latin1', 0, count)
    }
  }

  get #notStarted(): string {
    return say`the stack did not start: \`${shown(this.#command)}\``
  }

  #hangs(milliseconds: number, request: string): StackFailure {
    const who = this.#isReady ? say`the stack, asked \`${request}\`,` : this.#notStarted
    return this.#complainOf(say`${who} said nothing for ${milliseconds / 1000} s`)
  }

  #ended(request: string): StackFailure {
    const how = this.#howEnded()
    return this.#complainOf(
      this.#isReady
        ? say`the stack ended with ${how} when asked \`${request}\``
        : say`${this.#notStarted} ended with ${how} before it was ready`,
    )
  }

  #fail(message: string): StackFailure {
    this.#failure ??= new StackFailure(message)
    return this.#failure
  }

  /** Its answers end a moment before it does. */
  #howEnded(): string {
    const deadline = performance.now() + EXIT_MILLISECONDS
    for (;;) {
      const end = howEnded(this.#pid)
      if (end) return 'signal' in end ? signalName(end.signal) : statusName(end.status)
      if (performance.now() > deadline) return say`its output closed`
      pause(1)
    }
  }

  /** With the most telling thing it wrote to standard error. */
  #complainOf(what: string): StackFailure {
    this.#drainErrors()
    const words = lastWords(this.#complaints)
    return this.#fail(words === '' ? what : say`${what}: ${shown(words)}`)
  }

  #drainErrors(): void {
    while (waitReadable(this.#errors, 0)) {
      const count = read(this.#errors, this.#buffer) ?? 0
      if (count === 0) return
      this.#complaints = (this.#complaints + this.#buffer.toString('utf8', 0, count)).slice(-ERROR_LIMIT)
    }
  }
}

/** What a program answers. */
export type Answer =
  | { readonly kind: 'ok'; readonly words: readonly string[] }
  | { readonly kind: 'fails'; readonly errno: string }
  | { readonly kind: 'unsupported' }

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name)
  } catch {
    // The group is gone already.
  }
}

/** A shell says by its exit status which signal ended what it started. */
function statusName(status: number): string {
  return status > 128 && status < 160 ? signalName(status - 128) : say`exit status ${status}`
}

function signalName(number: number): string {
  const [name] = Object.entries(constants.signals).find(([, value]) => value === number) ?? []
  return name ?? say`signal ${number}`
}

/** As much of it as is worth reading, on one line. */
function shown(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > 120 ? `${line.slice(0, 120)}…` : line
}
