/**
 * What a segment's options, ECN bits and urgent pointer say against it (RFC 9293 §3.2, §3.7.1, §3.8.5; RFC 2018,
 * RFC 3168, RFC 7323).
 *
 * Options are agreed on by the SYNs: `offer` on each end of a connection is what its SYN has offered. Where a trace
 * starts in the middle nobody knows what was agreed on, and nothing is held against it.
 */
import { before, type Segment, seqNumber } from '@synfin/tcp'
import type { TraceSegment } from './checked-trace.ts'
import type { Fix } from './finding.ts'
import type { ControlBit, Field, Span } from './line.ts'
import type { EndOfConnection, Offer } from './network.ts'
import { printFlags } from './print.ts'
import { cutFrom, editOn, type Report } from './reporter.ts'
import type { WalkedLine } from './walked-line.ts'

/** A segment on its way between two ends, both as they are before it. */
interface Sent {
  readonly on: WalkedLine
  readonly seg: Segment
  readonly trace: TraceSegment
  readonly from: string
  readonly to: string
  readonly sender: EndOfConnection
  readonly peer: EndOfConnection
}

type Rule = (sent: Sent) => Report | undefined

/** Judges the options of a segment; its urgent pointer only where nothing worse is wrong with it. */
export function judgeOptions(
  on: WalkedLine,
  seg: Segment,
  trace: TraceSegment,
  from: string,
  to: string,
  isFaulty: boolean,
): void {
  const sent: Sent = {
    on,
    seg,
    trace,
    from,
    to,
    sender: on.walk.network.half(from, to),
    peer: on.walk.network.half(to, from),
  }
  for (const rule of rulesFor(sent, isFaulty)) {
    const report = rule(sent)
    if (report !== undefined) on.walk.reporter.report(on.statement, report)
  }
}

/** What a SYN offers, as far as it may. */
export function offerOf(trace: TraceSegment, seg: Segment, peer: EndOfConnection, on: WalkedLine): Offer {
  const answers = seg.ack !== undefined
  const may = (offered: boolean | undefined) => !answers || peer.offer === undefined || offered === true
  return {
    mss: numberOf(on, trace.mss),
    wscale: may(peer.offer?.wscale !== undefined) ? numberOf(on, trace.wscale) : undefined,
    sackok: trace.sackok,
    ts: trace.ts !== undefined && may(peer.offer?.ts),
    ecn: answers ? seg.ece && !seg.cwr && may(peer.offer?.ecn) : seg.ece && seg.cwr,
  }
}

/** Whether both ends have offered an option; undefined where that is not known. */
export function agreed(
  a: EndOfConnection,
  b: EndOfConnection,
  option: 'ts' | 'ecn' | 'wscale',
): boolean | undefined {
  if (a.offer === undefined || b.offer === undefined) return undefined
  const offers = ({ [option]: value }: Offer) => value !== undefined && value !== false
  return offers(a.offer) && offers(b.offer)
}

/** The window a segment offers in octets: scaled by the sender's own shift once both have agreed on it. */
export function scaledWindow(
  written: number,
  syn: boolean,
  sender: EndOfConnection,
  peer: EndOfConnection,
): number {
  const shift = syn || !agreed(sender, peer, 'wscale') ? 0 : Math.min(14, sender.offer?.wscale ?? 0)
  return written * 2 ** shift
}

const ON_SYN: readonly Rule[] = [wscaleUnasked, tsUnasked, wscaleTooBig, sackOnSyn, synAckEcn, mssMissing]
const ELSEWHERE: readonly Rule[] = [
  mssElsewhere,
  wscaleElsewhere,
  sackPermittedElsewhere,
  tsUnagreed,
  tsMissing,
  tsFromThePast,
  sackUnpermitted,
  sackOutOfRange,
  longerThanMss,
  ecnUnagreed,
]
const URGENT: readonly Rule[] = [pointerWithoutUrg, urgentWithoutData, urgentAfterFin]

function* rulesFor({ on, seg, sender }: Sent, isFaulty: boolean): Iterable<Rule> {
  if (seg.syn) yield* ON_SYN
  else if (on.numbering.hasOptions || seg.ece || seg.cwr || seg.len > 0 || sender.offer?.ts) yield* ELSEWHERE
  if (!isFaulty && (seg.urg || on.numbering.has('urg'))) yield* URGENT
}

