import {
  atOrBefore,
  before,
  isSynchronized,
  isSynUnsent,
  plus,
  type Reply,
  type Segment,
  type Tcb,
} from '@synfin/tcp'

/**
 * Why an end may not send a segment now; nothing where something explains it.
 *
 * Where `tcp/` lists what is wrong, this lists what is right: a segment is explained by a reply owed, the first SYN,
 * text or FIN, a pure acknowledgment, a retransmission, a keep-alive, or an ABORT (RFC 9293 §3.10). All else is not.
 */
export function mayLeave(tcb: Tcb, seg: Segment, owed: readonly Reply[]): string | undefined {
  const flags = controlBitsFault(seg)
  if (flags !== undefined) return flags
  if (owesOtherReset(tcb, seg, owed)) return 'another reset is owed'
  if (seg.rst) return isOwedReset(seg, owed) || isAbort(tcb, seg) ? undefined : resetFault(tcb)
  if (seg.syn) return isSyn(tcb, seg) || isSynAck(tcb, seg) ? undefined : 'SYN without a cause'
  return segmentOfConnectionFault(tcb, seg)
}

export const NO_ACK = 'neither SYN, RST nor ACK'

/** What is wrong with a segment whoever sends it. */
export function controlBitsFault({ syn, fin, rst, ack }: Segment): string | undefined {
  if (syn && (rst || fin)) return 'SYN with RST or FIN'
  if (fin && rst) return 'FIN with RST'
  return syn || rst || ack !== undefined ? undefined : NO_ACK
}

// --- Resets ---

/** Without a connection, and while one is being opened, a reset owed comes before everything else. */
function owesOtherReset({ state }: Tcb, seg: Segment, owed: readonly Reply[]): boolean {
  return (
    !isSynchronized(state) &&
    !seg.rst &&
    owed.some(reply => reply.kind === 'rst' && reply.orAck === undefined)
  )
}

/** A reset in place of the SYN ACK that is due, with another number. */
export const RESET_OF_UNSENT_SYN = 'reset before the SYN ACK'

function resetFault(tcb: Tcb): string {
  return tcb.state === 'SYN_RCVD' && isSynUnsent(tcb) ? RESET_OF_UNSENT_SYN : 'reset without a cause'
}

function isOwedReset(seg: Segment, owed: readonly Reply[]): boolean {
  return owed.some(reply => {
    if (reply.kind !== 'rst' || reply.seq !== seg.seq) return false
    return seg.ack === reply.ack || (seg.ack !== undefined && seg.ack === reply.orAck)
  })
}

/** A reset that nobody called for implies the ABORT. Before its FIN has left, LAST_ACK is CLOSE_WAIT still (§3.10.4). */
function isAbort({ state, snd, rcv, unsent }: Tcb, seg: Segment): boolean {
  const resets = ['SYN_RCVD', 'ESTABLISHED', 'FIN_WAIT_1', 'FIN_WAIT_2', 'CLOSE_WAIT'].includes(state)
  const isClosing = state === 'LAST_ACK' && unsent.fin
  return (resets || isClosing) && seg.seq === snd.nxt && (seg.ack === undefined || seg.ack === rcv.nxt)
}

// --- SYNs ---

function isSyn(tcb: Tcb, seg: Segment): boolean {
  if (seg.ack !== undefined) return false
  switch (tcb.state) {
    case 'CLOSED':
    case 'LISTEN':
      return true
    case 'SYN_SENT':
      return isSynUnsent(tcb) || seg.seq === tcb.iss
    case 'SYN_RCVD':
      return !tcb.passive && (isSynUnsent(tcb) || seg.seq === tcb.iss)
    default:
      return false
  }
}

/** Also behind a FIN that has left in SYN_RCVD, as long as the SYN is not acknowledged. */
function isSynAck(tcb: Tcb, seg: Segment): boolean {
  const isOpening = tcb.state === 'SYN_RCVD' || (tcb.state === 'FIN_WAIT_1' && tcb.snd.una === tcb.iss)
  if (!isOpening || seg.ack !== tcb.rcv.nxt) return false
  return isSynUnsent(tcb) || seg.seq === tcb.iss
}

// --- What a connection sends ---

function segmentOfConnectionFault(tcb: Tcb, seg: Segment): string | undefined {
  const { state } = tcb
  if (!isSynchronized(state) && (state !== 'SYN_RCVD' || isSynUnsent(tcb)))
    return 'no connection to send from'
  if (!acknowledgesRightly(tcb, seg)) return 'acknowledgment'
  if (seg.len === 0 && !seg.fin) return isEmptySegment(tcb, seg) ? undefined : 'number of an empty segment'
  if (state === 'TIME_WAIT') return 'TIME_WAIT only acknowledges'
  if (isFinBehind(tcb, seg)) return FIN_BEHIND
  if (atOrBefore(seg.seq, tcb.iss)) return TEXT_BEHIND
  return carriesRightly(tcb, seg) ? undefined : 'text or FIN'
}

/**
 * What has arrived in order is acknowledged. A line that a crossing delays may lag, but not behind what was
 * acknowledged before, nor just short of a FIN.
 */
function acknowledgesRightly({ rcv, lastAck, irs, peerFinSeq }: Tcb, { ack, len }: Segment): boolean {
  if (ack === rcv.nxt) return true
  if (ack === undefined || !before(ack, rcv.nxt)) return false
  if (len === 0 && ack === peerFinSeq) return false
  return atOrBefore(lastAck ?? plus(irs, 1), ack)
}

/** SND.NXT; or one less, which is a keep-alive unless SYN or FIN took that number. */
function isEmptySegment({ snd, iss, finSeq }: Tcb, { seq }: Segment): boolean {
  if (seq === snd.nxt) return true
  return seq === plus(snd.nxt, -1) && seq !== iss && seq !== finSeq
}

/** A first FIN with a number that something else has taken. */
export const FIN_BEHIND = 'the first FIN is behind SND.NXT'

/** Text that begins before the connection does. */
export const TEXT_BEHIND = 'the text begins before ISS'

function isFinBehind({ finSeq, snd }: Tcb, seg: Segment): boolean {
  return seg.fin && finSeq === undefined && before(plus(seg.seq, seg.len), snd.nxt)
}

/** New text and FIN at SND.NXT, or what has been sent once more. */
function carriesRightly(tcb: Tcb, seg: Segment): boolean {
  const { snd, finSeq, state, iss } = tcb
  const textEnd = plus(seg.seq, seg.len)
  if (!before(iss, seg.seq) || !atOrBefore(seg.seq, snd.nxt)) return false
  if (seg.len > 0 && state === 'SYN_RCVD') return false
  if (finSeq !== undefined) return seg.fin ? textEnd === finSeq : atOrBefore(textEnd, finSeq)
  const mostText = tcb.unsent.fin ? plus(snd.nxt, tcb.unsent.octets) : undefined
  if (mostText !== undefined && before(mostText, textEnd)) return false
  // A FIN comes after all the text there is.
  return !seg.fin || atOrBefore(snd.nxt, textEnd)
}
