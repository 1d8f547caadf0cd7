import {
  CONTROL_BITS,
  controlBits,
  type DecodedSegment,
  type LiveNumbers,
  type NumberSpace,
  SYMBOLIC_LENGTH,
} from '@synfin/capture'
import { seqNumber } from '@synfin/tcp'
import { isLiteral, type Linear, type TraceSegment } from '@synfin/trace'
import type { Connection } from './connection.ts'

/** A field in which a segment of the kernel's is not what the trace says. */
export type Difference =
  | 'flags'
  | 'seq'
  | 'ack'
  | 'len'
  | 'win'
  | 'urg'
  | 'mss'
  | 'wscale'
  | 'sackok'
  | 'ts'
  | 'sack'
  | 'tfo'

/** Fields that say nothing of the connection's state: after a difference in one of these the run goes on. */
export const HARMLESS: readonly Difference[] = ['win', 'urg', 'mss', 'wscale', 'sackok', 'ts', 'sack', 'tfo']

/**
 * Where a segment of the kernel's differs from what the trace says; symbols seen for the first time are bound.
 *
 * Flags, seq, ack and len always count; PSH, the window and options only where written. Throws CannotBind.
 */
export function differences(
  expected: TraceSegment,
  segment: DecodedSegment,
  connection: Connection,
  numbers: LiveNumbers,
): Difference[] {
  // Numbers of another kind of segment would only mislead, and must bind nothing.
  if (!sameFlags(expected, segment)) return ['flags']
  const found: Difference[] = []
  if (!seqAgrees(expected, segment, connection, numbers)) found.push('seq')
  if (!numberAgrees(expected.ack, segment.ack, connection.ourNumbers, numbers)) found.push('ack')
  if (numbers.count(expected.len, SYMBOLIC_LENGTH) !== segment.length) found.push('len')
  return [...found, ...harmlessDifferences(expected, segment, connection, numbers)]
}

/** Whether a segment has the flags a line says; an ICMP error has none. */
export function sameFlags({ flags, icmp }: TraceSegment, { bits }: DecodedSegment): boolean {
  if (icmp !== undefined) return false
  const counted = flags.includes('PSH') ? 0xff : 0xff & ~CONTROL_BITS.PSH
  const expected = flags.reduce((sum, bit) => sum | CONTROL_BITS[bit], 0)
  return (bits & counted) === expected
}

function seqAgrees(
  { seq }: TraceSegment,
  segment: DecodedSegment,
  connection: Connection,
  numbers: LiveNumbers,
): boolean {
  if (seq === 'any') return true
  const { kernelNumbers: space } = connection
  const bits = controlBits(segment.bits)
  if (isLiteral(seq) && bits.includes('RST')) {
    // A reset that answers a segment without ACK counts from 0, not by the kernel's own numbers (RFC 9293 §3.10.7.1).
    const answersNoAck = bits.includes('ACK') && !connection.lastSent?.flags.includes('ACK')
    if (answersNoAck || space.shift === undefined) return segment.seq === seqNumber(seq.constant)
  }
  if (bits.includes('SYN') && connection.startsAnew) {
    connection.startsAnew = false
    if (isLiteral(seq)) space.shift = undefined
  }
  return numberAgrees(seq, segment.seq, space, numbers)
}

function numberAgrees(
  written: Linear | 'any' | undefined,
  live: number,
  space: NumberSpace,
  numbers: LiveNumbers,
): boolean {
  if (written === undefined || written === 'any') return true
  const known = numbers.live(written, space)
  if (known === undefined) numbers.bind(written, space, live)
  return known === undefined || known === live
}

function harmlessDifferences(
  expected: TraceSegment,
  { win, urg, options }: DecodedSegment,
  connection: Connection,
  numbers: LiveNumbers,
): Difference[] {
  const { ourNumbers } = connection
  const found: Difference[] = []
  const count = (name: Difference, written: Linear | 'any' | undefined, live: number | undefined) => {
    if (written === undefined || written === 'any') return
    if (live === undefined || numbers.count(written, live) !== live) found.push(name)
  }
  count('win', expected.win, win)
  count('urg', expected.urg, urg)
  count('mss', expected.mss, options.mss)
  count('wscale', expected.wscale, options.wscale)
  if (expected.sackok && !options.sackok) found.push('sackok')
  if (expected.ts && !timestampsAgree(expected.ts, options.ts, connection, numbers)) found.push('ts')
  const sack = options.sack ?? []
  const blocksAgree =
    expected.sack.length === 0 ||
    (sack.length === expected.sack.length &&
      expected.sack.every(
        ({ left, right }, at) =>
          numbers.live(left, ourNumbers) === sack[at]?.left &&
          numbers.live(right, ourNumbers) === sack[at]?.right,
      ))
  if (!blocksAgree) found.push('sack')
  if (expected.tfo !== undefined && !cookieAgrees(expected.tfo, options.tfo)) found.push('tfo')
  return found
}

/** A bare `tfo` is any cookie, or the request for one. */
function cookieAgrees(written: string, cookie: Buffer | undefined): boolean {
  return cookie !== undefined && (written === '' || cookie.equals(Buffer.from(written, 'hex')))
}

/** The echo is exact; the kernel's own clock may be ahead of what is written, for it never stands still. */
function timestampsAgree(
  { value, echo }: { value: Linear; echo: Linear },
  ts: { value: number; echo: number } | undefined,
  { kernelClock, ourClock }: Connection,
  numbers: LiveNumbers,
): boolean {
  if (!ts) return false
  const known = numbers.live(value, kernelClock)
  if (known === undefined) numbers.bind(value, kernelClock, ts.value)
  const isBehind = known !== undefined && seqNumber(ts.value - known) >= 2 ** 31
  return !isBehind && numberAgrees(echo, ts.echo, ourClock, numbers)
}