// --- Options that belong to the SYN ---

function mssElsewhere({ on }: Sent): Report | undefined {
  return onSynOnly(on, 'mss', 'mss-on-non-syn', 'the maximum segment size', '§3.2, MUST-65')
}

function wscaleElsewhere({ on }: Sent): Report | undefined {
  return onSynOnly(on, 'wscale', 'wscale-on-non-syn', 'the window scale', 'RFC 7323 §2.2')
}

function sackPermittedElsewhere({ on }: Sent): Report | undefined {
  return onSynOnly(on, 'sackok', 'sackperm-on-non-syn', 'SACK-permitted', 'RFC 2018 §2')
}

function onSynOnly(
  on: WalkedLine,
  name: 'mss' | 'wscale' | 'sackok',
  code: 'mss-on-non-syn' | 'wscale-on-non-syn' | 'sackperm-on-non-syn',
  what: string,
  where: string,
): Report | undefined {
  const field = on.numbering.field(name)
  return (
    field && {
      code,
      span: field.span,
      message: `${what} is announced in a SYN only`,
      why: `both ends agree on it while the connection is opened; later it must not be sent (${where})`,
      help: `drop \`${name}\`, or move it to the SYN`,
      fixes: [dropping(on, field)],
    }
  )
}

function wscaleUnasked(sent: Sent): Report | undefined {
  return unasked(sent, 'wscale', 'wscale-not-offered', sent.peer.offer?.wscale !== undefined, 'RFC 7323 §2.2')
}

function tsUnasked(sent: Sent): Report | undefined {
  return unasked(sent, 'ts', 'ts-not-offered', sent.peer.offer?.ts === true, 'RFC 7323 §3.2')
}

function unasked(
  { on, seg, to, peer }: Sent,
  name: 'wscale' | 'ts',
  code: 'wscale-not-offered' | 'ts-not-offered',
  offered: boolean,
  where: string,
): Report | undefined {
  const field = on.numbering.field(name)
  if (field === undefined || seg.ack === undefined || peer.offer === undefined || offered) return undefined
  return {
    code,
    span: field.span,
    message: `\`${name}\` answers an offer that ${to} has not made`,
    why: `a SYN ACK may carry this option only if the SYN did (${where})`,
    help: `drop \`${name}\`, or let ${to} offer it in its SYN`,
    fixes: [dropping(on, field)],
  }
}

function wscaleTooBig({ on, trace }: Sent): Report | undefined {
  const field = on.numbering.field('wscale')
  const shift = numberOf(on, trace.wscale)
  if (field === undefined || shift === undefined || shift <= 14) return undefined
  return {
    code: 'wscale-range',
    span: field.span,
    message: `a window is shifted by 14 at most, not by ${shift}`,
    why: 'with more, a window could exceed 2^30, where old and new numbers cannot be told apart; the receiver uses 14 (RFC 7323 §2.3)',
    help: 'write `wscale=14`',
    fixes: [{ title: 'write wscale=14', edits: [editOn(on.line, field.span, 'wscale=14')] }],
  }
}

function mssMissing({ on, seg, to }: Sent): Report | undefined {
  if (on.numbering.has('mss')) return undefined
  const { end } = on.numbering.field('ack')?.span ?? on.numbering.field('seq')?.span ?? on.line.flagsSpan
  const fix = { title: 'add mss=1460', edits: [editOn(on.line, { start: end, end }, ' mss=1460')] }
  return {
    code: 'mss-missing',
    span: on.line.flagsSpan,
    message: `without \`mss\` ${to} assumes 536 octets a segment, over IPv6 1220`,
    why: `every ${seg.ack === undefined ? 'SYN' : 'SYN ACK'} should say how much text its sender takes in one segment (§3.7.1, SHLD-5, MUST-15)`,
    help: 'write `mss=1460` if it matters',
    fixes: [fix],
  }
}

// --- Timestamps ---

