import type { Finding } from '@synfin/trace'
import type { LiveNumbers, Numbers } from './numbering.ts'

/** What of a trace is drawn. */
export interface View {
  /** A line that must be in the picture, counted from 1; the first lines if absent. */
  readonly around?: number | undefined
  /** How many lines at most: Mermaid takes most of a second for 500. */
  readonly limit?: number | undefined
  /** The findings of the whole file, to mark also those that no trace has, such as a line that cannot be read. */
  readonly findings?: readonly Finding[] | undefined
  /**
   * How states are shown: as notes between the messages, or not in the diagram but with its rows, for whoever can
   * write beside an arrow. Only two ends have a place beside; a diagram of more has notes in any case.
   */
  readonly states?: 'notes' | 'beside' | undefined
  /** The author's by default. */
  readonly numbers?: Numbers | undefined
  /** What to show for `live` numbers. */
  readonly live?: LiveNumbers | undefined
  /** What a replay saw otherwise than the trace says. */
  readonly observed?: readonly Observed[] | undefined
}

/** What came in a replay where it did not go as written. */
export interface Observed {
  readonly line: number
  /** Who played which end, in words: `B as the kernel`. */
  readonly player: string
  /** In the trace's notation; empty where nothing came. */
  readonly text: string
}
