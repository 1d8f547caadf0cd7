/** What a reader may want to be told of a line though nothing is wrong with it: the RFC's own situations. */
import { before, type Departed, isSynchronized, type Outcome, type Segment, type Tcb } from '@synfin/tcp'
import type { PatternCode } from './catalogue.ts'
import type { Journey } from './checked-trace.ts'
import { say } from './say.ts'
import type { LineBetween, WalkedLine } from './walked-line.ts'

/** Tells what a departure is besides a segment. */
export function tellDeparture(on: LineBetween, seg: Segment, before: Tcb, departed: Departed): void {
  const { from, sender, peer } = on
  tellWrap(on, seg)
  if (departed.cause === 'retransmission')
    tell(
      on,
      'retransmission',
      say`${from} sends this again`,
      say`the same numbers as before: to the receiver it is what was lost, or a duplicate it acknowledges (§3.8.1)`,
    )
  if (seg.syn && seg.len > 0)
    tell(
      on,
      'syn-data',
      say`data rides on the SYN`,
      say`it is queued until the connection is established; without TCP Fast Open many stacks drop it and have it sent again (§3.10.7.2; RFC 7413 §2)`,
    )
  if (isDuplicateAck(seg, before, departed, peer.tcb))
    tell(
      on,
      'dup-ack',
      say`${from} acknowledges the same again`,
      say`a duplicate acknowledgment says that something arrived out of order; three of them start a fast retransmit (RFC 5681 §2, §3.2)`,
    )
  if (seg.len > 0 && before.peerFinSeq !== undefined && !sender.toldHalfClose) {
    sender.toldHalfClose = true
    tell(
      on,
      'half-close',
      say`${from} still sends though its peer has closed`,
      say`a FIN closes one direction only: the connection is half-closed (§3.6.1)`,
    )
  }
}

/** Tells what an arrival is besides a segment. */
export function tellArrival(
  on: LineBetween,
  seg: Segment,
  journey: Journey,
  before: Tcb,
  { tcb, reception }: Outcome,
): void {
  const { to, sender } = on
  const move = `${before.state} ${tcb.state}`
  if (move === 'SYN_SENT SYN_RCVD')
    tell(
      on,
      'simultaneous-open',
      say`${to}'s SYN and this one cross: a simultaneous open`,
      say`both ends open actively, and one connection comes of it (§3.5 Figure 7)`,
    )
  if (tcb.state === 'CLOSING' && before.state !== 'CLOSING')
    tell(
      on,
      'simultaneous-close',
      say`${to}'s FIN and this one cross: a simultaneous close`,
      say`each end receives a FIN before its own is acknowledged (§3.6 Figure 13)`,
    )
  if (move === 'FIN_WAIT_1 TIME_WAIT')
    tell(
      on,
      'merged-fin-ack',
      say`the FIN brings the acknowledgment too: three segments close the connection`,
      say`from FIN_WAIT_1 straight to TIME_WAIT (§3.3.2 Figure 5, note 2)`,
    )
  if (move === 'TIME_WAIT SYN_RCVD')
    tell(
      on,
      'time-wait-reuse',
      say`a newer SYN reopens the connection while ${to} still waits`,
      say`its number lies above all of the old connection, so no old segment can be taken for a new one (§3.6.1, MAY-2)`,
    )
  if (journey === 'stray' && seg.syn && before.state === 'LISTEN' && tcb.state === 'SYN_RCVD')
    tell(
      on,
      'old-duplicate-syn',
      say`${to} cannot tell this old SYN from a new one`,
      say`it answers, and the third segment that never comes, or a reset, undoes it (§3.5 Figure 8)`,
    )
  if (reception === 'no-connection' && !seg.syn && !seg.rst && isSynchronized(sender.tcb.state))
    tell(
      on,
      'half-open',
      say`the other end has a connection that ${to} knows nothing of: half-open`,
      say`the reset that answers tells it (§3.5.1 Figure 10)`,
    )
  if (reception === 'bad-ack-reset' && before.state === 'SYN_SENT' && isSynchronized(sender.tcb.state))
    tell(
      on,
      'half-open',
      say`the other end still has an old connection with ${to}: half-open`,
      say`this acknowledges nothing that ${to} has sent in the new one; the reset that answers tells it (§3.5.1 Figure 9)`,
    )
}

/** A bare number below the last one, because it has wrapped. */
function tellWrap(on: LineBetween, seg: Segment): void {
  const { from, sender } = on
  const field = on.numbering.field('seq')
  if (field === undefined || 'any' in field.value || field.value.terms.length > 0) return
  const last = sender.lastLiteral
  sender.lastLiteral = seg.seq
  if (last === undefined || seg.seq >= last || !before(last as Segment['seq'], seg.seq)) return
  on.walk.reporter.report(on.statement, {
    code: 'seq-wrap',
    span: field.span,
    message: say`${from}'s numbers have wrapped`,
    why: say`sequence numbers have 32 bits: after 4294967295 comes 0 (§3.4)`,
  })
}

function isDuplicateAck(seg: Segment, before: Tcb, { cause }: Departed, peer: Tcb): boolean {
  const outstanding = peer.snd.una !== peer.snd.nxt && seg.ack === peer.snd.una
  return (
    cause === 'ack' &&
    seg.ack !== undefined &&
    seg.ack === before.lastAck &&
    outstanding &&
    peer.snd.wnd === seg.wnd
  )
}

function tell({ walk, statement, line }: WalkedLine, code: PatternCode, message: string, why: string): void {
  walk.reporter.report(statement, { code, span: line.flagsSpan, message, why })
}
