/** The statements at which connections open, turn and end: few in a long trace, and most of a survey follows from them. */
import { hasBit } from './control-bits.ts'
import type { CallLine, SegmentLine } from './line.ts'
import { firstIndex } from './long-lists.ts'
import type { Statement } from './statements.ts'

/** A line, and the index of its statement. */
export interface Indexed<Kind> {
  readonly index: number
  readonly line: Kind
}

/** Each in order. */
export interface TurningPoints {
  readonly calls: readonly Indexed<CallLine>[]
  readonly syns: readonly Indexed<SegmentLine>[]
  readonly fins: readonly Indexed<SegmentLine>[]
  readonly resets: readonly Indexed<SegmentLine>[]
  /** The index of the last SYN, behind which nobody opens a connection; -1 without one. */
  readonly lastSyn: number
}

export function turningPoints(statements: readonly Statement[]): TurningPoints {
  const calls: Indexed<CallLine>[] = []
  const syns: Indexed<SegmentLine>[] = []
  const fins: Indexed<SegmentLine>[] = []
  const resets: Indexed<SegmentLine>[] = []
  for (const [index, { line }] of statements.entries()) {
    if (line.kind === 'call') calls.push({ index, line })
    if (line.kind !== 'segment') continue
    if (hasBit(line, 'SYN')) syns.push({ index, line })
    if (hasBit(line, 'FIN')) fins.push({ index, line })
    if (hasBit(line, 'RST')) resets.push({ index, line })
  }
  return { calls, syns, fins, resets, lastSyn: syns.at(-1)?.index ?? -1 }
}

/** How far it is looked for the next segment before all of them are sorted by who sends them. */
const NEAR = 64

/** What each end sends. */
export class SentSegments {
  private readonly statements: readonly Statement[]
  private byEnd: ReadonlyMap<string, readonly Indexed<SegmentLine>[]> | undefined

  constructor(statements: readonly Statement[]) {
    this.statements = statements
  }

  /** The first segment that an end sends behind a statement. */
  next(end: string, after: number): SegmentLine | undefined {
    const near = this.statements.slice(after + 1, after + 1 + NEAR)
    const next = near.find(({ line }) => line.kind === 'segment' && isSentBy(line, end))
    if (next?.line.kind === 'segment') return next.line
    return near.length < NEAR ? undefined : this.nextOf(end, after)
  }

  private nextOf(end: string, after: number): SegmentLine | undefined {
    this.byEnd ??= segmentsByEnd(this.statements)
    const sent = this.byEnd.get(end) ?? []
    return sent[firstIndex(sent.length, at => (sent[at]?.index ?? 0) > after)]?.line
  }
}

function segmentsByEnd(
  statements: readonly Statement[],
): ReadonlyMap<string, readonly Indexed<SegmentLine>[]> {
  const sent = new Map<string, Indexed<SegmentLine>[]>()
  for (const [index, { line }] of statements.entries()) {
    if (line.kind !== 'segment' || line.from === undefined || line.icmp !== undefined) continue
    const own = sent.get(line.from.text)
    if (own === undefined) sent.set(line.from.text, [{ index, line }])
    else own.push({ index, line })
  }
  return sent
}

function isSentBy({ from, icmp }: SegmentLine, end: string): boolean {
  return from?.text === end && icmp === undefined
}
