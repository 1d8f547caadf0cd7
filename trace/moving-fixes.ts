/** Fixes that move a line to where its segment may leave. */
import { atOrBefore, before, plus, type SeqNumber, seqNumber } from '@synfin/tcp'
import type { Edit, Fix } from './finding.ts'
import { insertionAbove, wholeLine, writingBelow } from './fixes.ts'
import type { SegmentLine } from './line.ts'
import { addLinear, difference, linearOf, printLinear } from './linear.ts'
import { LINES_AHEAD } from './lines-below.ts'
import { editOn } from './reporter.ts'
import { say } from './say.ts'
import { rewritten, type TextChange } from './statement-text.ts'
import type { Statement } from './statements.ts'
import type { LineBetween } from './walked-line.ts'

/** How many lines a line is moved over at most. */
export const FARTHEST = 64

/** Text that waits for the connection goes below the segment that finishes the handshake, and counts from there. */
export function movingBelowHandshake(on: LineBetween): Fix[] {
  const { walk, line } = on
  const target = walk.survey.finishedAt.get(walk.index)
  if (target === undefined) return []
  return writingBelow(target, moved(line, [])).map(({ edits }) => ({
    title: say`move this line below the handshake`,
    edits: [
      ...edits,
      ...handshakeBelow(on, target).flatMap(other => countingLess(on, other)),
      ...takingOut(line),
    ],
  }))
}

/** The lines below up to the one that finishes the handshake. */
function handshakeBelow({ walk }: LineBetween, last: Statement): readonly Statement['line'][] {
  const below = walk.survey.statements.slice(walk.index + 1, walk.index + 1 + LINES_AHEAD)
  const end = below.findIndex(({ source }) => source.number === last.source.number)
  return below.slice(0, end + 1).flatMap(({ line, use }) => (use === undefined ? [line] : []))
}

/** Numbers that count the text before it may leave. */
function countingLess(on: LineBetween, line: Statement['line']): Edit[] {
  const { from, to, sender } = on
  if (line.kind !== 'segment') return []
  const isCounted = (number: SeqNumber) => before(sender.tcb.snd.nxt, number)
  if (goes(line, from, to)) return movedBy(on, line, 'seq', isCounted, -1)
  return goes(line, to, from) ? movedBy(on, line, 'ack', isCounted, -1) : []
}

/** Text goes above the line that closes its direction. A FIN that has left makes room, with all that counts from it. */
export function movingAboveClose(on: LineBetween): Fix[] {
  const { line, sender } = on
  const closing = sender.closed?.statement
  const passed = closing && linesSince(on, closing)
  if (closing === undefined || passed === undefined) return []
  const fin = sender.tcb.finSeq === undefined ? undefined : sender.fin?.statement.line
  const hasLeft = fin?.kind === 'segment'
  const title =
    closing.line.kind === 'segment'
      ? say`move this line above ${on.from}'s FIN`
      : say`move this line above the close`
  const edits = [
    insertionAbove(closing.source, moved(line, hasLeft ? numbersOf(fin, on) : [])),
    ...(hasLeft ? passed.flatMap(({ line: other }) => makingRoom(on, fin, other)) : []),
    ...takingOut(line),
  ]
  return [{ title, edits }]
}

/** The lines from a statement on, where it is near and none of them stands in a fragment. */
function linesSince({ walk }: LineBetween, first: Statement): readonly Statement[] | undefined {
  const recent = walk.survey.statements.slice(Math.max(0, walk.index - FARTHEST), walk.index)
  const start = recent.findLastIndex(({ source }) => source.number === first.source.number)
  const since = recent.slice(start)
  return start < 0 || since.some(({ use }) => use !== undefined) ? undefined : since
}

/** The segment's own numbers, as the FIN has them in whose place it leaves. */
function numbersOf(fin: SegmentLine, { numbering }: LineBetween): TextChange[] {
  return (['seq', 'ack'] as const).flatMap(name => {
    const span = numbering.field(name)?.span
    if (span === undefined) return []
    const place = fin.fields.find(field => field.name === name)?.span
    return place === undefined
      ? { span: { ...span, start: span.start - 1 }, text: '' }
      : { span, text: fin.text.slice(place.start - fin.span.start, place.end - fin.span.start) }
  })
}

/** Numbers that count from the FIN, moved up by the text that now comes before it. */
function makingRoom(on: LineBetween, fin: SegmentLine, line: Statement['line']): Edit[] {
  if (line.kind !== 'segment') return []
  const { from, to, sender } = on
  const text = writtenNumber(on, fin, 'len')?.value ?? 0
  const start = plus(sender.tcb.finSeq ?? seqNumber(0), -text)
  if (goes(line, from, to)) return movedBy(on, line, 'seq', number => atOrBefore(start, number), 1)
  return goes(line, to, from) ? movedBy(on, line, 'ack', number => before(start, number), 1) : []
}

function goes(line: SegmentLine, from: string, to: string): boolean {
  return (line.from?.text ?? from) === from && (line.to?.text ?? to) === to
}

/** A number moved up or down by the line's text. */
function movedBy(
  on: LineBetween,
  line: SegmentLine,
  name: 'seq' | 'ack',
  counts: (number: SeqNumber) => boolean,
  direction: 1 | -1,
): Edit[] {
  const number = writtenNumber(on, line, name)
  const text = writtenNumber(on, on.line, 'len')
  if (number === undefined || text === undefined || !counts(seqNumber(number.value))) return []
  const linear = (direction === 1 ? addLinear : difference)(number.linear, text.linear)
  return [editOn(line, number.span, `${name}=${printLinear(linear)}`)]
}

/** A number of a line that has been walked. */
function writtenNumber({ walk }: LineBetween, line: SegmentLine, name: 'seq' | 'ack' | 'len') {
  const field = line.fields.find(field => field.name === name)
  if (field === undefined || !('value' in field) || 'any' in field.value) return undefined
  const linear = linearOf(field.value)
  const read = walk.symbols.evaluate(linear)
  return 'value' in read ? { span: field.span, linear, value: read.value } : undefined
}

/** The segment as it stands elsewhere, its comment with it. */
function moved(line: SegmentLine, changes: readonly TextChange[]): string {
  const text = rewritten(line, changes)
  return line.comment === undefined ? text : `${text}  ${line.comment.text}`
}

/** Takes a segment away, and its comment; a claim stays, on a line of its own. */
function takingOut(line: SegmentLine): Edit[] {
  const { span, claim, comment } = line
  if (claim === undefined) return [wholeLine(line)]
  const segment = editOn(line, { start: span.start, end: claim.span.start }, '')
  const rest = comment && editOn(line, { start: claim.span.end, end: comment.span.end }, '')
  return rest === undefined ? [segment] : [segment, rest]
}
