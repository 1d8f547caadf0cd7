/**
 * Where Linux does otherwise than RFC 9293: a mismatch that is one of these is no fault of the trace's, and its
 * message says so. Measured on Linux 6.18.
 */
import { controlBits, type DecodedSegment } from '@synfin/capture'
import type { State } from '@synfin/tcp'
import { type CallName, type ControlBit, isZero, say, type TraceSegment } from '@synfin/trace'
import type { Peer } from './stack.ts'

/** What the kernel was in and got, and what came of it. */
export interface Situation {
  readonly peer: Peer
  /** The segment of ours that the kernel got last, and its state before. */
  readonly sent: TraceSegment | undefined
  readonly before: State | undefined
  /** The last call of an application that holds the connection. */
  readonly lastCall?: CallName | undefined
  /** Whether octets of ours have reached this connection. */
  readonly hasSentText?: boolean
  /** What the kernel then sent; absent where it stayed silent, or where only its state is in question. */
  readonly came?: DecodedSegment
  /** What the trace says it sends. */
  readonly expected?: TraceSegment
  /** The state the kernel is in. */
  readonly after?: State
}

/** What of a situation the table below looks at. */
interface Look {
  readonly before: State | undefined
  readonly sent: (...bits: ControlBit[]) => boolean
  readonly sentText: boolean
  readonly isShutDown: boolean
  readonly hasSentText: boolean
  readonly sentSack: boolean
  readonly cameText: boolean
  readonly came: (...bits: ControlBit[]) => boolean
  readonly cameNothing: boolean
  readonly cameBareAck: boolean
  readonly expectedText: boolean
  readonly state: State | undefined
  readonly expected: (...bits: ControlBit[]) => boolean
}

interface Deviation {
  readonly when: (look: Look) => boolean
  readonly says: () => string
  /** The model does the same. */
  readonly isEverybodys?: true
}

