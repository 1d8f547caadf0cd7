/** What a changed line may change of a trace's survey. */
import type { Agreement } from './agreement.ts'
import { endOf } from './fixes.ts'
import type { Claim, Line, SegmentLine } from './line.ts'
import { isSame } from './same.ts'
import type { Statement } from './statements.ts'
import { type Survey, survey } from './survey.ts'

/**
 * The survey of a trace whose statements tell a survey what those of an earlier version told, with others in between
 * that tell nothing, such as a line that is being typed. Undefined where a survey must be taken.
 */
export function keptSurvey(
  then: Survey,
  statements: readonly Statement[],
  { before, behind, moved }: Agreement,
): Survey | undefined {
  const now = telling(statements, before, behind)
  const earlier = telling(then.statements, before, behind)
  const grown = statements.length - then.statements.length
  const pointed = [...then.finishedAt.values()]
  const arePointedKept =
    grown === 0 && moved === 0 && !pointed.some(target => earlier.some(([, told]) => told === target))
  if (pointed.length > 0 && !arePointedKept) return undefined
  if (!isSame(now.map(tellsWhat), earlier.map(tellsWhat))) return undefined
  if (grown === 0 && isSame(now.map(indexOf), earlier.map(indexOf))) return { ...then, statements }
  const places = new Map(earlier.map(([index], which) => [index, now[which]?.[0] ?? index]))
  const firstBehind = then.statements.length - behind
  const move = (index: number) => places.get(index) ?? (index < firstBehind ? index : index + grown)
  return {
    ...then,
    ...moveIndexes(then, move),
    mentions: new Map(
      [...then.mentions].map(([end, { lines, first }]) => [end, { lines, first: move(first) }]),
    ),
    statements,
  }
}

/** The survey of a trace that has only moved. */
export function movedSurvey(then: Survey, statements: readonly Statement[]): Survey {
  // What points at statements must point at those that stand there now.
  return then.finishedAt.size === 0 ? { ...then, statements } : survey(statements)
}

/**
 * Whether the same ends are in the trace, connected with the same peers, and those listen that did. Their order counts:
 * it is that of the calls before the first step.
 */
export function isSameCast(a: Survey, b: Survey): boolean {
  return isSame(
    [a.ends, a.connections, a.peers, [...a.listeners]],
    [b.ends, b.connections, b.peers, [...b.listeners]],
  )
}

/** The first statement of which two surveys of statements that agree so far tell otherwise; 0 for another cast. */
export function firstDifference(a: Survey, b: Survey): number {
  if (!isSameCast(a, b)) return 0
  return differences(indexed(a), indexed(b), isSamePlace).reduce(
    (first, index) => Math.min(first, index),
    Number.POSITIVE_INFINITY,
  )
}

/**
 * The number of statements after which two surveys tell the same of every statement; `grown` is how many more
 * statements there are now, and the casts are the same.
 */
export function lastDifference(now: Survey, then: Survey, grown: number): number {
  const earlier = indexed(moveIndexes(then, index => index + grown))
  return differences(indexed(now), earlier, areBothStatements).reduce(
    (last, index) => Math.max(last, index + 1),
    0,
  )
}

/** What a survey tells of a statement: an end, or another statement that it points at; of one in a set, its index. */
type Told = number | string | Statement

type ToldByIndex = ReadonlyMap<number, Told>

const NOTHING: ToldByIndex = new Map()

/** The indexes of statements of which two surveys tell otherwise, in no order; `isSameTold` compares statements. */
function differences(
  now: ReadonlyMap<string, ToldByIndex>,
  then: ReadonlyMap<string, ToldByIndex>,
  isSameTold: (now: Statement, then: Statement) => boolean,
): number[] {
  const isToldSame = (a: Told | undefined, b: Told | undefined) =>
    typeof a === 'object' && typeof b === 'object' ? isSameTold(a, b) : a === b
  const indexes: number[] = []
  for (const name of new Set([...now.keys(), ...then.keys()])) {
    const [a = NOTHING, b = NOTHING] = [now.get(name), then.get(name)]
    for (const index of a.keys()) if (!isToldSame(a.get(index), b.get(index))) indexes.push(index)
    for (const index of b.keys()) if (!a.has(index)) indexes.push(index)
  }
  return indexes
}

/** A fix writes below the statement that is pointed at, and its comment. */
function isSamePlace({ source: now }: Statement, { source: then }: Statement): boolean {
  return now.number === then.number && endOf(now) === endOf(then)
}

/** A statement that is pointed at is the same if it stands behind, as those do. */
function areBothStatements(): boolean {
  return true
}

// --- What a survey tells of single statements ---

function isIndexed(told: unknown): told is ReadonlySet<number> | ToldByIndex {
  if (!(told instanceof Set || told instanceof Map)) return false
  const [first] = told.keys()
  return typeof first === 'number'
}

function indexed(survey: Partial<Survey>): ReadonlyMap<string, ToldByIndex> {
  const tables = new Map<string, ToldByIndex>()
  for (const [name, told] of Object.entries<unknown>({ ...survey }))
    if (isIndexed(told)) tables.set(name, new Map<number, Told>(told.entries()))
  return tables
}

function moveIndexes(survey: Survey, move: (index: number) => number): Partial<Survey> {
  const moved: Record<string, unknown> = {}
  for (const [name, told] of Object.entries<unknown>({ ...survey })) {
    if (!isIndexed(told)) continue
    const places = [...told.entries()].map(([index, value]) => [move(index), value] as const)
    moved[name] = told instanceof Map ? new Map(places) : new Set(places.map(([index]) => index))
  }
  return moved
}

// --- What single statements tell a survey ---

/** The statements between those that two versions share which tell a survey anything, with their indexes. */
function telling(
  statements: readonly Statement[],
  before: number,
  behind: number,
): readonly (readonly [number, Statement])[] {
  return statements
    .slice(before, statements.length - behind)
    .map((statement, index) => [before + index, statement] as const)
    .filter(([, { line }]) => whatTells(line) !== undefined)
}

function indexOf([index]: readonly [number, Statement]): number {
  return index
}

function tellsWhat([, { line }]: readonly [number, Statement]): unknown {
  return whatTells(line)
}

/** All of a line that a survey may look at: everything but its numbers and what its columns are. */
function whatTells(line: Line): unknown {
  const claim = 'claim' in line && line.claim !== undefined ? [statesOf(line.claim)] : []
  switch (line.kind) {
    case 'segment':
      return [line.kind, ...claim, ...segmentTells(line)]
    case 'call':
      return [line.kind, ...claim, line.end.text, line.call, line.peer?.text]
    case 'timer':
      return [line.kind, ...claim, line.end.text]
    case 'given':
      return [line.kind, line.ends.map(({ end }) => end.text)]
    case 'host':
      return [line.kind, line.end.text, line.count]
    case 'kernel':
      return [line.kind]
    default:
      return claim[0]
  }
}

function segmentTells({ from, to, arrow, stray, icmp, flags, fields, optional }: SegmentLine): unknown[] {
  return [
    from?.text,
    to?.text,
    arrow.lost,
    stray !== undefined,
    icmp !== undefined,
    optional !== undefined,
    flags.map(({ bit }) => bit),
    fields.map(({ name }) => name),
  ]
}

function statesOf({ states }: Claim): unknown {
  return states.map(({ end, peer, state }) => [end.text, peer?.text, state.text])
}
