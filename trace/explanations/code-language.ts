import type { FindingCode } from '../catalogue.ts'
import { type CodeEntry, trace } from './explanation.ts'

/** Findings about the trace as a text: what cannot be read, named or bound. */
export const LANGUAGE_CODES = {
  syntax: {
    title: 'a line that cannot be read',
    meaning:
      'The line fits none of the forms of the trace language. Only this line is lost: the lines around it are read and checked as ever.',
    section: 'Synfin',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  RTS  seq=u
    `,
    line: 2,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  RST  seq=u
    `,
  },
  'undefined-symbol': {
    title: 'a symbol that nothing above gives a value',
    meaning:
      "A symbol stands for a number and gets its value where an end first uses it in `seq=`: on a SYN it is that end's initial sequence number. An `ack=` answers what was sent, so a symbol cannot be new there.",
    section: 'RFC 9293 §3.4.1',
    failing: trace`
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=k    ack=j+1
      A -> B  ACK      seq=j+1  ack=m+1
    `,
    line: 3,
    repaired: trace`
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=k    ack=j+1
      A -> B  ACK      seq=j+1  ack=k+1
    `,
  },
  'unknown-endpoint': {
    title: 'an endpoint that takes no part in the trace',
    meaning:
      'An endpoint exists once a `host`, a `given`, a call or a segment names it. A name that occurs only in a claim or a note is almost always a typo.',
    section: 'Synfin',
    failing: trace`
      A -> B  SYN      seq=j               [C=SYN_RCVD]
      B -> A  SYN ACK  seq=k    ack=j+1
      A -> B  ACK      seq=j+1  ack=k+1
    `,
    line: 1,
    repaired: trace`
      A -> B  SYN      seq=j               [B=SYN_RCVD]
      B -> A  SYN ACK  seq=k    ack=j+1
      A -> B  ACK      seq=j+1  ack=k+1
    `,
  },
  'duplicate-name': {
    title: 'a name given twice',
    meaning:
      'Traces, fragments and hosts are found by their names, in the editor and by `--trace`; so each name is given once in a file. On the wire a host is found by its address: so two ends of a connection have one each, and two peers of an end do not share address and port.',
    section: 'Synfin',
    failing: trace`
      trace "refused"
      given B CLOSED
      A -> B  SYN      seq=j
      B -> A  RST ACK  seq=0  ack=j+1
      trace "refused"
      given D CLOSED
      C -> D  SYN      seq=j
      D -> C  RST ACK  seq=0  ack=j+1
    `,
    line: 5,
    repaired: trace`
      trace "refused"
      given B CLOSED
      A -> B  SYN      seq=j
      B -> A  RST ACK  seq=0  ack=j+1
      trace "refused, other ends"
      given D CLOSED
      C -> D  SYN      seq=j
      D -> C  RST ACK  seq=0  ack=j+1
    `,
  },
  'duplicate-field': {
    title: 'a field written twice on one segment',
    meaning: 'A segment has each field once; which of the two was meant cannot be known.',
    section: 'Synfin',
    failing: trace`
      A -> B  SYN      seq=j    seq=0
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
  'unknown-fragment': {
    title: 'a `use` of a fragment that does not exist',
    meaning: '`use` puts the lines of a fragment of this file in its place; no fragment here has that name.',
    section: 'Synfin',
    failing: trace`
      fragment handshake(C, S, x, y)
      C -> S  SYN      seq=x
      S -> C  SYN ACK  seq=y    ack=x+1
      C -> S  ACK      seq=x+1  ack=y+1
      trace "open"
      use handshak(A, B, j, k)
    `,
    line: 6,
    repaired: trace`
      fragment handshake(C, S, x, y)
      C -> S  SYN      seq=x
      S -> C  SYN ACK  seq=y    ack=x+1
      C -> S  ACK      seq=x+1  ack=y+1
      trace "open"
      use handshake(A, B, j, k)
    `,
  },
  'fragment-recursion': {
    title: 'a fragment that uses itself',
    meaning:
      'A fragment stands for its lines. One that uses itself, directly or through another, would never end.',
    section: 'Synfin',
    failing: trace`
      fragment open(C, S)
      C -> S  SYN
      S -> C  SYN ACK
      C -> S  ACK
      use open(C, S)
      trace "open"
      use open(A, B)
    `,
    line: 5,
    repaired: trace`
      fragment open(C, S)
      C -> S  SYN
      S -> C  SYN ACK
      C -> S  ACK
      trace "open"
      use open(A, B)
    `,
  },
  'not-in-flight': {
    title: 'a segment arrives that nobody has sent',
    meaning:
      '`... -> B` takes the oldest segment in the network to B that agrees with every field written. None does. Send it first with `A -> ...`, or write `... -> B stray` for an old duplicate or a forged segment.',
    section: 'RFC 9293 §3.5',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      ... -> B  ACK  seq=u  ack=v
    `,
    line: 2,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> ...  ACK  seq=u  ack=v
      ... -> B  ACK  seq=u  ack=v
    `,
  },
  'assumed-established': {
    title: 'the trace begins in the middle of a connection',
    meaning:
      'The first segment is no SYN, nothing before it says how the ends start, and no SYN follows: both are taken to be ESTABLISHED with the numbers of that segment. Write the `given` to say so.',
    section: 'Synfin',
    failing: trace`
      A -> B  FIN ACK  seq=u  ack=v
      B -> A  ACK      seq=v  ack=u+1
    `,
    line: 1,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  FIN ACK  seq=u  ack=v
      B -> A  ACK      seq=v  ack=u+1
    `,
  },
  'expectation-unmet': {
    title: 'an expected finding that does not come',
    meaning:
      'A note `//! error CODE` says that this finding belongs on this line. There is none: the line is right, or has another fault.',
    section: 'Synfin',
    failing: trace`
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=k    ack=j+1   //! error synack-wrong-ack
      A -> B  ACK      seq=j+1  ack=k+1
    `,
    line: 2,
    repaired: trace`
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=k    ack=j+1
      A -> B  ACK      seq=j+1  ack=k+1
    `,
  },
  'unused-symbol': {
    title: 'a symbol that occurs only once',
    meaning:
      'A symbol is there to be referred to. One that occurs only once may be a typo for another, or could be left out: a field left out is inferred.',
    section: 'Synfin',
    failing: trace`
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=k    ack=j+1
      A -> B  ACK      seq=j+1
    `,
    line: 2,
    repaired: trace`
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=k    ack=j+1
      A -> B  ACK      seq=j+1  ack=k+1
    `,
  },
} satisfies Partial<Record<FindingCode, CodeEntry>>
