import { CannotBind, CONTROL_BITS } from '@synfin/capture'
import {
  type Call,
  type CheckedTrace,
  type GivenState,
  printCall,
  type SegmentStep,
  type Step,
  say,
  type Timer,
  type TraceSegment,
} from '@synfin/trace'
import { Application } from './application.ts'
import type { Connection } from './connection.ts'
import { differences, HARMLESS, sameFlags } from './kernel-segment.ts'
import { KernelTimers, type Retransmission } from './kernel-timers.ts'
import { isSentByKernel, lookAhead, peerOnLine, reachesKernel } from './look-ahead.ts'
import { differenceMessage, missingMessage } from './mismatch-message.ts'
import { notate, printNotation, type SegmentNotation, writeExpected, writeExpectedLive } from './notation.ts'
import { peerName } from './peer-name.ts'
import type { PlayOptions } from './play-options.ts'
import { PrologueFailed, playPrologue } from './prologue.ts'
import { CannotPlay, type ReplayPlan } from './replay-plan.ts'
import type { ReplayRun, StepDirection } from './replay-run.ts'
import type { Arrival, Stack } from './stack.ts'
import { StackFailure } from './stack-failure.ts'
import { StateCheck } from './state-check.ts'
import { stateKeys } from './state-keys.ts'
import { SystemError } from './system-error.ts'
import { type OpenStep, Transcript } from './transcript.ts'
import { Wire } from './wire.ts'

/** The kernel answers inline: what has not come by then does not come, and its first timer is still asleep. */
const PATIENCE_MILLISECONDS = 800
/** As long as the silence after the last line: some segments wait for the kernel's next tick. */
const OPTIONAL_PATIENCE_MILLISECONDS = 50

/** One trace played once on a stack: `run` it, let the kernel be silent for 50 ms, `settle`, and take the `result`. */
export class Play {
  readonly #trace: CheckedTrace
  readonly #options: PlayOptions
  readonly #wire: Wire
  readonly #transcript: Transcript
  readonly #application: Application
  readonly #states: StateCheck
  readonly #timers: KernelTimers
  readonly #warnings: string[]
  #cannot: CannotPlay | undefined
  #milliseconds = 0
  #step: Step | undefined
  /** Whether the stack is of no use to anybody any more. */
  #isStackLost = false
  /** A call that a line needs and the kernel refused. */
  #refusedCall: string | undefined

  /** `whileWaiting` is called now and then while `run` blocks the thread. */
  constructor(
    trace: CheckedTrace,
    plan: ReplayPlan,
    stack: Stack,
    options: PlayOptions,
    whileWaiting: () => void,
  ) {
    const { kernel } = options
    this.#trace = trace
    this.#options = options
    this.#warnings = [...stack.warnings]
    this.#wire = new Wire(stack, plan, stateKeys(trace, kernel), { ...options, whileWaiting })
    this.#transcript = new Transcript(this.#wire, kernel)
    this.#application = new Application(trace, kernel, this.#wire, options.isRecorded ?? false)
    this.#states = new StateCheck(trace, kernel, this.#wire, this.#transcript)
    this.#timers = new KernelTimers(trace, options, this.#wire, this.#transcript)
  }

  /** Whether a mismatch ended the run, so that nothing is left to wait for. */
  get isOver(): boolean {
    return this.#transcript.isOver
  }

