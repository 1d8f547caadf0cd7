/**
 * The words of every finding about a segment: what is wrong, why, and how to mend it.
 *
 * One function per code, so a code without words does not compile. A headline is lowercase, makes sense alone
 * and speaks the reader's symbols; `why` ends with the RFC's section; only `help` proposes.
 */
import type { FaultCode, State } from '@synfin/tcp'
import type { Related } from './finding.ts'
import { say } from './say.ts'

export interface Message {
  readonly message: string
  /** What stands under the underlined text, where that says more than the headline. */
  readonly label?: string
  readonly why: string
  readonly help?: string
  readonly related?: readonly (Related | undefined)[]
}

/** What a message about a segment may speak of. Numbers are in the reader's symbols. */
export interface Scene {
  readonly from: string
  readonly to: string
  /** The sender's state before the segment left. */
  readonly state: State
  /** The receiver's state before it arrived. */
  readonly peerState: State
  /** The state that the segment meets there: LISTEN, where a connection has ended and its end listens on. */
  readonly meets: State
  /** `SYN ACK`. */
  readonly flags: string
  readonly seq: string
  readonly ack: string
  readonly len: string
  /** The number the rule asks for. */
  readonly expected: string
  /** The peer's ISS, the sender's SND.NXT, the peer's SND.NXT, the sender's RCV.NXT. */
  readonly peerIss: string
  readonly next: string
  readonly peerNext: string
  readonly received: string
  /** The segment as it should be: `RST ACK seq=0 ack=j+1`. */
  readonly mended: string
  /** Earlier lines that explain, each with a sentence. */
  readonly syn: (sentence: string) => Related | undefined
  readonly peerSyn: (sentence: string) => Related | undefined
  readonly fin: (sentence: string) => Related | undefined
  readonly peerFin: (sentence: string) => Related | undefined
  readonly entered: (sentence: string) => Related | undefined
  /** The line of the sender's FIN or CLOSE, such as "line 7". */
  readonly finLine: string
  readonly peerFinLine: string
}

type Words = (scene: Scene) => Message

