import type { FindingCode } from '../catalogue.ts'
import { type CodeEntry, trace } from './explanation.ts'

/** What is recognized and told without holding it against anybody. The repaired trace is the everyday one beside it. */
export const PATTERN_CODES = {
  'simultaneous-open': {
    title: 'both ends open at once: their SYNs cross',
    meaning:
      "Each end has sent a SYN before the other's arrived. Neither listens; each answers the SYN with SYN ACK, and both come from SYN_SENT over SYN_RCVD to ESTABLISHED. One connection comes of it, not two, and every stack must support it (MUST-10).",
    section: 'RFC 9293 §3.5 (Figure 7)',
    failing: trace`
      A -> ...  SYN      seq=j                 [A=SYN_SENT]
      B -> A    SYN      seq=k                 [A=SYN_RCVD B=SYN_SENT]
      ... -> B  SYN      seq=j                 [B=SYN_RCVD]
      A -> ...  SYN ACK  seq=j  ack=k+1
      B -> A    SYN ACK  seq=k  ack=j+1        [A=ESTABLISHED]
      ... -> B  SYN ACK  seq=j  ack=k+1        [B=ESTABLISHED]
    `,
    line: 2,
    repaired: trace`
      B: listen
      A -> B  SYN      seq=j                   [A=SYN_SENT B=SYN_RCVD]
      B -> A  SYN ACK  seq=k    ack=j+1        [A=ESTABLISHED]
      A -> B  ACK      seq=j+1  ack=k+1        [B=ESTABLISHED]
    `,
    linux: 'Linux opens simultaneously, and sends one ACK more when the SYN ACK arrives.',
    tools: 'conntrack: SYN_SENT2. Two ends meet like this when both bind their port before they connect.',
  },
  'simultaneous-close': {
    title: 'both ends close at once: their FINs cross',
    meaning:
      "Each end has sent its FIN before the other's arrived, so neither FIN acknowledges the other. Both pass CLOSING, wait for their ACK, and both wait in TIME_WAIT: each has closed first.",
    section: 'RFC 9293 §3.6 (Figure 13)',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> ...  FIN ACK  seq=u    ack=v        [A=FIN_WAIT_1]
      B -> A    FIN ACK  seq=v    ack=u        [A=CLOSING B=FIN_WAIT_1]
      ... -> B  FIN ACK  seq=u    ack=v        [B=CLOSING]
      A -> B    ACK      seq=u+1  ack=v+1      [B=TIME_WAIT]
      B -> A    ACK      seq=v+1  ack=u+1      [A=TIME_WAIT]
    `,
    line: 3,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  FIN ACK  seq=u    ack=v          [A=FIN_WAIT_1 B=CLOSE_WAIT]
      B -> A  ACK      seq=v    ack=u+1        [A=FIN_WAIT_2]
      B -> A  FIN ACK  seq=v    ack=u+1        [A=TIME_WAIT B=LAST_ACK]
      A -> B  ACK      seq=u+1  ack=v+1        [B=CLOSED]
    `,
  },
  'merged-fin-ack': {
    title: 'the FIN of the second end rides on its ACK: a close in three segments',
    meaning:
      'The end that closed gets the ACK of its FIN and the peer\'s FIN in one segment. The ACK is looked at first (fifth check), the FIN last (eighth), so it goes from FIN_WAIT_1 straight to TIME_WAIT. "Four segments" is a habit of drawings, not a rule.',
    section: 'RFC 9293 §3.3.2 (Figure 5, note 2), §3.10.7.4',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  FIN ACK  seq=u    ack=v          [A=FIN_WAIT_1 B=CLOSE_WAIT]
      B -> A  FIN ACK  seq=v    ack=u+1        [A=TIME_WAIT B=LAST_ACK]
      A -> B  ACK      seq=u+1  ack=v+1        [B=CLOSED]
    `,
    line: 3,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  FIN ACK  seq=u    ack=v          [A=FIN_WAIT_1 B=CLOSE_WAIT]
      B -> A  ACK      seq=v    ack=u+1        [A=FIN_WAIT_2]
      B -> A  FIN ACK  seq=v    ack=u+1        [A=TIME_WAIT B=LAST_ACK]
      A -> B  ACK      seq=u+1  ack=v+1        [B=CLOSED]
    `,
    linux:
      'Linux delays the ACK of a FIN like any other, so the two may merge; in a replay it comes at once, as a segment of its own.',
  },
  'half-close': {
    title: 'one direction is closed, the other still carries data',
    meaning:
      'FIN says "no more from me", not "no more to me". The end that closed is in FIN_WAIT_2 and goes on receiving and acknowledging; the peer, in CLOSE_WAIT, goes on sending until its own FIN. Not to be mixed up with half-open, where one end has lost the connection.',
    section: 'RFC 9293 §3.6, §3.6.1',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  FIN ACK  seq=u     ack=v
      B -> A  ACK      seq=v     ack=u+1           [A=FIN_WAIT_2 B=CLOSE_WAIT]
      B -> A  PSH ACK  seq=v     ack=u+1  len=10
      A -> B  ACK      seq=u+1   ack=v+10
      B -> A  FIN ACK  seq=v+10  ack=u+1
      A -> B  ACK      seq=u+1   ack=v+11
    `,
    line: 4,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  FIN ACK  seq=u    ack=v
      B -> A  ACK      seq=v    ack=u+1            [A=FIN_WAIT_2 B=CLOSE_WAIT]
      B -> A  FIN ACK  seq=v    ack=u+1
      A -> B  ACK      seq=u+1  ack=v+1
    `,
    linux: 'shutdown(SHUT_WR) closes one direction; after close() data that arrives is answered with RST.',
  },
  'old-duplicate-syn': {
    title: 'an old SYN is answered, and the reset takes the answer back',
    meaning:
      'A listener cannot tell an old SYN from a new one and answers it. The end that is said to have sent it sees an ACK of something it never sent, and resets; the listener returns to LISTEN. That is what the third segment of the handshake is for: without it the listener would have a connection that nobody wants.',
    section: 'RFC 9293 §3.5 (Figure 8)',
    failing: trace`
      B: listen
      A -> ...        SYN      seq=100
      ... -> B stray  SYN      seq=90              [B=SYN_RCVD]
      B -> A          SYN ACK  seq=300  ack=91
      A -> B          RST      seq=91              [A=SYN_SENT B=LISTEN]
      ... -> B        SYN      seq=100             [B=SYN_RCVD]
      B -> A          SYN ACK  seq=400  ack=101    [A=ESTABLISHED]
      A -> B          ACK      seq=101  ack=401    [B=ESTABLISHED]
    `,
    line: 3,
    repaired: trace`
      B: listen
      A -> B  SYN      seq=100                     [B=SYN_RCVD]
      B -> A  SYN ACK  seq=400  ack=101            [A=ESTABLISHED]
      A -> B  ACK      seq=101  ack=401            [B=ESTABLISHED]
    `,
  },
  'half-open': {
    title: 'one end still has the connection, the other has lost it',
    meaning:
      'One end has crashed, or aborted unheard, and its peer does not know. The peer finds out when it sends: nothing there has such a connection, so the answer is RST. If instead the end that crashed begins anew, its SYN draws a challenge ACK, which acknowledges nothing it has sent, and again the answer is RST. In RFC 9293 half-open means this; some call SYN_RCVD half-open, and that is another thing.',
    section: 'RFC 9293 §3.5.1 (Figures 9 and 10)',
    failing: trace`
      given A CLOSED, B ESTABLISHED seq=300 ack=100
      B -> A  PSH ACK  seq=300  ack=100  len=10    [A=CLOSED B=ESTABLISHED]
      A -> B  RST      seq=100                     [B=CLOSED reset]
    `,
    line: 2,
    repaired: trace`
      given A ESTABLISHED seq=100 ack=300, B ESTABLISHED
      B -> A  PSH ACK  seq=300  ack=100  len=10
      A -> B  ACK      seq=100  ack=310
    `,
  },
  'time-wait-reuse': {
    title: 'a newer SYN opens the connection again out of TIME_WAIT',
    meaning:
      'Strictly, a pair of ports rests for 2 MSL. But a SYN whose number lies above everything the old connection used cannot be confused with it: an end may take it straight from TIME_WAIT (MAY-2), with a number of its own that is also above. With Timestamps a later clock shows the same (RFC 6191).',
    section: 'RFC 9293 §3.6.1; RFC 6191',
    failing: trace`
      given A CLOSED, B TIME_WAIT seq=301 ack=101
      A -> B  SYN      seq=5000                    [A=SYN_SENT B=SYN_RCVD]
      B -> A  SYN ACK  seq=70000  ack=5001         [A=ESTABLISHED]
      A -> B  ACK      seq=5001   ack=70001        [B=ESTABLISHED]
    `,
    line: 2,
    repaired: trace`
      given A CLOSED, B TIME_WAIT seq=301 ack=101
      B: 2msl
      B: listen
      A -> B  SYN      seq=5000                    [A=SYN_SENT B=SYN_RCVD]
      B -> A  SYN ACK  seq=70000  ack=5001         [A=ESTABLISHED]
      A -> B  ACK      seq=5001   ack=70001        [B=ESTABLISHED]
    `,
    linux: 'Linux does so where somebody listens; its new number is the old SND.NXT + 65537.',
    tools: 'Wireshark: [TCP Port numbers reused].',
  },
} satisfies Partial<Record<FindingCode, CodeEntry>>
