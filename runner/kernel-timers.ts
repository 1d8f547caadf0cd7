import { type CheckedTrace, type Step, say, type Timer } from '@synfin/trace'
import type { Connection } from './connection.ts'
import { isTimersSegmentNext } from './look-ahead.ts'
import { writeTime } from './notation.ts'
import { peerName } from './peer-name.ts'
import type { PlayOptions } from './play-options.ts'
import {
  ORPHAN_MILLISECONDS,
  ORPHAN_SLACK_MILLISECONDS,
  RETRANSMISSION_MILLISECONDS,
  TIME_WAIT_MILLISECONDS,
} from './playing-time.ts'
import { CannotPlay } from './replay-plan.ts'
import type { Arrival, TimersOnDemand } from './stack.ts'
import type { OpenStep, Transcript } from './transcript.ts'
import type { Wire } from './wire.ts'

/** The default of tcp_fin_timeout (ip-sysctl). */
const ORPHAN_SECONDS = 60
/** A single time stands for ±20 %. */
const TOLERANCE = 0.2
/** The granularity of the kernel's timers, and what a busy machine adds. */
const SLACK_MILLISECONDS = 20

/** A `retransmit` line whose segment has not come yet. */
export interface Retransmission {
  readonly timer: Timer
  readonly recorded: OpenStep
  /** The longest to wait for it. */
  readonly milliseconds: number
}

/** The timers of the kernel's end: awaited, ended by force, or beyond anybody's reach. */
export class KernelTimers {
  readonly #trace: CheckedTrace
  readonly #kernel: string
  readonly #wire: Wire
  readonly #transcript: Transcript
  readonly #isRealTime: boolean
  #retransmission: Retransmission | undefined

  constructor(
    trace: CheckedTrace,
    { kernel, isRealTime }: Pick<PlayOptions, 'kernel' | 'isRealTime'>,
    wire: Wire,
    transcript: Transcript,
  ) {
    this.#trace = trace
    this.#kernel = kernel
    this.#isRealTime = isRealTime
    this.#wire = wire
    this.#transcript = transcript
  }

  /** Plays a timer line. Throws CannotPlay for what no kernel can be asked for. */
  play(at: number, { line }: Step, timer: Timer, recorded: OpenStep): void {
    switch (timer.timer) {
      case 'retransmit':
        this.#retransmit(at, timer, recorded)
        break
      case '2msl':
        this.#endTimeWait(recorded, timer)
        break
      case 'reboot':
        this.#onDemand(say`line ${line}: a kernel cannot be asked to forget its connections`).reboot()
        break
      case 'user-timeout':
        for (const connection of this.#meant(timer)) this.#giveUp(line, connection, recorded)
    }
  }

  /**
   * The kernel gives up a connection that its application holds when it has sent something again in vain. One timeout
   * runs out by itself: an orphan of Linux's waits in FIN_WAIT_2 for tcp_fin_timeout alone.
   */
  #giveUp(line: number, connection: Connection, recorded: OpenStep): void {
    if (!this.#wire.timers && this.#wire.sockets.shortenUserTimeout?.(connection.ours)) {
      this.#awaitUserTimeout(line, connection, recorded)
      return
    }
    const isWaiting = () => this.#wire.state(connection) === 'FIN_WAIT_2'
    if (this.#wire.timers || !isWaiting() || this.#wire.sockets.holds(connection.ours)) {
      this.#onDemand(say`line ${line}: a kernel's user timeout cannot be made to run out`).userTimeout(
        connection.ours,
      )
      return
    }
    const milliseconds = orphanTimeout(this.#trace)
    if (milliseconds > ORPHAN_MILLISECONDS && !this.#isRealTime)
      throw new CannotPlay(
        'kernel-cannot',
        say`line ${line}: the kernel waits ${milliseconds / 1000} s in FIN_WAIT_2; write \`kernel tcp_fin_timeout=1\`, or replay with \`--real-time\``,
      )
    const longest = Math.min(milliseconds + ORPHAN_SLACK_MILLISECONDS, TIME_WAIT_MILLISECONDS)
    this.#wire.wait(longest, () => !isWaiting())
    recorded.kernelState = this.#wire.state(connection)
  }

  #awaitUserTimeout(line: number, connection: Connection, recorded: OpenStep): void {
    const isOver = () => this.#wire.state(connection) === 'CLOSED'
    this.#wire.wait(RETRANSMISSION_MILLISECONDS, isOver)
    recorded.kernelState = this.#wire.state(connection)
    if (!isOver() && this.#wire.pending().length === 0)
      throw new CannotPlay(
        'kernel-cannot',
        say`line ${line}: the kernel's user timeout runs only while something of its is unacknowledged`,
      )
  }

  /** What only the model can be told. */
  #onDemand(refusal: string): TimersOnDemand {
    if (!this.#wire.timers) throw new CannotPlay('kernel-cannot', refusal)
    return this.#wire.timers
  }

  #meant({ peer }: Timer): readonly Connection[] {
    return this.#wire.connections.filter(connection => peer === undefined || connection.peer === peer)
  }

