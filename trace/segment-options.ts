/**
 * What a segment's options, ECN bits and urgent pointer say against it (RFC 9293 §3.2, §3.7.1, §3.8.5; RFC 2018,
 * RFC 3168, RFC 7323).
 *
 * Options are agreed on by the SYNs: an end knows what its own has offered and what the one that it has heard did. Where a
 * trace starts in the middle nobody knows what was agreed on, and nothing is held against it.
 */
import { before, outdatedArrives, plus, type Segment, seqNumber } from '@synfin/tcp'
import type { Linear, TraceSegment } from './checked-trace.ts'
import type { Fix } from './finding.ts'
import { addingField, writingFix } from './fixes.ts'
import type { ControlBit, Field, Line, Span } from './line.ts'
import { addOctets, isLiteral, printLinear } from './linear.ts'
import { isCountedBelow } from './lines-below.ts'
import { linuxEnd } from './linux-end.ts'
import type { EndOfConnection, Offer } from './network.ts'
import { printFlags } from './print.ts'
import { cutFrom, editOn, type Report } from './reporter.ts'
import { say } from './say.ts'
import { splittingFixes } from './splitting-fix.ts'
import type { Walk } from './walk.ts'
import type { LineBetween, WalkedLine } from './walked-line.ts'

/** A segment on its way between two ends, both as they are before it, and the line it is on. */
interface Sent extends LineBetween {
  readonly on: LineBetween
  readonly seg: Segment
  readonly trace: TraceSegment
  readonly agreement: Agreement
}

/** What an end has offered and heard; undefined where no SYN tells. */
export interface Agreement {
  readonly offer: Offer | undefined
  readonly heard: Offer | undefined
}

type Rule = (sent: Sent) => Report | undefined

/** Judges the options of a segment; its urgent pointer only where nothing worse is wrong with it. */
export function judgeOptions(on: LineBetween, seg: Segment, trace: TraceSegment, isFaulty: boolean): void {
  const agreement = agreementOf(on)
  const rules = rulesFor(on, agreement, seg, isFaulty)
  if (rules.length === 0) return
  const sent: Sent = { ...on, on, seg, trace, agreement }
  for (const rule of rules) {
    const report = rule(sent)
    if (report !== undefined) on.walk.reporter.report(on.statement, report)
  }
}

/** What the sender has agreed on; of a stray segment's only its receiver can tell. */
function agreementOf({ line, sender, peer }: LineBetween): Agreement {
  return line.stray === undefined ? sender : { offer: peer.heard, heard: peer.offer }
}

/** What a SYN offers, as far as it may. */
export function offerOf(on: LineBetween, seg: Segment, trace: TraceSegment): Offer {
  const { heard } = agreementOf(on)
  const answers = seg.ack !== undefined
  const may = (offered: boolean | undefined) => !answers || heard === undefined || offered === true
  return {
    mss: numberOf(on, trace.mss),
    wscale: may(heard?.wscale !== undefined) ? numberOf(on, trace.wscale) : undefined,
    sackok: trace.sackok,
    ts: trace.ts !== undefined && may(heard?.ts),
    ecn: answers ? seg.ece && !reflectsBits(on, seg) && may(heard?.ecn) : seg.ece && seg.cwr,
  }
}

/** A SYN ACK with both bits agrees to nothing, if it is meant so: as its fix mends it, it agrees (RFC 3168 §6.1.1). */
function reflectsBits({ statement }: LineBetween, { cwr }: Segment): boolean {
  return cwr && statement.source.expects.some(({ code }) => code === 'ecn-synack-both')
}

/** Whether both ends have offered an option; undefined where that is not known. */
export function agreed({ offer, heard }: Agreement, option: 'ts' | 'ecn' | 'wscale'): boolean | undefined {
  if (offer === undefined || heard === undefined) return undefined
  const offers = ({ [option]: value }: Offer) => value !== undefined && value !== false
  return offers(offer) && offers(heard)
}