export const MESSAGES: Readonly<Record<FaultCode, Words>> = {
  // --- Control bits ---
  'syn-fin': ({ to }) => ({
    message: say`SYN and FIN together open and close in one segment`,
    why: say`RFC 9293 lets ${to} take the SYN and keep the FIN for later, but Linux and firewalls drop such a segment (§3.10.7.2, third check)`,
    help: say`drop \`FIN\`, and close on a line of its own`,
  }),
  'syn-rst': () => ({
    message: say`RST cancels this SYN before anyone looks at it`,
    why: say`in every state RST is checked before SYN, so the SYN can have no effect (§3.10.7.2 to §3.10.7.4)`,
    help: say`drop \`RST\` to open a connection`,
  }),
  'fin-rst': ({ from }) => ({
    message: say`RST cancels this FIN before anyone looks at it`,
    why: say`a reset ends the connection at once, so ${from}'s FIN is never processed (§3.10.7.4, second check)`,
    help: say`drop \`FIN\` to abort, or \`RST\` to close in order`,
  }),
  'null-flags': ({ to }) => ({
    message: say`a segment without SYN, ACK, FIN or RST does nothing`,
    why: say`${to} drops whatever has no ACK bit once it has a connection, and has no use for it before (§3.10.7.4, fifth check)`,
    help: say`write \`ACK\``,
  }),
  'xmas-flags': ({ to }) => ({
    message: say`FIN, PSH and URG without ACK: a scanner sends this, no TCP does`,
    why: say`every segment of a connection carries ACK; ${to} drops one without (§3.10.7.4, fifth check)`,
    help: say`write \`FIN ACK\``,
  }),
  'missing-ack-flag': ({ flags, len, to, meets }) => ({
    ...(flags.includes('FIN') ? finWithoutAck(to, meets) : textWithoutAck(len, to, meets)),
    help: say`write \`${flags === 'NONE' ? 'ACK' : `${flags} ACK`}\``,
  }),

  // --- Sequence numbers ---
  'syn-not-consumed': ({ seq, expected, from, to, next, received, syn }) => ({
    message: say`\`seq=${seq}\` is the number the SYN took`,
    label: say`${from} has used this number`,
    why: say`a SYN occupies one number, so ${from}'s next is ${expected}; ${to} drops this and answers \`${to} -> ${from} ACK seq=${received} ack=${next}\` (§3.4; §3.10.7.4, first check)`,
    help: say`write \`seq=${expected}\``,
    related: [syn(say`${from}'s SYN takes up ${seq}, so ${from}'s next number is ${expected}`)],
  }),
  'fin-not-consumed': ({ seq, expected, from, to, fin }) => ({
    message: say`\`seq=${seq}\` is the number the FIN took`,
    label: say`${from} has used this number`,
    why: say`a FIN occupies one number like an octet of data, so ${from}'s next is ${expected}; to ${to} this segment is an old duplicate (§3.4; §3.10.7.4, first check)`,
    help: say`write \`seq=${expected}\``,
    related: [fin(say`${from}'s FIN takes up ${seq}, so ${from}'s next number is ${expected}`)],
  }),
  'seq-gap': ({ seq, expected, from }) => ({
    message: say`\`seq=${seq}\` skips numbers ${from} has never sent`,
    label: say`${from}'s next number is ${expected}`,
    why: say`a sender numbers its octets without gaps from SND.NXT, here ${expected} (§3.4, §3.10.2)`,
    help: say`write \`seq=${expected}\`, or add the missing segments above`,
  }),
  'seq-stale': ({ seq, expected, from }) => ({
    message: say`an empty segment with \`seq=${seq}\` is behind ${from}'s next number`,
    why: say`a segment without data carries SND.NXT, here ${expected}; what is left of the window is acknowledged and dropped (§3.10.7.4, first check)`,
    help: say`write \`seq=${expected}\``,
  }),
  'keep-alive': ({ from, to, next }) => ({
    message: say`one number behind ${from}'s next: a keep-alive`,
    why: say`the number lies left of the window on purpose, so ${to} must answer with an ACK; ${from}'s next number is ${next} (§3.8.4)`,
  }),
  'syn-isn-changed': ({ seq, expected, from, syn }) => ({
    message: say`this SYN has number ${seq}, but ${from} opened with ${expected}`,
    why: say`a SYN sent again repeats its initial sequence number: to the peer another number is another connection (§3.4.1, §3.8.1)`,
    help: say`write \`seq=${expected}\``,
    related: [syn(say`${from}'s SYN has number ${expected}`)],
  }),
  'fin-moved': ({ expected, from, fin }) => ({
    message:
      fin('') === undefined
        ? say`${from}'s FIN lies among octets it has sent already`
        : say`${from}'s FIN has another number than the first time`,
    why: say`a FIN has its place after the last octet of data, and keeps it when it is sent again (§3.4, §3.8.1)`,
    help: say`write \`seq=${expected}\``,
    related: [fin(say`${from}'s FIN was here`)],
  }),
  'second-fin': ({ from, finLine, fin }) => ({
    message: say`${from} sends a second FIN`,
    why: say`${from} closed its direction on ${finLine}; a CLOSE after that never sends another FIN, only the first one again with its own number (§3.10.4)`,
    help: say`delete this line`,
    related: [fin(say`${from}'s FIN`)],
  }),
  'data-after-fin': ({ from, to, state, finLine, fin }) => ({
    message: say`${from} sends data after its own FIN`,
    why: say`${from} closed its direction on ${finLine}; a SEND in ${state} is refused with "connection closing" (§3.10.2)`,
    help: say`move this line above ${finLine}, or let ${to} send: only ${from}'s direction is closed (§3.6.1)`,
    related: [fin(say`${from}'s FIN: no more data from ${from}`)],
  }),
  'data-before-established': ({ from, state }) => ({
    message: say`${from} sends data in ${state}`,
    why: say`what the application sends before the handshake is done is queued until ESTABLISHED (§3.10.2)`,
    help: say`move this line below the handshake`,
  }),

  'isn-not-above-old': ({ seq, expected, from, to }) => ({
    message: say`\`seq=${seq}\` lies within the old connection of ${from} and ${to}`,
    label: say`${to} waits for ${expected} or more`,
    why: say`${to} is in TIME_WAIT and takes a new SYN only above the largest number of the old connection; this one it takes for an old duplicate and acknowledges (§3.6.1, MAY-2)`,
    help: say`write \`seq=${expected}\` or more`,
  }),

  // --- Acknowledgment numbers ---
  'synack-wrong-ack': ({ ack, expected, from, to, peerIss, peerState, peerSyn }) => ({
    message: say`\`ack=${ack}\` acknowledges nothing ${to} has sent`,
    label: say`not what ${to}'s SYN asks for`,
    why: say`${to} is in ${peerState} and accepts only ISS < SEG.ACK =< SND.NXT, here ${peerIss} < SEG.ACK =< ${expected}; it would answer \`${to} -> ${from} RST seq=${ack}\` (§3.10.7.3, first check)`,
    help: say`write \`ack=${expected}\`, the next number ${from} expects from ${to}`,
    related: [peerSyn(say`${to}'s SYN takes up ${peerIss}, so ${to}'s next number is ${expected}`)],
  }),
  'handshake-ack-wrong': ({ ack, expected, from, to, peerIss, peerSyn }) => ({
    message: say`\`ack=${ack}\` is not the acknowledgment of ${to}'s SYN`,
    label: say`${to}'s SYN is acknowledged by ${expected}`,
    why: say`${to} is in SYN_RCVD and accepts only ${expected}; it stays there and answers \`${to} -> ${from} RST seq=${ack}\` (§3.10.7.4, fifth check)`,
    help: say`write \`ack=${expected}\``,
    related: [peerSyn(say`${to}'s SYN takes up ${peerIss}, so it is acknowledged by ${expected}`)],
  }),
  'fin-ack-off-by-one': ({ ack, expected, to, peerState, peerFinLine, peerFin }) => ({
    message: say`this ACK stops just short of ${to}'s FIN`,
    label: say`${to}'s FIN is number ${ack} itself`,
    why: say`${to}'s FIN (${peerFinLine}) takes up ${ack}, so \`ack=${ack}\` does not acknowledge it and ${to} stays in ${peerState} (§3.6; §3.10.7.4, fifth check)`,
    help: say`to acknowledge the FIN write \`ack=${expected}\``,
    related: [peerFin(say`${to}'s FIN takes up ${ack}`)],
  }),
  'ack-of-unsent': ({ ack, expected, from, to, peerNext, peerState }) => ({
    message: say`\`ack=${ack}\` acknowledges what ${to} has never sent`,
    label: say`${to}'s next number is ${peerNext}`,
    why: say`${to}'s SND.NXT is ${peerNext}; in ${peerState} it answers an acknowledgment beyond that with an ACK and drops it (§3.10.7.4, fifth check)`,
    help: say`write \`ack=${expected}\`, the next number ${from} expects from ${to}`,
  }),
  'ack-of-unreceived': ({ ack, expected, from, to }) => ({
    message: say`\`ack=${ack}\` acknowledges what has not reached ${from}`,
    label: say`${from} has received up to ${expected}`,
    why: say`${to} has sent it, but it is lost or still in the network; an acknowledgment is ${from}'s RCV.NXT, here ${expected} (§3.4)`,
    help: say`write \`ack=${expected}\``,
  }),
  'ack-regress': ({ ack, expected, from }) => ({
    message: say`\`ack=${ack}\` takes back an acknowledgment ${from} has given`,
    why: say`acknowledgments are cumulative and never move back; ${from}'s RCV.NXT is ${expected} (§3.4)`,
    help: say`write \`ack=${expected}\``,
  }),
  'ack-stale': ({ ack, expected, from }) => ({
    message: say`\`ack=${ack}\` is older than what ${from} has received`,
    why: say`a segment that leaves now carries RCV.NXT, here ${expected}; an older one is possible only if it left earlier and was delayed (§3.10.2)`,
    help: say`write \`ack=${expected}\`, or let the segment leave earlier with \`${from} -> ...\``,
  }),
  'ack-too-old': ({ ack, to }) => ({
    message: say`\`ack=${ack}\` is older than any that ${to} takes`,
    why: say`${to} takes it for a forgery, answers with an ACK and drops it (RFC 5961 §5; §3.10.7.4, fifth check)`,
  }),

  // --- States ---
  'syn-in-synchronized': ({ from, to, state, next, received, entered }) => ({
    message: say`${from} is ${state} and sends a SYN`,
    why: say`a connection that exists is not opened again (§3.10.1); ${to}, if it is connected too, answers with a challenge ACK and drops the SYN (§3.10.7.4, fourth check)`,
    help: say`write \`ACK seq=${next} ack=${received}\`, or put \`${from}: reboot\` above this line if ${from} has lost its state`,
    related: [entered(say`${from} is ${state} since here`)],
  }),
  'challenge-ack': ({ from, to, peerState }) => ({
    message: say`${to} answers this SYN with a challenge ACK`,
    why: say`in ${peerState} a SYN is not believed: if ${from} has really lost the connection, the ACK makes it answer with a reset that is (§3.10.7.4, fourth check; RFC 5961 §4)`,
  }),
  'synack-wrong-direction': ({ from, to, state }) => ({
    message: say`${from} sends SYN ACK, but has received no SYN`,
    label: say`${from} is ${state}`,
    why: say`only an end that has received a SYN answers with SYN ACK; ${from} has nothing of ${to}'s to acknowledge (§3.10.7.2, §3.10.7.3)`,
    help: say`write \`SYN\`, or turn the arrow round`,
  }),
  'synack-missing-ack': ({ from, to, expected, peerSyn }) => ({
    message: say`${from} answers a SYN with a SYN that acknowledges nothing`,
    label: say`SYN ACK is due`,
    why: say`from LISTEN the answer to a SYN is SYN ACK; a bare SYN is what an end sends that opens actively itself (§3.10.7.2, third check; §3.5 Figure 7)`,
    help: say`write \`SYN ACK\` with \`ack=${expected}\``,
    related: [peerSyn(say`${to}'s SYN asks for an acknowledgment`)],
  }),
  'ack-before-synack': ({ from, to, state, flags, mended }) =>
    state === 'SYN_RCVD'
      ? {
          message: say`${from} acknowledges ${to}'s SYN without sending its own`,
          label: say`SYN ACK is due`,
          why: say`the answer to a SYN is a segment with SYN and ACK both: without ${from}'s SYN, ${to} never learns ${from}'s numbers and drops this (§3.10.7.2, third check; §3.10.7.3, fifth check)`,
          help: say`write \`${mended}\``,
        }
      : {
          message: say`${from} sends ${flags} before ${to} has answered its SYN`,
          why: say`${from} is in SYN_SENT: it has received nothing, so it has no RCV.NXT to acknowledge (§3.10.7.3)`,
          help: say`put \`${to} -> ${from} SYN ACK\` above this line`,
        },
  'fin-before-established': ({ from, state }) =>
    state === 'SYN_RCVD'
      ? {
          message: say`${from} sends a FIN in SYN_RCVD that has to wait`,
          why: say`a CLOSE waits for ESTABLISHED behind text that is queued, and on Linux every \`shutdown\` does: only \`close\` has the FIN leave at once (§3.10.4)`,
          help: say`move this line below the handshake`,
        }
      : {
          message: say`${from} sends a FIN before the connection is open`,
          why: say`a CLOSE in SYN_SENT deletes the TCB and sends nothing (§3.10.4)`,
          help: say`write \`${from}: close\` instead of this line`,
        },
  'segment-from-closed': ({ from, to, flags }) => ({
    message: say`${from} sends ${flags} but has no connection with ${to}`,
    label: say`${from} is CLOSED`,
    why: say`a connection begins with a SYN; without one there is nothing to send from (§3.10.2)`,
    help: say`put the handshake above this line, or say how ${from} starts: \`given ${from} ESTABLISHED seq=… ack=…\``,
  }),
  'segment-from-listen': ({ from, flags }) => ({
    message: say`${from} sends ${flags} but only listens`,
    label: say`${from} is LISTEN`,
    why: say`a listener sends nothing until a SYN arrives (§3.10.2, §3.10.7.2)`,
    help: say`put the handshake above this line`,
  }),
  'segment-after-rst': ({ from, flags, entered }) => ({
    message: say`${from} sends ${flags} after it has reset the connection`,
    why: say`an end that sends a reset for its own reasons forgets the connection (§3.5.2, §3.10.5)`,
    help: say`delete this line, or open again with \`${from}: connect\``,
    related: [entered(say`${from}'s reset`)],
  }),
  'time-wait-sends': ({ from }) => ({
    message: say`${from} is in TIME_WAIT and sends more than an ACK`,
    why: say`in TIME_WAIT both directions are closed and acknowledged: ${from} only acknowledges again what arrives again (§3.10.7.4)`,
    help: say`write an ACK, or delete this line`,
  }),

  // --- Resets ---
  'rst-malformed': ({ mended, flags, seq, ack }) => ({
    message:
      ack === ''
        ? say`the reset due here has other numbers than \`${flags} seq=${seq}\``
        : say`the reset due here has other numbers than \`${flags} seq=${seq} ack=${ack}\``,
    label: say`due: ${mended}`,
    why: say`a reset takes its number from the ACK it answers; one that answers a segment without ACK has number 0 and acknowledges the segment (§3.5.2, §3.10.7.1)`,
    help: say`write \`${mended}\``,
  }),
  'rst-unsolicited': ({ from, state }) => ({
    message: say`${from} is ${state} and has nothing to reset`,
    why: say`without a connection a reset is sent only in answer to a segment, and none is unanswered (§3.5.2; §3.10.5)`,
    help: say`delete this line`,
  }),
  'rst-to-rst': ({ from }) => ({
    message: say`${from} answers a reset with a reset`,
    why: say`a reset is never answered, or two ends would go on for ever (§3.5.2, §3.10.7.1)`,
    help: say`delete this line`,
  }),
  'rst-instead-of-ack': ({ from, state, mended }) => ({
    message: say`${from} is ${state} and resets where an ACK is due`,
    why: say`in a synchronized state a segment that does not fit is answered with an empty ACK, not with a reset (§3.5.2, group 3)`,
    help: say`write \`${mended}\``,
  }),
  'rst-expected': ({ from, state, mended }) => ({
    message: say`${from} owes a reset and sends something else`,
    label: say`due: ${mended}`,
    why: say`${from} is ${state}: a segment that acknowledges what ${from} has not sent, or that meets no connection, is answered with a reset (§3.5.2, groups 1 and 2)`,
    help: say`write \`${mended}\``,
  }),
  'abort-bad-seq': ({ from, to, expected, seq }) => ({
    message: say`\`seq=${seq}\` is not where ${from}'s reset belongs`,
    label: say`${from}'s next number is ${expected}`,
    why: say`an ABORT sends its reset with SND.NXT, here ${expected}; ${to} challenges or ignores any other (§3.10.5; §3.10.7.4, second check)`,
    help: say`write \`seq=${expected}\``,
  }),
  'rst-challenged': ({ seq, to, peerNext }) => ({
    message: say`${to} does not believe this reset: \`seq=${seq}\` is not the number it expects`,
    why: say`a reset in the window but not at RCV.NXT draws a challenge ACK and changes nothing; ${to} goes on from ${peerNext} (§3.10.7.4, second check; RFC 5961 §3)`,
    help: say`write the number the receiver expects`,
  }),
  'rst-ignored': ({ to, peerState }) => ({
    message: say`${to} is ${peerState} and ignores this reset`,
    why:
      peerState === 'LISTEN'
        ? say`nothing was sent from LISTEN that a reset could be about (§3.5.3; §3.10.7.2, first check)`
        : peerState === 'SYN_SENT'
          ? say`in SYN_SENT a reset counts only if it acknowledges the SYN (§3.5.3; §3.10.7.3, second check)`
          : peerState === 'TIME_WAIT'
            ? say`a reset outside the window is dropped in silence (§3.5.3; §3.10.7.4, first check), and with tcp_rfc1337 so is any (RFC 1337 §4)`
            : say`a reset outside the window is dropped in silence (§3.5.3; §3.10.7.4, first check)`,
  }),

  // --- Windows ---
  'out-of-window': ({ to, seq }) => ({
    message: say`\`seq=${seq}\` is beyond ${to}'s window`,
    why: say`${to} acknowledges what it has and drops this (§3.10.7.4, first check)`,
  }),
}

