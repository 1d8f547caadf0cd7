import type { ControlBit } from '../line.ts'
import type { FlagExplanation } from './explanation.ts'

/** The eight control bits of RFC 9293 §3.1. */
export const FLAGS_EXPLAINED = {
  SYN: {
    title: "synchronize: SEG.SEQ is this end's initial sequence number",
    meaning:
      'Opens a direction. It occupies one sequence number, the first: after `SYN seq=j` the next octet is j+1, and j+1 is what acknowledges it. A SYN that is sent again bears the same number. Data may ride on it, but is kept back until the connection is ESTABLISHED.',
    section: 'RFC 9293 §3.1, §3.4, §3.5',
    linux:
      'Without TCP Fast Open Linux acknowledges only the SYN of a SYN that carries data; the data must be sent again.',
    tools: 'tcpdump: [S], with ACK [S.]; Wireshark: [SYN].',
  },
  ACK: {
    title: 'acknowledge: the acknowledgment number is significant',
    meaning:
      'SEG.ACK names the next octet expected: everything before it has arrived. ACK occupies no sequence number, so an ACK is never acknowledged. Once a connection is established every segment carries it; only the first SYN and some RSTs do not.',
    section: 'RFC 9293 §3.1, §3.4',
    tools: 'tcpdump: [.]; Wireshark: [ACK].',
  },
  FIN: {
    title: 'finish: this end has no more data to send',
    meaning:
      'Closes one direction; the other stays open until its own FIN. It occupies one sequence number, after the last octet of its segment: a FIN at j+1 is acknowledged by j+2. It is sent once (retransmissions keep its number), together with ACK, and nothing new follows it from that end.',
    section: 'RFC 9293 §3.1, §3.4, §3.6',
    tools: 'tcpdump: [F.]; Wireshark: [FIN, ACK].',
  },
  RST: {
    title: 'reset: this connection ends now, or does not exist',
    meaning:
      'Sent by ABORT, and in answer to a segment that fits no connection. To be believed it takes its number from the segment it answers: with ACK there, `RST seq=SEG.ACK`; without, `RST ACK seq=0 ack=SEG.SEQ+SEG.LEN`. It is valid where its number is RCV.NXT (within the window: a challenge ACK), in SYN_SENT where it acknowledges the SYN. RST is never answered, least of all with RST.',
    section: 'RFC 9293 §3.5.2, §3.5.3, §3.10.7.4',
    linux: 'The RST of an ABORT carries ACK as well.',
    tools: 'tcpdump: [R] or [R.]; Wireshark: [RST], [RST, ACK].',
  },
  PSH: {
    title: 'push: deliver what has arrived to the application now',
    meaning:
      'Set by the sender when it has nothing more waiting. It occupies no sequence number and changes no state; FIN implies it.',
    section: 'RFC 9293 §3.1, §3.9.1.2',
    tools: 'tcpdump: [P.]; Wireshark: [PSH, ACK].',
  },
  URG: {
    title: 'urgent: the urgent pointer is significant',
    meaning:
      "The urgent pointer is an offset from SEG.SEQ to the octet after the urgent data. New applications should not use it (SHLD-13); stacks must still understand it. It is ignored after the peer's FIN.",
    section: 'RFC 9293 §3.1, §3.8.5',
    tools: 'tcpdump: [U]; Wireshark: [URG].',
  },
  ECE: {
    title: 'ECN-Echo: the network marked a packet as having met congestion',
    meaning:
      'On a SYN, together with CWR, it asks for Explicit Congestion Notification; a SYN ACK that agrees sets ECE alone. Afterwards the receiver repeats it until the sender answers with CWR.',
    section: 'RFC 9293 §3.1; RFC 3168 §6.1',
    linux: 'tcp_ecn=2, the default, agrees when asked and does not ask itself.',
    tools: 'tcpdump: [E]; Wireshark: [ECE].',
  },
  CWR: {
    title: 'Congestion Window Reduced: the sender has reacted to ECN-Echo',
    meaning:
      'Tells the receiver to stop repeating ECE. On a SYN, together with ECE, it asks for Explicit Congestion Notification.',
    section: 'RFC 9293 §3.1; RFC 3168 §6.1',
    tools: 'tcpdump: [W]; Wireshark: [CWR].',
  },
} satisfies Record<ControlBit, Omit<FlagExplanation, 'topic' | 'kind'>>
