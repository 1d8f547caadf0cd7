/** Checks one trace: surveys it, walks it, and asks at the end what is left over. */
import { type Agreement, agreementOf, isLineMoved } from './agreement.ts'
import type { CheckedTrace, Profile } from './checked-trace.ts'
import { closest } from './did-you-mean.ts'
import { writingFix } from './fixes.ts'
import { reportHostSettings } from './host-settings.ts'
import { finish, type InParts } from './in-parts.ts'
import type { HostLine, KernelLine, Line } from './line.ts'
import { listed } from './listed.ts'
import { readOpenLines } from './open-lines.ts'
import { EarlierWalk, movedFinding, speaksOfLines } from './rejoining.ts'
import { type MetNote, type Report, Reporter } from './reporter.ts'
import { firstDifference, isSameCast, keptSurvey, lastDifference, movedSurvey } from './same-survey.ts'
import { say } from './say.ts'
import { reportSharedAddresses } from './shared-addresses.ts'
import type { Expansion, Statement, UseProblem } from './statements.ts'
import { renameStrangers } from './strangers.ts'
import { type Survey, surveyInParts, takeCensus } from './survey.ts'
import { reportSyntax, syntaxReports } from './syntax.ts'
import { Walk } from './walk.ts'
import { type Made, START, type Walked, walkAll } from './walk-all.ts'
import { walkEnd } from './walk-end.ts'

/** What the checker keeps of a trace to resume its walk from any line. */
export interface TraceMemory {
  readonly input: TraceToCheck
  readonly trace: CheckedTrace
  readonly statements: readonly Statement[]
  readonly survey: Survey
  readonly walked: Walked
  readonly met: readonly MetNote[]
  /** No finding names a line in its words, as is known of a trace that has moved before. */
  readonly isMovable?: true
}

export interface TraceToCheck {
  readonly name: string
  readonly profile: Profile
  readonly captured: boolean
  /** The `trace` line, where there is one. */
  readonly header: Line | undefined
  readonly lines: readonly Line[]
  readonly expansion: Expansion
  /** How many statements lie between checkpoints at least. */
  readonly checkpointEvery?: number | undefined
}

/** Walks a trace, resuming from what is remembered of an earlier version where that agrees. */
export function checkTrace(trace: TraceToCheck, remembered?: TraceMemory): TraceMemory {
  return finish(checkTraceInParts(trace, remembered))
}

/** As {@link checkTrace}; a caller may stop between the parts, and nothing remembered is lost. */
export function* checkTraceInParts(trace: TraceToCheck, remembered?: TraceMemory): InParts<TraceMemory> {
  const isSameRule =
    remembered?.input.profile === trace.profile && remembered.input.captured === trace.captured
  const then = isSameRule ? remembered : undefined
  const written = trace.expansion.statements
  const agreement = then && agreementOf(written, then.input.expansion.statements)
  const moved = then && agreement && movedMemory(trace, then, agreement)
  if (moved !== undefined) return moved

  const around = new Reporter(trace.profile, trace.captured)
  const wasAsWritten = then?.statements === then?.input.expansion.statements
  const kept = then && agreement && wasAsWritten ? keptSurvey(then.survey, written, agreement) : undefined
  const census = kept ?? takeCensus(written)
  const statements = yield* readOpenLines(renameStrangers(around, written, census), trace)
  const isAsWritten = statements === written
  yield
  const surveyed =
    isAsWritten && kept ? kept : yield* surveyInParts(statements, isAsWritten ? census : undefined)
  yield
  const shared = then && (isAsWritten && wasAsWritten ? agreement : agreementOf(statements, then.statements))
  const earlier = then && shared && earlierWalk(then, shared, statements, surveyed)
  const walked = yield* walkAll(trace, statements, surveyed, earlier)
  yield
  reportAround(around, trace, walked.end)
  return {
    input: trace,
    trace: checkedTrace(trace, surveyed, walked, around),
    statements,
    survey: surveyed,
    walked: walked.checkpoints.length > 0 ? walked : { ...walked, end: undefined },
    met: walked.met.concat(around.met),
  }
}

