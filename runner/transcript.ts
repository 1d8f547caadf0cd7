import type { Step } from '@synfin/trace'
import type { Connection } from './connection.ts'
import { deviation } from './deviations.ts'
import { writeLive, writeObserved } from './notation.ts'
import type { ReplayStep, StepDirection } from './replay-run.ts'
import type { Arrival } from './stack.ts'
import type { Wire } from './wire.ts'

/** A line being played: its verdict may still change. */
export type OpenStep = { -readonly [Name in keyof ReplayStep]: ReplayStep[Name] }

/** How the lines of a run fared so far. */
export class Transcript {
  readonly steps: OpenStep[] = []
  /** The first thing that went wrong. */
  reason: string | undefined
  /** Whether going on makes no sense. */
  isOver = false
  readonly #wire: Wire
  readonly #kernel: string

  constructor(wire: Wire, kernel: string) {
    this.#wire = wire
    this.#kernel = kernel
  }

  /** Notes a line as played, and well until something says otherwise. */
  record(step: Step, direction: StepDirection, expected: string, connection?: Connection): OpenStep {
    const subject = connection ?? this.#wire.connections[0]
    const kernelState = subject ? this.#wire.state(subject) : 'CLOSED'
    const observed = direction === 'expected' ? '' : expected
    const recorded: OpenStep = { line: step.line, direction, verdict: 'ok', expected, observed, kernelState }
    this.steps.push(recorded)
    return recorded
  }

  mismatch(recorded: OpenStep, message: string, arrival?: Arrival): void {
    recorded.verdict = 'mismatch'
    recorded.message = message
    if (arrival) recorded.live = writeLive(arrival.segment)
    this.reason ??= `line ${recorded.line}: ${message}`
  }

  missing(recorded: OpenStep, message: string): void {
    recorded.verdict = 'missing'
    recorded.message = message
    this.end(`line ${recorded.line}: ${message}`)
  }

  /** Holds a segment no line expects against the line played last, or against the one that would be next. */
  unexpected(arrival: Arrival, when: string, next?: () => OpenStep): void {
    const { segment } = arrival
    const connection = this.#wire.connectionOf(arrival)
    const recorded = this.steps.at(-1) ?? next?.()
    const observed = connection
      ? writeObserved(segment, this.#kernel, connection, this.#wire.numbers)
      : `a segment to port ${segment.destinationPort}`
    const why =
      connection &&
      deviation({
        peer: this.#wire.peer,
        sent: connection.lastSent,
        before: connection.stateBefore,
        came: segment,
      })
    const message = `the ${this.#wire.peer} sent \`${observed}\`, which no line expects, ${when}${why ? `: ${why}` : ''}`
    if (recorded) {
      recorded.verdict = 'unexpected'
      recorded.observed = observed
      recorded.message = message
      recorded.live = writeLive(segment)
      if (connection) recorded.kernelState = this.#wire.state(connection)
    }
    this.end(recorded ? `line ${recorded.line}: ${message}` : message)
  }

  end(reason: string): void {
    this.reason ??= reason
    this.isOver = true
  }
}
