import { type SubjectExplanation, trace } from './explanation.ts'

/** Procedures and terms that learners ask for by name. */
export const SUBJECTS_EXPLAINED = {
  handshake: {
    title: 'how a connection is opened, and why it takes three segments',
    meaning:
      'Each end tells its initial sequence number with a SYN and needs to know that it arrived: two SYNs and two ACKs, of which the middle two travel as one segment. Two segments would not do. The network may deliver an old SYN twice, and the end that answers it cannot tell; only the third segment, or the RST in its place, shows whether the first was meant. The end that began is ESTABLISHED on the SYN ACK, the other on the ACK.',
    section: 'RFC 9293 §3.5 (Figures 6 and 8)',
    trace: trace`
      B: listen
      A -> B  SYN      seq=j                  [A=SYN_SENT B=SYN_RCVD]
      B -> A  SYN ACK  seq=k    ack=j+1       [A=ESTABLISHED]
      A -> B  ACK      seq=j+1  ack=k+1       [B=ESTABLISHED]
    `,
  },
  teardown: {
    title: 'how a connection is closed: each direction by itself',
    meaning:
      'FIN closes one direction, and its ACK confirms it: two FINs and two ACKs, four segments. They are three when the second end closes at once and its FIN rides on the ACK of the first. Either end may begin; the one that does waits in TIME_WAIT afterwards, the other passes CLOSE_WAIT and LAST_ACK and is gone. If both begin at once they meet in CLOSING. A RST ends everything with one segment, and loses what is under way.',
    section: 'RFC 9293 §3.6 (Figures 12 and 13)',
    trace: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  FIN ACK  seq=u    ack=v         [A=FIN_WAIT_1 B=CLOSE_WAIT]
      B -> A  ACK      seq=v    ack=u+1       [A=FIN_WAIT_2]
      B -> A  FIN ACK  seq=v    ack=u+1       [A=TIME_WAIT B=LAST_ACK]
      A -> B  ACK      seq=u+1  ack=v+1       [B=CLOSED]
      A: 2msl                                 [A=CLOSED]
    `,
  },
  '2msl': {
    title: 'how long TIME_WAIT lasts, and why',
    meaning:
      'MSL, the maximum segment lifetime, is how long a segment may live in the network; RFC 9293 takes it to be two minutes, so 2 MSL is 240 seconds. One MSL for the last ACK to arrive or die, one for a FIN sent again to arrive or die. When both are over, no segment of this connection is left to be mistaken for one of the next. A FIN that arrives meanwhile is acknowledged again and starts the time anew.',
    section: 'RFC 9293 §3.4.2, §3.6.1 (MUST-13)',
    linux: 'TIME_WAIT lasts 60 s in all and cannot be tuned. In a replay `A: 2msl` ends it by force.',
    trace: trace`
      given A FIN_WAIT_2 seq=u ack=v, B CLOSE_WAIT
      B -> A  FIN ACK  seq=v  ack=u           [A=TIME_WAIT B=LAST_ACK]
      A -x B  ACK      seq=u  ack=v+1
      B -> A  FIN ACK  seq=v  ack=u           [A=TIME_WAIT B=LAST_ACK]
      A -> B  ACK      seq=u  ack=v+1         [B=CLOSED]
      A: 2msl                                 [A=CLOSED]
    `,
  },
  'replay-mismatch': {
    title: 'in a replay the kernel did something else than the trace says',
    meaning:
      "In a replay one end of the trace is the kernel of this machine. Lines of the other end are put on the wire as written; lines of the kernel's end say what it must send, and the claims in which state it must be. A mismatch shows both, and neither is right by itself: correct the trace where it is wrong, or note where this kernel departs from RFC 9293. Often a line is missing: the kernel is to be silent except where a line says otherwise, so every ACK it sends needs one, with `?` where kernels differ. Or nobody listens at its end, so that a SYN is refused.",
    section: 'Synfin',
    linux:
      'Linux acknowledges a FIN at once, before its application closes: the ACK is a line of its own, even where the FIN of the other end follows immediately.',
    trace: trace`
      B: listen
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=k    ack=j+1
      A -> B  ACK      seq=j+1  ack=k+1
      A -> B  FIN ACK  seq=j+1  ack=k+1
      B -> A  ACK?     seq=k+1  ack=j+2
      B -> A  FIN ACK  seq=k+1  ack=j+2
      A -> B  ACK      seq=j+2  ack=k+2
    `,
  },
} satisfies Record<string, Omit<SubjectExplanation, 'topic' | 'kind'>>