function checkedTrace(
  { name, header, lines, profile }: TraceToCheck,
  surveyed: Survey,
  { initial, steps, findings, end }: Walked & { readonly end: Walk },
  around: Reporter,
): CheckedTrace {
  const { ends, connections } = surveyed
  return {
    name,
    ...extentOf(header, lines),
    profile,
    ends,
    connections,
    ...settingsIn(surveyed),
    given: end.given,
    initial,
    steps,
    final: end.network.states(),
    findings: findings.concat(around.findings),
  }
}

function settingsIn({ settings, statements }: Survey): Pick<CheckedTrace, 'hosts' | 'kernel'> {
  const told = { hosts: [] as HostLine[], kernel: [] as KernelLine[] }
  for (const index of settings) {
    const line = statements[index]?.line
    if (line?.kind === 'host') told.hosts.push(line)
    if (line?.kind === 'kernel') told.kernel.push(line)
  }
  return told
}

function extentOf(header: Line | undefined, lines: readonly Line[]): Pick<CheckedTrace, 'line' | 'endLine'> {
  const line = header?.number ?? 1
  return { line, endLine: Math.max(line, lines.at(-1)?.number ?? 1) }
}

// --- What an earlier version tells ---

/** What is remembered, in its new place, if every line that belongs to the trace says the same as before. */
function movedMemory(trace: TraceToCheck, then: TraceMemory, agreement: Agreement): TraceMemory | undefined {
  const { input, walked } = then
  const { statements } = trace.expansion
  const down = agreement.before === statements.length ? 0 : agreement.moved
  if (!isOnlyMoved(trace, input, agreement, down)) return undefined
  if (down === 0) return then
  const isMovable = then.isMovable ?? !then.trace.findings.some(speaksOfLines)
  if (then.statements !== input.expansion.statements || !isMovable) return undefined
  const surveyed = movedSurvey(then.survey, statements)
  const alike = { until: 0, from: 0 }
  const now = new EarlierWalk(then, statements, surveyed, agreement, alike).with(NOTHING, START, START)
  const findings = then.trace.findings.map(finding => movedFinding(finding, line => line + down))
  return {
    input: trace,
    trace: {
      ...then.trace,
      ...extentOf(trace.header, trace.lines),
      ...settingsIn(surveyed),
      steps: now.steps,
      findings,
    },
    statements,
    survey: surveyed,
    walked: { ...now, findings: findings.slice(0, walked.findings.length) },
    met: then.met.map(note => ({ ...note, line: note.line + down })),
    isMovable,
  }
}

/** Whether every line that belongs to a trace says what it said before, so many lines further up. */
function isOnlyMoved(now: TraceToCheck, then: TraceToCheck, { before, behind }: Agreement, down: number) {
  const { statements, problems } = now.expansion
  return (
    now.name === then.name &&
    (before === statements.length || behind === statements.length) &&
    statements.length === then.expansion.statements.length &&
    problems.length + then.expansion.problems.length === 0 &&
    isLineMoved(now.header, then.header, down) &&
    now.lines.length === then.lines.length &&
    now.lines.every((line, index) => isLineMoved(line, then.lines[index], down))
  )
}

const NOTHING: Made = { steps: [], findings: [], met: [], checkpoints: [] }

/** The walk of an earlier version, as far as it tells anything of this one. */
function earlierWalk(
  then: TraceMemory,
  agreement: Agreement,
  statements: readonly Statement[],
  surveyed: Survey,
): EarlierWalk {
  const grown = statements.length - then.statements.length
  const alike = {
    until: firstDifference(surveyed, then.survey),
    from: isSameCast(surveyed, then.survey)
      ? lastDifference(surveyed, then.survey, grown)
      : Number.POSITIVE_INFINITY,
  }
  return new EarlierWalk(then, statements, surveyed, agreement, alike)
}

// --- What only the whole trace tells ---