  /** The retransmission that the segment about to be expected is. */
  takeRetransmission(): Retransmission | undefined {
    const retransmission = this.#retransmission
    this.#retransmission = undefined
    return retransmission
  }

  /** Holds the time since the kernel's last segment against what the trace says. */
  check({ timer, recorded }: Retransmission, arrival: Arrival, previous: { readonly at: number }): void {
    const { after } = timer
    if (!after) return
    const isSingle = after.min === after.max
    const tolerance = SLACK_MILLISECONDS + (isSingle ? TOLERANCE * after.min : 0)
    const took = arrival.at - previous.at
    if (took >= after.min - tolerance && took <= after.max + tolerance) return
    const range = isSingle ? `${after.min} ms` : say`${after.min} ms to ${after.max} ms`
    const message = say`the ${peerName(this.#wire.peer)}'s timer took ${Math.round(took)} ms, the trace says ${range}`
    recorded.observed = `${timer.end}: retransmit after ${Math.round(took)}ms`
    const text = `${timer.end}: retransmit after ${writeTime(took)}`
    this.#transcript.mismatch(recorded, message, { kind: 'statement', text }, arrival)
  }

  /** Where the next line is not the segment that the timer sends, the timer is awaited here. */
  #retransmit(at: number, timer: Timer, recorded: OpenStep): void {
    const milliseconds = RETRANSMISSION_MILLISECONDS
    const meant = this.#meant(timer)
    for (const { ours } of meant) this.#wire.timers?.retransmit(ours, timer.after?.min)
    if (meant.some(({ peer }) => isTimersSegmentNext(this.#trace.steps, at + 1, this.#kernel, peer))) {
      this.#retransmission = { timer, recorded, milliseconds }
      return
    }
    const arrival = this.#wire.nextOf(meant, milliseconds)
    if (arrival) {
      this.#transcript.unexpected(arrival, say`when its timer ran out`)
      return
    }
    recorded.observed = ''
    this.#transcript.missing(
      recorded,
      say`the ${peerName(this.#wire.peer)} sent nothing again within ${milliseconds / 1000} s: nothing of its is outstanding, or its timer is longer`,
    )
  }

  #endTimeWait(recorded: OpenStep, timer: Timer): void {
    const meant = this.#meant(timer)
    const waiting = meant.filter(connection => this.#wire.state(connection) === 'TIME_WAIT')
    for (const connection of waiting) {
      if (!this.#isRealTime || this.#wire.timers) this.#wire.endTimeWait(connection)
      else this.#wire.wait(TIME_WAIT_MILLISECONDS, () => this.#wire.state(connection) !== 'TIME_WAIT')
      recorded.kernelState = this.#wire.state(connection)
    }
    const [connection] = meant
    if (waiting.length > 0 || !connection) return
    const state = this.#wire.state(connection)
    recorded.expected = `${connection.key}=TIME_WAIT`
    recorded.observed = `${connection.key}=${state}`
    const message = say`there is no TIME_WAIT to end: the ${peerName(this.#wire.peer)} is in ${state}`
    this.#transcript.mismatch(recorded, message, { kind: 'delete' })
  }
}

function orphanTimeout({ kernel }: CheckedTrace): number {
  const settings = kernel.flatMap(line => line.settings)
  const written = settings.findLast(({ name }) => name.text === 'tcp_fin_timeout')
  return 1000 * (Number(written?.value.text ?? ORPHAN_SECONDS) || ORPHAN_SECONDS)
}
