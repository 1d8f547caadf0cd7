/** Checks one trace: surveys it, walks it, and asks at the end what is left over. */
import type { CheckedTrace, EndStates, Profile, Step } from './checked-trace.ts'
import { closest } from './did-you-mean.ts'
import type { Finding } from './finding.ts'
import type { HostLine, KernelLine, Line } from './line.ts'
import { editOn, type Report, Reporter } from './reporter.ts'
import type { Expansion, Statement, UseProblem } from './statements.ts'
import { renameStrangers } from './strangers.ts'
import { firstDifference, type Survey, survey } from './survey.ts'
import { reportSyntax, syntaxReports } from './syntax.ts'
import { Walk } from './walk.ts'
import { walkEnd } from './walk-end.ts'

/** What the checker keeps of a trace to resume its walk from any line. */
export interface TraceMemory {
  readonly input: TraceToCheck
  readonly trace: CheckedTrace
  readonly statements: readonly Statement[]
  readonly survey: Survey
  readonly checkpoints: readonly Checkpoint[]
  readonly met: ReadonlySet<string>
}

/** The walk before statement `index`, and how much it had produced by then. */
interface Checkpoint {
  readonly index: number
  readonly walk: Walk
  readonly steps: number
  readonly findings: number
}

export interface TraceToCheck {
  readonly name: string
  readonly profile: Profile
  /** The `trace` line, where there is one. */
  readonly header: Line | undefined
  readonly lines: readonly Line[]
  readonly expansion: Expansion
}

/** How many statements lie between checkpoints at least; resuming walks no more than that in vain. */
const CHECKPOINT_EVERY = 256

/** Walks a trace, resuming from what is remembered of an earlier version where that agrees. */
export function checkTrace(trace: TraceToCheck, remembered?: TraceMemory): TraceMemory {
  if (remembered !== undefined && isUnchanged(trace, remembered)) return remembered
  const around = new Reporter(trace.profile)
  const statements = renameStrangers(around, trace.expansion.statements)
  const surveyed = survey(statements)
  const resumed = remembered && resumeFrom(remembered, trace, statements, surveyed)
  const walked = walkAll(trace.profile, statements, surveyed, resumed)
  reportAround(around, trace, walked.walk)
  const met = new Set([...walked.walk.reporter.met, ...around.met])
  const checked: CheckedTrace = {
    name: trace.name,
    line: trace.header?.number ?? 1,
    endLine: Math.max(trace.header?.number ?? 1, trace.lines.at(-1)?.number ?? 1),
    profile: trace.profile,
    ends: surveyed.ends,
    connections: surveyed.connections,
    hosts: statements.flatMap(({ line }) => (line.kind === 'host' ? [line satisfies HostLine] : [])),
    kernel: statements.flatMap(({ line }) => (line.kind === 'kernel' ? [line satisfies KernelLine] : [])),
    given: walked.walk.given,
    initial: walked.initial,
    steps: walked.steps,
    final: walked.final,
    findings: [...walked.findings, ...around.findings],
  }
  return { input: trace, trace: checked, statements, survey: surveyed, checkpoints: walked.checkpoints, met }
}

/** Whether every line that belongs to the trace is the very same as before. */
function isUnchanged(trace: TraceToCheck, { input }: TraceMemory): boolean {
  const { statements, problems } = trace.expansion
  return (
    trace.name === input.name &&
    trace.profile === input.profile &&
    trace.header === input.header &&
    problems.length === 0 &&
    input.expansion.problems.length === 0 &&
    trace.lines.length === input.lines.length &&
    trace.lines.every((line, index) => line === input.lines[index]) &&
    statements.length === input.expansion.statements.length &&
    statements.every((statement, index) => statement.source === input.expansion.statements[index]?.source)
  )
}

interface Walked {
  readonly walk: Walk
  readonly initial: EndStates
  readonly steps: readonly Step[]
  readonly findings: readonly Finding[]
  readonly final: EndStates
  readonly checkpoints: readonly Checkpoint[]
}

interface Resumed {
  readonly checkpoints: readonly Checkpoint[]
  readonly steps: readonly Step[]
  readonly findings: readonly Finding[]
  readonly initial: EndStates
}

