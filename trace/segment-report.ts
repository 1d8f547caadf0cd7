/** Makes findings of what is held against a segment: the words, the span, the fixes. */
import type { Fault, FaultCode, Segment, State } from '@synfin/tcp'
import { alternativesTo } from './alternatives.ts'
import { bitsOf } from './control-bits.ts'
import type { Fix, Related } from './finding.ts'
import {
  droppingFix,
  isMisplaced,
  type Mended,
  mendingFix,
  printMended,
  puttingAbove,
  writingFix,
} from './fixes.ts'
import { inWordsOf } from './fragment-words.ts'
import type { Span } from './line.ts'
import { isHidden, printLinear, ZERO } from './linear.ts'
import { isTextCountedBelow } from './lines-below.ts'
import { MESSAGES, type Scene } from './messages.ts'
import { type MissingText, missingText, printMissing } from './missing-text.ts'
import type { Landmark } from './network.ts'
import { printFlags } from './print.ts'
import { cutFrom, editOn, placeOn, type Verdict } from './reporter.ts'
import { say } from './say.ts'
import type { Statement } from './statements.ts'
import type { LineBetween, WalkedLine } from './walked-line.ts'

/** Reports a fault of the segment on its way between two ends. */
export function reportFault(
  on: LineBetween,
  fault: Fault<FaultCode>,
  seg: Segment,
  peerState: State = on.walk.network.stateOf(on.to, on.from),
): Verdict {
  const mended = mendedSegment(on, fault)
  const scene: Scene = {
    ...setScene(on, fault, seg),
    peerState,
    mended: mended === undefined ? '' : printMended(mended),
  }
  const missing = missingText(on, fault.code, seg)
  return on.walk.reporter.report(on.statement, {
    ...MESSAGES[fault.code](scene),
    ...(missing && { help: say`put \`${printMissing(missing)}\` above this line` }),
    code: fault.code,
    span: spanOf(on, fault, seg),
    fixes: (missing ? puttingBack(on, missing) : fixesFor(on, fault, seg, mended)).filter(
      ({ edits }) => edits.length > 0,
    ),
  })
}

/** An acknowledgment number without its flag, where nothing worse is wrong with the flags. */
export function reportIdleAck(
  { walk, statement, line, bits, numbering }: WalkedLine,
  knowsPeer: boolean,
): void {
  const span = numbering.field('ack')?.span
  if (span === undefined || bits.ack) return
  walk.reporter.report(statement, {
    code: 'ack-number-without-flag',
    span,
    message: say`the acknowledgment number counts only with the ACK flag`,
    why: say`without the ACK bit the receiver does not look at the acknowledgment number (§3.1)`,
    help: say`add \`ACK\` to the flags, or drop \`ack=\``,
    fixes: [
      { title: say`drop ack=`, edits: [cutFrom(line, span)] },
      ...(knowsPeer
        ? [{ title: say`add ACK`, edits: [editOn(line, line.flagsSpan, printFlags([...bits.list, 'ACK']))] }]
        : []),
    ],
  })
}

/** Fields that stand twice on a line. */
export function reportRepeatedFields({ walk, statement, line }: WalkedLine): void {
  const seen = new Set<string>()
  for (const field of line.fields) {
    if (seen.has(field.name))
      walk.reporter.report(statement, {
        code: 'duplicate-field',
        span: field.span,
        message: say`\`${field.name}\` stands twice on this line`,
        why: say`a segment has each field once; the first one counts`,
        help: say`delete one of them`,
        fixes: [{ title: say`delete the second ${field.name}`, edits: [cutFrom(line, field.span)] }],
      })
    seen.add(field.name)
  }
}

/** A flag that stands twice counts once. */
export function reportRepeatedFlags({ walk, statement, line, bits }: WalkedLine): void {
  const seen = new Set<string>()
  for (const { bit, span } of line.flags) {
    if (seen.has(bit))
      walk.reporter.report(statement, {
        code: 'duplicate-field',
        span,
        message: say`\`${bit}\` stands twice on this line`,
        why: say`a control bit is set or not; twice is no more than once`,
        help: say`delete one of them`,
        fixes: [
          {
            title: say`delete the second ${bit}`,
            edits: [editOn(line, line.flagsSpan, printFlags(bits.list))],
          },
        ],
      })
    seen.add(bit)
  }
}

/** An ICMP error about a packet too big says how big it may be. */
export function reportMissingMtu({ walk, statement, line }: WalkedLine): void {
  walk.reporter.report(statement, {
    code: 'syntax',
    span: line.flagsSpan,
    message: say`\`ICMP too-big\` lacks its \`mtu\``,
    why: say`the error tells the sender what size would fit`,
    help: say`write \`mtu=1400\` or the like`,
  })
}

export function reportSentToItself({ walk, statement, line }: WalkedLine, end: string): void {
  walk.reporter.report(statement, {
    code: 'unknown-endpoint',
    span: line.to?.span ?? line.span,
    message: say`${end} sends a segment to itself`,
    why: say`a connection has two ends, and a trace names them differently`,
    help: say`name the other end after the arrow`,
  })
}

export function reportNotInFlight({ walk, statement, line }: WalkedLine, to: string): void {
  const { start } = line.flagsSpan
  walk.reporter.report(statement, {
    code: 'not-in-flight',
    span: line.span,
    message: say`no such segment is on its way to ${to}`,
    why: say`what arrives from the network has left earlier with \`-> ...\`, or is a stray: an old duplicate or a forgery`,
    help: say`write \`stray\` after the arrow, or let the segment leave above this line`,
    fixes: [{ title: say`write stray`, edits: [editOn(line, { start, end: start }, 'stray ')] }],
  })
}

