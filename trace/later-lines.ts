/** What later lines of a trace say of an earlier one: what its author means by it, and where else it would belong. */
import { hasBit } from './control-bits.ts'
import type { InParts } from './in-parts.ts'
import type { SegmentLine } from './line.ts'
import type { Statement } from './statements.ts'
import type { TurningPoints } from './turning-points.ts'

/** By the indices of statements; told by what is written, before anything has been walked. */
export interface LaterLines {
  /** For text that leaves before a handshake is over: the statement that finishes it. */
  readonly finishedAt: ReadonlyMap<number, Statement>
  /** SYN ACKs that open a connection, though their receiver goes on as if it had. */
  readonly unasked: ReadonlySet<number>
  /** SYNs that the line of the next segment answers. */
  readonly answered: ReadonlySet<number>
  /** Resets after which their receiver still acts, or is said to be more than CLOSED. */
  readonly outlived: ReadonlySet<number>
}

export function* laterLines(statements: readonly Statement[], points: TurningPoints): InParts<LaterLines> {
  const finishedAt = findFinished(statements, points)
  yield
  const unasked = findUnasked(statements, points)
  const answered = findAnswered(statements, points)
  yield
  return { finishedAt, unasked, answered, outlived: findOutlived(statements, points) }
}

export const NO_STATEMENTS: ReadonlySet<number> = new Set()
const NOTHING_TOLD: ReadonlyMap<number, never> = new Map<number, never>()

/** What is told of statements; where that is nothing, as of most traces, the one empty set that all of them share. */
export function setOrNone(told: ReadonlySet<number>): ReadonlySet<number> {
  return told.size === 0 ? NO_STATEMENTS : told
}

/** As {@link setOrNone}. */
export function mapOrNone<Value>(told: ReadonlyMap<number, Value>): ReadonlyMap<number, Value> {
  return told.size === 0 ? NOTHING_TOLD : told
}

/** The same for both directions. */
export function pairKey(a: string, b: string): string {
  return a < b ? `${a}|${b}` : `${b}|${a}`
}

/** Syntactically: who opened, whether a SYN ACK has come, and which lines with text have left since. */
interface Opening {
  readonly opener: string
  readonly waiting: number[]
  answered: boolean
}

function findFinished(
  statements: readonly Statement[],
  { lastSyn }: TurningPoints,
): ReadonlyMap<number, Statement> {
  const openings = new Map<string, Opening>()
  const finished = new Map<number, Statement>()
  for (const [index, statement] of statements.entries()) {
    if (index > lastSyn && openings.size === 0) break
    const { line } = statement
    if (line.kind !== 'segment' || line.from === undefined || line.to === undefined) continue
    const from = line.from.text
    const key = pairKey(from, line.to.text)
    const opening = openings.get(key)
    if (hasBit(line, 'SYN')) {
      if (opening === undefined) openings.set(key, { opener: from, waiting: [], answered: false })
      else if (from !== opening.opener && hasBit(line, 'ACK')) opening.answered = true
    } else if (opening?.answered && from === opening.opener && hasBit(line, 'ACK') && !line.arrow.lost) {
      for (const waiting of opening.waiting) finished.set(waiting, statement)
      openings.delete(key)
    } else if (opening !== undefined && line.fields.some(({ name }) => name === 'len'))
      opening.waiting.push(index)
  }
  return mapOrNone(finished)
}

function findUnasked(statements: readonly Statement[], { lastSyn }: TurningPoints): ReadonlySet<number> {
  const unasked = new Set<number>()
  const told = new Set<string>()
  const openings = new Map<string, { readonly index: number; readonly to: string } | 'over'>()
  let open = 0
  for (const [index, { line }] of statements.entries()) {
    if (index > lastSyn && open === 0) break
    if (line.kind === 'given') for (const { end } of line.ends) told.add(end.text)
    if (line.kind === 'call' && line.call !== 'listen') told.add(line.end.text)
    if (line.kind !== 'segment' || line.icmp !== undefined) continue
    const [from, to] = [line.from?.text, line.to?.text]
    if (from === undefined || to === undefined) {
      told.add(from ?? to ?? '')
      continue
    }
    const key = pairKey(from, to)
    const opening = openings.get(key)
    if (opening === undefined) {
      const isSynAck = hasBit(line, 'SYN') && hasBit(line, 'ACK') && !line.arrow.lost
      const opens = isSynAck && !told.has(from) && !told.has(to)
      openings.set(key, opens ? { index, to } : 'over')
      if (opens) open += 1
    } else if (opening !== 'over' && opening.to === from) {
      if (hasBit(line, 'ACK') && !hasBit(line, 'SYN') && !hasBit(line, 'RST')) unasked.add(opening.index)
      openings.set(key, 'over')
      open -= 1
    }
  }
  return setOrNone(unasked)
}

function findAnswered(statements: readonly Statement[], { syns }: TurningPoints): ReadonlySet<number> {
  const answered = new Set<number>()
  for (const { index, line } of syns) {
    const next = nextSegment(statements, index)
    if (line.to !== undefined && line.to.text === next?.from?.text) answered.add(index)
  }
  return setOrNone(answered)
}

function nextSegment(statements: readonly Statement[], after: number): SegmentLine | undefined {
  for (let index = after + 1; index < statements.length; index++) {
    const line = statements[index]?.line
    if (line?.kind === 'segment') return line
  }
  return undefined
}

function findOutlived(statements: readonly Statement[], { resets }: TurningPoints): ReadonlySet<number> {
  if (resets.length === 0) return NO_STATEMENTS
  const outlived = new Set<number>()
  const active = new Set<string>()
  for (let index = statements.length - 1; index >= 0; index--) {
    const line = statements[index]?.line
    if (line === undefined) continue
    if ('claim' in line)
      for (const { end, state } of line.claim?.states ?? []) if (state.text !== 'CLOSED') active.add(end.text)
    if (line.kind === 'segment' && hasBit(line, 'RST') && active.has(line.to?.text ?? '')) outlived.add(index)
    if (line.kind === 'segment' && line.from !== undefined) active.add(line.from.text)
    if (line.kind === 'call' || line.kind === 'timer') active.add(line.end.text)
  }
  return setOrNone(outlived)
}