function walkAll(
  profile: Profile,
  statements: readonly Statement[],
  surveyed: Survey,
  resumed: Resumed | undefined,
): Walked {
  const last = resumed?.checkpoints.at(-1)
  const walk = last?.walk.copy(surveyed) ?? new Walk(surveyed, profile)
  const checkpoints = [...(resumed?.checkpoints ?? [])]
  const steps = [...(resumed?.steps ?? [])]
  const initial = resumed?.initial ?? initialStates(walk, statements)
  const earlier = resumed?.findings ?? []
  let walkedSince = 0
  let weight = 0
  for (let index = last?.index ?? 0; index < statements.length; index++) {
    const statement = statements[index]
    if (statement === undefined) break
    if (walkedSince >= Math.max(CHECKPOINT_EVERY, weight)) {
      const findings = earlier.length + walk.reporter.findings.length
      checkpoints.push({ index, walk: walk.copy(), steps: steps.length, findings })
      walkedSince = 0
      weight = walk.weight()
    }
    walk.index = index
    const step = walk.step(statement)
    if (step !== undefined) steps.push(step)
    walkedSince += 1
  }
  const findings = [...earlier, ...walk.reporter.findings]
  return { walk, initial, steps, findings, final: walk.network.states(), checkpoints }
}

/** The states before the first step: after the `given` lines that open the trace. */
function initialStates(walk: Walk, statements: readonly Statement[]): EndStates {
  walk.start()
  const preview = walk.copy()
  for (const [index, statement] of statements.entries()) {
    const { kind } = statement.line
    if (kind !== 'given' && kind !== 'host' && kind !== 'kernel' && kind !== 'broken') break
    preview.index = index
    preview.step(statement)
  }
  return preview.network.states()
}

/** The checkpoints that lie before everything that has changed, with what had been produced by then. */
function resumeFrom(
  memory: TraceMemory,
  trace: TraceToCheck,
  statements: readonly Statement[],
  surveyed: Survey,
): Resumed | undefined {
  if (memory.trace.profile !== trace.profile) return undefined
  const shared = Math.min(statements.length, memory.statements.length)
  let unchanged = 0
  while (unchanged < shared && sameStatement(statements[unchanged], memory.statements[unchanged]))
    unchanged += 1
  const resumable = Math.min(unchanged, firstDifference(surveyed, memory.survey))
  const checkpoints = memory.checkpoints.filter(({ index }) => index <= resumable)
  const last = checkpoints.at(-1)
  if (last === undefined) return undefined
  return {
    checkpoints,
    steps: memory.trace.steps.slice(0, last.steps),
    findings: memory.trace.findings.slice(0, last.findings),
    initial: memory.trace.initial,
  }
}

function sameStatement(a: Statement | undefined, b: Statement | undefined): boolean {
  if (a === undefined || b === undefined) return false
  if (a.source === b.source && a.use === b.use) return true
  return sameLine(a.source, b.source) && sameUse(a.use, b.use)
}

function sameUse(a: Line | undefined, b: Line | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && sameLine(a, b))
}

function sameLine(a: Line, b: Line): boolean {
  return (
    a.number === b.number &&
    a.text === b.text &&
    a.span.start === b.span.start &&
    a.expects.length === b.expects.length &&
    a.expects.every(({ code, severity }, index) => {
      const other = b.expects[index]
      return other?.code === code && other.severity === severity
    })
  )
}

// --- What only the whole trace tells ---

function reportAround(reporter: Reporter, { expansion, header, lines }: TraceToCheck, walk: Walk): void {
  const { statements, problems } = expansion
  reportSyntax(reporter, header === undefined ? lines : [header, ...lines])
  for (const { problem, outermost } of problems)
    reporter.report({ line: problem.use, source: problem.use, use: outermost }, useReport(problem))
  reportSyntaxInside(reporter, statements)
  reportRepeatedHosts(reporter, statements)
  reportUnusedSymbols(reporter, statements, walk)
  walkEnd(walk, reporter, statements.at(-1))
}

