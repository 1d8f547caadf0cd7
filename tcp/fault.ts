import type { Segment } from './segment.ts'
import type { SeqNumber } from './sequence-number.ts'

/** Which part of a segment a fault is about. */
export type FaultPlace = 'flags' | 'seq' | 'ack' | 'len' | 'win' | 'segment'

/** A rule of RFC 9293 that a segment breaks. The words are `trace/`'s. */
export interface Fault<Code extends string = FaultCode> {
  readonly code: Code
  readonly at: FaultPlace
  /** The number the rule asks for at that place, where there is one. */
  readonly expected?: SeqNumber
  /** What the sender should have sent; `'nothing'` where any segment is wrong. Absent where the fault is harmless. */
  readonly mended?: Segment | 'nothing'
}

export type FaultCode = FlagFaultCode | DepartureFaultCode | ReceptionFaultCode

/** Found on the segment alone. */
export type FlagFaultCode =
  | 'syn-fin'
  | 'syn-rst'
  | 'fin-rst'
  | 'null-flags'
  | 'xmas-flags'
  | 'missing-ack-flag'

/** Found by asking what the sender may send now. */
export type DepartureFaultCode =
  | 'syn-not-consumed'
  | 'fin-not-consumed'
  | 'seq-gap'
  | 'seq-stale'
  | 'keep-alive'
  | 'syn-isn-changed'
  | 'fin-moved'
  | 'second-fin'
  | 'data-after-fin'
  | 'data-before-established'
  | 'synack-wrong-ack'
  | 'handshake-ack-wrong'
  | 'fin-ack-off-by-one'
  | 'ack-of-unsent'
  | 'ack-of-unreceived'
  | 'ack-regress'
  | 'ack-stale'
  | 'syn-in-synchronized'
  | 'synack-wrong-direction'
  | 'synack-missing-ack'
  | 'ack-before-synack'
  | 'fin-before-established'
  | 'segment-from-closed'
  | 'segment-from-listen'
  | 'segment-after-rst'
  | 'time-wait-sends'
  | 'rst-malformed'
  | 'rst-unsolicited'
  | 'rst-to-rst'
  | 'rst-instead-of-ack'
  | 'rst-expected'
  | 'isn-not-above-old'
  | 'abort-bad-seq'

/** Found by what becomes of the segment at the receiver. */
export type ReceptionFaultCode =
  | 'rst-challenged'
  | 'rst-ignored'
  | 'challenge-ack'
  | 'ack-too-old'
  | 'out-of-window'
