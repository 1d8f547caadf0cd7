/** How a segment leaves: judged alone, judged as its sender's, and what it does to its sender. */
import {
  type Departed,
  departsAllTheSame,
  departureFault,
  type Fault,
  type FaultCode,
  isSynchronized,
  type Segment,
  segLen,
  segmentDeparts,
} from '@synfin/tcp'
import type { Call, Linear } from './checked-trace.ts'
import { departing } from './departing.ts'
import { judgeFlags } from './judge-flags.ts'
import type { Span } from './line.ts'
import { literal } from './linear.ts'
import { supplySyn } from './missing-syn.ts'
import { missingText, supplyText } from './missing-text.ts'
import type { Flight, Landmark } from './network.ts'
import { tellDeparture } from './patterns.ts'
import { leaveOut, type NumberedSegment, nameNumbers, numberDeparture } from './segment-numbers.ts'
import { judgeOptions, offerOf } from './segment-options.ts'
import { reportFault, reportIdleAck } from './segment-report.ts'
import { judgeFill, judgeOffer } from './segment-window.ts'
import { isTrueAfter, reach } from './walk-arrival.ts'
import { assumeEstablished } from './walk-given.ts'
import { journeyOf, type LineBetween, NO_CALLS, type WalkedLine, type WalkedSegment } from './walked-line.ts'

/** A segment on its way, and whether anything has been held against it. */
interface Judged {
  /** What goes on its way: as written, or mended; nothing where any segment is wrong. */
  readonly seg: Segment | undefined
  readonly departed: Departed | undefined
  readonly faulty: boolean
  /** It is odd, has been reported, and goes on as written. */
  readonly isOdd: boolean
}

const NOTHING_LEFT: Judged = { seg: undefined, departed: undefined, faulty: true, isOdd: false }

/** Lets the segment of a line leave, and arrive where the line says so. */
export function depart(on: LineBetween): WalkedSegment {
  const { from, to, sender } = on
  const { network } = on.walk
  network.touch(from, to)
  assumeEstablished(on)
  if (on.walk.survey.unasked.has(on.walk.index)) supplySyn(on)
  sender.tcb = network.tcbToSendFrom(from, to)
  const numbered = numberDeparture(on, journeyOf(on.line))
  const received = receivesBeforeClosing(on)
  const owesReset = sender.owed.some(({ kind }) => kind === 'rst')
  const judged = judge(on, numbered.seg)
  if (!judged.faulty && !on.bits.ack)
    reportIdleAck(on, isSynchronized(sender.tcb.state) || sender.tcb.state === 'SYN_RCVD')
  judgeOptions(on, judged.seg ?? numbered.seg, numbered.trace, judged.faulty)
  const before = sender.tcb
  const made = judged.departed === undefined ? NO_CALLS : leave(on, judged.departed, judged.seg)
  if (judged.seg !== undefined) {
    const offer = judged.seg.syn ? offerOf(on, judged.seg, numbered.trace) : undefined
    if (offer !== undefined) sender.offer = offer
    if (!judged.faulty && judged.departed !== undefined) {
      judgeFill(on, judged.seg, before)
      judgeOffer(on, judged.seg)
      tellDeparture(on, judged.seg, before, judged.departed)
    }
    nameNumbers(sender, judged.seg, numbered)
    const owed = owesReset && judged.departed?.cause === 'reset-owed'
    const { seg, faulty, isOdd } = judged
    const flight: Flight = { from, seg, written: numbered.trace, faulty, owed, offer, isOdd }
    if (numbered.trace.journey === 'departs') network.depart(to, flight)
    if (numbered.trace.journey === 'delivered') reach(on, flight)
  } else if (numbered.trace.journey === 'departs') network.depart(to, leftOut(on, numbered))
  if (judged.faulty && (judged.seg === undefined || segLen(judged.seg) === 0)) leaveOut(sender, numbered)
  network.refresh(from, to)
  network.refresh(to, from)
  const calls = received.length === 0 ? made : received.concat(made)
  return { segment: numbered.trace, calls, isDropped: judged.seg === undefined }
}

/** What may not have left, so that the line at which it arrives has something to speak of. */
function leftOut({ from }: LineBetween, { seg, trace }: NumberedSegment): Flight {
  return {
    from,
    seg,
    written: trace,
    faulty: true,
    owed: false,
    offer: undefined,
    isOdd: false,
    isLeftOut: true,
  }
}

