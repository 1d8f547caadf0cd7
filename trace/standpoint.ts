/** Places between the lines of a checked file, from which the walk of a trace can go on. */
import { type FileMemory, memoryOf } from './check-file.ts'
import { checkTrace, type TraceMemory } from './check-trace.ts'
import type { CheckedFile, EndStates, Linear } from './checked-trace.ts'
import { reversed } from './fragment-words.ts'
import { isHidden, linearOf, printLinear } from './linear.ts'
import { expressionOf, type ProposedLine, printProposed, proposedHost } from './proposed-line.ts'
import {
  expand,
  type FragmentSection,
  type Statement,
  type Substitution,
  substitute,
  substituteSum,
} from './statements.ts'

/** A place in a trace: just before one of its statements, or behind the last. */
export interface Standpoint {
  readonly memory: TraceMemory
  /** How many of the trace's statements lie before. */
  readonly index: number
  /** Where the line is a fragment's: the use of it that is looked at. */
  readonly used: UsedFragment | undefined
}

/** One use of a fragment, the first in the file. */
export interface UsedFragment {
  /** The line of the `use`. */
  readonly at: number
  /** What its parameters stand for there. */
  readonly by: Substitution
  /** The other way round: by which parameters the fragment's lines call what stands at the `use`. */
  readonly back: Substitution
}

/**
 * Where the walk stands after a line of a file.
 *
 * In a fragment that is used it is the walk of the first use; one that nobody uses is walked as a trace of its own,
 * its parameters taken for endpoints and symbols.
 */
export function standpointAfter(file: CheckedFile, line: number): Standpoint | undefined {
  const memory = memoryOf(file)
  if (memory === undefined) return undefined
  const fragment = memory.fragments.findLast(({ header }) => header.number <= line)
  const trace = memory.traces.findLast(({ input }) => (input.header?.number ?? 0) <= line)
  const inFragment = fragment !== undefined && fragment.header.number > (trace?.input.header?.number ?? 0)
  if (inFragment) return inFirstUse(memory, fragment, line) ?? inTrace(ownTrace(memory, fragment), line)
  return inTrace(trace ?? emptyTrace(memory), line)
}

function inTrace(memory: TraceMemory, line: number): Standpoint {
  const behind = memory.statements.findIndex(({ source, use }) => (use ?? source).number > line)
  const index = behind < 0 ? memory.statements.length : behind
  return { memory, index, used: undefined }
}

function inFirstUse({ traces }: FileMemory, fragment: FragmentSection, line: number): Standpoint | undefined {
  const first = fragment.lines[0]?.number ?? 0
  const last = fragment.lines.at(-1)?.number ?? 0
  const isOwn = ({ source, by }: Statement) =>
    by !== undefined && source.number >= first && source.number <= last
  for (const memory of traces) {
    const { statements } = memory
    const start = statements.findIndex(isOwn)
    const { by, use } = statements[start] ?? {}
    if (by === undefined || use === undefined) continue
    const behind = statements.findIndex(
      (other, index) => index >= start && other.by === by && other.source.number > line,
    )
    const index = behind < 0 ? statements.findLastIndex(other => other.by === by) + 1 : behind
    return { memory, index, used: { at: use.number, by, back: reversed(by) } }
  }
  return undefined
}

function ownTrace({ known, profile, captured }: FileMemory, { header, lines }: FragmentSection): TraceMemory {
  return checkTrace({
    name: header.name.text,
    profile,
    captured,
    header,
    lines,
    expansion: expand(lines, known),
  })
}

function emptyTrace({ profile, captured }: FileMemory): TraceMemory {
  const expansion = { statements: [], problems: [] }
  return checkTrace({ name: '', profile, captured, header: undefined, lines: [], expansion })
}

/** A longer trace is not walked again to give it a second end. */
const MOST_REWALKED = 4000

/** The same place in the same trace, were a `host` line to name an end that all lines leave out. */
export function withEnd(standpoint: Standpoint, end: string): Standpoint {
  const { memory, index } = standpoint
  const { input, statements } = memory
  if (statements.length > MOST_REWALKED) return standpoint
  const line = proposedHost(end)
  const named = [{ line, source: line, use: undefined }, ...statements]
  const walked = checkTrace({ ...input, expansion: { ...input.expansion, statements: named } })
  return { ...standpoint, memory: walked, index: index + 1 }
}

// --- In the words of the lines there ---

/** A number as the lines there would write it; undefined where the trace has no name for it. */
export function sumAt({ used }: Standpoint, linear: Linear | 'any' | undefined): string | undefined {
  if (linear === undefined || linear === 'any' || isHidden(linear)) return undefined
  return used === undefined
    ? printLinear(linear)
    : printLinear(linearOf(substituteSum(expressionOf(linear), used.back)))
}

/** A line as it would be written there, with single spaces. */
export function textAt({ used }: Standpoint, line: ProposedLine): string {
  return printProposed(used === undefined ? line : (substitute(line, used.back) as ProposedLine))
}

/** The states by the names that the ends have in the lines there. */
export function statesAt(standpoint: Standpoint, states: EndStates): EndStates {
  if (standpoint.used === undefined) return states
  return Object.fromEntries(Object.entries(states).map(([key, state]) => [keyAt(standpoint, key), state]))
}

/** The name of an end, or of one of its connections, in the lines there. */
export function keyAt({ used }: Standpoint, key: string): string {
  return key
    .split('/')
    .map(end => used?.back.get(end)?.text ?? end)
    .join('/')
}