function setScene(
  { walk, numbering, from, to, sender, peer }: LineBetween,
  fault: Fault<FaultCode>,
  seg: Segment,
): Omit<Scene, 'peerState' | 'mended'> {
  const { network } = walk
  const mine = (number: Segment['seq']) => printLinear(sender.numbers.say(number))
  const theirs = (number: Segment['seq']) => printLinear(peer.numbers.say(number))
  const received = theirs(sender.tcb.rcv.nxt)
  const next = mine(sender.tcb.snd.nxt)
  const due = fault.at === 'seq' ? next : received
  const named = fault.at === 'ack' ? theirs : mine
  return {
    from,
    to,
    state: network.stateOf(from, to),
    meets: network.tcbAt(to, from).state,
    flags: printFlags(bitsOf(seg)),
    seq: numbering.written('seq') ?? mine(seg.seq),
    ack: numbering.written('ack') ?? (seg.ack === undefined ? '' : theirs(seg.ack)),
    len: numbering.written('len') ?? String(seg.len),
    expected: fault.expected === undefined ? due : named(fault.expected),
    peerIss: theirs(peer.tcb.iss),
    next,
    peerNext: theirs(peer.tcb.snd.nxt),
    received,
    syn: related(sender.syn),
    peerSyn: related(peer.syn),
    fin: related(sender.fin),
    peerFin: related(peer.fin),
    entered: related(sender.entered),
    finLine: lineName(sender.fin ?? sender.entered),
    peerFinLine: lineName(peer.fin),
  }
}

function related(landmark: Landmark | undefined): (sentence: string) => Related | undefined {
  if (landmark === undefined) return () => undefined
  const { statement, span } = landmark
  return message => ({ ...placeOn(statement.source, span), message })
}

function lineName(landmark: Landmark | undefined): string {
  return landmark === undefined ? say`an earlier line` : say`line ${landmark.statement.source.number}`
}

function mendedSegment({ sender, peer }: LineBetween, fault: Fault<FaultCode>): Mended | undefined {
  if (fault.mended === undefined || fault.mended === 'nothing') return undefined
  const { seq, ack, rst, len } = fault.mended
  // A reset that acknowledges has the literal number 0, which is in nobody's sequence.
  const isZero = rst && ack !== undefined && seq === 0
  return {
    bits: bitsOf(fault.mended),
    seq: isZero ? ZERO : sender.numbers.say(seq),
    ack: ack === undefined ? undefined : peer.numbers.say(ack),
    len,
  }
}

/** The line that has been left out; in a fragment there is none, as its lines have other numbers elsewhere. */
function puttingBack({ statement, line }: LineBetween, missing: MissingText): Fix[] {
  return statement.use === undefined ? [puttingAbove(line, printMissing(missing))] : []
}

function fixesFor(on: LineBetween, fault: Fault<FaultCode>, seg: Segment, mended: Mended | undefined): Fix[] {
  const alternatives = alternativesTo(on, fault.code, seg, mended)
  if (fault.mended === 'nothing') return [...dropping(on, fault.code, seg, alternatives), ...alternatives]
  if (mended !== undefined) return [mendingFix(on.line, inOwnWords(on.statement, mended)), ...alternatives]
  return [...numberFix(on, fault), ...alternatives]
}

/** What is better put elsewhere is deleted only where that cannot be, and where no line below counts it. */
function dropping(on: LineBetween, code: FaultCode, seg: Segment, alternatives: readonly Fix[]): Fix[] {
  if (isMisplaced(code) && (alternatives.length > 0 || isTextCountedBelow(on, seg))) return []
  return [droppingFix(on.line, code)]
}

function inOwnWords(statement: Statement, mended: Mended): Mended {
  const { seq, ack } = mended
  return { ...mended, seq: inWordsOf(statement, seq), ack: ack && inWordsOf(statement, ack) }
}

/** Writes the number that the rule asks for; one without a name in the trace is left out. */
function numberFix(on: LineBetween, fault: Fault<FaultCode>): Fix[] {
  const { statement, line, numbering, sender, peer } = on
  const field = fault.at === 'seq' || fault.at === 'ack' ? numbering.field(fault.at) : undefined
  if (field === undefined || fault.expected === undefined) return []
  const due = inWordsOf(statement, (fault.at === 'ack' ? peer : sender).numbers.say(fault.expected))
  if (isHidden(due)) return [{ title: say`leave ${field.name}= out`, edits: [cutFrom(line, field.span)] }]
  return [writingFix(line, field.span, `${field.name}=${printLinear(due)}`)]
}

function spanOf({ line, numbering }: WalkedLine, { at, code, mended }: Fault<FaultCode>, seg: Segment): Span {
  if (code === 'rst-malformed' && mended !== undefined && mended !== 'nothing') {
    const sameFlags = (mended.ack === undefined) === (seg.ack === undefined)
    const wrong = mended.seq !== seg.seq ? 'seq' : 'ack'
    if (sameFlags && seg.len === 0) return numbering.field(wrong)?.span ?? line.flagsSpan
  }
  if (at === 'segment' || at === 'flags') return line.flagsSpan
  return numbering.field(at)?.span ?? line.flagsSpan
}
