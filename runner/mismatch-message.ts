/** The sentences that say how a segment of the kernel's differs from the line that expects it. */
import { type ControlBit, printFlags, type TraceSegment } from '@synfin/trace'
import type { Connection } from './connection.ts'
import { deviation } from './deviations.ts'
import type { Difference } from './kernel-segment.ts'
import { controlBits } from './notation.ts'
import type { DecodedSegment } from './packet.ts'
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
      hasSentText: connection.hasSentText,
      after: wire.state(connection),
      expected,
    })
  return withReason(`the ${wire.peer} sent nothing where the trace expects ${whatIsExpected(expected)}`, why)
}

/** Something else came. */
export function differenceMessage(
  found: readonly Difference[],
  expected: TraceSegment,
  came: DecodedSegment,
  connection: Connection,
  { peer }: Wire,
  refusedCall: string | undefined,
): string {
  const headline = found.includes('flags')
    ? `the ${peer} sent ${article(bitsThatCount(came, expected))} where the trace expects ${whatIsExpected(expected)}`
    : `the ${peer}'s ${printFlags(bitsThatCount(came, expected))} has another ${found.join(' and ')}`
  const { lastSent: sent, stateBefore: before, hasSentText } = connection
  const why = refusedCall ?? deviation({ peer, sent, before, hasSentText, came, expected })
  return withReason(headline, why)
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
    ? `a retransmission takes \`${from}: retransmit\` on the line above`
    : undefined
}

/** PSH counts only where the trace writes it. */
function bitsThatCount({ bits }: DecodedSegment, { flags }: TraceSegment): ControlBit[] {
  return controlBits(bits).filter(bit => bit !== 'PSH' || flags.includes('PSH'))
}

function whatIsExpected({ flags, icmp }: TraceSegment): string {
  return icmp === undefined ? article(flags) : `an ICMP ${icmp}`
}

/** `a SYN ACK`, `an ACK`. */
function article(flags: readonly ControlBit[]): string {
  if (flags.length === 0) return 'a segment without flags'
  const words = printFlags(flags)
  return words.startsWith('ACK') ? `an ${words}` : `a ${words}`
}

function withReason(headline: string, why: string | undefined): string {
  return why ? `${headline}: ${why}` : headline
}
