import type { FindingCode } from '../catalogue.ts'
import { type CodeEntry, trace } from './explanation.ts'

/** Findings about RST. */
export const RESET_CODES = {
  'rst-malformed': {
    title: 'a RST whose numbers its receiver would not believe',
    meaning:
      'A RST that answers a segment takes its numbers from it, so that the receiver can tell it from a forged one. To a segment with ACK: `RST seq=SEG.ACK`. To one without: `RST ACK seq=0 ack=SEG.SEQ+SEG.LEN`, where a SYN counts as one. An end in SYN_SENT believes only a RST that acknowledges its SYN.',
    section: 'RFC 9293 §3.5.2, §3.10.7.1',
    failing: trace`
      given B CLOSED
      A -> B  SYN  seq=j
      B -> A  RST  seq=0
    `,
    line: 3,
    repaired: trace`
      given B CLOSED
      A -> B  SYN      seq=j
      B -> A  RST ACK  seq=0  ack=j+1
    `,
  },
  'rst-unsolicited': {
    title: 'a RST from an end that has no connection and owes no answer',
    meaning:
      'Without a connection a RST is only ever an answer to a segment that arrived. In LISTEN and SYN_SENT, too, ABORT sends nothing.',
    section: 'RFC 9293 §3.5.2, §3.10.5',
    failing: trace`
      given A CLOSED, B ESTABLISHED seq=u ack=v
      A -> B  RST  seq=v
    `,
    line: 2,
    repaired: trace`
      given A CLOSED, B ESTABLISHED seq=u ack=v
      B -> A  PSH ACK  seq=u  ack=v  len=10
      A -> B  RST      seq=v
    `,
  },
  'rst-to-rst': {
    title: 'a RST in answer to a RST',
    meaning:
      'A RST is never answered: otherwise two ends without a connection would reset each other for ever. A CLOSED end drops it.',
    section: 'RFC 9293 §3.5.2, §3.10.7.1',
    failing: trace`
      given A CLOSED, B ESTABLISHED seq=u ack=v
      B -> A  RST ACK  seq=u  ack=v
      A -> B  RST      seq=v
    `,
    line: 3,
    repaired: trace`
      given A CLOSED, B ESTABLISHED seq=u ack=v
      B -> A  RST ACK  seq=u  ack=v
    `,
  },
  'abort-bad-seq': {
    title: 'the RST of an ABORT with another number than SND.NXT',
    meaning:
      "ABORT sends `RST seq=SND.NXT`: exactly the number the peer expects. A RST elsewhere in the window earns a challenge ACK, one outside it is dropped, and either way the peer's connection lives on.",
    section: 'RFC 9293 §3.10.5, §3.10.7.4, second check',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  RST  seq=u+5
    `,
    line: 2,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  RST  seq=u
    `,
    linux: 'The RST of a Linux ABORT carries ACK as well.',
  },
  'rst-instead-of-ack': {
    title: 'a RST where RFC 9293 asks for an empty ACK',
    meaning:
      'In a synchronized state a segment that does not fit (its number outside the window, its acknowledgment not acceptable) must be answered with an empty ACK, and the connection stays. Only an end without a connection, or one not yet synchronized, answers with RST.',
    section: 'RFC 9293 §3.5.2, group 3',
    failing: trace`
      given A CLOSED, B ESTABLISHED seq=300 ack=100 win=200
      A -> B  SYN      seq=400
      B -> A  RST ACK  seq=0    ack=401
      A -> B  RST      seq=100
      B: listen
      A -> B  SYN      seq=400
      B -> A  SYN ACK  seq=700  ack=401
      A -> B  ACK      seq=401  ack=701
    `,
    line: 3,
    repaired: trace`
      given A CLOSED, B ESTABLISHED seq=300 ack=100 win=200
      A -> B  SYN      seq=400
      B -> A  ACK      seq=300  ack=100
      A -> B  RST      seq=100
      B: listen
      A -> B  SYN      seq=400
      B -> A  SYN ACK  seq=700  ack=401
      A -> B  ACK      seq=401  ack=701
    `,
  },
  'rst-challenged': {
    title: 'a RST in the window, but not at the number expected',
    meaning:
      'A forger who only guesses the window would otherwise end connections. So only SEG.SEQ = RCV.NXT resets; elsewhere in the window the receiver sends a challenge ACK and changes nothing. A peer that really means it answers that ACK with a RST at the right number.',
    section: 'RFC 9293 §3.10.7.4, second check; RFC 5961 §3',
    failing: trace`
      given A ESTABLISHED seq=100 ack=300, B ESTABLISHED
      ... -> B stray  RST  seq=105
      B -> A          ACK  seq=300  ack=100
    `,
    line: 2,
    repaired: trace`
      given A ESTABLISHED seq=100 ack=300, B ESTABLISHED
      ... -> B stray  RST  seq=100
    `,
    linux: 'In TIME_WAIT such a RST is dropped in silence.',
  },
  'rst-ignored': {
    title: 'a RST that changes nothing',
    meaning:
      'LISTEN ignores every RST: it has sent nothing that one could answer. SYN_SENT believes only a RST that acknowledges its SYN. Everywhere else a RST outside the window is dropped in silence.',
    section: 'RFC 9293 §3.5.3, §3.10.7.2 to §3.10.7.4',
    failing: trace`
      A -> ...        SYN  seq=j
      ... -> A stray  RST  seq=300
    `,
    line: 2,
    repaired: trace`
      A -> ...        SYN      seq=j
      ... -> A stray  RST ACK  seq=0  ack=j+1
    `,
  },
  'rst-expected': {
    title: 'an end that owes a RST sends something else',
    meaning:
      'An end that is CLOSED, or not yet synchronized, answers an acknowledgment of something it never sent with `RST seq=SEG.ACK`. That answer is how the peer learns that there is no such connection; whatever else is sent leaves it in the dark.',
    section: 'RFC 9293 §3.5.2, groups 1 and 2',
    failing: trace`
      given A CLOSED, B CLOSED
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=k    ack=j+1
    `,
    line: 3,
    repaired: trace`
      given A CLOSED, B CLOSED
      A -> B  SYN      seq=j
      B -> A  RST ACK  seq=0    ack=j+1   [A=CLOSED refused]
    `,
  },
} satisfies Partial<Record<FindingCode, CodeEntry>>
