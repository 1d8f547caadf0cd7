/** How a segment leaves: judged alone, judged as its sender's, and what it does to its sender. */
import {
  type Departed,
  type Departing,
  departsAllTheSame,
  departureFault,
  type Fault,
  type FaultCode,
  isSynchronized,
  type Segment,
  segmentDeparts,
} from '@synfin/tcp'
import type { Call, Linear } from './checked-trace.ts'
import { judgeFlags } from './judge-flags.ts'
import type { Span } from './line.ts'
import { literal } from './linear.ts'
import type { EndOfConnection, Flight, Landmark } from './network.ts'
import { tellDeparture } from './patterns.ts'
import { nameNumbers, numberDeparture } from './segment-numbers.ts'
import { judgeOptions, offerOf } from './segment-options.ts'
import { reportFault, reportIdleAck } from './segment-report.ts'
import { judgeFill, judgeOffer } from './segment-window.ts'
import { reach } from './walk-arrival.ts'
import { journeyOf, NO_CALLS, type WalkedLine, type WalkedSegment } from './walked-line.ts'

/** A segment on its way, and whether anything has been held against it. */
interface Judged {
  /** What goes on its way: as written, or mended; nothing where any segment is wrong. */
  readonly seg: Segment | undefined
  readonly departed: Departed | undefined
  readonly faulty: boolean
}

const NOTHING_LEFT: Judged = { seg: undefined, departed: undefined, faulty: true }

/** Lets the segment of a line leave, and arrive where the line says so. */
export function depart(on: WalkedLine, from: string, to: string): WalkedSegment {
  const { network } = on.walk
  network.touch(from, to)
  on.walk.assumeEstablished(on.statement, on.line, from, to)
  const sender = network.half(from, to)
  sender.tcb = network.tcbToSendFrom(from, to)
  const numbered = numberDeparture(on, from, to, journeyOf(on.line))
  const received = receivesBeforeClosing(on, sender, from, to)
  const owesReset = sender.owed.some(({ kind }) => kind === 'rst')
  const judged = judge(on, numbered.seg, sender, from, to)
  if (!judged.faulty && !on.bits.ack)
    reportIdleAck(on, isSynchronized(sender.tcb.state) || sender.tcb.state === 'SYN_RCVD')
  judgeOptions(on, numbered.seg, numbered.trace, from, to, judged.faulty)
  const before = sender.tcb
  const made =
    judged.departed === undefined ? NO_CALLS : leave(on, sender, judged.departed, judged.seg, from, to)
  if (judged.seg !== undefined) {
    const peer = network.half(to, from)
    if (judged.seg.syn) sender.offer = offerOf(numbered.trace, judged.seg, peer, on)
    if (!judged.faulty && judged.departed !== undefined) {
      judgeFill(on, judged.seg, before, from, to)
      judgeOffer(on, judged.seg, sender, peer, from)
      tellDeparture(on, judged.seg, before, judged.departed, sender, peer, from)
    }
    nameNumbers(sender, judged.seg, numbered)
    const owed = owesReset && judged.departed?.cause === 'reset-owed'
    const flight: Flight = { from, seg: judged.seg, written: numbered.trace, faulty: judged.faulty, owed }
    if (numbered.trace.journey === 'departs') network.depart(to, flight)
    if (numbered.trace.journey === 'delivered') reach(on, from, to, flight)
  }
  network.refresh(from, to)
  network.refresh(to, from)
  const calls = received.length === 0 ? made : [...received, ...made]
  return { segment: numbered.trace, calls, isDropped: judged.seg === undefined }
}

/** Static faults first, then what the sender may send: the first error counts, and its mended segment goes on. */
function judge(on: WalkedLine, written: Segment, sender: EndOfConnection, from: string, to: string): Judged {
  const { network, reporter } = on.walk
  const departing = (seg: Segment): Departing => ({
    tcb: sender.tcb,
    seg,
    owed: sender.owed,
    peer: network.half(to, from).tcb,
    wasReset: sender.wasReset,
    keepsAlive: network.endpoint(from).keepsAlive,
  })
  const alone = judgeFlags(on, written, sender, from, to)
  if (alone === 'nothing') return NOTHING_LEFT
  const leaving = departing(alone)
  const fault = departureFault(leaving)
  if (fault === undefined) return { seg: alone, departed: segmentDeparts(leaving), faulty: alone !== written }
  const isError = reporter.severity(fault.code) === 'error'
  // The first fault is the finding; its fix mends what else is wrong with the numbers of the line.
  const mended = isError ? mendFully(fault, departing) : 'nothing'
  const verdict = reportFault(on, isError ? { ...fault, mended } : fault, alone, from, to)
  if (!isError) return { seg: alone, departed: segmentDeparts(leaving), faulty: true }
  if (verdict === 'expected') return { seg: alone, departed: departsAllTheSame(leaving), faulty: true }
  if (mended === 'nothing') return NOTHING_LEFT
  return { seg: mended, departed: segmentDeparts(departing(mended)), faulty: true }
}

/** Mends one fault after the other; each is a slip of the same line, and the first is reported. */
function mendFully(first: Fault<FaultCode>, departing: (seg: Segment) => Departing): Segment | 'nothing' {
  let mended = first.mended ?? 'nothing'
  for (let slips = 0; mended !== 'nothing' && slips < 4; slips++) {
    const next = departureFault(departing(mended))
    if (next?.mended === undefined) return mended
    mended = next.mended
  }
  return 'nothing'
}

/** A FIN, or the CLOSE before it, comes after everything has been received. */
function receivesBeforeClosing(
  { walk }: WalkedLine,
  sender: EndOfConnection,
  from: string,
  to: string,
): readonly Call[] {
  if (!sender.unread || !walk.survey.receivesBefore.has(walk.index)) return NO_CALLS
  if (sender.tcb.finSeq !== undefined) return NO_CALLS
  sender.unread = false
  return [inferred(from, to, 'receive')]
}

/** The sender after its segment has left, and the calls that this implies. */
function leave(
  on: WalkedLine,
  sender: EndOfConnection,
  departed: Departed,
  seg: Segment | undefined,
  from: string,
  to: string,
): readonly Call[] {
  const before = sender.tcb
  sender.tcb = departed.tcb
  sender.owed = departed.owed
  sender.retransmits = false
  if (before.state !== departed.tcb.state || seg?.syn || seg?.fin) markLine(on, sender, before, seg)
  if (departed.calls.length === 0) return NO_CALLS
  if (departed.cause === 'open') sender.closedBy = undefined
  const calls: Call[] = []
  for (const made of departed.calls) {
    // A close() that is answered by a reset has aborted the connection itself.
    if (made.call === 'abort' && sender.closedBy === 'close') continue
    if (made.call === 'shutdown') sender.closedBy = 'shutdown'
    const octets = made.call === 'send' ? textSent(on, made.octets, seg) : undefined
    calls.push({ ...inferred(from, to, made.call), octets })
  }
  return calls
}

function markLine(
  on: WalkedLine,
  sender: EndOfConnection,
  before: Departed['tcb'],
  seg: Segment | undefined,
): void {
  const here: Landmark = { statement: on.statement, span: numberSpan(on) }
  if (seg?.syn && before.snd.nxt !== sender.tcb.snd.nxt) sender.syn = here
  if (seg?.fin && before.finSeq === undefined) sender.fin = here
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

function inferred(end: string, peer: string, call: Call['call']): Call {
  return { end, call, peer, octets: undefined, fails: undefined }
}
