/**
 * What else the author of a faulty line may have meant: the line moved to where it belongs, a segment that was on its
 * way already, the connection it needs. All for the author to choose, none to be applied unasked.
 */
import { departureFault, type FaultCode, isSynchronized, type Segment, type State } from '@synfin/tcp'
import type { Linear } from './checked-trace.ts'
import { hasBit } from './control-bits.ts'
import { departing } from './departing.ts'
import type { Edit, Fix } from './finding.ts'
import {
  insertionAbove,
  type Mended,
  printMended,
  puttingAbove,
  writingAbove,
  writingBelow,
  writingFix,
} from './fixes.ts'
import type { SegmentLine } from './line.ts'
import { addOctets, isHidden, linearOf, printLinear } from './linear.ts'
import { isOpenedBelow, isTextCountedBelow, segmentsBelow, writtenValue } from './lines-below.ts'
import { movingAboveClose, movingBelowHandshake } from './moving-fixes.ts'
import { printFlags } from './print.ts'
import { dueReplies } from './replies.ts'
import { cutFrom, editOn } from './reporter.ts'
import { say } from './say.ts'
import { rewritten } from './statement-text.ts'
import { establishedText } from './walk-given.ts'
import type { LineBetween } from './walked-line.ts'

type Alternatives = (on: LineBetween, seg: Segment, mended: Mended | undefined) => readonly Fix[]

const ON_ANY_LINE: { readonly [Code in FaultCode]?: Alternatives } = {
  'syn-rst': withoutSyn,
  'challenge-ack': answering,
  'rst-challenged': believed,
}

/** For lines that name both their ends. */
const BETWEEN_ENDS: { readonly [Code in FaultCode]?: Alternatives } = {
  'synack-wrong-direction': on => (on.peer.tcb.state === 'SYN_RCVD' ? turning(on) : []),
  'syn-in-synchronized': rebooting,
  'rst-expected': resettingFirst,
  'data-after-fin': (on, seg) => [...movingAboveClose(on), ...lettingPeerSend(on, seg)],
  'data-before-established': movingBelowHandshake,
  'fin-ack-off-by-one': crossing,
  'ack-stale': crossing,
  'segment-from-closed': on => [...startingEstablished(on), ...opening(on)],
  'segment-from-listen': on => [...startingEstablished(on), ...opening(on)],
  'segment-after-rst': opening,
}

/** The fixes beside the obvious one. In a fragment there are none: its lines have other numbers elsewhere. */
export function alternativesTo(
  on: LineBetween,
  code: FaultCode,
  seg: Segment,
  mended: Mended | undefined,
): Fix[] {
  if (on.statement.use !== undefined) return []
  const { from, to } = on.line
  const alternatives = ON_ANY_LINE[code] ?? (from && to && BETWEEN_ENDS[code])
  return (alternatives?.(on, seg, mended) ?? []).map(fix => ({ ...fix, onRequest: true }))
}

function above({ line }: LineBetween, text: string): Fix[] {
  return [puttingAbove(line, text)]
}

/** The reset alone, where one may leave. */
function withoutSyn(on: LineBetween, seg: Segment): Fix[] {
  const { line, bits, numbering, sender } = on
  // A number that is left out is inferred anew.
  const seq = numbering.has('seq') ? seg.seq : sender.tcb.snd.nxt
  if (departureFault(departing(on, { ...seg, seq, syn: false })) !== undefined) return []
  const flags = printFlags(bits.list.filter(bit => bit !== 'SYN'))
  return [{ title: say`drop SYN`, edits: [editOn(line, line.flagsSpan, flags)] }]
}

/** An end that has lost its state goes on by opening anew, or by the reset that answers the other. */
function rebooting(on: LineBetween): Fix[] {
  const next = segmentsBelow(on).find(({ from }) => from?.text === on.from)
  const goesOn = next !== undefined && !hasBit(next, 'SYN') && !hasBit(next, 'RST')
  return goesOn ? [] : above(on, `${on.from}: reboot`)
}

/** The reset that is owed, where the segment may leave after it. */
function resettingFirst(on: LineBetween, seg: Segment, mended: Mended | undefined): Fix[] {
  const { owed } = on.sender
  const left = owed.toSpliced(
    owed.findIndex(({ kind }) => kind === 'rst'),
    1,
  )
  const isFree = departureFault({ ...departing(on, seg), owed: left }) === undefined
  return mended === undefined || !isFree ? [] : above(on, `${on.from} -> ${on.to} ${printMended(mended)}`)
}

/** The challenge ACK, where nobody has written it. */
function answering({ walk, statement, from, to }: LineBetween): Fix[] {
  if (walk.survey.answered.has(walk.index)) return []
  const challenge = dueReplies(walk.network, to, from).find(({ kind }) => kind === 'ack')
  return challenge === undefined ? [] : writingBelow(statement, challenge.text)
}

/** A reset with the number that is believed. Where its receiver lives on, a challenge is what the author shows. */
function believed({ walk, line, numbering, sender, peer }: LineBetween): Fix[] {
  const field = numbering.field('seq')
  const { nxt } = peer.tcb.rcv
  const due = sender.numbers.say(nxt)
  if (field === undefined || isHidden(due) || walk.survey.outlived.has(walk.index)) return []
  // What has been lost between the two, or dropped, no other number makes good.
  if (line.from !== undefined && sender.tcb.snd.nxt !== nxt) return []
  return [writingFix(line, field.span, `seq=${printLinear(due)}`)]
}