function finWithoutAck(to: string, meets: State): Pick<Message, 'message' | 'why'> {
  const why = whyNotWithoutAck(to, meets)
  if (meets === 'CLOSED') return { message: say`a FIN without ACK is answered with a reset`, why }
  if (meets === 'TIME_WAIT') return { message: say`a FIN without ACK does not count`, why }
  return { message: say`a FIN without ACK is dropped in silence`, why }
}

function textWithoutAck(len: string, to: string, meets: State): Pick<Message, 'message' | 'why'> {
  const why = whyNotWithoutAck(to, meets)
  if (meets === 'CLOSED') return { message: say`data (len=${len}) without ACK is answered with a reset`, why }
  if (meets === 'TIME_WAIT') return { message: say`data (len=${len}) without ACK does not count`, why }
  return { message: say`data (len=${len}) without ACK is dropped in silence`, why }
}

/** What becomes of a segment without SYN, RST and ACK. */
function whyNotWithoutAck(to: string, meets: State): string {
  switch (meets) {
    case 'CLOSED':
      return say`once a connection is established ACK is always sent; ${to} has no connection, and resets what comes (§3.1; §3.10.7.1)`
    case 'LISTEN':
    case 'SYN_SENT':
      return say`once a connection is established ACK is always sent; ${to} is ${meets}, and has no use for a segment without SYN (§3.1; §3.10.7.2, fourth check; §3.10.7.3, fifth check)`
    case 'TIME_WAIT':
      return say`once a connection is established ACK is always sent; ${to} drops a segment without it, where Linux in TIME_WAIT acknowledges it (§3.1; §3.10.7.4, fifth check)`
    default:
      return say`once a connection is established ACK is always sent, and ${to} drops a segment without it (§3.1; §3.10.7.4, fifth check)`
  }
}