  /** Plays all lines, or as many as make sense. Never throws on what a trace says or the kernel does. */
  run(): void {
    const started = performance.now()
    this.#attempt(() => {
      this.#wire.supposed = this.#trace.initial
      this.#playPrologues()
      this.#playSteps()
    })
    this.#milliseconds = performance.now() - started
  }

  #attempt(play: () => void): void {
    try {
      play()
    } catch (error) {
      if (error instanceof CannotPlay) this.#giveUp(error)
      else if (error instanceof CannotBind) this.#giveUp(new CannotPlay('trace-cannot', error.message))
      else if (error instanceof PrologueFailed) this.#transcript.end(error.message)
      else if (error instanceof StackFailure) this.#lose(error)
      else if (error instanceof SystemError) this.#transcript.end(say`a system call failed: ${error.message}`)
      else throw error
    }
  }

  #lose({ message }: StackFailure): void {
    this.#isStackLost = true
    this.#transcript.breakOff(message, this.#present())
  }

  /** Whatever the kernel has sent after the last line is unexpected. */
  settle(): void {
    if (this.isOver) return
    this.#attempt(() => {
      const [arrival] = this.#wire.pending()
      if (arrival) this.#transcript.unexpected(arrival, say`after the last line`)
      else this.#checkPackets()
    })
  }

  result(): ReplayRun {
    const { reason, steps } = this.#transcript
    const run = {
      file: this.#options.file,
      trace: this.#trace.name,
      kernel: this.#options.kernel,
      peer: this.#wire.peer,
      milliseconds: this.#milliseconds,
      bindings: this.#wire.numbers.bindings,
      steps,
      warnings: [...this.#warnings, ...this.#strangeWarnings()],
      ...(this.#options.isCaptured ? { packets: this.#wire.packets } : {}),
    }
    if (this.#cannot)
      return { ...run, verdict: 'skipped', skipped: this.#cannot.why, reason: this.#cannot.message }
    return reason === undefined ? { ...run, verdict: 'passed' } : { ...run, verdict: 'failed', reason }
  }

  /** Each kind of packet once, however many came. */
  #strangeWarnings(): Iterable<string> {
    return new Set(this.#wire.strange.map(({ what }) => say`the ${peerName(this.#wire.peer)} sent ${what}`))
  }

  /** Ends what is left of the connections. Says whether nothing is. */
  clear(): boolean {
    try {
      return this.#wire.clear() && !this.#isStackLost
    } catch (error) {
      if (error instanceof StackFailure) return false
      throw error
    }
  }

  #playPrologues(): void {
    const { kernel } = this.#options
    const givenOf = (end: string, peer: string) =>
      this.#trace.given.find(given => given.end === end && (given.peer ?? peer) === peer)
    for (const connection of this.#wire.connections) {
      const given = givenOf(kernel, connection.peer)
      if (!given) continue
      const peer = givenOf(connection.peer, kernel)
      // While a trace is recorded, such a number may yet be one of the kernel's.
      connection.isHalfOpen =
        !this.#options.isRecorded && !isOpen(given) && peer !== undefined && isOpen(peer)
      const note = playPrologue(this.#wire, connection, given, peer)
      if (note) this.#warnings.push(note)
    }
  }

  #playSteps(): void {
    for (const [at, step] of this.#trace.steps.entries()) {
      if (step.kind === 'note') continue
      this.#checkSilence(at, step)
      this.#wire.line = step.line
      this.#step = step
      if (!this.isOver) this.#playStep(at, step)
      if (!this.isOver) this.#states.check(at, step)
      if (!this.isOver) this.#checkPackets()
      if (this.isOver) return
      this.#wire.supposed = step.states
    }
  }

  /** The line that is played, which may not have been recorded yet. */
  #present(): OpenStep | undefined {
    const last = this.#transcript.steps.at(-1)
    const step = this.#step
    if (!step || (last?.line === step.line && last.usedAt === step.usedAt)) return last
    return this.#transcript.record(step, directionOf(step, this.#options.kernel), step.text)
  }

  /** What was meant as a segment and is none, no line expects. */
  #checkPackets(): void {
    const broken = this.#wire.strange.find(({ isBroken }) => isBroken)
    if (!broken) return
    this.#transcript.breakOff(say`the ${peerName(this.#wire.peer)} sent ${broken.what}`, this.#present())
  }

  #playStep(at: number, step: Step): void {
    const calls = step.inferredCalls.filter(({ end }) => end === this.#options.kernel)
    const isEarly = this.#hasAnswered(step)
    if (!isEarly) for (const call of calls) this.#playInferredCall(at, call)
    switch (step.kind) {
      case 'segment':
        this.#playSegment(step, isEarly && calls.length > 0)
        break
      case 'call':
        this.#playCall(at, step, step.call)
        break
      case 'timer':
        this.#playTimer(at, step, step.timer)
        break
      case 'wait':
        this.#playWait(at, step, step.wait.min)
        break
      case 'claim':
        this.#transcript.record(step, 'claim', writeClaims(step))
    }
  }

  /** Whether what a line expects has come already, or something else in its place: no call is needed for that. */
  #hasAnswered(step: Step): boolean {
    if (step.kind !== 'segment' || !isSentByKernel(step.segment, this.#options.kernel)) return false
    const connection = this.#wire.connectionWith(step.segment.to)
    return this.#wire.pending().some(arrival => this.#wire.connectionOf(arrival) === connection)
  }

  /** `isEarly` where the kernel has sent something before the calls that the line's own segment needs. */
  #playSegment(step: SegmentStep, isEarly: boolean): void {
    const { segment } = step
    const { kernel } = this.#options
    const connection = this.#wire.connectionWith(peerOnLine(segment, kernel))
    if (connection && isSentByKernel(segment, kernel)) {
      this.#expect(step, connection, isEarly)
      return
    }
    if (connection && reachesKernel(segment, kernel)) {
      this.#listenForReopening(step, connection)
      this.#wire.send(connection, segment)
    } else if (connection) this.#wire.passOver(connection, segment)
    this.#transcript.record(step, 'sent', step.text, connection)
  }

  /** RFC 9293 §3.6.1 (MAY-2) reopens a connection out of TIME_WAIT; Linux does so only for a listener. */
  #listenForReopening(step: SegmentStep, connection: Connection): void {
    if (step.states[connection.key] !== 'SYN_RCVD' || this.#wire.sockets.isListening) return
    if (this.#wire.state(connection) === 'TIME_WAIT') this.#wire.sockets.listen()
  }

  #expect(step: SegmentStep, connection: Connection, isEarly: boolean): void {
    const { segment } = step
    const retransmission = this.#timers.takeRetransmission()
    const previous = connection.lastArrival
    const arrival = this.#wire.next(connection, patience(step, retransmission))
    const found = arrival ? differences(segment, arrival.segment, connection, this.#wire.numbers) : undefined
    const isOther = !found?.every(difference => HARMLESS.includes(difference))
    if (arrival && !(segment.optional && isOther)) this.#wire.take(arrival, connection)
    const recorded = this.#transcript.record(step, 'expected', writeExpected(step), connection)
    if (segment.optional && isOther) {
      this.#states.passOver(segment)
      return
    }
    if (!arrival || !found) {
      this.#transcript.missing(recorded, missingMessage(segment, connection, this.#wire, this.#refusedCall))
      return
    }
    const notation = this.#notate(arrival, connection, step)
    recorded.observed = printNotation(notation, segment.journey)
    if (!isOther) this.#wire.anchorEnd(segment, connection.kernelNumbers)
    if (found.length > 0) {
      recorded.differs = found
      recorded.expectedLive = writeExpectedLive(segment, connection, this.#wire.numbers)
      const isExtra = found.includes('flags') && (isEarly || this.#hasSameFlagsPending(segment, connection))
      this.#transcript.mismatch(
        recorded,
        differenceMessage(
          { differing: found, expected: segment, came: arrival.segment, notation },
          connection,
          this.#wire,
          this.#refusedCall,
        ),
        isExtra
          ? { kind: 'insert', segment: notation, where: 'before', timer: undefined }
          : { kind: 'segment', segment: notation, differing: found },
        arrival,
      )
      this.#transcript.isOver ||= isOther
    } else if (retransmission && previous) this.#timers.check(retransmission, arrival, previous)
  }

  /** Whether what a line expects has come right after something else. */
  #hasSameFlagsPending(segment: TraceSegment, connection: Connection): boolean {
    return this.#wire
      .pending()
      .some(arrival => this.#wire.connectionOf(arrival) === connection && sameFlags(segment, arrival.segment))
  }

  /** Nothing may be pending that no line still to come takes. */
  #checkSilence(at: number, step: Step): void {
    const arrival = this.#wire.pending().find(candidate => !this.#isDue(candidate, at))
    if (!arrival || this.#isHastySyn(arrival, step)) return
    const direction = directionOf(step, this.#options.kernel)
    this.#transcript.unexpected(arrival, say`before line ${step.line}`, () =>
      this.#transcript.record(step, direction, step.text),
    )
  }

  /**
   * Linux sends its SYN again a tick after an unacceptable ACK, the model at once. Our next segment is on its way by
   * then, except on a busy machine: what comes of that is not the trace's, and is passed over.
   */
  #isHastySyn(arrival: Arrival, next: Step): boolean {
    const connection = this.#wire.connectionOf(arrival)
    const { bits, seq } = arrival.segment
    const isRepeated = bits === CONTROL_BITS.SYN && connection?.kernelSyn?.seq === seq
    if (!isRepeated || next.kind !== 'segment' || connection.stateBefore !== 'SYN_SENT') return false
    this.#wire.take(arrival, connection)
    return true
  }

  /** Whether the next thing that happens on its connection is that the kernel sends. */
  #isDue(arrival: Arrival, at: number): boolean {
    const peer = this.#wire.connectionOf(arrival)?.peer
    if (peer === undefined) return false
    const next = lookAhead(this.#trace.steps, at, this.#options.kernel, peer)
    if (next?.kind !== 'kernel-segment') return false
    // Between two calls whose segments follow them, only what those lines say is due.
    return !next.isAfterCall || sameFlags(next.segment, arrival.segment)
  }

  #playWait(at: number, step: Step, milliseconds: number): void {
    this.#transcript.record(step, 'wait', step.text)
    this.#wire.wait(milliseconds, () => this.#wire.pending().length > 0)
    const [arrival] = this.#wire.pending()
    if (!arrival) return
    const connection = this.#wire.connectionOf(arrival)
    const next = this.#trace.steps.slice(at + 1).find(({ kind }) => kind !== 'note')
    const isNext = next?.kind === 'segment' && next.segment.to === connection?.peer
    if (!connection || !isNext || !this.#isDue(arrival, at + 1)) {
      this.#transcript.unexpected(arrival, say`during \`${step.text}\``)
      return
    }
    const timer = this.#wire.sinceLast(arrival, connection)
    const notation = this.#notate(arrival, connection, next)
    const waited = this.#transcript.steps.at(-1)
    if (waited) waited.amendment = { kind: 'insert', segment: notation, where: 'before', timer }
    const recorded = this.#transcript.record(next, 'expected', writeExpected(next), connection)
    recorded.observed = printNotation(notation, next.segment.journey)
    this.#transcript.mismatch(
      recorded,
      say`the ${peerName(this.#wire.peer)} sent this during \`${step.text}\` on line ${step.line}`,
      undefined,
      arrival,
    )
    this.#transcript.isOver = true
  }

  #playCall(at: number, step: Step, call: Call): void {
    const outcome = call.end === this.#options.kernel ? this.#application.make(at, call) : undefined
    const recorded = this.#transcript.record(
      step,
      'call',
      printCall(call),
      this.#wire.connectionWith(call.peer),
    )
    const problem = outcome && this.#application.problem(call, outcome)
    if (!problem) return
    recorded.observed = printCall(problem.observed)
    this.#transcript.mismatch(recorded, problem.message, { kind: 'statement', text: recorded.observed })
    // Which error the application is told changes nothing of the connection.
    this.#transcript.isOver = !(call.fails && problem.observed.fails)
  }

  #playInferredCall(at: number, call: Call): void {
    const outcome = this.#application.make(at, call)
    if (outcome.kind === 'failed' && call.call !== 'receive')
      this.#refusedCall = say`\`${printCall(call)}\`, which it needs, failed with ${outcome.errno}`
  }

  #playTimer(at: number, step: Step, timer: Timer): void {
    const recorded = this.#transcript.record(step, 'timer', step.text, this.#wire.connectionWith(timer.peer))
    if (timer.end === this.#options.kernel) this.#timers.play(at, step, timer, recorded)
  }

  #giveUp(cannot: CannotPlay): void {
    this.#cannot = cannot
    this.#transcript.isOver = true
    if (this.#step) this.#transcript.withdraw(this.#step)
  }

  #notate({ segment }: Arrival, connection: Connection, step: SegmentStep): SegmentNotation {
    return notate(segment, this.#options.kernel, connection, this.#wire.numbers, step.segment)
  }
}

function patience({ segment }: SegmentStep, retransmission: Retransmission | undefined): number {
  if (retransmission) return retransmission.milliseconds
  return segment.optional ? OPTIONAL_PATIENCE_MILLISECONDS : PATIENCE_MILLISECONDS
}

function directionOf(step: Step, kernel: string): StepDirection {
  if (step.kind === 'segment') return isSentByKernel(step.segment, kernel) ? 'expected' : 'sent'
  return step.kind === 'note' ? 'claim' : step.kind
}

/** `B=CLOSED`, `A=CLOSED refused`. */
function writeClaims(step: Step): string {
  return step.claims.map(({ key, state, reason }) => `${key}=${state}${reason ? ` ${reason}` : ''}`).join(' ')
}

function isOpen({ state }: GivenState): boolean {
  return state !== 'CLOSED' && state !== 'LISTEN'
}
