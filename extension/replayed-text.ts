import type { CheckedTrace, Step } from '@synfin/trace'

/** The lines of a trace, counted from 1. */
type TraceLines = Pick<CheckedTrace, 'line' | 'endLine'>

/**
 * The text that decides what a replay of a trace plays: the trace's own lines, or all the file where it uses fragments.
 * While that text stands, what a replay found holds, wherever the trace has moved to.
 */
export function replayedText(file: string, trace: TraceLines & { readonly steps: readonly Step[] }): string {
  return trace.steps.some(({ usedAt }) => usedAt !== undefined) ? file : ownText(file, trace)
}

/** Whether a trace of a file still reads as it did when it was replayed. */
export function readsAsReplayed(replayed: string | undefined, file: string, trace: TraceLines): boolean {
  return replayed !== undefined && (replayed === file || replayed === ownText(file, trace))
}

/**
 * How many lines further down than when it was replayed a trace now stands; nothing where it reads otherwise.
 *
 * @param traceLine where the trace stood then, counted from 1
 */
export function movedBy(replayed: string | undefined, file: string, traceLine: number): number | undefined {
  if (replayed === undefined) return undefined
  if (replayed === file) return 0
  const own = replayed.split('\n')
  const lines = linesOf(file)
  const standsAt = (first: number) =>
    own.every((text, index) => lines[first + index] === text) && endsAt(lines, first + own.length)
  if (standsAt(traceLine - 1)) return 0
  const first = lines.findIndex((_, index) => standsAt(index))
  return first < 0 ? undefined : first - (traceLine - 1)
}

/** Whether nothing of a trace comes any more from this line on, counted from 0. */
function endsAt(lines: readonly string[], from: number): boolean {
  const next = lines.slice(from).find(line => !/^\s*(?:\/\/.*)?$/.test(line))
  return next === undefined || /^\s*(?:trace|fragment)\b/.test(next)
}

function ownText(file: string, { line, endLine }: TraceLines): string {
  return linesOf(file)
    .slice(line - 1, endLine)
    .join('\n')
}

function linesOf(file: string): readonly string[] {
  return file.split(/\r\n|\r|\n/)
}
