/** What the next lines of a trace say, for fixes that would disagree with them. */
import { atOrBefore, before, plus, type Segment, type SeqNumber, seqNumber } from '@synfin/tcp'
import { hasBit } from './control-bits.ts'
import type { SegmentLine } from './line.ts'
import { linearOf } from './linear.ts'
import type { LineBetween } from './walked-line.ts'

/** How many lines below are looked at; a walk is taken up so many lines above the first that has changed. */
export const LINES_AHEAD = 64

/** The next segments that name both ends of this line's connection. */
export function segmentsBelow({ walk, from, to }: LineBetween): readonly SegmentLine[] {
  const below = walk.survey.statements.slice(walk.index + 1, walk.index + 1 + LINES_AHEAD)
  return below.flatMap(({ line }) => {
    if (line.kind !== 'segment' || line.icmp !== undefined || line.stray !== undefined) return []
    const [one, other] = [line.from?.text ?? from, line.to?.text ?? to]
    const isBetween = (one === from && other === to) || (one === to && other === from)
    return isBetween ? [line] : []
  })
}

/** Whether a segment below opens the connection, or opens it anew before anything has ended it. */
export function isOpenedBelow(on: LineBetween): boolean {
  const turn = segmentsBelow(on).find(line => ['SYN', 'FIN', 'RST'].some(bit => hasBit(line, bit as 'SYN')))
  return turn !== undefined && hasBit(turn, 'SYN')
}

/** The value of a number of the line as its author writes it. */
export function writtenValue({ walk, numbering }: LineBetween, name: 'seq' | 'ack'): SeqNumber | undefined {
  const field = numbering.field(name)
  const read = field && !('any' in field.value) && walk.symbols.evaluate(linearOf(field.value))
  return read && 'value' in read ? seqNumber(read.value) : undefined
}

/** Whether the segments below count the line's text, as its author numbers it. */
export function isTextCountedBelow(on: LineBetween, { seq, len }: Segment): boolean {
  return isCountedBelow(on, writtenValue(on, 'seq') ?? seq, len)
}

/** Whether the segments below count octets of this line's sender from a number on, up to so many more. */
export function isCountedBelow(on: LineBetween, from: SeqNumber, octets: number): boolean {
  return segmentsBelow(on).some(line => {
    const name = line.from?.text === on.to ? 'ack' : 'seq'
    const field = line.fields.find(field => field.name === name)
    if (field === undefined || !('value' in field) || 'any' in field.value) return false
    const read = on.walk.symbols.evaluate(linearOf(field.value))
    if (!('value' in read)) return false
    const number = seqNumber(read.value)
    return before(from, number) && atOrBefore(number, plus(from, octets))
  })
}