function tsUnagreed({ on, sender, peer }: Sent): Report | undefined {
  const field = on.numbering.field('ts')
  if (field === undefined || agreed(sender, peer, 'ts') !== false) return undefined
  return {
    code: 'ts-not-negotiated',
    span: field.span,
    message: 'timestamps were not agreed on',
    why: 'a segment carries a timestamp only if both SYNs did (RFC 7323 §3.2)',
    help: 'drop `ts`, or offer it in both SYNs',
    fixes: [dropping(on, field)],
  }
}

function tsMissing({ on, seg, sender, peer }: Sent): Report | undefined {
  if (seg.rst || on.numbering.has('ts') || agreed(sender, peer, 'ts') !== true) return undefined
  return {
    code: 'ts-missing',
    span: on.line.flagsSpan,
    message: 'both ends have agreed on timestamps, and this segment has none',
    why: 'once agreed on, every segment but a reset carries a timestamp, and one without may be dropped (RFC 7323 §3.2)',
    help: 'add `ts=…/…`',
  }
}

function tsFromThePast({ on, seg, trace, peer, to }: Sent): Report | undefined {
  const field = on.numbering.field('ts')
  const value = trace.ts && on.walk.symbols.evaluate(trace.ts.value)
  if (field === undefined || value === undefined || !('value' in value) || peer.recentTs === undefined)
    return undefined
  if (seg.rst || !before(seqNumber(value.value), peer.recentTs)) return undefined
  return {
    code: 'ts-paws',
    span: field.value.span,
    message: `this timestamp is older than the last one ${to} has seen`,
    why: `${to} takes the segment for an old duplicate, acknowledges and drops it: protection against wrapped sequence numbers (RFC 7323 §5)`,
    help: 'write a later timestamp',
  }
}

// --- Selective acknowledgments ---

function sackOnSyn({ on }: Sent): Report | undefined {
  const field = on.numbering.field('sack')
  return field && notPermitted(on, field, 'a SYN acknowledges no text it could select from (RFC 2018 §2)')
}

function sackUnpermitted({ on, peer, to }: Sent): Report | undefined {
  const field = on.numbering.field('sack')
  if (field === undefined || peer.offer === undefined || peer.offer.sackok) return undefined
  return notPermitted(on, field, `${to}'s SYN did not say that it understands SACK (RFC 2018 §2, §3)`)
}

function notPermitted(on: WalkedLine, field: Field, why: string): Report {
  return {
    code: 'sack-not-permitted',
    span: field.span,
    message: 'SACK blocks are not permitted here',
    why,
    help: "drop `sack`, or write `sackok` on the peer's SYN",
    fixes: [dropping(on, field)],
  }
}

/** Each block lies above the acknowledgment and within what the peer has sent; one below it is a D-SACK (RFC 2883). */
function sackOutOfRange({ on, seg, trace, peer, to }: Sent): Report | undefined {
  const { ack } = seg
  const field = on.numbering.field('sack')
  if (field === undefined || ack === undefined) return undefined
  const [first, ...rest] = trace.sack.map(({ left, right }) => {
    const edges = [left, right].map(edge => on.walk.symbols.evaluate(edge))
    return edges.map(edge => ('value' in edge ? seqNumber(edge.value) : ack))
  })
  const isWrong = ([left = ack, right = ack]: readonly (typeof ack)[]) =>
    !before(left, right) || before(peer.tcb.snd.nxt, right) || (before(ack, right) && before(left, ack))
  const isDuplicate = ([, right = ack]: readonly (typeof ack)[]) => !before(ack, right)
  const wrong =
    (first !== undefined && isWrong(first)) || rest.some(block => isWrong(block) || isDuplicate(block))
  if (!wrong) return undefined
  return {
    code: 'sack-range',
    span: field.span,
    message: `a SACK block names what ${to} has not sent, or what is acknowledged already`,
    why: `a block's left edge is before its right one, above \`ack\` and at most ${to}'s SND.NXT (RFC 2018 §3)`,
    help: 'write the octets that have arrived beyond the hole',
  }
}

// --- Sizes and ECN ---

function longerThanMss({ on, seg, to, peer }: Sent): Report | undefined {
  const mss = peer.offer?.mss
  if (mss === undefined || seg.len <= mss) return undefined
  const span = on.numbering.field('len')?.span ?? on.line.flagsSpan
  return {
    code: 'mss-exceeded',
    span,
    message: `${seg.len} octets are more than ${to} takes in one segment`,
    why: `${to}'s SYN has announced a maximum of ${mss} (§3.7.1, MUST-16)`,
    help: `send segments of at most ${mss} octets`,
  }
}

