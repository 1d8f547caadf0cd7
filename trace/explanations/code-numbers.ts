import type { FindingCode } from '../catalogue.ts'
import { type CodeEntry, trace } from './explanation.ts'

/** Findings about sequence numbers: what the sender may number, and how. */
export const SEQUENCE_CODES = {
  'syn-not-consumed': {
    title: 'the sender goes on with the number its SYN took',
    meaning:
      "A SYN occupies one sequence number, so after `SYN seq=j` everything starts at j+1, data or not. A segment at j lies left of the receiver's window: it is dropped and answered with an ACK that repeats j+1.",
    section: 'RFC 9293 §3.4, §3.10.7.4, first check',
    failing: trace`
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=k  ack=j+1
      A -> B  ACK      seq=j  ack=k+1
    `,
    line: 3,
    repaired: trace`
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=k    ack=j+1
      A -> B  ACK      seq=j+1  ack=k+1
    `,
  },
  'fin-not-consumed': {
    title: 'the sender goes on with the number its FIN took',
    meaning:
      "A FIN occupies one sequence number, the one after its segment's last octet. What this end sends afterwards, a pure ACK included, bears the next number. The peer has already taken the FIN, so a segment at the FIN's number is old: dropped, and answered with an ACK.",
    section: 'RFC 9293 §3.4, §3.10.7.4, first check',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  FIN ACK  seq=u  ack=v
      B -> A  FIN ACK  seq=v  ack=u+1
      A -> B  ACK      seq=u  ack=v+1
    `,
    line: 4,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  FIN ACK  seq=u    ack=v
      B -> A  FIN ACK  seq=v    ack=u+1
      A -> B  ACK      seq=u+1  ack=v+1
    `,
  },
  'seq-gap': {
    title: 'the sender skips numbers it has never sent',
    meaning:
      'An end numbers its octets one after the other: the next new one is SND.NXT. A segment beyond it leaves a hole that nothing will ever fill, and the receiver waits for the octets in between.',
    section: 'RFC 9293 §3.4, §3.10.2',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  PSH ACK  seq=u+50  ack=v     len=10
      B -> A  ACK      seq=v     ack=u+10
    `,
    line: 2,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  PSH ACK  seq=u  ack=v     len=10
      B -> A  ACK      seq=v  ack=u+10
    `,
  },
  'syn-isn-changed': {
    title: 'a SYN sent again with another initial sequence number',
    meaning:
      'A retransmission repeats what was sent, its number included: the first copy may still arrive. A new number would be a new incarnation of the connection.',
    section: 'RFC 9293 §3.4, §3.8.1',
    failing: trace`
      A -x B  SYN      seq=100
      A -> B  SYN      seq=777
      B -> A  SYN ACK  seq=300  ack=101
      A -> B  ACK      seq=101  ack=301
    `,
    line: 2,
    repaired: trace`
      A -x B  SYN      seq=100
      A -> B  SYN      seq=100
      B -> A  SYN ACK  seq=300  ack=101
      A -> B  ACK      seq=101  ack=301
    `,
  },
  'fin-moved': {
    title: 'a FIN sent again with another number',
    meaning:
      'The FIN has one place, after the last octet of data. Sent again, it stands at the same number; elsewhere it would end the data too early or too late.',
    section: 'RFC 9293 §3.4',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  PSH ACK  seq=u     ack=v     len=10
      A -x B  FIN ACK  seq=u+10  ack=v
      A -> B  FIN ACK  seq=u+5   ack=v
      B -> A  ACK      seq=v     ack=u+11
    `,
    line: 4,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  PSH ACK  seq=u     ack=v     len=10
      A -x B  FIN ACK  seq=u+10  ack=v
      A -> B  FIN ACK  seq=u+10  ack=v
      B -> A  ACK      seq=v     ack=u+11
    `,
  },
  'second-fin': {
    title: 'a second FIN beyond the first',
    meaning:
      'A direction is closed once. A CLOSE after that may be refused or allowed, but never emits another FIN; only the first may be sent again, with its own number.',
    section: 'RFC 9293 §3.10.4',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  FIN ACK  seq=u    ack=v
      B -> A  ACK      seq=v    ack=u+1
      A -> B  FIN ACK  seq=u+1  ack=v
    `,
    line: 4,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  FIN ACK  seq=u    ack=v
      B -> A  ACK      seq=v    ack=u+1
    `,
  },
  'data-after-fin': {
    title: 'new data from an end that has sent its FIN',
    meaning:
      'FIN means "no more data from me". After CLOSE a SEND is refused with "connection closing". Only this direction is closed: the peer may go on sending (half-close). Data must come before the FIN, or with it.',
    section: 'RFC 9293 §3.10.2, §3.6',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  FIN ACK  seq=u    ack=v
      B -> A  ACK      seq=v    ack=u+1
      A -> B  PSH ACK  seq=u+1  ack=v    len=10
    `,
    line: 4,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  PSH ACK  seq=u     ack=v     len=10
      A -> B  FIN ACK  seq=u+10  ack=v
      B -> A  ACK      seq=v     ack=u+11
    `,
    linux:
      'Data that overlaps its FIN makes Linux reset the connection; data beyond it is dropped in silence.',
  },
  'data-before-established': {
    title: 'data from an end whose connection is not yet open',
    meaning:
      'In SYN_SENT and SYN_RCVD data to be sent is queued until the connection is ESTABLISHED. (Data on the SYN itself is allowed, and a server that has taken a Fast Open cookie need not wait: RFC 7413 §3.) The end that answered the SYN is ESTABLISHED only when the ACK of its own SYN has arrived.',
    section: 'RFC 9293 §3.10.2',
    failing: trace`
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=k     ack=j+1
      B -> A  PSH ACK  seq=k+1   ack=j+1   len=20
      A -> B  ACK      seq=j+1   ack=k+1
    `,
    line: 3,
    repaired: trace`
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=k     ack=j+1
      A -> B  ACK      seq=j+1   ack=k+1
      B -> A  PSH ACK  seq=k+1   ack=j+1   len=20
      A -> B  ACK      seq=j+1   ack=k+21
    `,
  },
  'seq-stale': {
    title: "an empty segment behind the sender's next number",
    meaning:
      "A segment that carries nothing bears SND.NXT, so that it lies at the left edge of the receiver's window. Further back it is not acceptable: the receiver answers with an ACK and drops it, its acknowledgment included. (One number back is a keep-alive; a retransmission repeats octets, so it is not empty.)",
    section: 'RFC 9293 §3.4, §3.10.7.4, first check',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  PSH ACK  seq=u  ack=v     len=10
      B -> A  ACK      seq=v  ack=u+10
      A -> B  ACK      seq=u  ack=v
      B -> A  ACK      seq=v  ack=u+10
    `,
    line: 4,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  PSH ACK  seq=u     ack=v     len=10
      B -> A  ACK      seq=v     ack=u+10
      A -> B  ACK      seq=u+10  ack=v
    `,
  },
  'keep-alive': {
    title: 'an empty segment one number back: a keep-alive',
    meaning:
      'SEG.SEQ = SND.NXT - 1 lies just left of the window on purpose: the receiver must answer with an ACK, and so shows that it is still there. Keep-alives are sent on idle connections only, and only where the application has asked for them (MUST-24, MUST-25).',
    section: 'RFC 9293 §3.8.4',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  ACK  seq=u-1  ack=v
      B -> A  ACK  seq=v    ack=u
    `,
    line: 2,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  ACK  seq=u  ack=v
      B -> A  ACK  seq=v  ack=u
    `,
    linux: 'tcp_keepalive_time is two hours, then a probe every 75 s, nine at most.',
    tools: 'Wireshark: [TCP Keep-Alive].',
  },
  'out-of-window': {
    title: "a segment beyond the receiver's window",
    meaning:
      'The receiver takes octets from RCV.NXT up to RCV.NXT+RCV.WND. A segment of which neither the first nor the last octet lies there is not acceptable: the receiver says with an ACK what it expects, and drops it.',
    section: 'RFC 9293 §3.4 (Table 5), §3.10.7.4, first check',
    failing: trace`
      given A ESTABLISHED seq=100 ack=300, B ESTABLISHED win=5
      ... -> B stray  PSH ACK  seq=110  ack=300  len=10
      B -> A          ACK      seq=300  ack=100
    `,
    line: 2,
    repaired: trace`
      given A ESTABLISHED seq=100 ack=300, B ESTABLISHED win=5
      A -> B  PSH ACK  seq=100  ack=300  len=5
      B -> A  ACK      seq=300  ack=105
    `,
  },
  'seq-wrap': {
    title: 'the sequence numbers begin again at 0',
    meaning:
      'After 2^32 - 1 comes 0. All comparisons are modulo 2^32, so a number that looks smaller may well be later; nothing special happens on the wire. It is told because it surprises a reader.',
    section: 'RFC 9293 §3.4',
    failing: trace`
      given A ESTABLISHED seq=4294967290 ack=300, B ESTABLISHED
      A -> B  ACK      seq=4294967290  ack=300  len=10
      A -> B  PSH ACK  seq=4           ack=300  len=10
      B -> A  ACK      seq=300         ack=14
    `,
    line: 3,
    repaired: trace`
      given A ESTABLISHED seq=100 ack=300, B ESTABLISHED
      A -> B  ACK      seq=100  ack=300  len=10
      A -> B  PSH ACK  seq=110  ack=300  len=10
      B -> A  ACK      seq=300  ack=120
    `,
    tools: 'Wireshark and tcpdump hide it: both show numbers relative to the SYN (off with `tcpdump -S`).',
  },
  'isn-not-above-old': {
    title: 'a SYN into TIME_WAIT whose number is not above the old ones',
    meaning:
      'An end in TIME_WAIT may take a SYN at once only if its number lies above everything the old connection has used (MAY-2): only then can old segments not be mistaken for new ones. Any other SYN may itself be old; it is answered with an ACK and dropped. Where both ends have agreed on timestamps, a newer one will do whatever the number (SHLD-4).',
    section: 'RFC 9293 §3.6.1',
    failing: trace`
      given A CLOSED, B TIME_WAIT seq=301 ack=5001
      A -> B  SYN      seq=400
      B -> A  SYN ACK  seq=70000
      A -> B  ACK
    `,
    line: 2,
    repaired: trace`
      given A CLOSED, B TIME_WAIT seq=301 ack=5001
      A -> B  SYN      seq=9000
      B -> A  SYN ACK  seq=70000  ack=9001
      A -> B  ACK      seq=9001   ack=70001
    `,
    linux: 'Linux answers such a SYN with the ACK of its TIME_WAIT.',
  },
  retransmission: {
    title: 'octets that were sent before',
    meaning:
      'What is not acknowledged in time is sent again, with the same numbers: the first copy was lost, or its ACK was, or either is late. The receiver keeps what it misses and acknowledges the rest once more.',
    section: 'RFC 9293 §3.8.1',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -x B  PSH ACK  seq=u  ack=v     len=10
      A -> B  PSH ACK  seq=u  ack=v     len=10
      B -> A  ACK      seq=v  ack=u+10
    `,
    line: 3,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  PSH ACK  seq=u  ack=v     len=10
      B -> A  ACK      seq=v  ack=u+10
    `,
    tools:
      'Wireshark: [TCP Retransmission], [TCP Fast Retransmission] after duplicate ACKs, [TCP Spurious Retransmission] where the octets were acknowledged already. `ss -ti`: retrans.',
  },
  'syn-data': {
    title: 'a SYN that carries data',
    meaning:
      'RFC 9293 allows data on a SYN, and asks the receiver to keep it until the connection is ESTABLISHED: an old SYN must not deliver anything. TCP Fast Open (RFC 7413) delivers it at once to a listener that knows the sender by a cookie.',
    section: 'RFC 9293 §3.10.7.2; RFC 7413 §2',
    failing: trace`
      A -> B  SYN      seq=j     mss=1460  len=10
      B -> A  SYN ACK  seq=k     ack=j+11  mss=1460
      A -> B  ACK      seq=j+11  ack=k+1
    `,
    line: 1,
    repaired: trace`
      A -> B  SYN      seq=j     mss=1460
      B -> A  SYN ACK  seq=k     ack=j+1   mss=1460
      A -> B  PSH ACK  seq=j+1   ack=k+1   len=10
      B -> A  ACK      seq=k+1   ack=j+11
    `,
    linux: 'Without Fast Open Linux acknowledges the SYN alone (`ack=j+1`); the data must be sent again.',
    tools: 'Wireshark: "TCP SYN with TFO Cookie" where the option is there.',
  },
  'dup-ack': {
    title: 'the same acknowledgment again: a segment is missing in between',
    meaning:
      'Data has arrived beyond a hole, so the receiver repeats at once which octet it waits for. The sender counts: three duplicates mean a loss rather than disorder, and it sends the missing segment again without waiting for its timer (fast retransmit). An ACK that brings data, another window, a SYN or a FIN is no duplicate.',
    section: 'RFC 5681 §2, §3.2',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  PSH ACK  seq=u      ack=v      len=100
      B -> A  ACK      seq=v      ack=u+100
      A -x B  PSH ACK  seq=u+100  ack=v      len=100
      A -> B  PSH ACK  seq=u+200  ack=v      len=100
      B -> A  ACK      seq=v      ack=u+100
    `,
    line: 6,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  PSH ACK  seq=u      ack=v      len=100
      B -> A  ACK      seq=v      ack=u+100
      A -> B  PSH ACK  seq=u+100  ack=v      len=100
      A -> B  PSH ACK  seq=u+200  ack=v      len=100
      B -> A  ACK      seq=v      ack=u+300
    `,
    tools: 'Wireshark: [TCP Dup ACK 3#1], the frame it repeats and how often.',
  },
} satisfies Partial<Record<FindingCode, CodeEntry>>
