/** What a reader may want to be told of a line though nothing is wrong with it: the RFC's own situations. */
import {
  before,
  type Departed,
  isSynchronized,
  type Outcome,
  type Segment,
  type State,
  type Tcb,
} from '@synfin/tcp'
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
  if (reception === 'processed' && tcb.state === before.state) return
  const { sender } = on
  const arrival: Arrival = { sender, seg, journey, before: before.state, after: tcb.state, reception }
  for (const { code, when, message, why } of ARRIVALS) if (when(arrival)) tell(on, code, message(on), why(on))
}

/** A segment that has arrived, and its receiver's states before and after. */
interface Arrival extends Pick<LineBetween, 'sender'> {
  readonly seg: Segment
  readonly journey: Journey
  readonly before: State
  readonly after: State
  readonly reception: Outcome['reception']
}

interface Pattern {
  readonly code: PatternCode
  readonly when: (arrival: Arrival) => boolean
  readonly message: (on: LineBetween) => string
  readonly why: (on: LineBetween) => string
}

const ARRIVALS: readonly Pattern[] = [
  {
    code: 'simultaneous-open',
    when: ({ before, after }) => before === 'SYN_SENT' && after === 'SYN_RCVD',
    message: ({ to }) => say`${to}'s SYN and this one cross: a simultaneous open`,
    why: () => say`both ends open actively, and one connection comes of it (§3.5 Figure 7)`,
  },
  {
    code: 'simultaneous-close',
    when: ({ before, after }) => before !== 'CLOSING' && after === 'CLOSING',
    message: ({ to }) => say`${to}'s FIN and this one cross: a simultaneous close`,
    why: () => say`each end receives a FIN before its own is acknowledged (§3.6 Figure 13)`,
  },
  {
    code: 'merged-fin-ack',
    when: ({ before, after }) => before === 'FIN_WAIT_1' && after === 'TIME_WAIT',
    message: () => say`the FIN brings the acknowledgment too: three segments close the connection`,
    why: () => say`from FIN_WAIT_1 straight to TIME_WAIT (§3.3.2 Figure 5, note 2)`,
  },
  {
    code: 'time-wait-reuse',
    when: ({ before, after }) => before === 'TIME_WAIT' && after === 'SYN_RCVD',
    message: ({ to }) => say`a newer SYN reopens the connection while ${to} still waits`,
    why: () =>
      say`its number lies above all of the old connection, so no old segment can be taken for a new one (§3.6.1, MAY-2)`,
  },
  {
    code: 'old-duplicate-syn',
    when: ({ seg, journey, before, after }) =>
      journey === 'stray' && seg.syn && before === 'LISTEN' && after === 'SYN_RCVD',
    message: ({ to }) => say`${to} cannot tell this old SYN from a new one`,
    why: () => say`it answers, and the third segment that never comes, or a reset, undoes it (§3.5 Figure 8)`,
  },
  {
    code: 'half-open',
    when: ({ seg, sender, before, reception }) =>
      reception === 'no-connection' &&
      !isSynchronized(before) &&
      !seg.syn &&
      !seg.rst &&
      isSynchronized(sender.tcb.state),
    message: ({ to }) => say`the other end has a connection that ${to} knows nothing of: half-open`,
    why: () => say`the reset that answers tells it (§3.5.1 Figure 10)`,
  },
  {
    code: 'half-open',
    when: ({ before, sender, reception }) =>
      reception === 'bad-ack-reset' && before === 'SYN_SENT' && isSynchronized(sender.tcb.state),
    message: ({ to }) => say`the other end still has an old connection with ${to}: half-open`,
    why: ({ to }) =>
      say`this acknowledges nothing that ${to} has sent in the new one; the reset that answers tells it (§3.5.1 Figure 9)`,
  },
]

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
