/** Where a walk comes to stand as an earlier walk of nearly the same trace stood, so that the rest is known. */
import { type Agreement, isLineMoved } from './agreement.ts'
import type { TraceMemory } from './check-trace.ts'
import type { EndStates } from './checked-trace.ts'
import type { Finding, Place } from './finding.ts'
import { LINES_AHEAD } from './lines-below.ts'
import { firstIndex, spliced } from './long-lists.ts'
import { FARTHEST } from './moving-fixes.ts'
import { Comparison, isSame, type Properties } from './same.ts'
import type { Statement } from './statements.ts'
import { type Survey, UNSURVEYED } from './survey.ts'
import type { Walk } from './walk.ts'
import type { Checkpoint, Made, Progress, Walked } from './walk-all.ts'

/** Of which statements two surveys tell the same: those before `until`, and those from `from` on. */
export interface ToldAlike {
  readonly until: number
  readonly from: number
}

/** An earlier walk, and how its trace became the one that is walked now. */
export class EarlierWalk {
  private readonly earlier: TraceMemory
  private readonly agreement: Agreement
  private readonly statements: readonly Statement[]
  private readonly survey: Survey
  /** How many more statements there are now. */
  private readonly grown: number
  /** The first line that has moved, as lines were counted then. */
  private readonly firstMoved: number
  private readonly comparison = new WalkComparison(line => this.lineNow(line))
  /** The last checkpoint ahead of everything that changed. */
  readonly start: Checkpoint | undefined
  /** The next checkpoint at which the walks may meet. */
  private next: number

  constructor(
    earlier: TraceMemory,
    statements: readonly Statement[],
    survey: Survey,
    agreement: Agreement,
    toldAlike: ToldAlike,
  ) {
    const { checkpoints, findings } = earlier.walked
    this.earlier = earlier
    this.agreement = agreement
    this.statements = statements
    this.survey = survey
    this.grown = statements.length - earlier.statements.length
    const behind = earlier.statements[earlier.statements.length - agreement.behind]
    this.firstMoved = behind === undefined ? Number.POSITIVE_INFINITY : lineOf(behind)
    const unchanged = Math.min(agreement.before, toldAlike.until) - LINES_AHEAD
    this.start = checkpoints.findLast(({ index }) => index <= unchanged)
    const changed = statements.length - agreement.behind
    const first = Math.max(toldAlike.from, changed + looksBack(agreement, statements, earlier.statements))
    const last = agreement.moved === 0 ? -1 : findings.findLastIndex(speaksOfLines)
    const next = checkpoints.findIndex(known => known.index + this.grown >= first && known.findings > last)
    this.next = next < 0 ? checkpoints.length : next
  }

  get initial(): EndStates {
    return this.earlier.walked.initial
  }

  /** Behind everything the earlier walk has made. */
  get over(): Progress {
    const { steps, findings, met } = this.earlier.walked
    return {
      index: Number.POSITIVE_INFINITY,
      steps: steps.length,
      findings: findings.length,
      met: met.length,
    }
  }

  /** The checkpoint that stands before this statement, if the walk stands there as the earlier one stood. */
  meets(index: number, walk: Walk): Checkpoint | undefined {
    const { checkpoints } = this.earlier.walked
    while ((checkpoints[this.next]?.index ?? Number.POSITIVE_INFINITY) + this.grown < index) this.next += 1
    const checkpoint = checkpoints[this.next]
    const isThere = checkpoint !== undefined && checkpoint.index + this.grown === index
    return isThere && this.comparison.isSame(walk, checkpoint.walk) ? checkpoint : undefined
  }

  /** The earlier walk with everything where it is now, and `made` in place of what it made from start to end. */
  with(made: Made, start: Progress, end: Progress): Walked {
    const { walked } = this.earlier
    const { moved } = this.agreement
    const joined = <T>(
      list: readonly T[],
      from: number,
      own: readonly T[],
      to: number,
      move: (one: T) => T,
    ) => movedFrom(spliced(list, from, to - from, own), from + own.length, moved, move)
    const statementNow = this.statementsInOrder()
    return {
      initial: walked.initial,
      steps: joined(walked.steps, start.steps, made.steps, end.steps, step =>
        step.on(statementNow(step.statement)),
      ),
      findings: joined(walked.findings, start.findings, made.findings, end.findings, finding =>
        movedFinding(finding, line => this.lineNow(line)),
      ),
      met: joined(walked.met, start.met, made.met, end.met, note => ({ ...note, line: note.line + moved })),
      checkpoints: this.checkpointsWith(made, start, end),
      end: walked.end && this.walkNow(walked.end, this.survey),
    }
  }