/** The window a segment offers in octets: scaled by the sender's own shift once both have agreed on it. */
export function scaledWindow(written: number, syn: boolean, sender: Agreement): number {
  const shift = syn || !agreed(sender, 'wscale') ? 0 : Math.min(14, sender.offer?.wscale ?? 0)
  return written * 2 ** shift
}

const ON_SYN: readonly Rule[] = [
  unasked('wscale'),
  unasked('ts'),
  wscaleTooBig,
  sackOnSyn,
  synAckEcn,
  mssMissing,
  tsFromThePast,
]
const ELSEWHERE: readonly Rule[] = [
  onSynOnly('mss'),
  onSynOnly('wscale'),
  onSynOnly('sackok'),
  tsUnagreed,
  tsMissing,
  tsFromThePast,
  sackUnpermitted,
  sackOutOfRange,
  longerThanMss,
  ecnUnagreed,
]
const NO_RULES: readonly Rule[] = []
const URGENT: readonly Rule[] = [pointerWithoutUrg, urgentWithoutData, urgentAfterFin]

function rulesFor(
  { numbering }: LineBetween,
  { offer, heard }: Agreement,
  seg: Segment,
  isFaulty: boolean,
): readonly Rule[] {
  const isLong = seg.len > (heard?.mss ?? Number.POSITIVE_INFINITY)
  const hasOptions = numbering.hasOptions || seg.ece || seg.cwr || isLong || offer?.ts
  const rules = seg.syn ? ON_SYN : hasOptions ? ELSEWHERE : NO_RULES
  return !isFaulty && (seg.urg || numbering.has('urg')) ? [...rules, ...URGENT] : rules
}

// --- Options that belong to the SYN ---

function onSynOnly(name: 'mss' | 'wscale' | 'sackok'): Rule {
  return ({ on }) => {
    const field = on.numbering.field(name)
    if (field === undefined) return undefined
    const { code, what, where } = SYN_ONLY[name]
    return {
      code,
      span: field.span,
      message: say`${what()} is announced in a SYN only`,
      why: say`both ends agree on it while the connection is opened; later it must not be sent (${where()})`,
      help: say`drop \`${name}\`, or move it to the SYN`,
      fixes: [dropping(on, field)],
    }
  }
}

const SYN_ONLY = {
  mss: {
    code: 'mss-on-non-syn',
    what: () => say`the maximum segment size`,
    where: () => say`§3.2, MUST-65`,
  },
  wscale: { code: 'wscale-on-non-syn', what: () => say`the window scale`, where: () => 'RFC 7323 §2.2' },
  sackok: { code: 'sackperm-on-non-syn', what: () => say`SACK-permitted`, where: () => 'RFC 2018 §2' },
} as const

function unasked(name: 'wscale' | 'ts'): Rule {
  return sent => {
    const { on, to, peer } = sent
    const field = on.numbering.field(name)
    if (field === undefined || !isUnasked(name, sent)) return undefined
    const { code, where } = ANSWERS[name]
    return {
      code,
      span: field.span,
      message: say`\`${name}\` answers an offer that ${to} has not made`,
      why: say`a SYN ACK may carry this option only if the SYN did (${where})`,
      help: say`drop \`${name}\`, or let ${to} offer it in its SYN`,
      fixes: [dropping(on, field), ...offering(peer, to, offerAnsweredBy(field))],
    }
  }
}

function isUnasked(name: 'wscale' | 'ts', { seg, agreement: { heard } }: Sent): boolean {
  return seg.ack !== undefined && heard !== undefined && !ANSWERS[name].isOffered(heard)
}

const ANSWERS = {
  wscale: {
    code: 'wscale-not-offered',
    isOffered: ({ wscale }: Offer) => wscale !== undefined,
    where: 'RFC 7323 §2.2',
  },
  ts: { code: 'ts-not-offered', isOffered: ({ ts }: Offer) => ts, where: 'RFC 7323 §3.2' },
} as const

