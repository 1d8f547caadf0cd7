/** What later lines of a trace say of an earlier one: what its author means by it, and where else it would belong. */
import { hasBit } from './control-bits.ts'
import type { InParts } from './in-parts.ts'
import type { Statement } from './statements.ts'

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

export function* laterLines(statements: readonly Statement[]): InParts<LaterLines> {
  const finishedAt = findFinished(statements)
  yield
  const unasked = findUnasked(statements)
  yield
  const answered = findAnswered(statements)
  yield
  return { finishedAt, unasked, answered, outlived: findOutlived(statements) }
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

function findFinished(statements: readonly Statement[]): ReadonlyMap<number, Statement> {
  const openings = new Map<string, Opening>()
  const finished = new Map<number, Statement>()
  for (const [index, statement] of statements.entries()) {
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
  return finished
}

function findUnasked(statements: readonly Statement[]): ReadonlySet<number> {
  const unasked = new Set<number>()
  const told = new Set<string>()
  const openings = new Map<string, { readonly index: number; readonly to: string } | 'over'>()
  for (const [index, { line }] of statements.entries()) {
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
      const opens = hasBit(line, 'SYN') && hasBit(line, 'ACK') && !line.arrow.lost
      openings.set(key, opens && !told.has(from) && !told.has(to) ? { index, to } : 'over')
    } else if (opening !== 'over' && opening.to === from) {
      if (hasBit(line, 'ACK') && !hasBit(line, 'SYN') && !hasBit(line, 'RST')) unasked.add(opening.index)
      openings.set(key, 'over')
    }
  }
  return unasked
}

function findAnswered(statements: readonly Statement[]): ReadonlySet<number> {
  const answered = new Set<number>()
  let open: { readonly index: number; readonly to: string } | undefined
  for (const [index, { line }] of statements.entries()) {
    if (line.kind !== 'segment') continue
    if (open !== undefined && line.from?.text === open.to) answered.add(open.index)
    open = line.to !== undefined && hasBit(line, 'SYN') ? { index, to: line.to.text } : undefined
  }
  return answered
}

function findOutlived(statements: readonly Statement[]): ReadonlySet<number> {
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
  return outlived
}
