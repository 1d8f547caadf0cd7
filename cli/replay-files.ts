import {
  type Opinion,
  type Replayer,
  type ReplayRun,
  RunnerUnavailable,
  SecondOpinions,
  type SkipReason,
  unplayedRun,
  writePcapng,
} from '@synfin/runner'
import { type CheckedTrace, say } from '@synfin/trace'
import { type Arguments, UsageError } from './arguments.ts'
import { EXIT, type ExitStatus, statusOfSkipped, worst } from './exit-status.ts'
import { formatJson } from './formats/runs-json.ts'
import { formatJunit } from './formats/runs-junit.ts'
import { RunPrinter } from './formats/runs-pretty.ts'
import { formatTap } from './formats/runs-tap.ts'
import { formatUpdate } from './formats/updates.ts'
import { type PlannedRun, planRuns, type ReplayProblem } from './plan-runs.ts'
import { Progress } from './progress.ts'
import { peerOf } from './replayer.ts'
import { type Terminal, tellPeople } from './terminal.ts'
import { type UpdatedFile, updateFiles } from './update-files.ts'
import { writeOrComplain } from './write-atomically.ts'

/** A run with the trace it played. */
export interface ReplayedRun {
  readonly run: ReplayRun
  readonly trace: CheckedTrace
  /** What the model says of the lines that did not go as written, by their place among the run's steps. */
  readonly opinions: ReadonlyMap<number, Opinion>
}

/** Everything one `synfin replay` did. */
export interface ReplayReport {
  readonly runs: readonly ReplayedRun[]
  readonly problems: readonly ReplayProblem[]
  readonly summary: ReplaySummary
  /** With `--update`: the files that were rewritten. */
  readonly updated: readonly UpdatedFile[] | undefined
}

export interface ReplaySummary {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** Replays what the command line names, and prints it. */
export async function replayFiles(
  given: Arguments,
  runner: Replayer,
  terminal: Terminal,
): Promise<ExitStatus> {
  refuseContradictions(given)
  const repeat = repetitions(given.value('repeat'))
  const plan = planRuns(given, terminal)
  const pretty = given.value('format') === 'pretty' ? new RunPrinter(terminal) : undefined
  const progress = new Progress(plan.runs.length * repeat)
  const opinions = new SecondOpinions()
  const runs: ReplayedRun[] = []
  let failed = 0
  const replay = (planned: PlannedRun) => replayOnce(planned, runner, given, opinions)
  for await (const replayed of replayAll(plan.runs, repeat, replay)) {
    runs.push(replayed)
    if (replayed.run.verdict === 'failed') failed++
    if (pretty?.isWorthPrinting(replayed)) {
      progress.clear()
      pretty.print(replayed)
    }
    progress.show(runs.length, failed)
  }
  progress.clear()
  const update = given.has('update') ? await updateFiles(plan, runs, replay, { given, runner }) : undefined
  for (const file of update?.files ?? []) tellPeople(formatUpdate(file, terminal), given, terminal)
  const now = update?.runs ?? runs
  const problems = [...plan.problems, ...(update?.problems ?? [])]
  for (const { file, reason } of [...(update?.problems ?? []), ...(update?.unmended ?? [])])
    terminal.complain(say`${file}: ${reason}`)
  const report = { runs: now, problems, summary: summarize(now), updated: update?.files }
  if (pretty !== undefined) pretty.printSummary(report)
  else terminal.out(format(report, given.value('format')))
  return worst([statusOf(report), await writeCapture(given.value('pcap'), now, terminal)])
}

function refuseContradictions(given: Arguments): void {
  if (!given.has('update')) return
  if (given.has('repeat'))
    throw new UsageError(say`\`--update\` and \`--repeat\`: a trace is rewritten from one run`)
  if (given.operands.includes('-'))
    throw new UsageError(say`\`--update\` rewrites the files it reads: standard input cannot be rewritten`)
}

/** Writes what was on the wire, if that was asked for. */
async function writeCapture(
  file: string | undefined,
  runs: readonly ReplayedRun[],
  terminal: Terminal,
): Promise<ExitStatus> {
  if (file === undefined) return EXIT.ok
  const capture = writePcapng(runs.map(({ run }) => run))
  return writeOrComplain(file, capture, terminal)
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

/** Plays a planned run once; what cannot be played is skipped with a reason. */
async function replayOnce(
  { file, trace, kernel, unplayable }: PlannedRun,
  runner: Replayer,
  given: Arguments,
  opinions: SecondOpinions,
): Promise<ReplayedRun> {
  const peer = peerOf(given)
  const skip = (skipped: SkipReason, reason: string) => ({
    run: unplayedRun({ trace, file, kernel, peer }, { verdict: 'skipped', skipped, reason }),
    trace,
    opinions: new Map(),
  })
  if (unplayable !== undefined) return skip('trace-cannot', unplayable)
  try {
    const options = { file, kernel, realTime: given.has('real-time'), capture: given.has('pcap') }
    const run = await runner.replay(trace, options)
    return { run, trace, opinions: await opinions.of(trace, run) }
  } catch (error) {
    if (!(error instanceof RunnerUnavailable)) throw error
    return skip(error.skipped, error.message)
  }
}

const MOST_REPETITIONS = 1_000_000

function repetitions(written = '1'): number {
  const number = /^\d+$/.test(written) ? Number(written) : 0
  if (number < 1 || number > MOST_REPETITIONS)
    throw new UsageError(say`\`--repeat ${written}\`: how often is a number from 1 to ${MOST_REPETITIONS}`)
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
      return statusOfSkipped(run.skipped)
    }),
  ])
}
