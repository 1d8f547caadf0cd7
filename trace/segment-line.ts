import type { ControlBits } from './control-bits.ts'
import type { SegmentLine } from './line.ts'
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
