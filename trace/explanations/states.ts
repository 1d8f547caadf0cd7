import type { State } from '@synfin/tcp'
import type { StateExplanation } from './explanation.ts'

/** The eleven states of RFC 9293 §3.3.2: what each waits for, and the edges of Figure 5 with its notes. */
export const STATES_EXPLAINED = {
  CLOSED: {
    title: 'there is no connection',
    meaning:
      'CLOSED is fictional: it stands for having no TCB at all, before a connection and after it. Every segment that arrives is answered with RST, except a RST, which is dropped.',
    entered: [
      'from TIME_WAIT when 2 MSL have passed',
      "from LAST_ACK when the ACK of this end's FIN arrives",
      'from LISTEN or SYN_SENT by CLOSE, without a segment',
      'from any state by ABORT, by the user timeout, or (LISTEN excepted) by an acceptable RST; SYN_RCVD after a passive OPEN goes back to LISTEN instead',
    ],
    left: ['passive OPEN, to LISTEN', 'active OPEN: a SYN is sent, to SYN_SENT'],
    section: 'RFC 9293 §3.3.2, §3.10.7.1',
    tools: 'netstat: CLOSE, ss: UNCONN; a closed connection is usually not listed at all.',
  },
  LISTEN: {
    title: 'waiting for a connection request from any peer',
    meaning:
      'A passive OPEN waits for a SYN. Its SYN ACK opens a connection in SYN_RCVD; the listener itself goes on listening for others. RST is ignored here, anything with ACK is answered with RST, and what has neither SYN, ACK nor RST is dropped.',
    entered: ['from CLOSED by passive OPEN', 'from SYN_RCVD after a passive OPEN, by RST'],
    left: [
      'SYN arrives: SYN ACK is sent, to SYN_RCVD',
      'SEND turns the passive OPEN into an active one: SYN is sent, to SYN_SENT',
      'CLOSE or ABORT, to CLOSED; nothing is sent',
    ],
    section: 'RFC 9293 §3.3.2, §3.10.7.2',
    linux: 'The sockets API has no SEND on a listener, so Linux never goes from LISTEN to SYN_SENT.',
    tools: 'netstat and ss: LISTEN.',
  },
  SYN_SENT: {
    title: "waiting for the answer to this end's SYN",
    meaning:
      'An active OPEN has sent its SYN. Only a SYN ACK that acknowledges it (ISS < SEG.ACK =< SND.NXT) or a bare SYN (simultaneous open) takes the connection on. The ACK is checked before anything else: a wrong one is answered with RST and the state stays. A bare ACK, even a correct one, changes nothing.',
    entered: ['from CLOSED by active OPEN', 'from LISTEN by SEND'],
    left: [
      'SYN ACK of this SYN arrives: ACK is sent, to ESTABLISHED',
      'SYN without ACK arrives (simultaneous open): SYN ACK is sent, to SYN_RCVD',
      'RST with an acceptable ACK arrives ("connection reset"), to CLOSED',
      'CLOSE or ABORT, to CLOSED; nothing is sent',
    ],
    section: 'RFC 9293 §3.3.2, §3.10.7.3',
    linux: 'A wrong ACK also makes Linux send its SYN again at once, beside the RST.',
    tools: 'netstat: SYN_SENT, ss: SYN-SENT.',
  },
  SYN_RCVD: {
    title: "waiting for the acknowledgment of this end's SYN, the peer's SYN having arrived",
    meaning:
      'Both SYNs are known here, but the peer has not yet confirmed ours. This is the state an old duplicate SYN leads into, and why the handshake has a third segment: only the right ACK proves that the peer means this connection. An end remembers how it came here (MUST-11), because RST then leads back to LISTEN after a passive OPEN and to CLOSED after an active one.',
    entered: [
      'from LISTEN when a SYN arrives',
      'from SYN_SENT when a SYN without ACK arrives',
      'from TIME_WAIT when a newer SYN reopens the connection (MAY-2)',
    ],
    left: [
      'the ACK of this SYN arrives, to ESTABLISHED; if the same segment bears FIN, on to CLOSE_WAIT',
      'CLOSE with nothing queued: FIN is sent, to FIN_WAIT_1',
      'RST arrives: back to LISTEN after a passive OPEN, to CLOSED ("refused") after an active one',
      'ABORT: RST is sent, to CLOSED',
    ],
    section: 'RFC 9293 §3.3.2, §3.5, §3.10.7.4',
    linux:
      'After a passive OPEN Linux keeps only a small request here, no socket, and with SYN cookies nothing at all.',
    tools:
      'netstat: SYN_RECV, ss: SYN-RECV. Some call it half-open; in RFC 9293 half-open means something else (§3.5.1).',
  },
  ESTABLISHED: {
    title: 'the connection is open: data goes both ways',
    meaning:
      "Each end has seen the other's SYN and the acknowledgment of its own. The two ends do not get here at the same moment: the active one on the SYN ACK, the passive one on the ACK that follows.",
    entered: [
      'from SYN_SENT when the SYN ACK arrives',
      "from SYN_RCVD when the ACK of this end's SYN arrives",
    ],
    left: [
      'CLOSE: FIN is sent after the data, to FIN_WAIT_1',
      'FIN arrives: ACK is sent, to CLOSE_WAIT',
      'RST arrives ("reset"), to CLOSED',
      'ABORT: RST is sent, to CLOSED',
    ],
    section: 'RFC 9293 §3.3.2, §3.10.7.4',
    tools: 'netstat: ESTABLISHED, ss: ESTAB.',
  },
  FIN_WAIT_1: {
    title: "this end closed first: waiting for the ACK of its FIN, or the peer's FIN",
    meaning:
      'This end has no more to send but still receives. What comes next decides the way: the ACK of the FIN alone, FIN_WAIT_2; a FIN that does not acknowledge ours, CLOSING; both in one segment, TIME_WAIT, because the ACK is looked at before the FIN.',
    entered: ['from ESTABLISHED by CLOSE', 'from SYN_RCVD by CLOSE'],
    left: [
      'the ACK of this FIN arrives, to FIN_WAIT_2',
      'FIN arrives with an older ACK: ACK is sent, to CLOSING',
      'FIN arrives that also acknowledges this FIN: ACK is sent, to TIME_WAIT (Figure 5, note 2)',
      'RST arrives, or ABORT (RST is sent), to CLOSED',
    ],
    section: 'RFC 9293 §3.3.2, §3.6, §3.10.7.4',
    linux:
      'After close() Linux takes no more data: octets that arrive now are answered with RST. After shutdown() they are received.',
    tools: 'netstat: FIN_WAIT1, ss: FIN-WAIT-1.',
  },
  FIN_WAIT_2: {
    title: "this end's FIN is acknowledged: waiting for the peer's FIN",
    meaning:
      'Half-closed: this direction is over, the peer may go on sending for as long as it likes, and this end acknowledges what comes. RFC 9293 sets no time limit.',
    entered: ['from FIN_WAIT_1 when the ACK of this FIN arrives'],
    left: ['FIN arrives: ACK is sent, to TIME_WAIT', 'RST arrives, or ABORT (RST is sent), to CLOSED'],
    section: 'RFC 9293 §3.3.2, §3.6.1, §3.10.7.4',
    linux:
      'Once no process holds the socket, Linux gives up after tcp_fin_timeout (60 s), without a TIME_WAIT.',
    tools: 'netstat: FIN_WAIT2, ss: FIN-WAIT-2.',
  },
  CLOSE_WAIT: {
    title: "the peer has closed: waiting for this end's own CLOSE",
    meaning:
      "The peer's FIN has arrived and is acknowledged; this end may still send. It is entered by receiving a FIN, never by sending one, and only the local application ends it: a process that piles up CLOSE_WAIT has forgotten to close.",
    entered: [
      'from ESTABLISHED when FIN arrives',
      'from SYN_RCVD when one segment brings the awaited ACK and FIN',
    ],
    left: [
      'CLOSE: FIN is sent after the data, to LAST_ACK',
      'RST arrives, or ABORT (RST is sent), to CLOSED',
    ],
    section: 'RFC 9293 §3.3.2, §3.6, §3.10.7.4',
    tools: 'netstat: CLOSE_WAIT, ss: CLOSE-WAIT.',
  },
  CLOSING: {
    title: "both ends closed at once: waiting for the ACK of this end's FIN",
    meaning:
      "Two FINs crossed: this end got the peer's FIN before its own was acknowledged. Nothing more can be sent or received but that ACK.",
    entered: ['from FIN_WAIT_1 when FIN arrives that does not acknowledge this FIN'],
    left: ['the ACK of this FIN arrives, to TIME_WAIT', 'RST arrives, or ABORT (nothing is sent), to CLOSED'],
    section: 'RFC 9293 §3.3.2, §3.6 (Figure 13), §3.10.7.4',
    tools: 'netstat and ss: CLOSING.',
  },
  LAST_ACK: {
    title: 'the end that closed second waits for the ACK of its FIN',
    meaning:
      "The peer's FIN was answered and this end's own FIN is out. When its ACK comes the connection is gone at once: the end that closed second needs no TIME_WAIT. LAST_ACK is a state, not a segment; the segment is a plain ACK.",
    entered: ['from CLOSE_WAIT by CLOSE'],
    left: ['the ACK of this FIN arrives, to CLOSED', 'RST arrives, or ABORT (nothing is sent), to CLOSED'],
    section: 'RFC 9293 §3.3.2, §3.10.7.4',
    tools: 'netstat: LAST_ACK, ss: LAST-ACK.',
  },
  TIME_WAIT: {
    title: 'the end that closed first waits 2 MSL before it forgets the connection',
    meaning:
      'Two reasons. If the last ACK is lost, the peer sends its FIN again, and someone must be there to acknowledge it. And segments of this connection that still wander in the network must die before the same pair of ports serves a new one. It must last 2 MSL (MUST-13); a FIN that comes again is acknowledged and starts the wait anew.',
    entered: [
      'from FIN_WAIT_2 when FIN arrives',
      'from FIN_WAIT_1 when FIN arrives that also acknowledges this FIN',
      'from CLOSING when the ACK of this FIN arrives',
    ],
    left: [
      '2 MSL pass, to CLOSED',
      'a newer SYN may reopen the connection (MAY-2), to SYN_RCVD',
      'RST arrives, or ABORT (nothing is sent), to CLOSED',
    ],
    section: 'RFC 9293 §3.3.2, §3.4.2, §3.6.1, §3.10.7.4',
    linux:
      'Linux waits 60 s, not the 240 s that an MSL of two minutes makes. With tcp_rfc1337=1 it ignores RST here.',
    tools: 'netstat: TIME_WAIT, ss: TIME-WAIT.',
  },
} satisfies Record<State, Omit<StateExplanation, 'topic' | 'kind'>>
