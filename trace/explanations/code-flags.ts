import type { FindingCode } from '../catalogue.ts'
import { type CodeEntry, trace } from './explanation.ts'

/** Findings about one segment alone: its control bits, numbers and options. */
export const FLAG_CODES = {
  'syn-fin': {
    title: 'SYN and FIN in one segment',
    meaning:
      'RFC 9293 lets a SYN carry other controls and processes the FIN once the connection is ESTABLISHED; the T/TCP experiments used it. No stack in use sends it, and stacks and firewalls drop it as a port scan.',
    section: 'RFC 9293 §3.10.7.2',
    failing: trace`
      A -> B  SYN FIN  seq=j
      B -> A  SYN ACK  seq=k    ack=j+1
      A -> B  ACK               ack=k+1
      B -> A  ACK      seq=k+1
    `,
    line: 1,
    repaired: trace`
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=k    ack=j+1
      A -> B  ACK      seq=j+1  ack=k+1
    `,
    linux:
      'A listener drops it in silence, so in profile linux this is an error; in SYN_SENT the FIN is ignored.',
  },
  'syn-rst': {
    title: 'SYN and RST in one segment',
    meaning:
      'Every state looks at RST before it looks at SYN: the segment resets or is dropped, and its SYN can have no effect. Decide which of the two is meant.',
    section: 'RFC 9293 §3.10.7.2, §3.10.7.3, §3.10.7.4',
    failing: trace`
      B: listen
      A -> B  SYN RST  seq=j
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
  'fin-rst': {
    title: 'FIN and RST in one segment',
    meaning:
      'RST is looked at in the second step, FIN in the eighth: the RST ends the connection and the FIN is never processed.',
    section: 'RFC 9293 §3.10.7.4, second check',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  FIN RST  seq=u
    `,
    line: 2,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  RST  seq=u
    `,
  },
  'null-flags': {
    title: 'a segment without SYN, ACK, FIN and RST',
    meaning:
      'Such a segment is dropped in every state that has a connection, because the ACK bit is off. Port scanners send it to learn what answers; no TCP endpoint does. (A trace writes the eight control bits. The four reserved bits beside them cannot be written and are always zero, as §3.1 asks.)',
    section: 'RFC 9293 §3.10.7.4, fifth check',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  NONE  seq=u
    `,
    line: 2,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  ACK  seq=u  ack=v
    `,
  },
  'xmas-flags': {
    title: 'FIN, PSH and URG without ACK: a Christmas-tree segment',
    meaning:
      'A port scanner\'s segment, "lit like a Christmas tree". Without ACK it is dropped wherever a connection exists; a CLOSED end answers RST, which is what the scanner wants to know.',
    section: 'RFC 9293 §3.10.7.4, fifth check',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  FIN PSH URG  seq=u  len=1  urg=1
      B -> A  ACK          seq=v  ack=u+2
    `,
    line: 2,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  FIN PSH URG ACK  seq=u  ack=v    len=1  urg=1
      B -> A  ACK              seq=v  ack=u+2
    `,
  },
  'missing-ack-flag': {
    title: 'a FIN or data without ACK',
    meaning:
      'Once a connection is established the acknowledgment number is always sent, so every segment but the first SYN and some RSTs has ACK. A receiver drops a segment without it in silence: no answer tells the sender. (Where there is no connection it is answered with a reset, §3.10.7.1.) Drawings that show a bare FIN leave out the ACK that every real FIN carries (Figures 12 and 13 have it).',
    section: 'RFC 9293 §3.1, §3.10.7.4, fifth check',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  FIN  seq=u
      B -> A  ACK  seq=v  ack=u+1
    `,
    line: 2,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  FIN ACK  seq=u  ack=v
      B -> A  ACK      seq=v  ack=u+1
    `,
    linux: 'In TIME_WAIT Linux acknowledges a FIN or data without ACK.',
  },
  'ack-number-without-flag': {
    title: 'an acknowledgment number without the ACK flag',
    meaning:
      'The acknowledgment number is significant only while ACK is set; without it the receiver does not look. Either the flag is missing or the number means nothing. A first SYN has nothing to acknowledge.',
    section: 'RFC 9293 §3.1',
    failing: trace`
      A -> B  SYN      seq=j    ack=5
      B -> A  SYN ACK  seq=k    ack=j+1
      A -> B  ACK      seq=j+1  ack=k+1
    `,
    line: 1,
    repaired: trace`
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=k    ack=j+1
      A -> B  ACK      seq=j+1  ack=k+1
    `,
  },
  'seq-range': {
    title: 'a number that does not fit into 32 bits',
    meaning:
      'Sequence and acknowledgment numbers run from 0 to 2^32 - 1 and then begin again at 0. A larger number cannot stand in a header; its value modulo 2^32 may be what was meant.',
    section: 'RFC 9293 §3.4',
    failing: trace`
      A -> B  SYN      seq=4294967296
      B -> A  SYN ACK  seq=k  ack=1
      A -> B  ACK      seq=1  ack=k+1
    `,
    line: 1,
    repaired: trace`
      A -> B  SYN      seq=0
      B -> A  SYN ACK  seq=k  ack=1
      A -> B  ACK      seq=1  ack=k+1
    `,
  },
  'urg-pointer-without-urg': {
    title: 'an urgent pointer without the URG flag',
    meaning:
      'The urgent pointer is significant only while URG is set; without it the receiver does not look. Either the flag is missing or the number means nothing.',
    section: 'RFC 9293 §3.1, §3.8.5',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  PSH ACK  seq=u  ack=v     len=10  urg=10
      B -> A  ACK      seq=v  ack=u+10
    `,
    line: 2,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  PSH ACK URG  seq=u  ack=v     len=10  urg=10
      B -> A  ACK          seq=v  ack=u+10
    `,
    tools: 'Wireshark: "The urgent pointer field is nonzero while the URG flag is not set".',
  },
  'urg-without-data': {
    title: 'an urgent indication without data',
    meaning:
      'The urgent pointer points to the octet after the urgent data (MUST-62), so there must be some: to send an urgent indication an end must also send at least one octet. On an empty segment the pointer points to nothing.',
    section: 'RFC 9293 §3.8.5',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  ACK URG  seq=u  ack=v  urg=1
    `,
    line: 2,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  ACK URG  seq=u  ack=v    len=1  urg=1
      B -> A  ACK      seq=v  ack=u+1
    `,
  },
  'urg-after-fin': {
    title: 'an urgent indication to an end that has the FIN already',
    meaning:
      'After a FIN nothing more comes that could be urgent. An end in CLOSE_WAIT, CLOSING, LAST_ACK or TIME_WAIT ignores URG: RFC 9293 says that it should not occur.',
    section: 'RFC 9293 §3.10.7.4, sixth check',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  FIN PSH ACK      seq=u  ack=v     len=10
      B -x A  ACK              seq=v  ack=u+11
      A -> B  FIN PSH ACK URG  seq=u  ack=v     len=10  urg=10
      B -> A  ACK              seq=v  ack=u+11
    `,
    line: 4,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  FIN PSH ACK  seq=u  ack=v     len=10
      B -x A  ACK          seq=v  ack=u+11
      A -> B  FIN PSH ACK  seq=u  ack=v     len=10
      B -> A  ACK          seq=v  ack=u+11
    `,
  },
} satisfies Partial<Record<FindingCode, CodeEntry>>
