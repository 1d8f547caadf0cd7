import type { ShowTrace } from './messages.ts'

/** What a trace's picture was drawn from. */
interface Drawn {
  readonly document: string
  readonly index: number
  readonly line: number
  readonly endLine: number
}

/** A line that cannot be read, while the last good picture stays. */
export interface BrokenLine {
  readonly line: number
  readonly message: string
}

/** The first line of a trace that cannot be read. */
export function brokenLine({ drawn }: ShowTrace): BrokenLine | undefined {
  return drawn.findings.find(({ code }) => code === 'syntax')
}

/** Which trace of which document a picture is of, and from where to where it reaches. */
export function drawnFrom({ document, drawn, traces }: ShowTrace): Drawn {
  const { line = 1, endLine = 1 } = traces[drawn.index] ?? {}
  return { document, index: drawn.index, line, endLine }
}

/** Whether a picture of an earlier text is one of this trace. */
export function isSameTrace(earlier: Drawn | undefined, now: Drawn): earlier is Drawn {
  return earlier?.document === now.document && earlier.index === now.index
}

/**
 * Where a line of the trace that was drawn now stands: lines may have come and gone above the trace, and at the line
 * that is being written.
 */
export function lineNow(line: number, drawn: Drawn, now: Drawn, broken: BrokenLine | undefined): number {
  const above = now.line - drawn.line
  const within = now.endLine - drawn.endLine - above
  const isBehind = broken !== undefined && line + above >= broken.line && line > drawn.line
  return line + above + (isBehind ? within : 0)
}
