/** Walks a trace from its first statement to its last, or only where an earlier walk does not tell what comes of it. */
import type { TraceToCheck } from './check-trace.ts'
import type { EndStates } from './checked-trace.ts'
import type { Finding } from './finding.ts'
import type { InParts } from './in-parts.ts'
import type { Line } from './line.ts'
import type { EarlierWalk } from './rejoining.ts'
import type { MetNote } from './reporter.ts'
import type { Statement } from './statements.ts'
import { type Survey, UNSURVEYED } from './survey.ts'
import { Walk } from './walk.ts'
import type { WalkedStep } from './walked-step.ts'

/** How far a walk has come: the next statement, and how much it has produced. */
export interface Progress {
  readonly index: number
  readonly steps: number
  readonly findings: number
  readonly met: number
}

/** The walk before a statement, without its survey. */
export interface Checkpoint extends Progress {
  readonly walk: Walk
}

/** What a walk has made of the statements it has passed. */
export interface Made {
  readonly steps: readonly WalkedStep[]
  readonly findings: readonly Finding[]
  /** The notes that the findings met. */
  readonly met: readonly MetNote[]
  readonly checkpoints: readonly Checkpoint[]
}

/** What a walk has made of a whole trace. */
export interface Walked extends Made {
  /** Before the first step. */
  readonly initial: EndStates
  /** The walk after the last statement; of what is remembered only where there are checkpoints to reach it from. */
  readonly end: Walk | undefined
}

export const START: Progress = { index: 0, steps: 0, findings: 0, met: 0 }

/** How many statements lie between checkpoints unless said; resuming walks no more than that in vain. */
const CHECKPOINT_EVERY = 256

/** Statements walked in one go, between two moments at which a caller may stop. */
const STATEMENTS_AT_ONCE = 256

/** Walks a trace, if need be between the places where an earlier walk of nearly the same trace tells the rest. */
export function* walkAll(
  trace: TraceToCheck,
  statements: readonly Statement[],
  surveyed: Survey,
  earlier: EarlierWalk | undefined,
): InParts<Walked & { readonly end: Walk }> {
  const { checkpointEvery = CHECKPOINT_EVERY } = trace
  const start = earlier?.start ?? START
  const walk = earlier?.start?.walk.copy(surveyed) ?? new Walk(surveyed, trace)
  const initial = earlier?.start === undefined ? initialStates(walk, statements) : earlier.initial
  const steps: WalkedStep[] = []
  const checkpoints: Checkpoint[] = []
  const { findings, met } = walk.reporter
  const made = { steps, findings, met, checkpoints }
  let last = start.index
  let weight = 0
  for (let index = start.index; index < statements.length; index++) {
    const statement = statements[index]
    if (statement === undefined) break
    if ((index - start.index) % STATEMENTS_AT_ONCE === STATEMENTS_AT_ONCE - 1) yield
    walk.index = index
    const meeting = earlier?.meets(index, walk)
    if (earlier !== undefined && meeting !== undefined) {
      const { end, ...walked } = earlier.with(made, start, meeting)
      if (end !== undefined) return { ...walked, initial, end }
    }
    if (index - last >= Math.max(checkpointEvery, weight)) {
      checkpoints.push({ index, walk: walk.copy(UNSURVEYED), ...progress(start, made) })
      last = index
      weight = walk.weight()
    }
    const step = walk.step(statement)
    if (step !== undefined && statement.source.kind !== 'broken') steps.push(step)
  }
  const walked = earlier === undefined ? made : earlier.with(made, start, earlier.over)
  return { ...walked, initial, end: walk }
}

/** How much has been produced of which this was made from a start on. */
function progress(start: Progress, { steps, findings, met }: Made): Omit<Progress, 'index'> {
  return {
    steps: start.steps + steps.length,
    findings: start.findings + findings.length,
    met: start.met + met.length,
  }
}

/** The states before the first step: after the `given` lines that open the trace. */
function initialStates(walk: Walk, statements: readonly Statement[]): EndStates {
  const states = walk.start()
  const [first] = statements
  if (first === undefined || !opensTrace(first.line)) return states
  const preview = walk.copy()
  for (const [index, statement] of statements.entries()) {
    if (!opensTrace(statement.line)) break
    preview.index = index
    preview.step(statement)
  }
  return preview.network.states()
}

/** Whether a line only says how the trace starts. */
function opensTrace({ kind }: Line): boolean {
  return kind === 'given' || kind === 'host' || kind === 'kernel' || kind === 'broken'
}
