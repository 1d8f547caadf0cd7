import { type ChildProcess, spawn } from 'node:child_process'
import { type CheckedTrace, say, spokenLanguage } from '@synfin/trace'
import { lastWords } from './last-words.ts'
import { type Launch, launches } from './launch.ts'
import { type PlayOptions, peerFor } from './play-options.ts'
import { playingTime } from './playing-time.ts'
import type { FromChild, ToChild } from './protocol.ts'
import type { ReplayRun } from './replay-run.ts'
import { RunnerUnavailable, startFailure, type Unavailability } from './unavailable.ts'
import { unplayedRun } from './unplayed-run.ts'

export interface RunnerOptions {
  /** The child program's path: the bundled `runner-child.js`, or `child.ts`. */
  readonly childFile: string
  /** The Node that runs it; this process's by default. */
  readonly execPath?: string
  /** The child's environment; this process's by default. `SYNFIN_TUN` names another TUN device. */
  readonly env?: NodeJS.ProcessEnv
  /** How long the child may be silent beyond what the trace itself takes, in milliseconds; 15 s by default. */
  readonly patience?: number
}

export interface ReplayOptions {
  /** How the result names the trace's file. */
  readonly file: string
  /** The end the kernel plays, or the model in its place; see {@link kernelEnds}. */
  readonly kernel: string
  /** Lets `2msl` take its 60 s. */
  readonly realTime?: boolean
  /** Returns every packet with the run. */
  readonly capture?: boolean
  /** The command of a user-space stack that plays the kernel's end; see docs/stacks.md. */
  readonly stack?: string
  /** The kernel's lines are still to be written: its application reads before it closes. */
  readonly record?: boolean
}

/** Replays traces, whoever the peer is. */
export interface Replayer {
  /** Plays a trace once. */
  replay(trace: CheckedTrace, options: ReplayOptions): Promise<ReplayRun>
  close(): Promise<void>
}

interface Request {
  readonly id: number
  readonly trace: CheckedTrace
  readonly options: PlayOptions
  /** Milliseconds after which a silent child is taken to hang. */
  readonly budget: number
  readonly resolve: (run: ReplayRun) => void
  readonly reject: (error: Error) => void
}

/** For a busy machine. */
const PATIENCE_MILLISECONDS = 15_000
/** The child starts within a tenth of a second; one that hangs will hang for every run. */
const START_MILLISECONDS = 5_000
const HEARING_MILLISECONDS = 200
const STDERR_LIMIT = 16_384
/** The child keeps so many traces, for when they are played again. */
const KEPT_TRACES = 256

/**
 * Replays traces against the Linux kernel, in a child process with a network of its own.
 *
 * The child boots while the caller is still reading files, stays warm for later replays, and is watched: one that
 * hangs is killed and its run reported as failed. Loads no native code in this process.
 */
export class Runner implements Replayer {
  readonly #options: RunnerOptions
  readonly #launches: Launch[]
  readonly #requests = new Map<number, Request>()
  #child: ChildProcess | undefined
  #isReady = false
  #stderr = ''
  #sentTraces = new Map<CheckedTrace, number>()
  #playing: number | undefined
  /** The process groups that the child has started. */
  readonly #programs = new Set<number>()
  #watchdog: NodeJS.Timeout | undefined
  #startTimer: NodeJS.Timeout | undefined
  #unavailable: Unavailability | undefined
  #firstFailure: Unavailability | undefined
  #longestBudget = 0
  #nextId = 1
  #isClosed = false

  /** Starts the child at once. That it cannot start is said by the first replay. */
  static start(options: RunnerOptions): Runner {
    return new Runner(options)
  }

  private constructor(options: RunnerOptions) {
    this.#options = options
    this.#launches = launches(options.execPath ?? process.execPath, options.childFile)
    if (process.platform !== 'linux') this.#unavailable = { code: 'not-linux', platform: process.platform }
    else this.#launch()
  }

