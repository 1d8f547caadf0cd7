/**
 * Lines of which a part is missing or cannot be read. Such a line is taken to say what makes most sense of the lines
 * below it: of all that may have been meant, the reading under which least is found there.
 */
import type { InParts } from './in-parts.ts'
import type { Line } from './line.ts'
import { possibleLines } from './possible-lines.ts'
import { Reporter } from './reporter.ts'
import { firstDifference } from './same-survey.ts'
import type { Statement } from './statements.ts'
import { type Survey, survey } from './survey.ts'
import { type Rules, Walk } from './walk.ts'
import { walkEnd } from './walk-end.ts'

/** How many open lines of a trace are read by the lines below; of more, nobody knows what belongs to which. */
const MOST_OPEN = 4

/** A longer trace is not walked again for the sake of a line: no check may take longer than typing. */
const MOST_REREAD = 4000

/** How many readings are tried of all open lines of a trace. */
const MOST_TRIED = 64

/** How many of the lines below are held against a reading. */
const LINES_HEARD = 40

/** Statements that the readings of a trace may have surveyed again, and entries of the walk that they may copy. */
const MOST_SURVEYED = 20_000
const MOST_COPIED = 200_000

/** The statements with each open line in the reading that the lines below speak for. */
export function* readOpenLines(
  statements: readonly Statement[],
  rules: Rules,
): InParts<readonly Statement[]> {
  if (statements.length > MOST_REREAD) return statements
  let read = statements
  let left = MOST_TRIED
  for (const index of openAmong(statements)) {
    const here = new OpenLine(read, index, rules)
    let [best, fewest] = [read, here.faultsAsRead]
    for (const line of fewest === 0 ? [] : here.possible()) {
      if (left <= 0) break
      left -= 1
      yield
      const other = here.readAs(line)
      const faults = here.faultsBelow(other, fewest)
      if (faults < fewest) [best, fewest] = [other, faults]
      if (fewest === 0) break
    }
    read = best
  }
  return read
}

function openAmong(statements: readonly Statement[]): readonly number[] {
  const open: number[] = []
  for (const [index, { source }] of statements.entries())
    if (source.kind === 'broken' && source.isOpen && !isExpected(source)) open.push(index)
  return open.slice(0, MOST_OPEN)
}

/** Where a note expects that a line cannot be read, it says nothing. */
function isExpected({ expects }: Line): boolean {
  return expects.some(({ code }) => code === 'syntax')
}

/** One open line among the statements of its trace. */
class OpenLine {
  /** What is found below the line as far as it can be read. */
  readonly faultsAsRead: number
  private readonly statements: readonly Statement[]
  private readonly index: number
  private readonly rules: Rules
  private readonly survey: Survey
  /** The walk before the line. */
  private readonly before: Walk
  private surveyed = 0

  constructor(statements: readonly Statement[], index: number, rules: Rules) {
    this.statements = statements
    this.index = index
    this.rules = rules
    this.survey = survey(statements)
    this.before = this.walkBefore(statements, this.survey)
    this.faultsAsRead = this.faultsOf(statements, this.before.copy(), Number.POSITIVE_INFINITY)
  }

  /** What the line may say, the likeliest first. */
  possible(): readonly (Line | undefined)[] {
    const statement = this.statements[this.index]
    const below = this.statements.slice(this.index + 1, this.index + 1 + LINES_HEARD)
    const most = Math.floor(MOST_COPIED / (1 + this.before.weight()))
    return statement === undefined ? [] : possibleLines(this.before, statement, below).slice(0, most)
  }

  /** The statements with the line so read, or without it. */
  readAs(line: Line | undefined): readonly Statement[] {
    const statement = this.statements[this.index]
    return statement === undefined
      ? this.statements
      : this.statements.with(this.index, { ...statement, line: line ?? unsaid(statement.source) })
  }

  /** What is found below the line, counted up to so many, and how many notes there nothing meets. */
  faultsBelow(statements: readonly Statement[], most: number): number {
    if (!tellsSurvey(statements[this.index]?.line)) return this.faultsOf(statements, this.before.copy(), most)
    this.surveyed += statements.length
    if (this.surveyed > MOST_SURVEYED) return most
    const surveyed = survey(statements)
    const different = firstDifference(surveyed, this.survey)
    const isSameAbove = different > 0 && different >= this.index
    const walk = isSameAbove ? this.before.copy(surveyed) : this.walkBefore(statements, surveyed)
    return this.faultsOf(statements, walk, most)
  }

  private walkBefore(statements: readonly Statement[], surveyed: Survey): Walk {
    const walk = new Walk(surveyed, this.rules)
    walk.start()
    for (const [index, statement] of statements.slice(0, this.index).entries()) step(walk, index, statement)
    walk.reporter.findings.length = 0
    walk.reporter.met.length = 0
    return walk
  }

  private faultsOf(statements: readonly Statement[], walk: Walk, most: number): number {
    const { findings, met } = walk.reporter
    const end = Math.min(statements.length, this.index + 1 + LINES_HEARD)
    let notes = 0
    const faults = () => telling(findings) + Math.max(0, notes - met.length)
    for (let index = this.index; index < end && faults() < most; index++) {
      const statement = statements[index]
      if (statement === undefined) break
      step(walk, index, statement)
      if (index > this.index) notes += statement.source.expects.length
    }
    const around = new Reporter(this.rules.profile, this.rules.captured)
    if (end === statements.length) walkEnd(walk, around, statements.at(-1))
    return faults() + telling(around.findings)
  }
}

function unsaid({ number, span, text, expects, problems }: Line): Line {
  return { kind: 'broken', number, span, text, expects, problems }
}

/** Whether a line may tell who listens, who is connected, or what its end has received; text and its ACK do not. */
function tellsSurvey(line: Line | undefined): boolean {
  return line?.kind !== 'segment' || line.flags.some(({ bit }) => bit !== 'ACK' && bit !== 'PSH')
}

function step(walk: Walk, index: number, statement: Statement): void {
  walk.index = index
  walk.step(statement)
}

function telling(findings: Reporter['findings']): number {
  return findings.filter(({ severity }) => severity !== 'info').length
}
