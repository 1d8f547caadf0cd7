import { physicalLines } from '@synfin/grammar'
import { kernelEnds, whyUnplayable } from '@synfin/runner'
import { type CheckedTrace, type Finding, listed, say } from '@synfin/trace'
import type { Arguments } from './arguments.ts'
import { checkSource } from './check-source.ts'
import { drawFinding } from './formats/finding-frame.ts'
import { itemsOf, readShard } from './shard.ts'
import { isUnreadable, readSources, type Source } from './sources.ts'
import type { Terminal } from './terminal.ts'
import { noSuchTrace } from './traces-by-name.ts'

/** One trace that is to be replayed with one of its ends as the kernel. */
export interface PlannedRun {
  readonly file: string
  readonly trace: CheckedTrace
  /** Which of the file's traces it is, counted from 0. */
  readonly index: number
  readonly kernel: string
  /** What keeps it from being played at all, as a sentence. */
  readonly unplayable: string | undefined
}

/** Why something named on the command line was not replayed at all, as a sentence. */
export interface ReplayProblem {
  readonly file: string
  readonly reason: string
}

export interface Plan {
  readonly sources: readonly Source[]
  readonly runs: readonly PlannedRun[]
  readonly problems: readonly ReplayProblem[]
}

/** What to replay: every trace of every file that can be read, once for each end asked for, of the shard asked for. */
export function planRuns(given: Arguments, terminal: Terminal): Plan {
  const written = given.value('shard')
  const shard = written === undefined ? undefined : readShard(written)
  const plan = planAllRuns(given, terminal)
  return shard === undefined ? plan : { ...plan, runs: itemsOf(shard, plan.runs) }
}

function planAllRuns(given: Arguments, terminal: Terminal): Plan {
  const sources: Source[] = []
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
    sources.push(source)
    const checked = checkSource(source)
    traces.push(...checked.traces)
    if (checked.traces.length === 0) problems.push({ file, reason: say`no trace in this file` })
    for (const trace of checked.traces.filter(trace => name === undefined || trace.name === name)) {
      const unplayable = whyUnplayable(trace, checked)
      if (unplayable) showFindings(unplayable.findings, source, terminal)
      const planned = endsToPlay(trace, given.value('kernel') ?? 'each', unplayable !== undefined)
      if ('reason' in planned) problems.push({ file, reason: planned.reason })
      else
        for (const kernel of planned.ends)
          runs.push({
            file,
            trace,
            index: checked.traces.indexOf(trace),
            kernel,
            unplayable: unplayable?.reason,
          })
    }
  }
  if (name !== undefined && traces.length > 0 && !traces.some(trace => trace.name === name))
    problems.push({ file: given.operands.join(' '), reason: noSuchTrace(name, traces) })
  for (const { file, reason } of problems) terminal.complain(say`${file}: ${reason}`)
  return { sources, runs, problems }
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
  if (ends.length === 0) return { reason: say`nothing happens in trace "${name}"` }
  return {
    reason: say`trace "${name}" has no end ${kernel} that could be the kernel; its ends are ${listed(ends)}`,
  }
}
