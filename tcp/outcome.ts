import type { Reply } from './reply.ts'
import { type EndReason, endConnection, type Tcb } from './tcb.ts'

/** What became of a segment that arrived. */
export type Reception =
  /** Processed: it was in order and did what it says. */
  | 'processed'
  /** Ahead of RCV.NXT: kept until the hole is filled. */
  | 'held'
  /** Nothing is known of a connection: answered by a reset, or dropped where the segment is one itself. */
  | 'no-connection'
  /** A listener's or an unopened connection's reset for an acknowledgment of something never sent. */
  | 'bad-ack-reset'
  /** Outside the receive window: acknowledged and dropped. */
  | 'unacceptable'
  /** A SYN, or a reset that is not at RCV.NXT, in a live connection: challenged (RFC 5961). */
  | 'challenged'
  /** A reset that took effect. */
  | 'reset'
  /** Dropped without an answer. */
  | 'ignored'
  /** Acknowledges what was never sent, or far too long ago: acknowledged and dropped (RFC 5961 §5). */
  | 'bad-ack'
  /** Bears a timestamp from the past: dropped, and acknowledged but for Linux where it is an old ACK (RFC 7323 §5.3). */
  | 'outdated'

/** What SEGMENT ARRIVES makes of a TCB: the new one, the replies owed, and why. */
export interface Outcome {
  readonly tcb: Tcb
  readonly owed: readonly Reply[]
  readonly reception: Reception
}

/** What answers a segment that is dropped. */
export const FOR_UNACCEPTABLE = { kind: 'ack', forUnacceptable: true } as const

/** The segment changes nothing and is answered with nothing. */
export function drop(tcb: Tcb, reception: Reception = 'ignored'): Outcome {
  return { tcb, owed: [], reception }
}

/** The segment changes nothing and is answered. */
export function answer(tcb: Tcb, owed: Reply, reception: Reception): Outcome {
  return { tcb, owed: [owed], reception }
}

/** The connection is gone. */
export function ended(tcb: Tcb, reason: EndReason, reception: Reception): Outcome {
  return { tcb: endConnection(tcb, reason), owed: [], reception }
}
