import { type Segment, segEnd } from './segment.ts'
import { atOrBefore, before, distance, plus, type SeqNumber } from './sequence-number.ts'
import { type HeldText, heldEnd, isFinAcked, type Tcb } from './tcb.ts'

/** How many separate stretches of text ahead of RCV.NXT an end keeps; it may drop the rest (SHLD-31). */
const HELD_STRETCHES = 256

/**
 * Takes a segment's text and FIN (RFC 9293 §3.10.7.4, seventh and eighth check).
 *
 * Text ahead of RCV.NXT is held, and so is its FIN: neither moves RCV.NXT or the state until the hole before it
 * is filled.
 */
export function receiveText(tcb: Tcb, seg: Segment): Tcb {
  const start = seg.syn ? plus(seg.seq, 1) : seg.seq
  if (seg.len === 0 && !seg.fin) return tcb
  return deliver({ ...tcb, held: hold(tcb.held, { seq: start, len: seg.len, fin: seg.fin }) })
}

/** Whether a segment brings text or a FIN that RCV.NXT has not reached. */
export function bringsNews(tcb: Tcb, seg: Segment): boolean {
  return (seg.len > 0 || seg.fin) && before(tcb.rcv.nxt, segEnd(seg))
}

/** Moves RCV.NXT over everything held that has become contiguous. */
export function deliver(tcb: Tcb): Tcb {
  if (tcb.held.length === 0) return tcb
  let nxt = tcb.rcv.nxt
  let fin: SeqNumber | undefined
  const rest: HeldText[] = []
  for (const stretch of tcb.held) {
    const end = plus(stretch.seq, stretch.len)
    if (fin !== undefined) break
    if (before(nxt, stretch.seq)) rest.push(stretch)
    else if (atOrBefore(nxt, end)) {
      nxt = end
      if (stretch.fin) fin = end
    }
  }
  const moved = { ...tcb, rcv: { ...tcb.rcv, nxt }, held: rest }
  return fin === undefined ? moved : receiveFin(moved, fin)
}

/** The peer's FIN has come in order: it takes its number and moves the state (eighth check). */
function receiveFin(tcb: Tcb, fin: SeqNumber): Tcb {
  const received = { ...tcb, rcv: { ...tcb.rcv, nxt: plus(fin, 1) }, peerFinSeq: fin, held: [] }
  switch (tcb.state) {
    case 'SYN_RCVD':
    case 'ESTABLISHED':
      return { ...received, state: 'CLOSE_WAIT' }
    case 'FIN_WAIT_1':
      return { ...received, state: isFinAcked(tcb) ? 'TIME_WAIT' : 'CLOSING' }
    case 'FIN_WAIT_2':
      return { ...received, state: 'TIME_WAIT' }
    default:
      return received
  }
}

/** Keeps the stretches in order of number, overlapping ones merged. */
function hold(held: readonly HeldText[], arrived: HeldText): HeldText[] {
  if (held.length === 0) return [arrived]
  let merged = arrived
  const earlier: HeldText[] = []
  const later: HeldText[] = []
  for (const stretch of held) {
    const end = plus(stretch.seq, stretch.len)
    if (before(end, merged.seq)) earlier.push(stretch)
    else if (before(plus(merged.seq, merged.len), stretch.seq)) later.push(stretch)
    else merged = merge(stretch, merged)
  }
  return [...earlier, merged, ...later].slice(0, HELD_STRETCHES)
}

/**
 * Two stretches that meet, taken in the order of their numbers: what lies beyond the FIN of the first is no text of the
 * peer's, and of the second only counts what is new, so that a FIN inside the first's text is as old as that.
 */
function merge(a: HeldText, b: HeldText): HeldText {
  const [first, second] = comesFirst(a, b) ? [a, b] : [b, a]
  if (first.fin || atOrBefore(heldEnd(second), heldEnd(first))) return first
  const len = distance(first.seq, plus(second.seq, second.len))
  return { seq: first.seq, len, fin: second.fin }
}

function comesFirst(a: HeldText, b: HeldText): boolean {
  return a.seq === b.seq ? atOrBefore(heldEnd(b), heldEnd(a)) : before(a.seq, b.seq)
}
