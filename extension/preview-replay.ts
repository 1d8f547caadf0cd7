import type { PreviewParams, TraceHeading } from '@synfin/language-server/protocol'
import type { ReplayRun } from '@synfin/runner'
import { peerName } from '@synfin/runner/peer-name'
import { capturedLines } from './captured-lines.ts'
import { lineMarks } from './replay-marks.ts'
import type { ReplayResult } from './replay-results.ts'
import { movedBy } from './replayed-text.ts'
import { playerOf } from './verdict.ts'
import type { PlayedLine, ShownReplay } from './webview/messages.ts'

/** The last replay of a trace, and whether it was of the text as it is. */
export interface TraceReplay {
  readonly runs: readonly ReplayRun[]
  readonly traceLine: number
  readonly isOutdated: boolean
}

/** A document's text at the version that is shown. */
export interface ShownText {
  readonly version: number
  readonly text: string
}

/** Finds the last replay of a trace. What it said stays true while the text it played stands, wherever that has moved. */
export function replayOf(
  results: readonly ReplayResult[],
  { name, line }: Pick<TraceHeading, 'name' | 'line'>,
  shown: ShownText,
): TraceReplay | undefined {
  for (const result of results) {
    const lines = linesDown(result, shown)
    if (lines === undefined || result.traceLine + lines !== line) continue
    return { runs: result.runs.map(run => movedDown(run, lines)), traceLine: line, isOutdated: false }
  }
  const older = results.findLast(({ runs }) => runs[0]?.trace === name)
  return older && { runs: older.runs, traceLine: line, isOutdated: true }
}

function linesDown({ version, text, traceLine }: ReplayResult, shown: ShownText): number | undefined {
  return version === shown.version ? 0 : movedBy(text, shown.text, traceLine)
}

function movedDown(run: ReplayRun, lines: number): ReplayRun {
  if (lines === 0) return run
  return {
    ...run,
    steps: run.steps.map(step => ({ ...step, line: step.line + lines })),
    ...(run.packets && {
      packets: run.packets.map(({ line, ...packet }) =>
        line === undefined ? packet : { ...packet, line: line + lines },
      ),
    }),
  }
}

/** What the page shows of a replay. */
export function shownReplay({ runs, traceLine, isOutdated }: TraceReplay): ShownReplay {
  return {
    isOutdated,
    runs: runs.map(({ kernel, peer, verdict, reason, milliseconds }) => ({
      kernel,
      peer: peerName(peer),
      verdict,
      reason,
      milliseconds,
    })),
    lines: isOutdated ? [] : playedLines(runs, traceLine),
  }
}

function playedLines(runs: readonly ReplayRun[], traceLine: number): readonly PlayedLine[] {
  const captured = new Map(capturedLines(runThatTells(runs) ?? {}).map(line => [line.line, line]))
  return lineMarks(runs, traceLine).map(({ line, verdict, text, details }) => {
    const at = captured.get(line)?.at
    return {
      line,
      verdict,
      text,
      time: at === undefined ? undefined : `+${at.toFixed(at < 10 ? 1 : 0)} ms`,
      differences: details.filter(({ expected, observed }) => expected !== '' || observed !== ''),
    }
  })
}

/** What the server draws of a replay; nothing of one of an older text. */
export function drawnOf({ runs, isOutdated }: TraceReplay): Pick<PreviewParams, 'live' | 'observed'> {
  if (isOutdated) return {}
  const told = runThatTells(runs)
  const live = told && { symbols: told.bindings, segments: capturedLines(told) }
  const observed = runs.flatMap(run =>
    run.steps
      .filter(({ verdict }) => verdict !== 'ok')
      .map(({ line, observed }) => ({ line, player: playerOf(run), text: observed })),
  )
  return { live, observed }
}

/** Each run draws its own numbers, so all that are shown must be of one: of one that was captured, if any was. */
function runThatTells(runs: readonly ReplayRun[]): ReplayRun | undefined {
  return (
    runs.find(run => capturedLines(run).length > 0) ??
    runs.find(({ bindings }) => Object.keys(bindings).length > 0)
  )
}