const DEVIATIONS: readonly Deviation[] = [
  {
    when: ({ isShutDown, state, expected, came }) =>
      isShutDown && (state === 'SYN_RCVD' || (expected('FIN') && came('SYN', 'ACK'))),
    says: () =>
      say`Linux's shutdown() in SYN_RCVD waits for ESTABLISHED; RFC 9293 §3.10.4 has the FIN leave at once, as close() does`,
  },
  {
    when: ({ before, sent, cameNothing }) => before === 'LISTEN' && sent('SYN', 'FIN') && cameNothing,
    says: () =>
      say`Linux drops a SYN that carries FIN, where RFC 9293 §3.10.7.2 takes the SYN and queues the FIN`,
  },
  {
    when: ({ before, sent }) => before === 'SYN_SENT' && sent('SYN', 'FIN'),
    says: () => say`Linux takes the SYN and ignores the FIN, which RFC 9293 §3.10.7.3 queues`,
  },
  {
    when: ({ sent, sentText }) => sent('SYN') && sentText,
    says: () =>
      say`Linux without Fast Open acknowledges only the SYN, where RFC 9293 §3.10.7.2 queues its data`,
  },
  {
    when: ({ before, hasSentText, sentText, sent, cameNothing, expected }) =>
      before === 'SYN_RCVD' && hasSentText && !sentText && sent('ACK') && cameNothing && expected('ACK'),
    says: () => say`Linux without Fast Open has dropped the data of the SYN, which RFC 9293 §3.10.7.2 queues`,
  },
  {
    when: ({ sentSack, cameText }) => sentSack && cameText,
    says: () =>
      say`Linux repeats what a SACK block leaves out as soon as a quarter of the round trip has passed (RFC 8985 §6.2), here at once`,
  },
  {
    when: ({ before, sent, came }) =>
      before === 'SYN_RCVD' && sent('SYN') && !sent('ACK') && came('SYN', 'ACK'),
    says: () => say`Linux answers a repeated SYN with its SYN ACK again, RFC 9293 §3.10.7.4 with a bare ACK`,
  },
  {
    when: ({ before, sent, came }) => before === 'SYN_RCVD' && sent('SYN') && !sent('ACK') && came('RST'),
    says: () =>
      say`Linux resets at another SYN in SYN_RCVD, where RFC 9293 §3.10.7.4 returns to LISTEN and sends nothing`,
  },
  {
    when: ({ before, sent, came }) =>
      before === 'SYN_RCVD' && sent('SYN', 'ACK') && came('ACK') && !came('SYN'),
    says: () =>
      say`Linux acknowledges the SYN ACK of a simultaneous open, which RFC 9293 Figure 7 leaves unanswered`,
  },
  {
    when: ({ before, sent, came }) => before === 'SYN_SENT' && sent('ACK') && came('SYN') && !came('ACK'),
    says: () =>
      say`Linux sends its SYN again at once after an unacceptable ACK, where RFC 9293 §3.10.7.3 leaves that to the timer`,
  },
  {
    when: ({ before, sent, came }) =>
      before === 'SYN_SENT' && sent('SYN', 'ACK', 'ECE', 'CWR') && came('ACK', 'CWR'),
    says: () =>
      say`Linux takes a SYN ACK with ECE and CWR for an agreement to AccECN (RFC 9768), RFC 3168 §6.1.1 for none at all`,
  },
  {
    when: ({ expected, came }) => expected('RST') && !expected('ACK') && came('RST', 'ACK'),
    says: () => say`Linux sets ACK on the reset of an ABORT, where RFC 9293 §3.10.5 sends RST alone`,
  },
  {
    when: ({ before, hasSentText, expected, came }) =>
      (before === 'ESTABLISHED' || before === 'CLOSE_WAIT') && hasSentText && expected('FIN') && came('RST'),
    says: () =>
      say`Linux resets at once when an application closes with octets unread (RFC 9293 §3.6.1, SHLD-3)`,
  },
  {
    when: ({ sent, sentText, cameBareAck, expected, expectedText }) =>
      (sent('FIN') || sentText) && cameBareAck && (expected('FIN') || expectedText),
    says: () =>
      say`data and FIN are acknowledged at once, before the application does anything: that ACK needs a line of its own`,
    isEverybodys: true,
  },
  {
    when: ({ before, sent, state }) => before === 'SYN_RCVD' && sent('ACK') && state === 'CLOSED',
    says: () =>
      say`Linux forgets the connections that a listener had not established when it is closed, where RFC 9293 §3.10.4 has a TCB for each`,
  },
  {
    when: ({ state, expected, cameNothing }) =>
      state === 'SYN_RCVD' && cameNothing && (expected('FIN') || expected('RST')),
    says: () =>
      say`no application of Linux holds a connection that its listener has not established, so none can end it (RFC 9293 §3.10.4)`,
  },
  {
    when: ({ before, sentText, came }) => isFinWait(before) && sentText && came('RST'),
    says: () =>
      say`Linux resets when data arrives after close() (RFC 9293 §3.6.1, MAY-1); a half-close is \`shutdown\``,
  },
  {
    when: ({ before, sent, came }) => before === 'FIN_WAIT_2' && sent('SYN') && came('RST'),
    says: () =>
      say`Linux resets at a SYN for a connection its application has given up, where RFC 9293 §3.10.7.4 sends a challenge ACK`,
  },
  {
    when: ({ before, sentText, came }) => before === 'CLOSE_WAIT' && sentText && came('RST'),
    says: () =>
      say`Linux resets at data that overlaps the FIN it has got, where RFC 9293 §3.10.7.4 ignores the text`,
  },
  {
    when: ({ before, sent, sentText, cameNothing }) =>
      before === 'CLOSE_WAIT' && (sentText || sent('FIN')) && cameNothing,
    says: () =>
      say`Linux is silent at what lies beyond the FIN it has got, where RFC 9293 §3.10.7.4 may acknowledge it`,
  },
  {
    when: ({ before, sent, cameNothing }) => before === 'TIME_WAIT' && sent('RST') && cameNothing,
    says: () =>
      say`Linux drops a reset in TIME_WAIT that is not exact, where RFC 9293 §3.10.7.4 sends a challenge ACK`,
  },
  {
    when: ({ before, sentText, came }) => before === 'TIME_WAIT' && sentText && came('ACK'),
    says: () => say`Linux acknowledges data in TIME_WAIT, which RFC 9293 §3.10.7.4 ignores`,
  },
  {
    when: ({ before, sent, cameBareAck }) =>
      before === 'TIME_WAIT' && sent('FIN') && !sent('ACK') && cameBareAck,
    says: () =>
      say`Linux acknowledges a FIN without ACK in TIME_WAIT, which RFC 9293 §3.10.7.4 drops for want of ACK`,
  },
]

/** The deviation a situation is an example of, as a clause; nothing where Linux keeps to RFC 9293. */
export function deviation(situation: Situation): string | undefined {
  const { peer, sent, came, expected, before, after: state } = situation
  const cameBits = came && controlBits(came.bits)
  const look: Look = {
    before,
    sent: (...bits) => bits.every(bit => sent?.flags.includes(bit)),
    sentText: hasText(sent),
    isShutDown: situation.lastCall === 'shutdown',
    hasSentText: situation.hasSentText ?? false,
    sentSack: (sent?.sack.length ?? 0) > 0,
    cameText: (came?.length ?? 0) > 0,
    came: (...bits) => bits.every(bit => cameBits?.includes(bit)),
    cameNothing: came === undefined,
    cameBareAck: cameBits?.join() === 'ACK' && came?.length === 0,
    expectedText: hasText(expected),
    state,
    expected: (...bits) => bits.every(bit => expected?.flags.includes(bit)),
  }
  return DEVIATIONS.find(
    ({ when, isEverybodys }) => (peer === 'kernel' || isEverybodys) && when(look),
  )?.says()
}

function hasText(segment: TraceSegment | undefined): boolean {
  return segment !== undefined && !isZero(segment.len)
}

function isFinWait(state: State | undefined): boolean {
  return state === 'FIN_WAIT_1' || state === 'FIN_WAIT_2'
}