/** The option of a SYN that this one would answer: the same shift, or the clock that is echoed. */
function offerAnsweredBy(field: Field & { readonly name: 'wscale' | 'ts' }): string {
  if (field.name === 'ts') return `ts=${field.echo.text}/0`
  return `wscale=${'any' in field.value ? 0 : field.value.text}`
}

/** Writes an option on the SYN of the end that has not offered it. */
function offering({ syn }: EndOfConnection, end: string, option: string): Fix[] {
  const line = syn?.statement.source
  if (line?.kind !== 'segment') return []
  return [{ title: say`write ${option} on ${end}'s SYN`, edits: [addingField(line, option)] }]
}

function wscaleTooBig(sent: Sent): Report | undefined {
  const { on, trace } = sent
  const field = on.numbering.field('wscale')
  const shift = numberOf(on, trace.wscale)
  if (isUnasked('wscale', sent)) return undefined
  // One that does not even fit into its octet is told as such.
  if (field === undefined || shift === undefined || shift <= LARGEST_SHIFT || shift > 255) return undefined
  return shiftedTooFar(on.line, field.span, shift)
}

/** The largest shift of a window (RFC 7323 §2.3). */
export const LARGEST_SHIFT = 14

/** The finding about a larger one, on whatever line offers it. */
export function shiftedTooFar(line: Line, span: Span, shift: number): Report {
  return {
    code: 'wscale-range',
    span,
    message: say`a window is shifted by 14 at most, not by ${shift}`,
    why: say`with more, a window could exceed 2^30, where old and new numbers cannot be told apart; the receiver uses 14 (RFC 7323 §2.3)`,
    help: say`write \`wscale=14\``,
    fixes: [writingFix(line, span, 'wscale=14')],
  }
}

function mssMissing({ on, seg, to }: Sent): Report | undefined {
  const { numbering, line } = on
  if (numbering.has('mss')) return undefined
  const number = numbering.field('ack') ?? numbering.field('seq')
  const { end } = number?.span ?? line.optional ?? line.flagsSpan
  const flags = seg.ack === undefined ? 'SYN' : 'SYN ACK'
  const fix = { title: say`add mss=1460`, edits: [editOn(line, { start: end, end }, ' mss=1460')] }
  return {
    code: 'mss-missing',
    span: line.flagsSpan,
    message: say`without \`mss\` ${to} assumes 536 octets a segment, over IPv6 1220`,
    why: say`every ${flags} should say how much text its sender takes in one segment (§3.7.1, SHLD-5, MUST-15)`,
    help: say`write \`mss=1460\` if it matters`,
    fixes: [fix],
  }
}

// --- Timestamps ---

function tsUnagreed({ on, agreement }: Sent): Report | undefined {
  const field = on.numbering.field('ts')
  if (field === undefined || agreed(agreement, 'ts') !== false) return undefined
  return {
    code: 'ts-not-negotiated',
    span: field.span,
    message: say`timestamps were not agreed on`,
    why: say`a segment carries a timestamp only if both SYNs did (RFC 7323 §3.2)`,
    help: say`drop \`ts\`, or offer it in both SYNs`,
    fixes: [dropping(on, field)],
  }
}

function tsMissing({ on, seg, sender, peer, agreement }: Sent): Report | undefined {
  if (seg.rst || on.numbering.has('ts') || agreed(agreement, 'ts') !== true) return undefined
  return {
    code: 'ts-missing',
    span: on.line.flagsSpan,
    message: say`both ends have agreed on timestamps, and this segment has none`,
    why: say`once agreed on, every segment but a reset carries a timestamp, and one without may be dropped (RFC 7323 §3.2)`,
    ...adding(on, timestampOf(sender, peer)),
  }
}

