import type { FindingCode } from '../catalogue.ts'
import { type CodeEntry, trace } from './explanation.ts'

/** Findings about what an end may do in its state, and what is claimed of it. */
export const STATE_CODES = {
  'segment-from-closed': {
    title: 'a segment from an end that has no connection',
    meaning:
      'In CLOSED there is no TCB, so there are no numbers to send with. Such an end sends a SYN, which opens a connection, or the RST that refuses a segment; nothing else. Write the handshake, or say with `given` how the trace starts.',
    section: 'RFC 9293 §3.10.2',
    failing: trace`
      given A CLOSED, B ESTABLISHED seq=u ack=v
      A -> B  ACK  seq=v  ack=u
    `,
    line: 2,
    repaired: trace`
      given A ESTABLISHED seq=v ack=u, B ESTABLISHED
      A -> B  ACK  seq=v  ack=u
    `,
  },
  'segment-from-listen': {
    title: 'a segment from an end that only listens',
    meaning:
      'A listener speaks when spoken to: it answers a SYN with SYN ACK and a stray ACK with RST. It has no connection to send anything else on.',
    section: 'RFC 9293 §3.10.2, §3.10.7.2',
    failing: trace`
      B: listen
      B -> A  ACK  seq=300  ack=101
    `,
    line: 2,
    repaired: trace`
      B: listen
      A -> B  SYN      seq=100
      B -> A  SYN ACK  seq=300  ack=101
      A -> B  ACK      seq=101  ack=301
    `,
  },
  'ack-before-synack': {
    title: 'something other than a SYN from an end still in SYN_SENT',
    meaning:
      "Until the peer's SYN arrives this end does not know the peer's initial sequence number, so it has nothing to acknowledge and cannot go on. All it can send is its SYN again, or a RST.",
    section: 'RFC 9293 §3.10.7.3',
    failing: trace`
      A -> B    SYN      seq=j
      B -> ...  SYN ACK  seq=k    ack=j+1
      A -> B    ACK      seq=j+1  ack=k+1
      ... -> A  SYN ACK  seq=k    ack=j+1
      A -> B    ACK      seq=j+1  ack=k+1
    `,
    line: 3,
    repaired: trace`
      A -> B    SYN      seq=j
      B -> ...  SYN ACK  seq=k    ack=j+1
      ... -> A  SYN ACK  seq=k    ack=j+1
      A -> B    ACK      seq=j+1  ack=k+1
    `,
  },
  'fin-before-established': {
    title: 'a FIN from an end still in SYN_SENT',
    meaning:
      'CLOSE in SYN_SENT deletes the TCB and sends nothing: there is no connection yet that a FIN could end. A FIN can leave from SYN_RCVD at the earliest.',
    section: 'RFC 9293 §3.10.4',
    failing: trace`
      A -> B    SYN      seq=j
      B -> ...  SYN ACK  seq=k    ack=j+1
      A -> B    FIN ACK  seq=j+1  ack=k+1
      ... -> A  SYN ACK  seq=k    ack=j+1
      A -> B    ACK      seq=j+1  ack=k+1
    `,
    line: 3,
    repaired: trace`
      A -> B    SYN      seq=j
      B -> ...  SYN ACK  seq=k    ack=j+1
      ... -> A  SYN ACK  seq=k    ack=j+1
      A -> B    FIN ACK  seq=j+1  ack=k+1
      B -> A    ACK      seq=k+1  ack=j+2
    `,
  },
  'syn-in-synchronized': {
    title: 'a SYN from an end whose connection is open',
    meaning:
      'An end in ESTABLISHED or later has long sent its SYN; OPEN is refused with "connection already exists". The peer answers such a SYN with a challenge ACK and drops it. If the sender crashed and starts anew, say so: `A: reboot`.',
    section: 'RFC 9293 §3.10.1, §3.10.7.4, fourth check',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  SYN  seq=x
    `,
    line: 2,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A: reboot
      A -> B  SYN      seq=x
      B -> A  ACK      seq=v    ack=u
      A -> B  RST      seq=u
      B: listen
      A -> B  SYN      seq=x
      B -> A  SYN ACK  seq=y    ack=x+1
      A -> B  ACK      seq=x+1  ack=y+1
    `,
  },
  'synack-wrong-direction': {
    title: 'a SYN ACK from an end that has received no SYN',
    meaning:
      'SYN ACK answers a SYN: its ACK acknowledges the SYN that arrived. The end that begins sends SYN alone. Where a trace opens with SYN ACK and the other end goes on as if it had sent a SYN, it is that SYN which is missing above.',
    section: 'RFC 9293 §3.10.7.2, §3.10.7.3',
    failing: trace`
      B: listen
      A -> B  SYN ACK  seq=j
      B -> A  SYN ACK  seq=k    ack=j+1
      A -> B  ACK      seq=j+1  ack=k+1
    `,
    line: 2,
    repaired: trace`
      B: listen
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=k    ack=j+1
      A -> B  ACK      seq=j+1  ack=k+1
    `,
  },
  'synack-missing-ack': {
    title: 'a listener answers a SYN with a bare SYN',
    meaning:
      'From LISTEN the answer to a SYN is SYN ACK. A bare SYN back means that both ends opened actively and their SYNs crossed (simultaneous open); a listener has not.',
    section: 'RFC 9293 §3.10.7.2',
    failing: trace`
      B: listen
      A -> B  SYN      seq=j
      B -> A  SYN      seq=k
      A -> B  ACK      seq=j+1  ack=k+1
    `,
    line: 3,
    repaired: trace`
      B: listen
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=k    ack=j+1
      A -> B  ACK      seq=j+1  ack=k+1
    `,
  },
  'close-in-wrong-state': {
    title: 'a CLOSE on a connection that is closing already, or on none',
    meaning:
      'CLOSE ends this end\'s direction, once. After that it is refused with "connection closing" (in FIN_WAIT_1 and FIN_WAIT_2 it may also be let pass, without a second FIN); without a connection there is nothing to close.',
    section: 'RFC 9293 §3.10.4',
    failing: trace`
      given A FIN_WAIT_2 seq=u ack=v, B CLOSE_WAIT
      A: shutdown
    `,
    line: 2,
    repaired: trace`
      given A FIN_WAIT_2 seq=u ack=v, B CLOSE_WAIT
      B: shutdown
      B -> A  FIN ACK  seq=v  ack=u
      A -> B  ACK      seq=u  ack=v+1
    `,
  },
  'segment-after-rst': {
    title: 'a segment from an end that has reset the connection',
    meaning:
      'Sending RST deletes the TCB: the connection is gone, with everything queued on it. To speak again this end opens a new one.',
    section: 'RFC 9293 §3.5.2, §3.10.5',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  RST  seq=u
      A -> B  ACK  seq=u  ack=v
    `,
    line: 3,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  RST  seq=u
    `,
  },
  'time-wait-sends': {
    title: 'an end in TIME_WAIT sends more than an ACK',
    meaning:
      "In TIME_WAIT both directions are closed and this end's FIN is acknowledged, so there is nothing to send again. All that end does is acknowledge a FIN that comes again, with `ACK seq=SND.NXT`. Even ABORT sends nothing here.",
    section: 'RFC 9293 §3.10.7.4, §3.10.5',
    failing: trace`
      given A TIME_WAIT seq=u ack=v, B LAST_ACK
      A -> B  FIN ACK  seq=u-1  ack=v
    `,
    line: 2,
    repaired: trace`
      given A TIME_WAIT seq=u ack=v, B LAST_ACK
      A -> B  ACK  seq=u  ack=v
    `,
  },
  'state-mismatch': {
    title: 'an end is in another state than the one claimed',
    meaning:
      "A claim in brackets says in which state an end is after the line. Synfin walks both ends through RFC 9293's event processing and comes to another state. Common slips: calling both ends ESTABLISHED on the SYN ACK (the listener gets there only with the next ACK), CLOSE_WAIT for the end that sent the FIN (it is entered by receiving one), TIME_WAIT when the FIN that arrived did not acknowledge ours (that is CLOSING).",
    section: 'RFC 9293 §3.3.2 (Figure 5), §3.10.7',
    failing: trace`
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=k    ack=j+1   [A=ESTABLISHED B=ESTABLISHED]
      A -> B  ACK      seq=j+1  ack=k+1
    `,
    line: 2,
    repaired: trace`
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=k    ack=j+1   [A=ESTABLISHED B=SYN_RCVD]
      A -> B  ACK      seq=j+1  ack=k+1   [A=ESTABLISHED B=ESTABLISHED]
    `,
  },
  'illegal-transition': {
    title: 'two claims between which the state machine has no edge',
    meaning:
      'Whatever happened in between, one event cannot lead from the first state to the second: Figure 5 and its notes have no such arrow. One of the two claims names the wrong state, or the wrong end.',
    section: 'RFC 9293 §3.3.2 (Figure 5)',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      [A=ESTABLISHED]
      A -> B  FIN ACK  seq=u  ack=v     [A=LAST_ACK]
      B -> A  ACK      seq=v  ack=u+1
    `,
    line: 3,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      [A=ESTABLISHED]
      A -> B  FIN ACK  seq=u  ack=v     [A=FIN_WAIT_1]
      B -> A  ACK      seq=v  ack=u+1
    `,
  },
  'time-wait-skipped': {
    title: 'the end that closed first is called CLOSED without its 2 MSL',
    meaning:
      'The end that closes actively must linger in TIME_WAIT for 2 MSL (MUST-13), to acknowledge a FIN that comes again and to let old segments die. Write `A: 2msl` where that time passes.',
    section: 'RFC 9293 §3.6.1',
    failing: trace`
      given A FIN_WAIT_2 seq=u ack=v, B CLOSE_WAIT
      B -> A  FIN ACK  seq=v  ack=u
      A -> B  ACK      seq=u  ack=v+1   [A=CLOSED B=CLOSED]
    `,
    line: 3,
    repaired: trace`
      given A FIN_WAIT_2 seq=u ack=v, B CLOSE_WAIT
      B -> A  FIN ACK  seq=v  ack=u
      A -> B  ACK      seq=u  ack=v+1   [A=TIME_WAIT B=CLOSED]
      A: 2msl                           [A=CLOSED B=CLOSED]
    `,
    linux: 'Linux stays in TIME_WAIT for 60 s.',
  },
  'unknown-state': {
    title: 'a name that is no connection state',
    meaning:
      'RFC 9293 has eleven states: CLOSED, LISTEN, SYN_SENT, SYN_RCVD, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT, CLOSING, LAST_ACK and TIME_WAIT. There is one TIME_WAIT; the numbered pair is FIN_WAIT_1 and FIN_WAIT_2.',
    section: 'RFC 9293 §3.3.2',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  FIN ACK  seq=u  ack=v     [A=HALF_CLOSED]
      B -> A  ACK      seq=v  ack=u+1
    `,
    line: 2,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  FIN ACK  seq=u  ack=v     [A=FIN_WAIT_1]
      B -> A  ACK      seq=v  ack=u+1
    `,
  },
  'state-alias': {
    title: 'a state by the name another tool gives it',
    meaning:
      'netstat, ss, kernel sources and books spell some states in their own way. Synfin reads them, but one spelling keeps traces comparable; the fix writes it.',
    section: 'RFC 9293 §3.3.2',
    failing: trace`
      A -> B  SYN      seq=j               [B=SYN_RECV]
      B -> A  SYN ACK  seq=k    ack=j+1
      A -> B  ACK      seq=j+1  ack=k+1
    `,
    line: 1,
    repaired: trace`
      A -> B  SYN      seq=j               [B=SYN_RCVD]
      B -> A  SYN ACK  seq=k    ack=j+1
      A -> B  ACK      seq=j+1  ack=k+1
    `,
    tools: 'netstat: SYN_RECV, FIN_WAIT1, FIN_WAIT2; ss: SYN-RECV, ESTAB.',
  },
  'challenge-ack': {
    title: 'a SYN that an open connection answers with a challenge ACK',
    meaning:
      'An end with a synchronized connection does not believe a SYN, wherever its number lies: it answers with the ACK it would send anyway and drops the SYN. A peer that has really lost the connection is in SYN_SENT, finds that this ACK acknowledges nothing it sent, and answers with a RST that is believed. A forger never sees the challenge.',
    section: 'RFC 9293 §3.10.7.4, fourth check; RFC 5961 §4',
    failing: trace`
      given A CLOSED, B ESTABLISHED seq=300 ack=100
      A -> B  SYN      seq=400
      B -> A  ACK      seq=300  ack=100
      A -> B  RST      seq=100
      B: listen
      A -> B  SYN      seq=400
      B -> A  SYN ACK  seq=700  ack=401
      A -> B  ACK      seq=401  ack=701
    `,
    line: 2,
    repaired: trace`
      given A CLOSED, B CLOSED
      B: listen
      A -> B  SYN      seq=400
      B -> A  SYN ACK  seq=700  ack=401
      A -> B  ACK      seq=401  ack=701
    `,
    linux: 'Linux sends at most one challenge ACK per connection in 500 ms (tcp_invalid_ratelimit).',
    tools: 'Wireshark shows an ACK, and perhaps [TCP ACKed unseen segment].',
  },
  'call-refused': {
    title: 'a call that TCP refuses in this state',
    meaning:
      'OPEN on a connection that exists, SEND after CLOSE, any call without a connection: TCP returns an error to the application and sends nothing. If that is the point of the trace, say so: `A: send 10 fails`.',
    section: 'RFC 9293 §3.10.1 to §3.10.5',
    failing: trace`
      given A FIN_WAIT_2 seq=u ack=v, B CLOSE_WAIT
      A: send 10
    `,
    line: 2,
    repaired: trace`
      given A FIN_WAIT_2 seq=u ack=v, B CLOSE_WAIT
      A: send 10 fails
    `,
  },
  'timer-not-running': {
    title: 'a timer that cannot expire, because it is not running',
    meaning:
      '2 MSL runs in TIME_WAIT only. The retransmission timer runs while something sent is unacknowledged, the user timeout while a connection exists. Elsewhere there is nothing to expire.',
    section: 'RFC 9293 §3.10.8',
    failing: trace`
      given A FIN_WAIT_2 seq=u ack=v, B CLOSE_WAIT
      A: 2msl
    `,
    line: 2,
    repaired: trace`
      given A FIN_WAIT_2 seq=u ack=v, B CLOSE_WAIT
      B -> A  FIN ACK  seq=v  ack=u
      A -> B  ACK      seq=u  ack=v+1
      A: 2msl
    `,
  },
} satisfies Partial<Record<FindingCode, CodeEntry>>