  private checkpointsWith(made: Made, start: Progress, end: Progress): Checkpoint[] {
    const { checkpoints } = this.earlier.walked
    const before = checkpoints.filter(({ index }) => index <= start.index && index < end.index)
    const behind = checkpoints
      .filter(({ index }) => index >= end.index)
      .map(({ index, walk, steps, findings, met }) => ({
        index: index + this.grown,
        walk: this.agreement.moved === 0 ? walk : this.walkNow(walk, UNSURVEYED),
        steps: steps + start.steps + made.steps.length - end.steps,
        findings: findings + start.findings + made.findings.length - end.findings,
        met: met + start.met + made.met.length - end.met,
      }))
    return [...before, ...made.checkpoints, ...behind]
  }

  private walkNow(walk: Walk, survey: Survey): Walk {
    return walk.relocated(
      survey,
      statement => this.statementNow(statement),
      line => this.lineNow(line),
    )
  }

  private lineNow(line: number): number {
    return line >= this.firstMoved ? line + this.agreement.moved : line
  }

  /** Finds for statements that have moved, in their order, those that say now what they said then. */
  private statementsInOrder(): (then: Statement) => Statement {
    let index: number | undefined
    return then => {
      const line = this.lineNow(then.source.number)
      index ??= firstAt(this.statements, line)
      // Lines that fragments bring never have moved.
      while ((this.statements[index]?.source.number ?? line) !== line) index += 1
      return this.statements[index] ?? then
    }
  }

  /** The statement that says now what this one said then. */
  private statementNow(then: Statement): Statement {
    const line = this.lineNow(lineOf(then))
    const source = this.lineNow(then.source.number)
    for (let index = firstAt(this.statements, line); index < this.statements.length; index++) {
      const statement = this.statements[index]
      if (statement === undefined || lineOf(statement) !== line) break
      if (statement.source.number === source) return statement
    }
    return then
  }
}

/** The finding with each of its lines where it is now. */
export function movedFinding(finding: Finding, lineNow: (line: number) => number): Finding {
  const moved = <P extends Place>(place: P): P => ({
    ...place,
    line: lineNow(place.line),
    endLine: lineNow(place.endLine),
  })
  return {
    ...moved(finding),
    related: finding.related.map(moved),
    fixes: finding.fixes.map(fix => ({ ...fix, edits: fix.edits.map(moved) })),
  }
}

/** Whether a finding's words name a line, which another one may be by now. */
export function speaksOfLines({ message, label, why, help, related, fixes }: Finding): boolean {
  return (
    [message, label, why, help].some(namesLine) ||
    related.some(other => namesLine(other.message)) ||
    fixes.some(fix => namesLine(fix.title))
  )
}

/** How lines are named, in each language; the word alone is found faster. */
const LINE_NAMES = [
  { word: 'line ', name: /\bline \d/ },
  { word: '第 ', name: /第 \d+ 行/ },
]

function namesLine(words: string | undefined): boolean {
  return words !== undefined && LINE_NAMES.some(({ word, name }) => words.includes(word) && name.test(words))
}

/** How far behind the last change a finding may still look at what changed. */
function looksBack({ before, behind }: Agreement, ...versions: readonly (readonly Statement[])[]): number {
  return versions.every(({ length }) => length === before + behind) ? 0 : FARTHEST
}

/** A list with what stands from an index on moved, all of it by so many lines. */
function movedFrom<T>(list: T[], from: number, moved: number, move: (one: T) => T): T[] {
  for (let index = from; moved !== 0 && index < list.length; index++) list[index] = move(list[index] as T)
  return list
}

/** The line of the trace itself that a statement stands on. */
function lineOf({ source, use }: Statement): number {
  return (use ?? source).number
}

/** The first statement on a line or below. */
function firstAt(statements: readonly Statement[], line: number): number {
  return firstIndex(statements.length, index => {
    const statement = statements[index]
    return statement !== undefined && lineOf(statement) >= line
  })
}

/** Compares a walk with an earlier one: its lines may have moved, and what only helps it along does not count. */
class WalkComparison extends Comparison {
  private readonly lineNow: (line: number) => number

  constructor(lineNow: (line: number) => number) {
    super()
    this.lineNow = lineNow
  }

  protected override areSameObjects(now: Properties, then: Properties): boolean {
    return isStatement(now) && isStatement(then)
      ? this.areSameStatements(now, then)
      : super.areSameObjects(now, then)
  }

  protected override isSameProperty(key: string, now: unknown, then: unknown): boolean {
    if (key === 'survey' || key === 'reporter' || key === 'index') return true
    if (key === 'line' && typeof then === 'number') return now === this.lineNow(then)
    return super.isSameProperty(key, now, then)
  }

  private areSameStatements(now: Statement, then: Statement): boolean {
    const moved = now.source.number - then.source.number
    return (
      now.source.number === this.lineNow(then.source.number) &&
      lineOf(now) === this.lineNow(lineOf(then)) &&
      isLineMoved(now.source, then.source, moved) &&
      isSame(now.line, { ...then.line, number: now.line.number })
    )
  }
}

function isStatement(value: unknown): value is Statement {
  return typeof value === 'object' && value !== null && 'source' in value && 'use' in value
}
