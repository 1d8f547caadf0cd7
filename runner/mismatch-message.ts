/** The sentences that say how a segment of the kernel's differs from the line that expects it. */
import { controlBits, type DecodedSegment } from '@synfin/capture'
import { type ControlBit, isZero, printFlags, printLinear, say, type TraceSegment } from '@synfin/trace'
import type { Connection } from './connection.ts'
import { deviation } from './deviations.ts'
import type { Difference } from './kernel-segment.ts'
import { printField, type SegmentNotation } from './notation.ts'
import { peerName } from './peer-name.ts'
import type { Wire } from './wire.ts'

/** Nothing came. `refusedCall` tells of a call the line needs and the kernel refused. */
export function missingMessage(
  expected: TraceSegment,
  connection: Connection,
  wire: Wire,
  refusedCall: string | undefined,
): string {
  const why =
    refusedCall ??
    repetition(expected, connection, wire) ??
    deviation({
      peer: wire.peer,
      sent: connection.lastSent,
      before: connection.stateBefore,
      lastCall: connection.lastCall,
      hasSentText: connection.hasSentText,
      after: wire.state(connection),
      expected,
    })
  return withReason(
    say`the ${peerName(wire.peer)} sent nothing where the trace expects ${whatIsExpected(expected)}`,
    why,
  )
}

/** A segment that came in place of another. */
export interface Mismatch {
  readonly differing: readonly Difference[]
  readonly expected: TraceSegment
  readonly came: DecodedSegment
  /** What came in the trace's notation. */
  readonly notation: SegmentNotation
}

/** Something else came. */
export function differenceMessage(
  mismatch: Mismatch,
  connection: Connection,
  { peer }: Wire,
  refusedCall: string | undefined,
): string {
  const { differing, expected, came } = mismatch
  const headline = differing.includes('flags')
    ? say`the ${peerName(peer)} sent ${article(bitsThatCount(came, expected))} where the trace expects ${whatIsExpected(expected)}`
    : say`the ${peerName(peer)}'s ${printFlags(bitsThatCount(came, expected))} has ${differing.map(name => difference(name, mismatch)).join(say` and `)}`
  const { lastSent: sent, stateBefore: before, hasSentText, lastCall } = connection
  const why = refusedCall ?? deviation({ peer, sent, before, hasSentText, lastCall, came, expected })
  return withReason(headline, why)
}

/** `ack=j+1 instead of ack=j`. */
function difference(name: Difference, { expected, notation }: Mismatch): string {
  const field = (value: string | undefined) =>
    value === undefined ? say`no ${name}` : printField([name, value])
  const isInferred = expected.inferred.some(inferred => inferred === name)
  const due = isInferred ? say`the ${name} that is due` : field(writtenField(name, expected))
  return say`${field(notation.fields[name])} instead of ${due}`
}

/** The value of a field as the trace has it. */
function writtenField(
  name: Difference,
  { ts, sack, sackok, tfo, len, ...segment }: TraceSegment,
): string | undefined {
  switch (name) {
    case 'flags':
      return undefined
    case 'sackok':
      return sackok ? '' : undefined
    case 'tfo':
      return tfo
    case 'ts':
      return ts && `${printLinear(ts.value)}/${printLinear(ts.echo)}`
    case 'sack':
      return sack.map(({ left, right }) => `${printLinear(left)}:${printLinear(right)}`).join()
    case 'len':
      return isZero(len) ? undefined : printLinear(len)
    default: {
      const value = segment[name]
      return value === undefined ? undefined : printLinear(value)
    }
  }
}

/** A segment sent before comes again only when a timer runs out. */
function repetition(
  { from, seq, flags }: TraceSegment,
  connection: Connection,
  wire: Wire,
): string | undefined {
  const last = connection.lastArrival?.segment
  if (!last || seq === 'any' || flags.includes('RST')) return undefined
  const isSame = wire.numbers.live(seq, connection.kernelNumbers) === last.seq
  const takesNumbers = last.length > 0 || flags.includes('SYN') || flags.includes('FIN')
  return isSame && takesNumbers
    ? say`a retransmission takes \`${from}: retransmit\` on the line above`
    : undefined
}

/** PSH counts only where the trace writes it. */
function bitsThatCount({ bits }: DecodedSegment, { flags }: TraceSegment): ControlBit[] {
  return controlBits(bits).filter(bit => bit !== 'PSH' || flags.includes('PSH'))
}

function whatIsExpected({ flags, icmp }: TraceSegment): string {
  return icmp === undefined ? article(flags) : say`an ICMP ${icmp}`
}

/** `a SYN ACK`, `an ACK`. */
function article(flags: readonly ControlBit[]): string {
  if (flags.length === 0) return say`a segment without flags`
  const words = printFlags(flags)
  return words.startsWith('ACK') ? say`an ${words}` : say`a ${words}`
}

function withReason(headline: string, why: string | undefined): string {
  return why ? say`${headline}: ${why}` : headline
}