function adding({ line }: WalkedLine, field: string | undefined): Pick<Report, 'help' | 'fixes'> {
  if (field === undefined) return { help: say`add \`ts=…/…\`` }
  return {
    help: say`add \`${field}\``,
    fixes: [{ title: say`add ${field}`, edits: [addingField(line, field)] }],
  }
}

/** The earliest timestamp that the peer still takes, and the echo of its own last one. */
function timestampOf(sender: EndOfConnection, peer: EndOfConnection): string | undefined {
  if (peer.recentTs === undefined || sender.recentTs === undefined) return undefined
  return `ts=${printLinear(peer.recentTs.linear)}/${printLinear(sender.recentTs.linear)}`
}

function tsFromThePast({ on, seg, trace, from, peer, to }: Sent): Report | undefined {
  const field = on.numbering.field('ts')
  const { walk } = on
  const ticks = ticksBehind(walk, peer, trace.ts?.value) ?? 0
  const outcome = outdatedArrives(walk.network.tcbAt(to, from), seg, ticks, linuxEnd(on))
  if (field === undefined || peer.recentTs === undefined || outcome === undefined) return undefined
  const { linear } = peer.recentTs
  // What opens anew must be newer (RFC 6191 §2).
  const later = `ts=${printLinear(seg.syn ? addOctets(linear, 1) : linear)}/${field.echo.text}`
  return {
    code: 'ts-paws',
    span: field.value.span,
    message: say`this timestamp is older than the last one ${to} has seen`,
    why:
      outcome.owed.length > 0
        ? say`${to} takes the segment for an old duplicate, acknowledges and drops it: protection against wrapped sequence numbers (RFC 7323 §5)`
        : say`${to} takes the segment for an old duplicate and drops it, as Linux does in silence where it only acknowledges: protection against wrapped sequence numbers (RFC 7323 §5)`,
    help: say`write \`${later}\`, or a later timestamp`,
    // The answer to a SYN that opens nothing is another than to one that does.
    fixes: seg.syn && walk.survey.answered.has(walk.index) ? [] : [writingFix(on.line, field.span, later)],
  }
}

/**
 * How many ticks a segment's timestamp is behind the last one that its receiver has seen, less than 0 where it is newer;
 * undefined where nobody knows, or the receiver has not agreed on timestamps.
 */
export function ticksBehind(
  { symbols }: Walk,
  receiver: EndOfConnection,
  value: Linear | undefined,
): number | undefined {
  const { recentTs } = receiver
  const read = value && symbols.evaluate(value)
  if (read === undefined || !('value' in read) || recentTs === undefined) return undefined
  if (agreed(receiver, 'ts') === false) return undefined
  return plus(seqNumber(recentTs.value), -read.value) | 0
}

// --- Selective acknowledgments ---

function sackOnSyn({ on }: Sent): Report | undefined {
  const field = on.numbering.field('sack')
  return (
    field && notPermitted(on, field, [], say`a SYN acknowledges no text it could select from (RFC 2018 §2)`)
  )
}

function sackUnpermitted({ on, peer, to, agreement: { heard } }: Sent): Report | undefined {
  const field = on.numbering.field('sack')
  if (field === undefined || heard === undefined || heard.sackok) return undefined
  return notPermitted(
    on,
    field,
    offering(peer, to, 'sackok'),
    say`${to}'s SYN did not say that it understands SACK (RFC 2018 §2, §3)`,
  )
}

function notPermitted(on: WalkedLine, field: Field, offers: readonly Fix[], why: string): Report {
  return {
    code: 'sack-not-permitted',
    span: field.span,
    message: say`SACK blocks are not permitted here`,
    why,
    help:
      offers.length === 0 ? say`drop \`sack\`` : say`drop \`sack\`, or write \`sackok\` on the peer's SYN`,
    fixes: [dropping(on, field), ...offers],
  }
}

