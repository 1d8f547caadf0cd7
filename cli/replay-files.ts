import { physicalLines } from '@synfin/grammar'
import {
  kernelEnds,
  type Peer,
  type Replayer,
  type ReplayRun,
  RunnerUnavailable,
  type SkipReason,
  unplayedRun,
  whyUnplayable,
} from '@synfin/runner'
import type { CheckedTrace, Finding } from '@synfin/trace'
import { type Arguments, UsageError } from './arguments.ts'
import { checkSource } from './check-source.ts'
import { EXIT, type ExitStatus, worst } from './exit-status.ts'
import { drawFinding } from './formats/finding-frame.ts'
import { formatJson } from './formats/runs-json.ts'
import { formatJunit } from './formats/runs-junit.ts'
import { RunPrinter } from './formats/runs-pretty.ts'
import { formatTap } from './formats/runs-tap.ts'
import { isUnreadable, readSources, type Source } from './sources.ts'
import type { Terminal } from './terminal.ts'
import { noSuchTrace } from './traces-by-name.ts'

/** A run with the trace it played. */
export interface ReplayedRun {
  readonly run: ReplayRun
  readonly trace: CheckedTrace
}

/** Why something named on the command line was not replayed at all, as a sentence. */
export interface ReplayProblem {
  readonly file: string
  readonly reason: string
}

/** Everything one `synfin replay` did. */
export interface ReplayReport {
  readonly runs: readonly ReplayedRun[]
  readonly problems: readonly ReplayProblem[]
  readonly summary: ReplaySummary
}

