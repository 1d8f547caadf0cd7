import type { Call, Journey, TraceSegment } from './checked-trace.ts'
import type { ControlBits } from './control-bits.ts'
import type { SegmentLine } from './line.ts'
import type { EndOfConnection } from './network.ts'
import type { Numbering } from './numbering.ts'
import type { Statement } from './statements.ts'
import type { Walk } from './walk.ts'

/** A segment line being walked, with what every part of the walk needs of it. */
export interface WalkedLine {
  readonly walk: Walk
  readonly statement: Statement
  readonly line: SegmentLine
  readonly bits: ControlBits
  readonly numbering: Numbering
}

/** A segment line between two ends: the one it leaves, and the one it is for. */
export interface LineBetween extends WalkedLine {
  readonly from: string
  readonly to: string
  /** The connection's half at `from`. */
  readonly sender: EndOfConnection
  /** The connection's half at `to`. */
  readonly peer: EndOfConnection
}

export function between(on: WalkedLine, from: string, to: string): LineBetween {
  const { walk, statement, line, bits, numbering } = on
  const [sender, peer] = [walk.network.half(from, to), walk.network.half(to, from)]
  return { walk, statement, line, bits, numbering, from, to, sender, peer }
}

/** What a segment line did. */
export interface WalkedSegment {
  readonly segment: TraceSegment
  /** Calls that must have been made for it. */
  readonly calls: readonly Call[]
  /** The line is taken as deleted: any segment would be wrong here. */
  readonly isDropped?: boolean
}

/** Nothing that nobody has written. */
export const NO_CALLS: readonly Call[] = []

/** How the segment of a line travels that leaves. */
export function journeyOf({ arrow, to }: SegmentLine): Journey {
  if (arrow.lost) return 'lost'
  return to === undefined ? 'departs' : 'delivered'
}
