import { peerName, type ReplayRun, type ReplayStep } from '@synfin/runner'
import { padded, say } from '@synfin/trace'
import { runVerdict, stepVerdict, verdictOf } from './verdict.ts'

/** The runs of one trace as lines for the output channel. */
export function reportRuns(runs: readonly ReplayRun[]): readonly string[] {
  return runs.flatMap(run => {
    const width = widthOf(run.steps)
    return [
      headline(run),
      ...run.warnings.map(warning => `  ${say`warning: ${warning}`}`),
      ...run.steps.flatMap(step => stepLines(run.kernel, step, width)),
    ]
  })
}

/** One sentence about all runs: `client closes first: as written, with A and B as the kernel in turn`. */
export function summarize(trace: string, runs: readonly ReplayRun[]): string {
  const failed = runs.filter(({ verdict }) => verdict === 'failed')
  const passed = runs.filter(({ verdict }) => verdict === 'passed')
  if (failed.length > 0)
    return say`${trace}: not as written with ${players(failed)}: ${failed[0]?.reason ?? say`a mismatch`}`
  if (passed.length === 0)
    return say`${trace}: not replayed: ${runs[0]?.reason ?? say`it has no line a kernel can play`}`
  return passed.length > 1
    ? say`${trace}: as written, with ${players(passed)} in turn`
    : say`${trace}: as written, with ${players(passed)}`
}

/** One sentence about all traces of a file: `a.synfin: 3 of 4 traces as written; not so: "simultaneous open"`. */
export function summarizeFile(file: string, traces: readonly (readonly ReplayRun[])[]): string {
  const named = (verdict: ReplayRun['verdict']) =>
    traces.filter(runs => verdictOf(runs)?.verdict === verdict).map(([run]) => say`"${run?.trace ?? ''}"`)
  const [passed, failed, skipped] = [named('passed'), named('failed'), named('skipped')]
  return [
    traces.length === 1
      ? say`${file}: ${passed.length} of 1 trace as written`
      : say`${file}: ${passed.length} of ${traces.length} traces as written`,
    ...(failed.length > 0 ? [say`not so: ${failed.join(say`, `)}`] : []),
    ...(skipped.length > 0 ? [say`not replayed: ${skipped.join(say`, `)}`] : []),
  ].join(say`; `)
}

function players(runs: readonly ReplayRun[]): string {
  return say`${runs.map(({ kernel }) => kernel).join(say` and `)} as the ${peerName(runs[0]?.peer ?? 'kernel')}`
}

function headline({ trace, kernel, peer, verdict, reason, milliseconds }: ReplayRun): string {
  const fared = say`${trace}, ${kernel} as the ${peerName(peer)}: ${runVerdict(verdict)} in ${milliseconds.toFixed(1)} ms`
  return reason === undefined ? fared : say`${fared}: ${reason}`
}

const DIRECTION: Readonly<Record<ReplayStep['direction'], () => string>> = {
  sent: () => say`sent`,
  expected: () => say`expected`,
  call: () => say`call`,
  timer: () => say`timer`,
  wait: () => say`wait`,
  claim: () => say`claim`,
}

function stepLines(kernel: string, step: ReplayStep, width: number): readonly string[] {
  const { line, direction, verdict, expected, observed, kernelState, message, live } = step
  const sign = verdict === 'ok' ? '✓' : '✖'
  const played = `  ${sign} ${String(line).padStart(4)}  ${padded(DIRECTION[direction](), 8)}  ${expected}`
  if (verdict === 'ok') return [`${padded(played, 20 + width)}  [${kernel}=${kernelState}]`]
  const why = message === undefined ? stepVerdict(verdict) : say`${stepVerdict(verdict)}: ${message}`
  const numbers = live === undefined ? '' : `   (${live})`
  return [played, `          ${say`observed  ${observed || say`nothing`}`}${numbers}`, `          ${why}`]
}

/** States stand in one column, unless a line is very long. */
function widthOf(steps: readonly ReplayStep[]): number {
  return Math.min(
    60,
    steps.reduce((width, { expected }) => Math.max(width, expected.length), 0),
  )
}