/** The same segment the other way, without the numbers that are not the other end's. */
function turning(on: LineBetween): Fix[] {
  const { line, numbering, sender } = on
  const wrong = [
    ...(isOwnNumber(on) ? [numbering.field('seq')] : []),
    ...(writtenValue(on, 'ack') === sender.tcb.snd.nxt ? [] : [numbering.field('ack')]),
  ]
  const numbers = wrong.filter(field => field !== undefined).map(({ span }) => cutFrom(line, span))
  return turned(line).map(edits => ({ title: say`turn the arrow round`, edits: [...edits, ...numbers] }))
}

/** Whether the line's number is the one that its sender has sent before, and not one that it names itself. */
function isOwnNumber(on: LineBetween): boolean {
  const value = on.numbering.field('seq')?.value
  const isNew =
    value !== undefined &&
    !('any' in value) &&
    value.terms.some(term => on.walk.symbols.get(term.symbol)?.line === on.line.number)
  return !isNew && writtenValue(on, 'seq') === on.sender.tcb.iss
}

function turned(line: SegmentLine): Edit[][] {
  const { from, to } = line
  return from === undefined || to === undefined
    ? []
    : [[editOn(line, from.span, to.text), editOn(line, to.span, from.text)]]
}

/** Only one direction is closed: the same text the other way, where nobody below counts it as it stands. */
function lettingPeerSend(on: LineBetween, seg: Segment): Fix[] {
  const { line, numbering, to, peer } = on
  const { state, finSeq, unsent } = peer.tcb
  if (!isSynchronized(state) || finSeq !== undefined || unsent.fin || isTextCountedBelow(on, seg)) return []
  const numbers = [numbering.field('seq'), numbering.field('ack')].filter(field => field !== undefined)
  return turned(line).map(edits => ({
    title: say`let ${to} send it`,
    edits: [...edits, ...numbers.map(({ span }) => cutFrom(line, span))],
  }))
}

/**
 * The segment left before the last arrival that it does not acknowledge, and the two crossed: so it leaves for the
 * network above that line, and arrives on its own. Where a claim stands on it, more is meant to come of it.
 */
function crossing({ line, sender }: LineBetween, seg: Segment): Fix[] {
  const { advanced } = sender
  if (advanced === undefined || line.from === undefined || line.to === undefined || line.claim) return []
  const crosses = seg.ack === advanced.from && sender.tcb.snd.nxt === advanced.sent
  if (!crosses || advanced.statement.use !== undefined) return []
  const departure = rewritten(line, [{ span: line.to.span, text: '...' }])
  return [
    {
      title: say`let the two cross`,
      edits: [insertionAbove(advanced.statement.source, departure), editOn(line, line.from.span, '...')],
    },
  ]
}

// --- The connection it needs ---

/** Two ends of which nothing is known yet may have been connected from the start, unless they are connected below. */
function startingEstablished(on: LineBetween): Fix[] {
  const { walk, line, from, to, sender, peer } = on
  if (isOpenedBelow(on)) return []
  const isKnown = walk.given.some(({ end }) => end === from || end === to)
  if (isKnown || sender.tcb.ended !== undefined || peer.tcb.ended !== undefined) return []
  return [writingAbove(line, establishedText(line, from, to))]
}

/** A handshake above, unless there is one below, by numbers that make the line's own right; a bare ACK is its third segment. */
function opening(on: LineBetween): Fix[] {
  const { walk, line, bits, numbering, from, to } = on
  const { network } = walk
  const isIdle = (state: State) => state === 'CLOSED' || state === 'LISTEN'
  if (!isIdle(network.stateOf(from, to)) || !isIdle(network.stateOf(to, from))) return []
  if (isOpenedBelow(on)) return []
  const own = firstNumbers(on, 'seq')
  const other = firstNumbers(on, 'ack')
  if (own === undefined || other === undefined) return []
  // A listener waits for the other end to open.
  const [opener, listener] = network.endpoint(from).listening ? [to, from] : [from, to]
  const [mine, theirs] = opener === from ? [own, other] : [other, own]
  const third = `${opener} -> ${listener} ACK${field('seq', mine.next)}${field('ack', theirs.next)}`
  const isThird = opener === from && bits.list.join() === 'ACK' && !numbering.has('len')
  const lines = [
    ...(network.endpoint(listener).listening ? [] : [`${listener}: listen`]),
    `${opener} -> ${listener} SYN${field('seq', mine.first)}`,
    `${listener} -> ${opener} SYN ACK${field('seq', theirs.first)}${field('ack', mine.next)}`,
    ...(isThird ? [] : [third]),
  ]
  return [{ title: say`put the handshake above`, edits: [insertionAbove(line, lines.join('\n'))] }]
}

function field(name: 'seq' | 'ack', value: Linear | undefined): string {
  return value === undefined ? '' : ` ${name}=${printLinear(value)}`
}

/**
 * An end's initial number and the one after it, from what the line says comes next; both absent where the handshake
 * may leave them out. Undefined where no handshake leads to the number.
 */
function firstNumbers(
  { numbering, walk }: LineBetween,
  name: 'seq' | 'ack',
): { readonly first?: Linear; readonly next?: Linear } | undefined {
  const value = numbering.field(name)?.value
  if (value === undefined || 'any' in value) return {}
  const next = linearOf(value)
  const first = addOctets(next, -1)
  const [symbol, ...more] = Object.keys(next.terms)
  if (symbol === undefined) return { first, next }
  if (more.length > 0 || next.terms[symbol] !== 1) return undefined
  if (first.constant === 0) return { first, next }
  // Left out of the handshake, a new symbol names the number where the line itself stands.
  const names = name === 'seq' && next.constant === 0 && walk.symbols.get(symbol) === undefined
  return names ? {} : undefined
}