/** Static faults first, then what the sender may send: the first error counts, and its mended segment goes on. */
function judge(on: LineBetween, written: Segment): Judged {
  const { reporter } = on.walk
  const alone = judgeFlags(on, written)
  if (alone === 'nothing') return NOTHING_LEFT
  const leaving = departing(on, alone)
  const fault = departureFault(leaving)
  if (fault === undefined)
    return { seg: alone, departed: segmentDeparts(leaving), faulty: alone !== written, isOdd: false }
  if (reporter.severity(fault.code) !== 'error') {
    const { seg, isOdd } = judgeOdd(on, alone, fault)
    return { seg, departed: segmentDeparts(departing(on, seg)), faulty: true, isOdd }
  }
  // The first fault is the finding; its fix mends what else is wrong with the numbers of the line.
  const mended = mendFully(on, fault)
  const verdict = reportFault(on, { ...fault, mended }, alone)
  if (verdict === 'expected')
    return { seg: alone, departed: departsAllTheSame(leaving), faulty: true, isOdd: false }
  const missing = missingText(on, fault.code, alone)
  if (missing !== undefined) {
    supplyText(missing)
    const supplied = departing(on, alone)
    if (departureFault(supplied) === undefined)
      return { seg: alone, departed: segmentDeparts(supplied), faulty: true, isOdd: false }
  }
  if (mended === 'nothing') return NOTHING_LEFT
  return { seg: mended, departed: segmentDeparts(departing(on, mended)), faulty: true, isOdd: false }
}

/**
 * What is only odd goes on as written, unless the line's claims are true of the mended segment alone; where they are
 * true of the written one alone, it is meant so, and no fix is offered.
 */
function judgeOdd(
  on: LineBetween,
  written: Segment,
  fault: Fault<FaultCode>,
): { readonly seg: Segment; readonly isOdd: boolean } {
  const { mended } = fault
  if (mended === undefined || mended === 'nothing') {
    reportFault(on, fault, written)
    return { seg: written, isOdd: false }
  }
  const [isTrue, isTrueMended] = [isTrueAfter(on, written), isTrueAfter(on, mended)]
  const isMeant = isTrue && !isTrueMended
  const verdict = reportFault(on, isMeant ? { code: fault.code, at: fault.at } : fault, written)
  const isMended = verdict === 'reported' && !isTrue && isTrueMended
  return isMended
    ? { seg: mended, isOdd: false }
    : { seg: written, isOdd: verdict === 'reported' && !isMeant }
}

/** Mends one fault after the other; each is a slip of the same line, and the first is reported. */
function mendFully(on: LineBetween, first: Fault<FaultCode>): Segment | 'nothing' {
  let mended = first.mended ?? 'nothing'
  for (let slips = 0; mended !== 'nothing' && slips < 4; slips++) {
    const next = departureFault(departing(on, mended))
    if (next?.mended === undefined) return mended
    mended = next.mended
  }
  return 'nothing'
}

/** A FIN, or the CLOSE before it, comes after everything has been received. */
function receivesBeforeClosing({ walk, from, to, sender }: LineBetween): readonly Call[] {
  if (!sender.unread || !walk.survey.receivesBefore.has(walk.index)) return NO_CALLS
  if (sender.tcb.finSeq !== undefined) return NO_CALLS
  sender.unread = false
  return [inferred(from, to, 'receive')]
}

/** The sender after its segment has left, and the calls that this implies. */
function leave(on: LineBetween, departed: Departed, seg: Segment | undefined): readonly Call[] {
  const { from, to, sender } = on
  const before = sender.tcb
  sender.tcb = departed.tcb
  sender.owed = departed.owed
  sender.retransmits = false
  if (before.state !== departed.tcb.state || seg?.syn || seg?.fin) markLine(on, before, seg)
  if (departed.calls.length === 0) return NO_CALLS
  // A close() that is answered by a reset has aborted the connection itself.
  if (departed.cause === 'abort' && sender.closedBy === 'close') return NO_CALLS
  if (departed.cause === 'open') {
    sender.closedBy = undefined
    sender.isDeaf = false
    sender.heard = undefined
  }
  return departed.calls.map(made => {
    const call = made.call === 'shutdown' ? closingCall(on, before) : made.call
    if (call === 'shutdown' || call === 'close') sender.closedBy = call
    return inferred(from, to, call, made.call === 'send' ? textSent(on, made.octets, seg) : undefined)
  })
}

/** On Linux only close() has a FIN leave in SYN_RCVD. */
function closingCall({ walk }: LineBetween, before: Departed['tcb']): 'shutdown' | 'close' {
  return walk.profile === 'linux' && before.state === 'SYN_RCVD' ? 'close' : 'shutdown'
}

function markLine(on: LineBetween, before: Departed['tcb'], seg: Segment | undefined): void {
  const { sender } = on
  const here: Landmark = { statement: on.statement, span: numberSpan(on) }
  if (seg?.syn && before.snd.nxt !== sender.tcb.snd.nxt) sender.syn = here
  if (seg?.fin && before.finSeq === undefined) {
    sender.fin = here
    if (!before.unsent.fin) sender.closed = here
  }
  if (before.state !== sender.tcb.state) sender.entered = here
}

/** The text sent, in the reader's symbol where the whole segment is it. */
function textSent({ numbering }: WalkedLine, octets: number, seg: Segment | undefined): Linear {
  const written = numbering.number('len', 'must-be-known')
  return written !== undefined && seg?.len === octets ? written.linear : literal(octets)
}

function numberSpan({ line, numbering }: WalkedLine): Span {
  return numbering.field('seq')?.span ?? line.flagsSpan
}

function inferred(end: string, peer: string, call: Call['call'], octets?: Linear): Call {
  return { end, call, peer, octets, fails: undefined }
}
