/** A file's sections after an edit. */
import type { FileMemory } from './check-file.ts'
import type { TraceMemory } from './check-trace.ts'
import type { Line } from './line.ts'
import { cutSections, type Sections, type TraceSection } from './statements.ts'

/**
 * As `cutSections`; a trace that an edit has neither changed nor moved has the very list of lines that is remembered of
 * it. Of a file with fragments nothing is.
 */
export function cutAgain(lines: readonly Line[], then: FileMemory | undefined): Sections {
  if (then === undefined || then.fragments.length > 0) return cutSections(lines)
  const before = countSame(lines, then.lines)
  const behind = countSameBehind(lines, then.lines, before)
  // The header behind the last one must have stayed, and that of the first one.
  const head = fitting(then.traces, before - 1)
  const tail = fitting(then.traces.toReversed(), behind)
  if (head.traces + tail.traces === 0) return cutSections(lines)
  const between = lines.slice(head.lines, lines.length - tail.lines)
  const { traces, fragments } = between.length === 0 ? NO_SECTIONS : cutSections(between)
  const first = then.traces.slice(0, head.traces).map(sectionOf)
  const last = then.traces.slice(then.traces.length - tail.traces).map(sectionOf)
  return { traces: [...first, ...traces, ...last], fragments }
}

const NO_SECTIONS: Sections = { traces: [], fragments: [] }

/** Whether a trace is the one that is remembered, in its place and with nothing changed. */
export function isUntouched({ header, lines }: TraceSection, { input }: TraceMemory): boolean {
  return header === input.header && lines === input.lines
}

function sectionOf({ input: { header, lines } }: TraceMemory): TraceSection {
  return { header: header?.kind === 'trace' ? header : undefined, lines }
}

/** How many traces, in this order, together have no more than so many lines; a first one without a header is none. */
function fitting(
  traces: readonly TraceMemory[],
  most: number,
): { readonly traces: number; readonly lines: number } {
  let lines = 0
  for (const [index, { input }] of traces.entries()) {
    const next = lines + input.lines.length + 1
    if (input.header === undefined || next > most) return { traces: index, lines }
    lines = next
  }
  return { traces: traces.length, lines }
}

function countSame(now: readonly Line[], then: readonly Line[]): number {
  const shorter = Math.min(now.length, then.length)
  let same = 0
  while (same < shorter && now[same] === then[same]) same += 1
  return same
}

function countSameBehind(now: readonly Line[], then: readonly Line[], before: number): number {
  const shorter = Math.min(now.length, then.length) - before
  let same = 0
  while (same < shorter && now[now.length - 1 - same] === then[then.length - 1 - same]) same += 1
  return same
}