function reportAround(reporter: Reporter, { expansion, header, lines }: TraceToCheck, walk: Walk): void {
  const { statements, problems } = expansion
  if (header !== undefined) reportSyntax(reporter, [header])
  reportSyntax(reporter, lines)
  for (const { problem, outermost } of problems)
    reporter.report({ line: problem.use, source: problem.use, use: outermost }, useReport(problem))
  reportSyntaxInside(reporter, statements)
  reportRepeatedHosts(reporter, statements, walk.survey)
  reportSharedAddresses(reporter, walk.survey)
  reportHostSettings(reporter, walk.survey)
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
    case 'unknown-fragment':
      return unknownFragment(problem)
    case 'fragment-recursion':
      return {
        code: 'fragment-recursion',
        span: use.fragment.span,
        message: say`fragment \`${use.fragment.text}\` uses itself`,
        why: say`its lines would never end: ${problem.path.join(say` uses `)}`,
        help: say`write the lines out, or use another fragment`,
      }
    case 'argument-count':
      return {
        code: 'unknown-fragment',
        span: use.span,
        message: say`\`${use.fragment.text}\` wants ${problem.wanted.length} arguments, not ${use.arguments.length}`,
        why: say`its parameters are (${listed(problem.wanted)}), each an endpoint or a symbol`,
        help: say`write \`use ${use.fragment.text}(${problem.wanted.join(', ')})\` with your own names`,
      }
    case 'no-endpoint':
      return {
        code: 'unknown-endpoint',
        span: problem.argument.span,
        message: say`\`${problem.argument.text}\` cannot name an endpoint`,
        why: say`a line of \`${use.fragment.text}\` has an endpoint there`,
        help: say`give it the name of an endpoint: letters, digits and \`_\``,
      }
    case 'too-many-lines':
      return {
        code: 'fragment-recursion',
        span: use.span,
        message: say`the fragments used here grow beyond ${problem.limit} lines`,
        why: say`fragments that use fragments multiply; the lines after that many are left out`,
        help: say`use smaller fragments`,
      }
    case 'too-many-symbols':
      return {
        code: 'fragment-recursion',
        span: use.span,
        message: say`the sums of the fragments used here grow beyond ${problem.limit} symbols`,
        why: say`a parameter that stands for a sum is replaced by all of it; the lines after that many symbols are left out`,
        help: say`use shorter sums as arguments`,
      }
  }
}

function unknownFragment({ use, known }: UseProblem & { readonly code: 'unknown-fragment' }): Report {
  const { text, span } = use.fragment
  const [meant] = closest(text, known)
  return {
    code: 'unknown-fragment',
    span,
    message: say`there is no fragment \`${text}\` in this file`,
    why:
      known.length > 0
        ? say`a \`use\` needs a \`fragment\` of that name, above or below; there are: ${listed(known.slice(0, 8))}`
        : say`a \`use\` needs a \`fragment\` of that name, above or below`,
    ...(meant === undefined
      ? { help: say`write \`fragment ${text}(…)\` and its lines at the end of the file` }
      : { help: say`did you mean \`${meant}\`?`, fixes: [writingFix(use, span, meant)] }),
  }
}

function reportRepeatedHosts(
  reporter: Reporter,
  statements: readonly Statement[],
  { settings }: Survey,
): void {
  const seen = new Map<string, Line>()
  for (const index of settings) {
    const statement = statements[index]
    if (statement?.line.kind !== 'host') continue
    const { line } = statement
    const first = seen.get(line.end.text)
    seen.set(line.end.text, first ?? statement.source)
    if (first === undefined) continue
    reporter.report(statement, {
      code: 'duplicate-name',
      span: line.end.span,
      message: say`\`${line.end.text}\` is described twice`,
      why: say`line ${first.number} has described it; of two descriptions the later one counts`,
      help: say`write everything on one \`host\` line`,
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
      message: say`no other line speaks of \`${name}\``,
      why: say`a symbol is worth its name where another line counts from it`,
    })
  }
}

// --- The walk at one line ---

/** The walk as it stands before a statement of the trace, or behind the last, resumed from the nearest checkpoint. */
export function walkBefore({ input, statements, survey: surveyed, walked }: TraceMemory, end: number): Walk {
  if (end === statements.length && walked.end !== undefined) return walked.end.copy(surveyed)
  const checkpoint = walked.checkpoints.findLast(({ index }) => index <= end)
  const walk = checkpoint?.walk.copy(surveyed) ?? new Walk(surveyed, input)
  if (checkpoint === undefined) walk.start()
  for (let index = checkpoint?.index ?? 0; index < end; index++) {
    walk.index = index
    const statement = statements[index]
    if (statement !== undefined) walk.step(statement)
  }
  return walk
}
