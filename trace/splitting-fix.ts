/** The fix of a segment too long for its receiver: the same text in several, one MSS each. */
import type { Segment } from '@synfin/tcp'
import type { TraceSegment } from './checked-trace.ts'
import type { Fix } from './finding.ts'
import { insertionAbove } from './fixes.ts'
import { addOctets, literal, printLinear } from './linear.ts'
import { printFlags } from './print.ts'
import { editOn } from './reporter.ts'
import { say } from './say.ts'
import { rewritten, type TextChange } from './statement-text.ts'
import type { WalkedLine } from './walked-line.ts'

/** More lines than this are no help to anybody. */
const MOST_SEGMENTS = 128

/**
 * Puts the text but its end on lines above, where it can be: what leaves for the network is taken from it by another
 * line as a whole, and an urgent pointer counts from the segment it is in. PSH, FIN and the claim stay on the last.
 */
export function splittingFixes(
  { statement, line, bits, numbering }: WalkedLine,
  { len }: Segment,
  { seq }: TraceSegment,
  mss: number,
): Fix[] {
  const last = Math.ceil(len / mss) - 1
  if (statement.use !== undefined || line.to === undefined || numbering.has('urg')) return []
  if (mss < 1 || last >= MOST_SEGMENTS) return []
  const part = (index: number): TextChange[] => {
    const from = index * mss
    return [
      ...change('seq', seq === 'any' ? undefined : printLinear(addOctets(seq, from))),
      ...change('len', printLinear(literal(Math.min(mss, len - from)))),
    ]
  }
  const change = (name: 'seq' | 'len', value: string | undefined): TextChange[] => {
    const span = numbering.field(name)?.span
    return span === undefined || value === undefined ? [] : [{ span, text: `${name}=${value}` }]
  }
  const flags = printFlags(bits.list.filter(bit => bit !== 'PSH' && bit !== 'FIN'))
  const above = Array.from({ length: last }, (_, index) =>
    rewritten(line, [{ span: line.flagsSpan, text: flags }, ...part(index)]),
  )
  return [
    {
      title: say`split into ${last + 1} segments`,
      edits: [
        insertionAbove(line, above.join('\n')),
        ...part(last).map(({ span, text }) => editOn(line, span, text)),
      ],
    },
  ]
}