  /**
   * Plays a trace once. Replays asked for at the same time are played one after the other but share the waiting for
   * silence at their ends, so ask for all at once.
   *
   * Rejects with RunnerUnavailable where this machine cannot replay.
   */
  replay(trace: CheckedTrace, options: ReplayOptions): Promise<ReplayRun> {
    const { file, kernel, realTime = false, capture = false, record = false, stack } = options
    return new Promise((resolve, reject) => {
      if (this.#unavailable) return reject(new RunnerUnavailable(this.#unavailable))
      if (this.#isClosed) return reject(new Error(say`the runner is closed`))
      const id = this.#nextId++
      const playOptions = {
        file,
        kernel,
        stack,
        isRealTime: realTime,
        isCaptured: capture,
        isRecorded: record,
      }
      const budget = (this.#options.patience ?? PATIENCE_MILLISECONDS) + playingTime(trace, realTime)
      const request = { id, trace, options: playOptions, budget, resolve, reject }
      this.#requests.set(id, request)
      this.#longestBudget = Math.max(this.#longestBudget, budget)
      if (!this.#child) this.#launch()
      else if (this.#isReady) this.#send(request)
      this.#holdProcess()
      this.#watch()
    })
  }

  /** Ends the child. Replays still waiting are rejected. */
  async close(): Promise<void> {
    this.#isClosed = true
    for (const { reject } of this.#requests.values()) reject(new Error(say`the runner was closed`))
    this.#requests.clear()
    clearTimeout(this.#watchdog)
    clearTimeout(this.#startTimer)
    this.#kill()
  }

  #launch(): void {
    const [launch] = this.#launches
    if (!launch) return
    const child = spawn(launch.command, launch.arguments, {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: childEnvironment(this.#options.env ?? process.env),
      // A process group of its own: an interrupt from the terminal ends the parent, and that ends the child.
      detached: true,
    })
    this.#child = child
    this.#isReady = false
    this.#stderr = ''
    this.#sentTraces = new Map()
    child.stderr?.setEncoding('utf8').on('data', text => {
      this.#stderr = (this.#stderr + text).slice(-STDERR_LIMIT)
    })
    child.on('message', (message: FromChild) => child === this.#child && this.#heard(message))
    child.on(
      'error',
      error => child === this.#child && this.#failedToStart(spawnFailure(error, launch.command)),
    )
    this.#awaitReady(child)
    child.on(
      'close',
      (code, signal) => child === this.#child && this.#ended(signal ?? say`exit status ${code ?? ''}`),
    )
    this.#holdProcess()
  }

  #awaitReady(child: ChildProcess): void {
    const giveUp = () => {
      if (child !== this.#child || this.#isReady) return
      this.#kill()
      this.#failedToStart({
        code: 'child-failed',
        said: say`nothing was heard of it for ${START_MILLISECONDS / 1000} s`,
      })
    }
    clearTimeout(this.#startTimer)
    // Our own thread may have been busy for so long: what the child has said meanwhile is heard first.
    const hear = () => {
      this.#startTimer = setTimeout(giveUp, HEARING_MILLISECONDS).unref()
    }
    this.#startTimer = setTimeout(hear, START_MILLISECONDS).unref()
  }

  #heard(message: FromChild): void {
    if (message.kind === 'ready') {
      this.#isReady = true
      clearTimeout(this.#startTimer)
      this.#teachLanguage()
      for (const request of this.#requests.values()) this.#send(request)
      this.#watch()
      return
    }
    if (message.kind === 'program') {
      if (message.isRunning) this.#programs.add(message.pid)
      else this.#programs.delete(message.pid)
      return
    }
    if (message.kind === 'playing') {
      this.#playing = message.id
      this.#watch()
      return
    }
    const request = this.#requests.get(message.id)
    if (this.#playing === message.id) this.#playing = undefined
    this.#requests.delete(message.id)
    if (message.kind === 'played') request?.resolve(message.run)
    else request?.reject(new RunnerUnavailable(message.cause))
    this.#watch()
    this.#holdProcess()
  }

  #teachLanguage(): void {
    const language = spokenLanguage()
    if (language) this.#tell({ kind: 'speak', language: { id: language.id, texts: language.texts } })
  }

  #send({ id, trace, options }: Request): void {
    let traceId = this.#sentTraces.get(trace)
    if (traceId === undefined) {
      traceId = id
      this.#sentTraces.set(trace, traceId)
      this.#tell({ kind: 'trace', traceId, trace })
      this.#forgetOldest()
    }
    this.#tell({ kind: 'play', id, traceId, options })
  }

  #forgetOldest(): void {
    const [oldest] = this.#sentTraces
    if (!oldest || this.#sentTraces.size <= KEPT_TRACES) return
    this.#sentTraces.delete(oldest[0])
    this.#tell({ kind: 'forget', traceId: oldest[1] })
  }

  #tell(message: ToChild): void {
    // A child that is gone is noticed by its `close`.
    if (this.#child?.connected) this.#child.send(message, () => {})
  }

  /** The child is gone before its time. */
  #ended(how: string): void {
    this.#child = undefined
    this.#killPrograms()
    if (this.#isClosed) return
    const said = `${lastWords(this.#stderr)} (${how})`.trim()
    if (!this.#isReady) this.#failedToStart(startFailure(this.#stderr) ?? { code: 'child-failed', said })
    else this.#abandonPlaying(say`the process that replays ended: ${said}`)
  }

  /** Tries the next way to start; where there is none, the first failure is what to say. */
  #failedToStart(cause: Unavailability): void {
    this.#child = undefined
    this.#firstFailure ??= cause
    this.#launches.shift()
    if (this.#launches.length > 0 && isWorthAnotherTry(cause)) {
      this.#launch()
      return
    }
    this.#unavailable = this.#firstFailure
    for (const { reject } of this.#requests.values()) reject(new RunnerUnavailable(this.#unavailable))
    this.#requests.clear()
    clearTimeout(this.#watchdog)
  }

  /** Reports the run that was being played, and plays the others in a new child. */
  #abandonPlaying(reason: string): void {
    const id = this.#playing ?? this.#requests.keys().next().value
    this.#playing = undefined
    const request = id === undefined ? undefined : this.#requests.get(id)
    if (request) {
      this.#requests.delete(request.id)
      const { trace, options } = request
      request.resolve(
        unplayedRun({ trace, ...options, peer: peerFor(options) }, { verdict: 'failed', reason }),
      )
    }
    if (this.#requests.size > 0) this.#launch()
    this.#watch()
  }

  /** A child that was ready and says nothing for longer than its slowest run may take hangs. */
  #watch(): void {
    clearTimeout(this.#watchdog)
    if (this.#requests.size === 0 || !this.#isReady) return
    const budget = this.#requests.get(this.#playing ?? -1)?.budget ?? this.#longestBudget
    this.#watchdog = setTimeout(() => {
      this.#kill()
      this.#abandonPlaying(say`the replay did not end within ${budget / 1000} s, and its process was killed`)
    }, budget)
  }

  #kill(): void {
    const child = this.#child
    this.#child = undefined
    this.#isReady = false
    if (child?.pid === undefined) return
    killGroup(child.pid)
    this.#killPrograms()
    // Its namespace and device take the kernel 30 ms to clear away: nobody waits for that.
    child.stderr?.destroy()
    if (child.connected) child.disconnect()
    child.unref()
  }

  #killPrograms(): void {
    for (const group of this.#programs) killGroup(group)
    this.#programs.clear()
  }

  /** An idle child keeps nobody waiting. */
  #holdProcess(): void {
    const child = this.#child
    if (!child) return
    const handles = [child, child.channel, child.stderr] as (
      | { ref?(): void; unref?(): void }
      | null
      | undefined
    )[]
    for (const handle of handles) {
      if (this.#requests.size > 0) handle?.ref?.()
      else handle?.unref?.()
    }
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It is gone already.
  }
}

/** Another way to a namespace helps where this one is forbidden. */
function isWorthAnotherTry({ code }: Unavailability): boolean {
  return code === 'namespaces-forbidden' || code === 'user-namespaces-restricted'
}

function spawnFailure(error: Error, command: string): Unavailability {
  const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
  return isMissing && command === 'unshare'
    ? { code: 'no-unshare' }
    : { code: 'child-failed', said: error.message }
}

/** In an Electron host, such as VS Code's, the same program is a Node by this name. */
function childEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, ...rest } = env
  return { ...rest, ELECTRON_RUN_AS_NODE: '1' }
}
