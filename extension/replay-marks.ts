import type { ReplayRun, ReplayStep } from '@synfin/runner'
import { peerName } from '@synfin/runner/peer-name'
import { say } from '@synfin/trace'
import { playerOf, stepVerdict } from './verdict.ts'
import { VERDICT_SIGN } from './webview/verdict-sign.ts'

/** What the replays of a trace say of one of its lines. */
export interface LineMark {
  /** Counted from 1. */
  readonly line: number
  readonly verdict: 'passed' | 'failed' | 'skipped'
  /** Shown after the line. */
  readonly text: string
  /** Shown on hover, one for each run. */
  readonly details: readonly MarkDetail[]
}

/** What one run says of a line. */
export interface MarkDetail {
  /** Which run, and how the line fared in it. */
  readonly headline: string
  /** What the trace says, in its own notation; empty where there is nothing to compare. */
  readonly expected: string
  readonly observed: string
}

/**
 * Turns the runs of one trace, one for each end the kernel played, into marks on its lines.
 *
 * Lines that were never played, because a run had ended before, have none. A skipped run marks the trace's own line.
 */
export function lineMarks(runs: readonly ReplayRun[], traceLine: number): readonly LineMark[] {
  const lines = new Map<number, PlayedLine[]>()
  for (const run of runs) {
    if (run.verdict === 'skipped') add(lines, traceLine, { run, step: undefined })
    for (const step of decisiveSteps(run)) add(lines, step.line, { run, step })
  }
  return [...lines].map(([line, played]) => markOf(line, played)).sort((one, other) => one.line - other.line)
}

/** A line in one run; without a step the run was skipped. */
interface PlayedLine {
  readonly run: ReplayRun
  readonly step: ReplayStep | undefined
}

function add(lines: Map<number, PlayedLine[]>, line: number, played: PlayedLine): void {
  const known = lines.get(line)
  if (known) known.push(played)
  else lines.set(line, [played])
}

/** A line may be a segment and a claim: of each line the first step that failed, else the last. */
function decisiveSteps({ steps }: ReplayRun): readonly ReplayStep[] {
  const decisive = new Map<number, ReplayStep>()
  for (const step of steps) {
    const before = decisive.get(step.line)
    if (before === undefined || before.verdict === 'ok') decisive.set(step.line, step)
  }
  return [...decisive.values()]
}

function markOf(line: number, played: readonly PlayedLine[]): LineMark {
  const verdict = played.some(isFailed) ? 'failed' : played.some(isPassed) ? 'passed' : 'skipped'
  const telling = verdict === 'failed' ? played.filter(isFailed) : played
  return {
    line,
    verdict,
    text: `${VERDICT_SIGN[verdict]} ${telling.map(shortly).join(verdict === 'passed' ? ' ' : ' · ')}`,
    details: played.map(detailOf),
  }
}

function isFailed({ step }: PlayedLine): boolean {
  return step !== undefined && step.verdict !== 'ok'
}

function isPassed({ step }: PlayedLine): boolean {
  return step?.verdict === 'ok'
}

function shortly({ run, step }: PlayedLine): string {
  if (step === undefined) return say`${run.kernel} not replayed`
  if (step.verdict === 'ok') return `${run.kernel}=${step.kernelState}`
  return say`${peerName(run.peer)} ${run.kernel}: ${step.observed === '' ? say`nothing came` : step.observed}`
}

function detailOf({ run, step }: PlayedLine): MarkDetail {
  const player = playerOf(run)
  if (step === undefined)
    return { headline: say`${player}: ${run.reason ?? say`not replayed`}`, expected: '', observed: '' }
  if (step.verdict === 'ok')
    return { headline: say`${player}: as written, then ${step.kernelState}`, expected: '', observed: '' }
  const live = step.live === undefined ? '' : ` (${step.live})`
  return {
    headline: say`${player}: ${step.message ?? stepVerdict(step.verdict)}`,
    expected: step.expected,
    observed: step.observed === '' ? say`nothing` : `${step.observed}${live}`,
  }
}