export interface ReplaySummary {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** One trace that is to be replayed with one of its ends as the kernel. */
interface PlannedRun {
  readonly file: string
  readonly trace: CheckedTrace
  readonly kernel: string
  /** What keeps it from being played at all, as a sentence. */
  readonly unplayable: string | undefined
}

/** Replays what the command line names, and prints it. */
export async function replayFiles(
  given: Arguments,
  runner: Replayer,
  peer: Peer,
  terminal: Terminal,
): Promise<ExitStatus> {
  const repeat = repetitions(given.value('repeat'))
  const plan = planRuns(given, terminal)
  const pretty = given.value('format') === 'pretty' ? new RunPrinter(terminal) : undefined
  const runs: ReplayedRun[] = []
  for await (const replayed of replayAll(plan.runs, repeat, planned =>
    replayOnce(planned, runner, peer, given.has('real-time')),
  )) {
    runs.push(replayed)
    pretty?.print(replayed)
  }
  const report = { runs, problems: plan.problems, summary: summarize(runs) }
  if (pretty !== undefined) pretty.printSummary(report)
  else terminal.out(format(report, given.value('format')))
  return statusOf(report)
}

/** How many runs are under way at once: they share the waiting for silence at their ends. */
const AT_ONCE = 256

/** Every run in turn, as often as asked for, in order. */
async function* replayAll(
  plan: readonly PlannedRun[],
  repeat: number,
  replay: (planned: PlannedRun) => Promise<ReplayedRun>,
): AsyncGenerator<ReplayedRun> {
  const total = plan.length * repeat
  for (let begin = 0; begin < total; begin += AT_ONCE) {
    const batch: Promise<ReplayedRun>[] = []
    for (let index = begin; index < Math.min(total, begin + AT_ONCE); index++) {
      const planned = plan[index % plan.length]
      if (planned !== undefined) batch.push(replay(planned))
    }
    for (const replayed of batch) yield await replayed
  }
}

async function replayOnce(
  planned: PlannedRun,
  runner: Replayer,
  peer: Peer,
  realTime: boolean,
): Promise<ReplayedRun> {
  const { file, trace, kernel, unplayable } = planned
  const skip = (skipped: SkipReason, reason: string) => ({
    run: unplayedRun({ trace, file, kernel, peer }, { verdict: 'skipped', skipped, reason }),
    trace,
  })
  if (unplayable !== undefined) return skip('trace-cannot', unplayable)
  try {
    return { run: await runner.replay(trace, { file, kernel, realTime }), trace }
  } catch (error) {
    if (!(error instanceof RunnerUnavailable)) throw error
    return skip('machine-cannot', error.message)
  }
}

const MOST_REPETITIONS = 1_000_000

function repetitions(written = '1'): number {
  const number = /^\d+$/.test(written) ? Number(written) : 0
  if (number < 1 || number > MOST_REPETITIONS)
    throw new UsageError(`\`--repeat ${written}\`: how often is a number from 1 to ${MOST_REPETITIONS}`)
  return number
}

function format(report: ReplayReport, name: string | undefined): string {
  switch (name) {
    case 'tap':
      return formatTap(report)
    case 'junit':
      return formatJunit(report)
    default:
      return formatJson(report)
  }
}

function summarize(runs: readonly ReplayedRun[]): ReplaySummary {
  const count = (verdict: ReplayRun['verdict']) => runs.filter(({ run }) => run.verdict === verdict).length
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') }
}

function statusOf({ runs, problems }: ReplayReport): ExitStatus {
  return worst([
    ...problems.map(() => EXIT.couldNotRun),
    ...runs.map(({ run }) => {
      if (run.verdict === 'passed') return EXIT.ok
      if (run.verdict === 'failed') return EXIT.wrong
      return run.skipped === 'trace-cannot' ? EXIT.couldNotRun : EXIT.cannotReplay
    }),
  ])
}

interface Plan {
  readonly runs: readonly PlannedRun[]
  readonly problems: readonly ReplayProblem[]
}

/** What to replay: every trace of every file that can be read, once for each end asked for. */
function planRuns(given: Arguments, terminal: Terminal): Plan {
  const runs: PlannedRun[] = []
  const problems: ReplayProblem[] = []
  const traces: CheckedTrace[] = []
  const name = given.value('trace')
  for (const source of readSources(given.operands)) {
    const { file } = source
    if (isUnreadable(source)) {
      problems.push({ file, reason: source.reason })
      continue
    }
    const checked = checkSource(source)
    traces.push(...checked.traces)
    if (checked.traces.length === 0) problems.push({ file, reason: 'no trace in this file' })
    for (const trace of checked.traces.filter(trace => name === undefined || trace.name === name)) {
      const unplayable = whyUnplayable(trace, checked)
      if (unplayable) showFindings(unplayable.findings, source, terminal)
      const planned = endsToPlay(trace, given.value('kernel') ?? 'each', unplayable !== undefined)
      if ('reason' in planned) problems.push({ file, reason: planned.reason })
      else
        for (const kernel of planned.ends) runs.push({ file, trace, kernel, unplayable: unplayable?.reason })
    }
  }
  if (name !== undefined && traces.length > 0 && !traces.some(trace => trace.name === name))
    problems.push({ file: given.operands.join(' '), reason: noSuchTrace(name, traces) })
  for (const { file, reason } of problems) terminal.complain(`${file}: ${reason}`)
  return { runs, problems }
}

function showFindings(findings: readonly Finding[], { file, text }: Source, terminal: Terminal): void {
  const lines = physicalLines(text)
  for (const finding of findings) terminal.show(`${drawFinding(finding, file, lines, terminal)}\n`)
}

/** Of a trace that cannot be played, whoever was asked for: the line that names that end may be the one unread. */
function endsToPlay(
  trace: CheckedTrace,
  kernel: string,
  isUnplayable: boolean,
): { readonly ends: readonly string[] } | { readonly reason: string } {
  const { name, ends } = trace
  const played = kernelEnds(trace, kernel)
  if (played.length > 0) return { ends: played }
  if (isUnplayable) return { ends: [kernel === 'each' ? '' : kernel] }
  if (ends.length === 0) return { reason: `nothing happens in trace "${name}"` }
  return {
    reason: `trace "${name}" has no end ${kernel} that could be the kernel; its ends are ${ends.join(', ')}`,
  }
}
