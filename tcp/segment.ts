import { plus, type SeqNumber } from './sequence-number.ts'

/** A segment's fields as the state machine sees them (RFC 9293 §3.1, §3.3.1 "current segment variables"). */
export interface Segment {
  readonly seq: SeqNumber
  /** SEG.ACK; absent when the ACK bit is off. */
  readonly ack: SeqNumber | undefined
  /** Octets of text, SYN and FIN not counted. */
  readonly len: number
  /** SEG.WND in octets, scaling undone. */
  readonly wnd: number
  readonly syn: boolean
  readonly fin: boolean
  readonly rst: boolean
  readonly psh: boolean
  readonly urg: boolean
  readonly ece: boolean
  readonly cwr: boolean
}

/** The control bits as a segment has them, but ACK, which shows in its number. */
export type ControlFlags = Pick<Segment, 'syn' | 'fin' | 'rst' | 'psh' | 'urg' | 'ece' | 'cwr'>

/** The control bits that are set, by the names that RFC 9293 §3.1 has for them. */
export function controlFlags(has: (bit: Uppercase<keyof ControlFlags>) => boolean): ControlFlags {
  return {
    syn: has('SYN'),
    fin: has('FIN'),
    rst: has('RST'),
    psh: has('PSH'),
    urg: has('URG'),
    ece: has('ECE'),
    cwr: has('CWR'),
  }
}

/** SEG.LEN: octets of text, plus one each for SYN and FIN (RFC 9293 §3.4). */
export function segLen(seg: Segment): number {
  return seg.len + (seg.syn ? 1 : 0) + (seg.fin ? 1 : 0)
}

/** The number after the last one the segment occupies: what acknowledges all of it. */
export function segEnd(seg: Segment): SeqNumber {
  return plus(seg.seq, segLen(seg))
}
