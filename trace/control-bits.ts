import { type ControlFlags, controlFlags, type Segment } from '@synfin/tcp'
import type { ControlBit, SegmentLine } from './line.ts'

/** A combination of control bits. There are 256, and each exists once. */
export interface ControlBits {
  /** As first written. */
  readonly list: readonly ControlBit[]
  readonly ack: boolean
  /** The bits as a `Segment` has them; ACK shows there in its acknowledgment number. */
  readonly flags: ControlFlags
}

const WEIGHTS: Readonly<Record<ControlBit, number>> = {
  FIN: 1,
  SYN: 2,
  RST: 4,
  PSH: 8,
  ACK: 16,
  URG: 32,
  ECE: 64,
  CWR: 128,
}

const known = new Map<number, ControlBits>()

/** The control bits of a line; a bit written twice counts once. */
export function controlBits(line: SegmentLine): ControlBits {
  let weight = 0
  for (const { bit } of line.flags) weight |= WEIGHTS[bit]
  const bits = known.get(weight)
  if (bits !== undefined) return bits
  const made = combine([...new Set(line.flags.map(({ bit }) => bit))])
  known.set(weight, made)
  return made
}

function combine(list: readonly ControlBit[]): ControlBits {
  const has = (bit: ControlBit) => list.includes(bit)
  return {
    list,
    ack: has('ACK'),
    flags: controlFlags(has),
  }
}

/** Whether a bit is written on a line, where there is one. */
export function hasBit(line: SegmentLine | undefined, bit: ControlBit): boolean {
  if (line === undefined) return false
  for (const flag of line.flags) if (flag.bit === bit) return true
  return false
}

/** The control bits of a segment as the state machine has it. */
export function bitsOf(seg: Segment): ControlBit[] {
  const bits: readonly (readonly [ControlBit, boolean])[] = [
    ['SYN', seg.syn],
    ['FIN', seg.fin],
    ['RST', seg.rst],
    ['PSH', seg.psh],
    ['ACK', seg.ack !== undefined],
    ['URG', seg.urg],
    ['ECE', seg.ece],
    ['CWR', seg.cwr],
  ]
  return bits.filter(([, set]) => set).map(([bit]) => bit)
}