/** Each block lies above the acknowledgment and within what the peer has sent; one below it is a D-SACK (RFC 2883). */
function sackOutOfRange({ on, seg, trace, peer, to, agreement: { heard } }: Sent): Report | undefined {
  const { ack } = seg
  const field = on.numbering.field('sack')
  // Without a connection the peer has no numbers that a block could name.
  const hasNumbers = peer.tcb.state !== 'CLOSED' && peer.tcb.state !== 'LISTEN'
  if (field === undefined || ack === undefined || heard?.sackok === false || !hasNumbers) return undefined
  const [first, ...rest] = trace.sack.map(({ left, right }) => {
    const edges = [left, right].map(edge => on.walk.symbols.evaluate(edge))
    return edges.map(edge => ('value' in edge ? seqNumber(edge.value) : ack))
  })
  const isWrong = ([left = ack, right = ack]: readonly (typeof ack)[]) =>
    !before(left, right) || before(peer.tcb.snd.nxt, right) || (before(ack, right) && before(left, ack))
  const isDuplicate = ([, right = ack]: readonly (typeof ack)[]) => !before(ack, right)
  const wrong =
    (first !== undefined && isWrong(first)) || rest.some(block => isWrong(block) || isDuplicate(block))
  if (!wrong) return first !== undefined && isDuplicate(first) ? duplicateTold(field, to) : undefined
  return {
    code: 'sack-range',
    span: field.span,
    message: say`a SACK block names what ${to} has not sent, or what is acknowledged already`,
    why: say`a block's left edge is before its right one, above \`ack\` and at most ${to}'s SND.NXT (RFC 2018 §3)`,
    help: say`write the octets that have arrived beyond the hole`,
  }
}

function duplicateTold({ span }: Field, to: string): Report {
  return {
    code: 'sack-range',
    severity: 'info',
    span,
    message: say`the first SACK block lies below \`ack\`: ${to} has sent it twice`,
    why: say`such a block, a D-SACK, names what has arrived again, so that its sender learns that it was not lost (RFC 2883 §4; RFC 2018 §3)`,
  }
}

// --- Sizes and ECN ---

function longerThanMss({ on, seg, trace, to, agreement: { heard } }: Sent): Report | undefined {
  const mss = heard?.mss
  // How long a symbol's text is, nobody has said.
  if (mss === undefined || seg.len <= mss || !isLiteral(trace.len)) return undefined
  const span = on.numbering.field('len')?.span ?? on.line.flagsSpan
  return {
    code: 'mss-exceeded',
    span,
    message: say`${seg.len} octets are more than ${to} takes in one segment`,
    why: say`${to}'s SYN has announced a maximum of ${mss} (§3.7.1, MUST-16)`,
    help: say`send segments of at most ${mss} octets`,
    fixes: splittingFixes(on, seg, trace, mss),
  }
}

function synAckEcn({ on, seg }: Sent): Report | undefined {
  if (seg.ack === undefined || !seg.ece || !seg.cwr) return undefined
  const cwr = on.line.flags.find(({ bit }) => bit === 'CWR')
  const span = cwr?.span ?? on.line.flagsSpan
  return {
    code: 'ecn-synack-both',
    span,
    message: say`a SYN ACK that agrees to ECN sets ECE alone`,
    why: say`ECE and CWR together are the question, ECE without CWR is the answer; both in the answer come from a peer that reflects bits it does not know (RFC 3168 §6.1.1)`,
    help: say`drop \`CWR\``,
    fixes: [withoutFlag(on, 'CWR')],
  }
}

function ecnUnagreed({ on, seg, agreement }: Sent): Report | undefined {
  if ((!seg.ece && !seg.cwr) || agreed(agreement, 'ecn') !== false) return undefined
  const flag = on.line.flags.find(({ bit }) => bit === 'ECE' || bit === 'CWR')
  const span = flag?.span ?? on.line.flagsSpan
  return {
    code: 'ecn-not-negotiated',
    span,
    message: say`${flag?.bit ?? 'ECE'} without an agreement on ECN`,
    why: say`the bits mean something only after SYN with ECE and CWR, and SYN ACK with ECE (RFC 3168 §6.1)`,
    help: say`drop \`${flag?.bit ?? 'ECE'}\`, or agree on ECN in the SYNs`,
    fixes: [withoutFlag(on, flag?.bit ?? 'ECE')],
  }
}