function synAckEcn({ on, seg }: Sent): Report | undefined {
  if (seg.ack === undefined || !seg.ece || !seg.cwr) return undefined
  const cwr = on.line.flags.find(({ bit }) => bit === 'CWR')
  const span = cwr?.span ?? on.line.flagsSpan
  return {
    code: 'ecn-synack-both',
    span,
    message: 'a SYN ACK that agrees to ECN sets ECE alone',
    why: 'ECE and CWR together are the question, ECE without CWR is the answer; both in the answer come from a peer that reflects bits it does not know (RFC 3168 §6.1.1)',
    help: 'drop `CWR`',
    fixes: [withoutFlag(on, 'CWR')],
  }
}

function ecnUnagreed({ on, seg, sender, peer }: Sent): Report | undefined {
  if ((!seg.ece && !seg.cwr) || agreed(sender, peer, 'ecn') !== false) return undefined
  const flag = on.line.flags.find(({ bit }) => bit === 'ECE' || bit === 'CWR')
  const span = flag?.span ?? on.line.flagsSpan
  return {
    code: 'ecn-not-negotiated',
    span,
    message: `${flag?.bit ?? 'ECE'} without an agreement on ECN`,
    why: 'the bits mean something only after SYN with ECE and CWR, and SYN ACK with ECE (RFC 3168 §6.1)',
    help: `drop \`${flag?.bit ?? 'ECE'}\`, or agree on ECN in the SYNs`,
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
    message: 'the urgent pointer counts only with the URG flag',
    why: 'without the URG bit the receiver does not look at the urgent pointer (§3.1, §3.8.5)',
    help: 'add `URG`, or drop `urg=`',
    fixes: [{ title: 'add URG', edits: [editOn(on.line, { start: end, end }, ' URG')] }, dropping(on, field)],
  }
}

function urgentWithoutData({ on, seg }: Sent): Report | undefined {
  if (!seg.urg || seg.len > 0 || seg.rst) return undefined
  const flag = on.line.flags.find(({ bit }) => bit === 'URG')
  return {
    code: 'urg-without-data',
    span: flag?.span ?? on.line.flagsSpan,
    message: 'URG without data points at nothing',
    why: 'the urgent pointer marks octets of the text, so there must be at least one (§3.8.5)',
    help: 'add `len=1`, or drop `URG`',
    fixes: [withoutFlag(on, 'URG')],
  }
}

function urgentAfterFin({ on, seg, sender, to }: Sent): Report | undefined {
  if (!seg.urg || sender.tcb.finSeq === undefined) return undefined
  const flag = on.line.flags.find(({ bit }) => bit === 'URG')
  return {
    code: 'urg-after-fin',
    span: flag?.span ?? on.line.flagsSpan,
    message: `${to} has had the FIN and ignores URG`,
    why: 'after a FIN there is no more text that could be urgent (§3.10.7.4, sixth check)',
    help: 'drop `URG`',
    fixes: [withoutFlag(on, 'URG')],
  }
}

/** Without the flag, and without the urgent pointer where it was URG. */
function withoutFlag(on: WalkedLine, bit: ControlBit): Fix {
  const flags = printFlags(on.bits.list.filter(other => other !== bit))
  const pointer = bit === 'URG' ? on.numbering.field('urg') : undefined
  const edits = [editOn(on.line, on.line.flagsSpan, flags)]
  return {
    title: `drop ${bit}`,
    edits: pointer === undefined ? edits : [...edits, cutFrom(on.line, pointer.span)],
  }
}

function dropping(on: WalkedLine, field: { readonly name: string; readonly span: Span }): Fix {
  return { title: `drop ${field.name}`, edits: [cutFrom(on.line, field.span)] }
}

function numberOf(on: WalkedLine, linear: TraceSegment['mss']): number | undefined {
  if (linear === undefined) return undefined
  const result = on.walk.symbols.evaluate(linear)
  return 'value' in result ? result.value : undefined
}
