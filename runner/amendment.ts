import type { State } from '@synfin/tcp'
import type { Difference } from './kernel-segment.ts'
import type { SegmentNotation } from './notation.ts'

/**
 * What to write otherwise on or beside a line, so that the trace says what the stack did. Only the stack's end is
 * touched.
 */
export type Amendment =
  /** The line's segment differs in these fields. */
  | {
      readonly kind: 'segment'
      readonly segment: SegmentNotation
      readonly differing: readonly Difference[]
    }
  /** A segment has no line yet. */
  | {
      readonly kind: 'insert'
      readonly segment: SegmentNotation
      readonly where: 'before' | 'after'
      /** Milliseconds since the stack's last segment, where a timer of its own sent this one. */
      readonly timer: number | undefined
    }
  /** The line's call or timer goes otherwise: the statement without its claim. */
  | { readonly kind: 'statement'; readonly text: string }
  | {
      readonly kind: 'state'
      /** The key of the claim, `B` or `B/C`. */
      readonly key: string
      readonly state: State
      readonly reason: 'refused' | 'reset' | 'timeout' | undefined
    }
  /** Nothing comes of the line. */
  | { readonly kind: 'delete' }
