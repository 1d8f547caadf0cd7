import { type Step, say } from '@synfin/trace'
import type { Amendment } from './amendment.ts'
import type { Connection } from './connection.ts'
import { deviation } from './deviations.ts'
import { notate, printNotation, writeLive } from './notation.ts'
import { peerName } from './peer-name.ts'
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
  /** What the trace says on the lines of the steps. */
  readonly #written = new WeakMap<OpenStep, string>()

  constructor(wire: Wire, kernel: string) {
    this.#wire = wire
    this.#kernel = kernel
  }

  /** Notes a line as played, and well until something says otherwise. */
  record(step: Step, direction: StepDirection, expected: string, connection?: Connection): OpenStep {
    const subject = connection ?? this.#wire.connections[0]
    const kernelState = subject ? this.#wire.stateAfter(step, subject) : 'CLOSED'
    const observed = direction === 'expected' ? '' : expected
    const { line, usedAt } = step
    const place = usedAt === undefined ? { line } : { line, usedAt }
    const recorded: OpenStep = { ...place, direction, verdict: 'ok', expected, observed, kernelState }
    this.steps.push(recorded)
    this.#written.set(recorded, expected)
    return recorded
  }

  /** Takes back a line that turns out to be beyond playing: it went neither well nor wrong. */
  withdraw({ line, usedAt }: Step): void {
    const last = this.steps.at(-1)
    if (last?.line === line && last.usedAt === usedAt) this.steps.pop()
  }

  /** The step to say a further fault on: a line has one for each thing that is wrong with it. */
  toBlame(recorded: OpenStep): OpenStep {
    if (recorded.verdict === 'ok') return recorded
    const further = this.#asRecorded(recorded)
    this.#putBehind(recorded, further)
    return further
  }

  mismatch(recorded: OpenStep, message: string, amendment?: Amendment, arrival?: Arrival): void {
    recorded.verdict = 'mismatch'
    recorded.message = message
    if (amendment) recorded.amendment = amendment
    if (arrival) recorded.live = writeLive(arrival.segment)
    this.reason ??= say`line ${recorded.line}: ${message}`
  }

  missing(recorded: OpenStep, message: string): void {
    recorded.verdict = 'missing'
    recorded.message = message
    recorded.amendment = { kind: 'delete' }
    this.end(say`line ${recorded.line}: ${message}`)
  }

  /** Holds a segment no line expects against the line played last, or against the one that would be next. */
  unexpected(arrival: Arrival, when: string, next?: () => OpenStep): void {
    const { segment } = arrival
    const connection = this.#wire.connectionOf(arrival)
    const last = this.steps.findLast(({ continues }) => !continues)
    const recorded = last ? this.#toBlameFirst(last) : next?.()
    const notation = connection && notate(segment, this.#kernel, connection, this.#wire.numbers)
    const observed = notation ? printNotation(notation) : say`a segment to port ${segment.destinationPort}`
    const why =
      connection &&
      deviation({
        peer: this.#wire.peer,
        sent: connection.lastSent,
        before: connection.stateBefore,
        came: segment,
      })
    const said = say`the ${peerName(this.#wire.peer)} sent \`${observed}\`, which no line expects, ${when}`
    const message = why ? say`${said}: ${why}` : said
    if (recorded) {
      recorded.verdict = 'unexpected'
      recorded.observed = observed
      recorded.message = message
      recorded.live = writeLive(segment)
      this.#wire.assign(arrival, recorded.line)
      if (connection) recorded.kernelState = this.#wire.state(connection)
      // Nothing may come during a wait: what a timer sends then has its lines before.
      const isWaiting = last?.direction === 'wait'
      const where = isWaiting || !last ? 'before' : 'after'
      const timer = isWaiting && connection ? this.#wire.sinceLast(arrival, connection) : undefined
      if (notation) recorded.amendment = { kind: 'insert', segment: notation, where, timer }
    }
    this.end(recorded ? say`line ${recorded.line}: ${message}` : message)
  }

  /** Ends the run at a line, where it is neither the trace nor a segment that is wrong. */
  breakOff(message: string, recorded: OpenStep | undefined): void {
    if (recorded?.verdict === 'ok') {
      recorded.observed = ''
      this.mismatch(recorded, message)
    }
    this.end(message)
  }

  end(reason: string): void {
    this.reason ??= reason
    this.isOver = true
  }

  /** A segment that no line expects is the line's first fault: whatever was wrong before is told after it. */
  #toBlameFirst(recorded: OpenStep): OpenStep {
    if (recorded.verdict === 'ok') return recorded
    const first = this.#asRecorded(recorded)
    this.steps.splice(this.steps.indexOf(recorded), 1, first)
    this.#putBehind(first, recorded)
    return first
  }

  #putBehind(first: OpenStep, further: OpenStep): void {
    this.steps.splice(this.steps.indexOf(first) + 1, 0, further)
    further.continues = true
  }

  /** A step as it was before anything was wrong with it. */
  #asRecorded(recorded: OpenStep): OpenStep {
    const { line, usedAt, direction, kernelState } = recorded
    const place = usedAt === undefined ? { line } : { line, usedAt }
    const expected = this.#written.get(recorded) ?? recorded.expected
    const step: OpenStep = { ...place, direction, verdict: 'ok', expected, observed: expected, kernelState }
    this.#written.set(step, expected)
    return step
  }
}
