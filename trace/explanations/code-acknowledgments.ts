import type { FindingCode } from '../catalogue.ts'
import { type CodeEntry, trace } from './explanation.ts'

/** Findings about acknowledgment numbers. */
export const ACKNOWLEDGMENT_CODES = {
  'synack-wrong-ack': {
    title: 'a SYN ACK that does not acknowledge the SYN it answers',
    meaning:
      'A SYN occupies one sequence number, so `SYN seq=j` is acknowledged by `ack=j+1`. In SYN_SENT only ISS < SEG.ACK =< SND.NXT is acceptable. Any other number looks like the answer to an old SYN: the peer sends `RST seq=SEG.ACK` and stays in SYN_SENT.',
    section: 'RFC 9293 §3.4, §3.10.7.3, first check',
    failing: trace`
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=k    ack=j
      A -> B  ACK      seq=j+1  ack=k+1
    `,
    line: 2,
    repaired: trace`
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=k    ack=j+1
      A -> B  ACK      seq=j+1  ack=k+1
    `,
    linux: 'Beside the RST, Linux sends its SYN again at once.',
  },
  'handshake-ack-wrong': {
    title: 'the third segment of the handshake does not acknowledge the SYN ACK',
    meaning:
      'The end in SYN_RCVD waits for the ACK of its SYN: after `SYN ACK seq=k` that is k+1, and no other number. Any other is answered with `RST seq=SEG.ACK`, and the state stays SYN_RCVD.',
    section: 'RFC 9293 §3.4, §3.10.7.4, fifth check',
    failing: trace`
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=k    ack=j+1
      A -> B  ACK      seq=j+1  ack=k
    `,
    line: 3,
    repaired: trace`
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=k    ack=j+1
      A -> B  ACK      seq=j+1  ack=k+1
    `,
    linux: 'With SYN cookies, when the SYN had no MSS option, Linux accepts k+1 to k+4.',
  },
  'fin-ack-off-by-one': {
    title: 'an ACK that stops just short of the FIN',
    meaning:
      'A FIN occupies one sequence number: the FIN at u is acknowledged by u+1. An ACK of u says only that the data before it has arrived, so the end that closed stays in FIN_WAIT_1 (or LAST_ACK) and sends its FIN again. If the ACK left before the FIN arrived, write both as crossing with `-> ...`.',
    section: 'RFC 9293 §3.4, §3.6, §3.10.7.4, fifth check',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  FIN ACK  seq=u  ack=v
      B -> A  ACK      seq=v  ack=u
    `,
    line: 3,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  FIN ACK  seq=u  ack=v
      B -> A  ACK      seq=v  ack=u+1
    `,
  },
  'ack-of-unsent': {
    title: 'an acknowledgment of something never sent',
    meaning:
      'SEG.ACK is the next octet expected, so it cannot lie beyond what the peer has sent, its SND.NXT. The peer answers with an ACK of its own and drops the segment, data and all.',
    section: 'RFC 9293 §3.4, §3.10.7.4, fifth check',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  PSH ACK  seq=u  ack=v  len=10
      B -> A  ACK      seq=v  ack=u+20
    `,
    line: 3,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  PSH ACK  seq=u  ack=v  len=10
      B -> A  ACK      seq=v  ack=u+10
    `,
  },
  'ack-of-unreceived': {
    title: 'an acknowledgment of octets that have not arrived',
    meaning:
      'The peer has sent these octets, but they are lost or still in the network. An end acknowledges what it has received in order, and nothing beyond RCV.NXT.',
    section: 'RFC 9293 §3.4',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -x B  PSH ACK  seq=u  ack=v     len=10
      B -> A  ACK      seq=v  ack=u+10
    `,
    line: 3,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -x B  PSH ACK  seq=u  ack=v  len=10
      B -> A  ACK      seq=v  ack=u
    `,
  },
  'ack-regress': {
    title: 'an acknowledgment number that goes back',
    meaning:
      'Acknowledgments are cumulative: once an end has said it expects u+10 it never expects less. The peer ignores such an ACK as an old duplicate.',
    section: 'RFC 9293 §3.4',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  PSH ACK  seq=u  ack=v     len=10
      B -> A  ACK      seq=v  ack=u+10
      B -> A  ACK      seq=v  ack=u
    `,
    line: 4,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  PSH ACK  seq=u  ack=v     len=10
      B -> A  ACK      seq=v  ack=u+10
      B -> A  ACK      seq=v  ack=u+10
    `,
  },
  'ack-stale': {
    title: 'an acknowledgment that leaves out what has just arrived',
    meaning:
      'Every segment carries the latest RCV.NXT. An older number is no error on the wire: the segment may have left before the other arrived. If that is meant, say so with `-> ...` and `... ->`.',
    section: 'RFC 9293 §3.10.2',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  PSH ACK  seq=u     ack=v     len=10
      B -> A  PSH ACK  seq=v     ack=u     len=10
      A -> B  ACK      seq=u+10  ack=v+10
      B -> A  ACK      seq=v+10  ack=u+10
    `,
    line: 3,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  PSH ACK  seq=u     ack=v     len=10
      B -> A  PSH ACK  seq=v     ack=u+10  len=10
      A -> B  ACK      seq=u+10  ack=v+10
    `,
  },
  'ack-too-old': {
    title: 'an acknowledgment older than any window',
    meaning:
      'A receiver that guards against blind injection (RFC 5961) accepts SND.UNA - MAX.SND.WND =< SEG.ACK =< SND.NXT. An older number cannot come from the peer, whose window was never that large: the segment is dropped and answered with an ACK.',
    section: 'RFC 5961 §5; RFC 9293 §3.10.7.4, fifth check (MAY-12)',
    failing: trace`
      given A ESTABLISHED seq=500000 ack=300, B ESTABLISHED win=1000
      ... -> A stray  ACK  seq=300     ack=100
      A -> B          ACK  seq=500000  ack=300
    `,
    line: 2,
    repaired: trace`
      given A ESTABLISHED seq=500000 ack=300, B ESTABLISHED win=1000
      ... -> A stray  ACK  seq=300  ack=500000
    `,
    linux: 'Linux also drops a number from before the connection began, however large the window.',
  },
} satisfies Partial<Record<FindingCode, CodeEntry>>
