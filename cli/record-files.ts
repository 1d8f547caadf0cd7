import { formatText } from '@synfin/grammar'
import {
  claimStates,
  isAmendable,
  kernelEnds,
  type Replayer,
  RunnerUnavailable,
  whyUnplayable,
} from '@synfin/runner'
import { type CheckedTrace, say } from '@synfin/trace'
import { type AmendedFile, amendFile, readTrace } from './amend-file.ts'
import type { Arguments } from './arguments.ts'
import { EXIT, type ExitStatus, statusOfSkipped, worst } from './exit-status.ts'
import { isUnreadable, readSources, type Source } from './sources.ts'
import { printable, type Terminal } from './terminal.ts'
import { noSuchTrace } from './traces-by-name.ts'
import { writeOrComplain } from './write-atomically.ts'

/** Completes the traces that the command line names with what the stack answers. */
export async function recordFiles(
  given: Arguments,
  runner: Replayer,
  terminal: Terminal,
): Promise<ExitStatus> {
  const statuses: ExitStatus[] = []
  for (const source of readSources(given.operands)) {
    if (isUnreadable(source)) {
      terminal.complain(say`${source.file}: ${source.reason}`)
      statuses.push(EXIT.couldNotRun)
    } else statuses.push(await recordFile(source, given, runner, terminal))
  }
  return worst(statuses)
}

async function recordFile(
  source: Source,
  given: Arguments,
  runner: Replayer,
  terminal: Terminal,
): Promise<ExitStatus> {
  const planned = endsToRecord(source, given)
  if ('reason' in planned) {
    terminal.complain(say`${source.file}: ${planned.reason}`)
    return EXIT.couldNotRun
  }
  try {
    const recorded = await record(source, planned.ends, (trace, kernel) =>
      runner.replay(trace, { file: source.file, kernel, realTime: given.has('real-time'), record: true }),
    )
    const status = complainOf(recorded, source, terminal)
    return status === EXIT.ok || !given.has('write')
      ? worst([status, await deliver(source, recorded.text, given, terminal)])
      : status
  } catch (error) {
    if (!(error instanceof RunnerUnavailable)) throw error
    terminal.complain(error.message)
    return EXIT.cannotReplay
  }
}

type Ends = { readonly index: number; readonly kernels: readonly [string] }

/**
 * The stack's lines first; then, of the whole trace, its states; and what was written so, laid out in columns, must go
 * as written.
 */
async function record(
  source: Source,
  ends: readonly Ends[],
  play: Parameters<typeof amendFile>[2],
): Promise<AmendedFile> {
  const answered = await amendFile(source, ends, play)
  let { text } = answered
  for (const { run, index, problem } of answered.runs) {
    if (problem === undefined && run.verdict === 'passed')
      text = claimStates(readTrace(source, text), run, { index, kernel: run.kernel })
  }
  return amendFile({ ...source, text: formatText(text) }, ends, play)
}

function complainOf({ runs }: AmendedFile, { file }: Source, terminal: Terminal): ExitStatus {
  return worst(
    runs.map(({ run, problem }) => {
      const reason = problem ?? run.reason
      if (reason === undefined) return EXIT.ok
      terminal.complain(say`${file}: trace "${run.trace}": ${reason}`)
      return run.verdict === 'skipped' ? statusOfSkipped(run.skipped) : EXIT.wrong
    }),
  )
}

/** To standard output, or in place of what was read. */
async function deliver(
  source: Source,
  text: string,
  given: Arguments,
  terminal: Terminal,
): Promise<ExitStatus> {
  if (!given.has('write')) {
    terminal.out(text)
    return EXIT.ok
  }
  if (text === source.text) return EXIT.ok
  const status = await writeOrComplain(source.file, text, terminal)
  if (status === EXIT.ok) terminal.out(`${say`${printable(source.file)}: recorded`}\n`)
  return status
}

/** The traces to complete, and the end of each that is the stack's; or why there is none. */
function endsToRecord(
  source: Source,
  given: Arguments,
): { readonly ends: readonly Ends[] } | { readonly reason: string } {
  const { checked } = readTrace(source, source.text)
  const name = given.value('trace')
  const wanted = checked.traces.filter(trace => name === undefined || trace.name === name)
  if (wanted.length === 0)
    return { reason: name === undefined ? say`no trace in this file` : noSuchTrace(name, checked.traces) }
  const ends: Ends[] = []
  for (const trace of wanted) {
    if (!isAmendable(trace, checked))
      return { reason: whyUnplayable(trace, checked)?.reason ?? say`this trace cannot be played` }
    const written = given.value('kernel')
    const [kernel, other] = written === undefined ? silentEnds(trace) : kernelEnds(trace, written)
    if (kernel === undefined || other !== undefined)
      return {
        reason: say`which end of trace "${trace.name}" is the kernel? \`--kernel\` says it: ${trace.ends.join(say` or `)}`,
      }
    ends.push({ index: checked.traces.indexOf(trace), kernels: [kernel] })
  }
  return { ends }
}

/** Ends that have no segment of their own: theirs are to be filled in. */
function silentEnds({ ends, steps }: CheckedTrace): string[] {
  return ends.filter(end => !steps.some(step => step.kind === 'segment' && step.segment.from === end))
}