// --- Urgent data ---

function pointerWithoutUrg({ on, seg }: Sent): Report | undefined {
  const field = on.numbering.field('urg')
  if (field === undefined || seg.urg || ('constant' in field.value && field.value.text === '0'))
    return undefined
  const { end } = on.line.flagsSpan
  return {
    code: 'urg-pointer-without-urg',
    span: field.span,
    message: say`the urgent pointer counts only with the URG flag`,
    why: say`without the URG bit the receiver does not look at the urgent pointer (§3.1, §3.8.5)`,
    help: say`add \`URG\`, or drop \`urg=\``,
    fixes: [
      { title: say`add URG`, edits: [editOn(on.line, { start: end, end }, ' URG')] },
      dropping(on, field),
    ],
  }
}

function urgentWithoutData({ on, seg }: Sent): Report | undefined {
  if (!seg.urg || seg.len > 0 || seg.rst) return undefined
  const flag = on.line.flags.find(({ bit }) => bit === 'URG')
  return {
    code: 'urg-without-data',
    span: flag?.span ?? on.line.flagsSpan,
    message: say`URG without data points at nothing`,
    why: say`the urgent pointer marks octets of the text, so there must be at least one (§3.8.5)`,
    help: say`drop \`URG\`, or write \`len=1\``,
    fixes: [withoutFlag(on, 'URG'), ...(mayGrow(on, seg) ? [withOneOctet(on)] : [])],
  }
}

function urgentAfterFin({ on, seg, sender, to }: Sent): Report | undefined {
  if (!seg.urg || sender.tcb.finSeq === undefined) return undefined
  const flag = on.line.flags.find(({ bit }) => bit === 'URG')
  return {
    code: 'urg-after-fin',
    span: flag?.span ?? on.line.flagsSpan,
    message: say`${to} has had the FIN and ignores URG`,
    why: say`after a FIN there is no more text that could be urgent (§3.10.7.4, sixth check)`,
    help: say`drop \`URG\``,
    fixes: [withoutFlag(on, 'URG')],
  }
}

/** Whether one octet more is in nobody's way: neither of a FIN that has its number, nor of what is counted below. */
function mayGrow(on: LineBetween, { seq, fin }: Segment): boolean {
  return !fin && !isCountedBelow(on, plus(seq, -1), 2 ** 30)
}

function withOneOctet({ line, numbering }: WalkedLine): Fix {
  const field = numbering.field('len')
  const edit = field === undefined ? addingField(line, 'len=1') : editOn(line, field.span, 'len=1')
  return { title: say`write len=1`, edits: [edit] }
}

/** Without the flag, and without the urgent pointer where it was URG. */
function withoutFlag(on: WalkedLine, bit: ControlBit): Fix {
  const flags = printFlags(on.bits.list.filter(other => other !== bit))
  const pointer = bit === 'URG' ? on.numbering.field('urg') : undefined
  const edits = [editOn(on.line, on.line.flagsSpan, flags)]
  return {
    title: say`drop ${bit}`,
    edits: pointer === undefined ? edits : [...edits, cutFrom(on.line, pointer.span)],
  }
}

function dropping(on: WalkedLine, field: { readonly name: string; readonly span: Span }): Fix {
  return { title: say`drop ${field.name}`, edits: [cutFrom(on.line, field.span)] }
}

function numberOf(on: WalkedLine, linear: TraceSegment['mss']): number | undefined {
  if (linear === undefined) return undefined
  const result = on.walk.symbols.evaluate(linear)
  return 'value' in result ? result.value : undefined
}
