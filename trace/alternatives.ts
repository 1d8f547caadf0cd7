/**
 * What else the author of a faulty line may have meant: the line moved to where it belongs, a segment that was on its
 * way already, the connection it needs. All for the author to choose, none to be applied unasked.
 */
import { type FaultCode, isSynchronized, type Segment, type State } from '@synfin/tcp'
import type { Linear } from './checked-trace.ts'
import type { Fix } from './finding.ts'
import { insertionAbove, type Mended, printMended, writingBelow, writingFix } from './fixes.ts'
import { addOctets, isHidden, linearOf, printLinear } from './linear.ts'
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
  'syn-in-synchronized': on => above(on, `${on.from}: reboot`),
  'rst-expected': (on, _, mended) =>
    mended === undefined ? [] : above(on, `${on.from} -> ${on.to} ${printMended(mended)}`),
  'data-after-fin': on => [...movingAboveClose(on), ...lettingPeerSend(on)],
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
  return [{ title: say`put ${text} above`, edits: [insertionAbove(line, text)] }]
}

function withoutSyn({ line, bits }: LineBetween): Fix[] {
  const flags = printFlags(bits.list.filter(bit => bit !== 'SYN'))
  return [{ title: say`drop SYN`, edits: [editOn(line, line.flagsSpan, flags)] }]
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
  const due = sender.numbers.say(peer.tcb.rcv.nxt)
  if (field === undefined || isHidden(due) || walk.survey.outlived.has(walk.index)) return []
  return [writingFix(line, field.span, `seq=${printLinear(due)}`)]
}

function turning({ line }: LineBetween): Fix[] {
  const { from, to } = line
  if (from === undefined || to === undefined) return []
  const edits = [editOn(line, from.span, to.text), editOn(line, to.span, from.text)]
  return [{ title: say`turn the arrow round`, edits }]
}

/** Only one direction is closed: the same text the other way, with the numbers that are due there. */
function lettingPeerSend(on: LineBetween): Fix[] {
  const { line, numbering, to, peer } = on
  const { state, finSeq, unsent } = peer.tcb
  if (!isSynchronized(state) || finSeq !== undefined || unsent.fin) return []
  const numbers = [numbering.field('seq'), numbering.field('ack')].filter(field => field !== undefined)
  return turning(on).map(({ edits }) => ({
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

/** Two ends of which nothing is known yet may have been connected from the start. */
function startingEstablished({ walk, line, from, to, sender, peer }: LineBetween): Fix[] {
  const isKnown = walk.given.some(({ end }) => end === from || end === to)
  if (isKnown || sender.tcb.ended !== undefined || peer.tcb.ended !== undefined) return []
  const given = establishedText(line, from, to)
  return [{ title: say`write ${given}`, edits: [insertionAbove(line, given)] }]
}

/** A handshake above, by numbers that make the line's own right; a bare ACK is its third segment itself. */
function opening(on: LineBetween): Fix[] {
  const { walk, line, bits, numbering, from, to } = on
  const { network } = walk
  const isIdle = (state: State) => state === 'CLOSED' || state === 'LISTEN'
  if (!isIdle(network.stateOf(from, to)) || !isIdle(network.stateOf(to, from))) return []
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
