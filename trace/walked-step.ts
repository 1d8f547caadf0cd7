/**
 * The steps of a checked trace as the walk makes them. What a step has of its statement is read there whenever it is
 * asked for: of most lines nobody asks, and a long trace has many.
 */
import type { Call, ClaimedState, EndStates, Step, Timer, TraceSegment } from './checked-trace.ts'
import type { WaitLine } from './line.ts'
import { statementText } from './statement-text.ts'
import type { Statement } from './statements.ts'

/** What is true of any step: the calls before it, the states it leads to, the claims they are held against. */
export type Came = Pick<Step, 'inferredCalls' | 'states' | 'claims'>

const NONE: readonly never[] = []

abstract class StepOn implements Omit<Step, 'kind'> {
  readonly statement: Statement
  readonly inferredCalls: readonly Call[]
  readonly states: EndStates
  readonly claims: readonly ClaimedState[]

  constructor(statement: Statement, { inferredCalls, states, claims }: Came) {
    this.statement = statement
    this.inferredCalls = inferredCalls
    this.states = states
    this.claims = claims
  }

  get line(): number {
    return this.statement.source.number
  }

  get usedAt(): number | undefined {
    return this.statement.use?.number
  }

  get text(): string {
    return statementText(this.statement)
  }

  get expected(): readonly string[] {
    const { expects } = this.statement.source
    return expects.length === 0 ? NONE : expects.map(({ code }) => code)
  }

  toJSON(): Step {
    return plainStep(this as unknown as WalkedStep)
  }

  /** The same step on a statement that takes the place of its own. */
  abstract on(statement: Statement): WalkedStep
}

export type WalkedStep = SegmentStep | CallStep | TimerStep | WaitStep | ClaimStep | NoteStep

export class SegmentStep extends StepOn {
  readonly kind = 'segment'
  readonly segment: TraceSegment

  constructor(statement: Statement, came: Came, segment: TraceSegment) {
    super(statement, came)
    this.segment = segment
  }

  on(statement: Statement): SegmentStep {
    return new SegmentStep(statement, this, this.segment)
  }
}

export class CallStep extends StepOn {
  readonly kind = 'call'
  readonly call: Call

  constructor(statement: Statement, came: Came, call: Call) {
    super(statement, came)
    this.call = call
  }

  on(statement: Statement): CallStep {
    return new CallStep(statement, this, this.call)
  }
}

export class TimerStep extends StepOn {
  readonly kind = 'timer'
  readonly timer: Timer

  constructor(statement: Statement, came: Came, timer: Timer) {
    super(statement, came)
    this.timer = timer
  }

  on(statement: Statement): TimerStep {
    return new TimerStep(statement, this, this.timer)
  }
}

export class WaitStep extends StepOn {
  readonly kind = 'wait'
  readonly wait: WaitLine['duration']

  constructor(statement: Statement, came: Came, wait: WaitLine['duration']) {
    super(statement, came)
    this.wait = wait
  }

  on(statement: Statement): WaitStep {
    return new WaitStep(statement, this, this.wait)
  }
}

export class ClaimStep extends StepOn {
  readonly kind = 'claim'

  on(statement: Statement): ClaimStep {
    return new ClaimStep(statement, this)
  }
}

export class NoteStep extends StepOn {
  readonly kind = 'note'
  readonly ends: readonly string[]
  readonly note: string

  constructor(statement: Statement, came: Came, { ends, note }: Pick<NoteStep, 'ends' | 'note'>) {
    super(statement, came)
    this.ends = ends
    this.note = note
  }

  on(statement: Statement): NoteStep {
    return new NoteStep(statement, this, this)
  }
}

/** A step as plain data that can be sent to another program. */
export function plainStep(step: Step): Step {
  const { line, usedAt, text, expected } = step
  const { statement: _, ...own } = step as WalkedStep
  return { ...own, line, usedAt, text, expected } as Step
}