/** What cannot be read in a fragment is told where the fragment is used, too. */
function reportSyntaxInside(reporter: Reporter, statements: readonly Statement[]): void {
  for (const statement of statements)
    if (statement.use !== undefined)
      for (const report of syntaxReports(statement.source)) reporter.report(statement, report)
}

function useReport(problem: UseProblem): Report {
  const { use } = problem
  switch (problem.code) {
    case 'unknown-fragment': {
      const meant = closest(use.fragment.text, problem.known)[0]
      return {
        code: 'unknown-fragment',
        span: use.fragment.span,
        message: `there is no fragment \`${use.fragment.text}\` in this file`,
        why: `a \`use\` needs a \`fragment\` of that name, above or below${problem.known.length > 0 ? `; there are: ${problem.known.slice(0, 8).join(', ')}` : ''}`,
        ...(meant === undefined
          ? { help: `write \`fragment ${use.fragment.text}(…)\` and its lines at the end of the file` }
          : {
              help: `did you mean \`${meant}\`?`,
              fixes: [{ title: `write ${meant}`, edits: [editOn(use, use.fragment.span, meant)] }],
            }),
      }
    }
    case 'fragment-recursion':
      return {
        code: 'fragment-recursion',
        span: use.fragment.span,
        message: `fragment \`${use.fragment.text}\` uses itself`,
        why: `its lines would never end: ${problem.path.join(' uses ')}`,
        help: 'write the lines out, or use another fragment',
      }
    case 'argument-count':
      return {
        code: 'unknown-fragment',
        span: use.span,
        message: `\`${use.fragment.text}\` wants ${problem.wanted.length} arguments, not ${use.arguments.length}`,
        why: `its parameters are (${problem.wanted.join(', ')}), each an endpoint or a symbol`,
        help: `write \`use ${use.fragment.text}(${problem.wanted.join(', ')})\` with your own names`,
      }
    case 'too-long':
      return {
        code: 'fragment-recursion',
        span: use.span,
        message: `the fragments used here grow beyond ${problem.limit} lines`,
        why: 'fragments that use fragments multiply; the lines after that many are left out',
        help: 'use smaller fragments',
      }
  }
}

function reportRepeatedHosts(reporter: Reporter, statements: readonly Statement[]): void {
  const seen = new Map<string, Line>()
  for (const statement of statements) {
    const { line } = statement
    if (line.kind !== 'host') continue
    const first = seen.get(line.end.text)
    seen.set(line.end.text, first ?? statement.source)
    if (first === undefined) continue
    reporter.report(statement, {
      code: 'duplicate-name',
      span: line.end.span,
      message: `\`${line.end.text}\` is described twice`,
      why: `line ${first.number} has described it; of two descriptions the later one counts`,
      help: 'write everything on one `host` line',
    })
  }
}

function reportUnusedSymbols(reporter: Reporter, statements: readonly Statement[], walk: Walk): void {
  const unused = walk.symbols.unused()
  if (unused.length === 0) return
  const byLine = new Map(statements.map(statement => [statement.source.number, statement]))
  for (const { name, line, span } of unused) {
    const statement = byLine.get(line)
    if (statement === undefined) continue
    reporter.report(statement, {
      code: 'unused-symbol',
      span,
      message: `no other line speaks of \`${name}\``,
      why: 'a symbol is worth its name where another line counts from it',
    })
  }
}

// --- The walk at one line ---

/** The walk as it stands after a line of the trace, from the nearest checkpoint; before the first line where none. */
export function walkTo(
  { input, statements, survey: surveyed, checkpoints }: TraceMemory,
  line: number,
): Walk {
  const behind = statements.findIndex(({ source, use }) => (use ?? source).number > line)
  const end = behind < 0 ? statements.length : behind
  const checkpoint = checkpoints.findLast(({ index }) => index <= end)
  const walk = checkpoint?.walk.copy() ?? new Walk(surveyed, input.profile)
  if (checkpoint === undefined) walk.start()
  for (let index = checkpoint?.index ?? 0; index < end; index++) {
    walk.index = index
    const statement = statements[index]
    if (statement !== undefined) walk.step(statement)
  }
  return walk
}
