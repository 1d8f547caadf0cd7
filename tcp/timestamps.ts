/** What a segment's timestamp says of its age: protection against wrapped sequence numbers (RFC 7323 §4.3, §5). */
import { answer, drop, FOR_UNACCEPTABLE, type Outcome } from './outcome.ts'
import { type Segment, segLen } from './segment.ts'
import type { LinuxEnd } from './segment-arrives.ts'
import { atOrBefore, before } from './sequence-number.ts'
import type { Tcb } from './tcb.ts'

/**
 * SEGMENT ARRIVES with a timestamp that is so many ticks older than TS.Recent (RFC 7323 §5.3, R1), at a Linux if one is
 * named. Undefined where that is not held against it.
 */
export function outdatedArrives(
  tcb: Tcb,
  seg: Segment,
  ticks: number,
  linux: LinuxEnd | undefined,
): Outcome | undefined {
  if (ticks <= 0 || seg.rst || !hasTsRecent(tcb)) return undefined
  if (linux !== undefined) return outdatedOnLinux(tcb, seg, ticks, linux)
  // A SYN that opens anew meets nobody who remembers, unless in TIME_WAIT (RFC 6191 §2).
  return seg.syn && tcb.state !== 'TIME_WAIT' ? undefined : answer(tcb, FOR_UNACCEPTABLE, 'outdated')
}

/**
 * Whether TS.Recent becomes the timestamp of a segment, so many ticks older: it is no older one, nor of text beyond what
 * was acknowledged (§4.3, step 2). `tcb` is what the segment met.
 */
export function movesTsRecent(
  tcb: Tcb,
  seg: Segment,
  ticks: number,
  { reception, tcb: after }: Outcome,
  linux: LinuxEnd | undefined,
): boolean {
  if (reception !== 'processed' && reception !== 'held') return false
  if (seg.syn) return true
  if (linux !== undefined && isForgotten(tcb, linux)) return after.state === 'TIME_WAIT'
  if (ticks > 0 || (linux !== undefined && isPassedOverOnLinux(tcb, seg))) return false
  return tcb.lastAck === undefined || atOrBefore(seg.seq, tcb.lastAck)
}

/** Linux remembers no timestamp that comes with an old acknowledgment, and in TIME_WAIT that of an empty segment alone. */
function isPassedOverOnLinux({ state, rcv, snd }: Tcb, seg: Segment): boolean {
  if (state === 'TIME_WAIT') return segLen(seg) > 0 || seg.seq !== rcv.nxt
  return seg.ack !== undefined && before(seg.ack, snd.una)
}

/** Of an orphan whose FIN is acknowledged Linux keeps as little as in TIME_WAIT; what leads there it remembers. */
function isForgotten({ state, isWholeOrphan }: Tcb, { orphaned }: LinuxEnd): boolean {
  return state === 'FIN_WAIT_2' && orphaned && !isWholeOrphan
}

/** Without a connection nothing is remembered that a timestamp could be older than. */
function hasTsRecent({ state }: Tcb): boolean {
  return state !== 'CLOSED' && state !== 'LISTEN' && state !== 'SYN_SENT'
}

/** How many ticks Linux lets an older timestamp be behind, where a socket has the connection. */
const TOLERATED = 1

/**
 * 1.2 times the shortest retransmission timeout, in milliseconds: how far behind Linux tolerates an acknowledgment that
 * says nothing new. It computes with the timeout of the moment, which is longer after lost segments and slow answers.
 */
const TOLERATED_OF_DUPLICATE = 240

/** Linux drops an old acknowledgment without a word, and looks at what a request acknowledges first. */
function outdatedOnLinux(tcb: Tcb, seg: Segment, ticks: number, linux: LinuxEnd): Outcome | undefined {
  const unacceptable = answer(tcb, FOR_UNACCEPTABLE, 'outdated')
  if (tcb.state === 'TIME_WAIT' || isForgotten(tcb, linux)) return unacceptable
  if (tcb.state === 'SYN_RCVD' && tcb.passive)
    return seg.ack === undefined || seg.ack === tcb.snd.nxt ? unacceptable : undefined
  if (ticks <= TOLERATED) return undefined
  const isBare = seg.ack !== undefined && segLen(seg) === 0
  if (isBare && before(seg.seq, tcb.rcv.nxt)) return drop(tcb, 'outdated')
  return isBare && saysNothingNew(tcb, seg) && ticks <= TOLERATED_OF_DUPLICATE ? undefined : unacceptable
}

function saysNothingNew({ rcv, snd }: Tcb, { seq, ack, wnd }: Segment): boolean {
  const isWindowNew = before(snd.wl1, seq) || (snd.wl1 === seq && (wnd > snd.wnd || wnd === 0))
  return seq === rcv.nxt && ack === snd.una && !isWindowNew
}
