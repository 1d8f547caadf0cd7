import type { Replayer } from '@synfin/runner'
import { say } from '@synfin/trace'
import { amendFile } from './amend-file.ts'
import type { Arguments } from './arguments.ts'
import { checkSource } from './check-source.ts'
import { type LineChange, lineChanges } from './formats/line-diff.ts'
import type { Plan, PlannedRun, ReplayProblem } from './plan-runs.ts'
import type { ReplayedRun } from './replay-files.ts'
import { type Source, unwritable } from './sources.ts'
import { writeAtomically } from './write-atomically.ts'

/** A file that was rewritten from what the stack did. */
export interface UpdatedFile {
  readonly file: string
  readonly changes: readonly LineChange[]
  /** How many errors the checker finds before and after. */
  readonly errors: { readonly before: number; readonly after: number }
}

export interface Updates {
  readonly files: readonly UpdatedFile[]
  /** All runs, those of rewritten traces as they go now. */
  readonly runs: readonly ReplayedRun[]
  readonly problems: readonly ReplayProblem[]
  /** Why some traces do not go as written all the same. */
  readonly unmended: readonly ReplayProblem[]
}

/** Rewrites the traces that did not go as written, and replays them as they are then. */
export async function updateFiles(
  { sources, runs: planned }: Plan,
  replayed: readonly ReplayedRun[],
  replay: (planned: PlannedRun) => Promise<ReplayedRun>,
  { given, runner }: { readonly given: Arguments; readonly runner: Replayer },
): Promise<Updates> {
  const files: UpdatedFile[] = []
  const problems: ReplayProblem[] = []
  const unmended: ReplayProblem[] = []
  const runs = [...replayed]
  for (const source of sources) {
    const own = planned.flatMap((run, at) => (run.file === source.file ? [{ ...run, at }] : []))
    const wrong = new Set(own.flatMap(({ at, index }) => (runs[at]?.run.verdict === 'failed' ? [index] : [])))
    if (wrong.size === 0) continue
    const ends = [...wrong].map(index => ({
      index,
      kernels: own.flatMap(run => (run.index === index ? [run.kernel] : [])),
    }))
    const amended = await amendFile(source, ends, (trace, kernel) =>
      runner.replay(trace, { file: source.file, kernel, realTime: given.has('real-time') }),
    )
    for (const { run, problem } of amended.runs)
      if (problem !== undefined)
        unmended.push({ file: source.file, reason: say`trace "${run.trace}": ${problem}` })
    if (amended.text === source.text) continue
    try {
      await writeAtomically(source.file, amended.text)
    } catch (error) {
      problems.push({ file: source.file, reason: unwritable(error, source.file) })
      continue
    }
    files.push(updatedFile(source, amended.text))
    const { traces } = checkSource({ ...source, text: amended.text })
    for (const run of own) {
      const trace = traces[run.index]
      if (trace && wrong.has(run.index)) runs[run.at] = await replay({ ...run, trace })
    }
  }
  return { files, runs, problems, unmended }
}

function updatedFile(source: Source, text: string): UpdatedFile {
  const errors = (source: Source) =>
    checkSource(source).findings.filter(({ severity }) => severity === 'error').length
  return {
    file: source.file,
    changes: lineChanges(source.text, text),
    errors: { before: errors(source), after: errors({ ...source, text }) },
  }
}
