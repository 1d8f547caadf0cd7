import type { FindingCode } from '../catalogue.ts'
import { type CodeEntry, trace } from './explanation.ts'

/** Findings about options and ECN: what a SYN offers, what may be used afterwards, and how. */
export const OPTION_CODES = {
  'mss-on-non-syn': {
    title: 'an MSS option outside a SYN',
    meaning:
      'The Maximum Segment Size is told once, when the connection is opened: the option MUST NOT be sent without SYN (MUST-65). A receiver has nothing to do with it later.',
    section: 'RFC 9293 §3.2, §3.7.1',
    failing: trace`
      A -> B  SYN      seq=j             mss=1460
      B -> A  SYN ACK  seq=k    ack=j+1  mss=1460
      A -> B  ACK      seq=j+1  ack=k+1  mss=1460
    `,
    line: 3,
    repaired: trace`
      A -> B  SYN      seq=j             mss=1460
      B -> A  SYN ACK  seq=k    ack=j+1  mss=1460
      A -> B  ACK      seq=j+1  ack=k+1
    `,
    linux: 'Linux reads the option on SYN and SYN ACK only and passes over it elsewhere.',
    tools: 'Wireshark: "The non-SYN packet does contain a MSS option" (tcp.options.mss.present).',
  },
  'wscale-on-non-syn': {
    title: 'a Window Scale option outside a SYN',
    meaning:
      'How far windows are shifted is agreed by the two SYNs and then fixed for the connection. A Window Scale option on any other segment must be ignored.',
    section: 'RFC 7323 §2.2',
    failing: trace`
      A -> B  SYN      seq=j             mss=1460  wscale=7
      B -> A  SYN ACK  seq=k    ack=j+1  mss=1460  wscale=7
      A -> B  ACK      seq=j+1  ack=k+1  wscale=8
    `,
    line: 3,
    repaired: trace`
      A -> B  SYN      seq=j             mss=1460  wscale=8
      B -> A  SYN ACK  seq=k    ack=j+1  mss=1460  wscale=7
      A -> B  ACK      seq=j+1  ack=k+1
    `,
    linux: 'Linux reads the option on SYN and SYN ACK only.',
  },
  'sackperm-on-non-syn': {
    title: 'a SACK-permitted option outside a SYN',
    meaning:
      'Whether selective acknowledgments are understood is said by the two SYNs. SACK-permitted MUST NOT be sent on any other segment; what is sent there are the SACK blocks themselves.',
    section: 'RFC 2018 §2',
    failing: trace`
      A -> B  SYN      seq=j             mss=1460  sackok
      B -> A  SYN ACK  seq=k    ack=j+1  mss=1460  sackok
      A -> B  ACK      seq=j+1  ack=k+1  sackok
    `,
    line: 3,
    repaired: trace`
      A -> B  SYN      seq=j             mss=1460  sackok
      B -> A  SYN ACK  seq=k    ack=j+1  mss=1460  sackok
      A -> B  ACK      seq=j+1  ack=k+1
    `,
    linux: 'Linux reads the option on SYN and SYN ACK only.',
    tools: 'Wireshark: "The non-SYN packet does contain a SACK PERM option".',
  },
  'wscale-not-offered': {
    title: 'a SYN ACK with Window Scale, where the SYN had none',
    meaning:
      'Windows are scaled only if both SYNs carry the option. The end that answers may send it only if the SYN it answers did: an end that did not offer would read every later window by a factor too small.',
    section: 'RFC 7323 §2.2',
    failing: trace`
      A -> B  SYN      seq=j             mss=1460
      B -> A  SYN ACK  seq=k    ack=j+1  mss=1460  wscale=7
      A -> B  ACK      seq=j+1  ack=k+1
    `,
    line: 2,
    repaired: trace`
      A -> B  SYN      seq=j             mss=1460  wscale=7
      B -> A  SYN ACK  seq=k    ack=j+1  mss=1460  wscale=7
      A -> B  ACK      seq=j+1  ack=k+1
    `,
  },
  'ts-not-offered': {
    title: 'a SYN ACK with Timestamps, where the SYN had none',
    meaning:
      'Timestamps are used only if both SYNs carry them, and the end that answers may send them only if the SYN it answers did.',
    section: 'RFC 7323 §3.2',
    failing: trace`
      A -> B  SYN      seq=j             mss=1460
      B -> A  SYN ACK  seq=k    ack=j+1  mss=1460  ts=5000/0
      A -> B  ACK      seq=j+1  ack=k+1
    `,
    line: 2,
    repaired: trace`
      A -> B  SYN      seq=j             mss=1460  ts=1000/0
      B -> A  SYN ACK  seq=k    ack=j+1  mss=1460  ts=5000/1000
      A -> B  ACK      seq=j+1  ack=k+1  ts=1001/5000
    `,
  },
  'wscale-range': {
    title: 'a window scale above 14',
    meaning:
      'A window may not reach half of the sequence space, or old numbers could not be told from new ones: 65535 shifted by 14 is just below 2^30. A receiver takes a larger shift for 14 and logs it; the sender meant something else, so the two disagree about the window.',
    section: 'RFC 7323 §2.3',
    failing: trace`
      A -> B  SYN      seq=j             mss=1460  wscale=15
      B -> A  SYN ACK  seq=k    ack=j+1  mss=1460  wscale=7
      A -> B  ACK      seq=j+1  ack=k+1
    `,
    line: 1,
    repaired: trace`
      A -> B  SYN      seq=j             mss=1460  wscale=14
      B -> A  SYN ACK  seq=k    ack=j+1  mss=1460  wscale=7
      A -> B  ACK      seq=j+1  ack=k+1
    `,
    linux: 'Linux logs "Illegal window scaling value" and uses 14.',
  },
  'ts-not-negotiated': {
    title: 'Timestamps on a connection that did not agree on them',
    meaning:
      'Both SYNs must have carried the option. Where one did not, it MUST NOT be sent, and a receiver ignores what it carries.',
    section: 'RFC 7323 §3.2',
    failing: trace`
      A -> B  SYN      seq=j             mss=1460
      B -> A  SYN ACK  seq=k    ack=j+1  mss=1460
      A -> B  ACK      seq=j+1  ack=k+1  ts=1001/5000
    `,
    line: 3,
    repaired: trace`
      A -> B  SYN      seq=j             mss=1460  ts=1000/0
      B -> A  SYN ACK  seq=k    ack=j+1  mss=1460  ts=5000/1000
      A -> B  ACK      seq=j+1  ack=k+1  ts=1001/5000
    `,
  },
  'ts-missing': {
    title: 'a segment without Timestamps, although both SYNs had them',
    meaning:
      'Once agreed upon, Timestamps are on every segment but RST. Without one the receiver can neither measure the round trip nor tell an old duplicate by its age, and may drop the segment in silence.',
    section: 'RFC 7323 §3.2',
    failing: trace`
      A -> B  SYN      seq=j             mss=1460  ts=1000/0
      B -> A  SYN ACK  seq=k    ack=j+1  mss=1460  ts=5000/1000
      A -> B  ACK      seq=j+1  ack=k+1
    `,
    line: 3,
    repaired: trace`
      A -> B  SYN      seq=j             mss=1460  ts=1000/0
      B -> A  SYN ACK  seq=k    ack=j+1  mss=1460  ts=5000/1000
      A -> B  ACK      seq=j+1  ack=k+1  ts=1001/5000
    `,
    linux: 'Linux takes such a segment all the same: it checks the age only of what bears a timestamp.',
  },
  'ts-paws': {
    title: 'a timestamp older than the last one',
    meaning:
      'A clock only goes forward, so a segment with an older timestamp was sent earlier: an old duplicate, however well its numbers fit (Protection Against Wrapped Sequences). The receiver drops it and answers with an ACK. RST is exempt.',
    section: 'RFC 7323 §5',
    failing: trace`
      A -> B  SYN      seq=j             mss=1460  ts=1000/0
      B -> A  SYN ACK  seq=k    ack=j+1  mss=1460  ts=5000/1000
      A -> B  ACK      seq=j+1  ack=k+1  ts=1001/5000
      A -> B  PSH ACK  seq=j+1  ack=k+1  len=10  ts=900/5000
      B -> A  ACK      seq=k+1  ack=j+1  ts=5010/1001
    `,
    line: 4,
    repaired: trace`
      A -> B  SYN      seq=j              mss=1460  ts=1000/0
      B -> A  SYN ACK  seq=k    ack=j+1   mss=1460  ts=5000/1000
      A -> B  ACK      seq=j+1  ack=k+1   ts=1001/5000
      A -> B  PSH ACK  seq=j+1  ack=k+1   len=10  ts=1010/5000
      B -> A  ACK      seq=k+1  ack=j+11  ts=5010/1010
    `,
    linux: 'Linux counts them as TcpExtPAWSEstab (`nstat`).',
  },
  'sack-not-permitted': {
    title: 'SACK blocks for an end that never said it understands them',
    meaning:
      'An end says with SACK-permitted on its SYN that it understands selective acknowledgments. Without that its peer MUST NOT send any: to this end the blocks mean nothing. And on a SYN there is nothing yet that they could tell of.',
    section: 'RFC 2018 §2, §4',
    failing: trace`
      A -> B  SYN      seq=j                mss=1460
      B -> A  SYN ACK  seq=k      ack=j+1   mss=1460
      A -> B  ACK      seq=j+1    ack=k+1
      A -x B  PSH ACK  seq=j+1    ack=k+1   len=100
      A -> B  PSH ACK  seq=j+101  ack=k+1   len=100
      B -> A  ACK      seq=k+1    ack=j+1   sack=j+101:j+201
    `,
    line: 6,
    repaired: trace`
      A -> B  SYN      seq=j                mss=1460  sackok
      B -> A  SYN ACK  seq=k      ack=j+1   mss=1460  sackok
      A -> B  ACK      seq=j+1    ack=k+1
      A -x B  PSH ACK  seq=j+1    ack=k+1   len=100
      A -> B  PSH ACK  seq=j+101  ack=k+1   len=100
      B -> A  ACK      seq=k+1    ack=j+1   sack=j+101:j+201
    `,
    linux: 'Linux passes over SACK blocks on a connection that has not agreed on them.',
  },
  'sack-range': {
    title: 'a SACK block of octets that were never sent, or that are acknowledged anyway',
    meaning:
      "A block names octets that have arrived beyond a hole: its left edge lies past SEG.ACK, its right edge (the number after its last octet) at most at the peer's SND.NXT, and left before right. A first block below SEG.ACK reports a duplicate (D-SACK, RFC 2883): that is told as an info, and no fault.",
    section: 'RFC 2018 §3; RFC 2883 §4',
    failing: trace`
      A -> B  SYN      seq=j                mss=1460  sackok
      B -> A  SYN ACK  seq=k      ack=j+1   mss=1460  sackok
      A -> B  ACK      seq=j+1    ack=k+1
      A -x B  PSH ACK  seq=j+1    ack=k+1   len=100
      A -> B  PSH ACK  seq=j+101  ack=k+1   len=100
      B -> A  ACK      seq=k+1    ack=j+1   sack=j+101:j+301
    `,
    line: 6,
    repaired: trace`
      A -> B  SYN      seq=j                mss=1460  sackok
      B -> A  SYN ACK  seq=k      ack=j+1   mss=1460  sackok
      A -> B  ACK      seq=j+1    ack=k+1
      A -x B  PSH ACK  seq=j+1    ack=k+1   len=100
      A -> B  PSH ACK  seq=j+101  ack=k+1   len=100
      B -> A  ACK      seq=k+1    ack=j+1   sack=j+101:j+201
    `,
  },
  'mss-missing': {
    title: 'a SYN that does not say how large segments may be',
    meaning:
      'Without an MSS option the peer must assume 536 octets for IPv4 and 1220 for IPv6 (MUST-15), a third of what an Ethernet carries. That is allowed, and seldom meant: SYNs should carry it wherever the end could take more or must take less (SHLD-5). In a trace that is about something else it may be left out.',
    section: 'RFC 9293 §3.7.1',
    failing: trace`
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=k    ack=j+1  mss=1460
      A -> B  ACK      seq=j+1  ack=k+1
    `,
    line: 1,
    repaired: trace`
      A -> B  SYN      seq=j             mss=1460
      B -> A  SYN ACK  seq=k    ack=j+1  mss=1460
      A -> B  ACK      seq=j+1  ack=k+1
    `,
    linux: 'Linux always sends the option, and sends 536 octets at most to a peer that did not.',
    tools: 'Wireshark: "The SYN packet does not contain a MSS option" (tcp.options.mss.absent).',
  },
  'mss-exceeded': {
    title: 'more data in a segment than the peer said it takes',
    meaning:
      "A sender's segments hold at most what the peer's MSS option allows, or the default where there was none, and what fits the path (MUST-16). A larger one may not fit the peer's buffers, or has to be fragmented.",
    section: 'RFC 9293 §3.7.1',
    failing: trace`
      A -> B  SYN      seq=j               mss=1460
      B -> A  SYN ACK  seq=k    ack=j+1    mss=536
      A -> B  ACK      seq=j+1  ack=k+1
      A -> B  PSH ACK  seq=j+1  ack=k+1    len=1000
      B -> A  ACK      seq=k+1  ack=j+1001
    `,
    line: 4,
    repaired: trace`
      A -> B  SYN      seq=j                 mss=1460
      B -> A  SYN ACK  seq=k      ack=j+1    mss=536
      A -> B  ACK      seq=j+1    ack=k+1
      A -> B  ACK      seq=j+1    ack=k+1    len=500
      A -> B  PSH ACK  seq=j+501  ack=k+1    len=500
      B -> A  ACK      seq=k+1    ack=j+1001
    `,
    tools:
      'A capture on the sending host shows segments far larger than any MSS: the network card cuts them up later (TSO).',
  },
  'ecn-synack-both': {
    title: 'a SYN ACK with both ECE and CWR',
    meaning:
      'A SYN that asks for Explicit Congestion Notification sets ECE and CWR; the SYN ACK that agrees sets ECE alone. So an end that merely mirrors the flags it got is told from one that understands them. (Accurate ECN, RFC 9768, gives other combinations a meaning.)',
    section: 'RFC 3168 §6.1.1',
    failing: trace`
      A -> B  SYN ECE CWR      seq=j             mss=1460
      B -> A  SYN ACK ECE CWR  seq=k    ack=j+1  mss=1460
      A -> B  ACK              seq=j+1  ack=k+1
    `,
    line: 2,
    repaired: trace`
      A -> B  SYN ECE CWR  seq=j             mss=1460
      B -> A  SYN ACK ECE  seq=k    ack=j+1  mss=1460
      A -> B  ACK          seq=j+1  ack=k+1
    `,
    linux:
      'Linux takes such an answer for a refusal and goes on without ECN, unless it asked for Accurate ECN.',
  },
  'ecn-not-negotiated': {
    title: 'ECE or CWR on a connection that did not agree on ECN',
    meaning:
      'After the handshake ECE says that the network has marked a packet, and CWR that the sender has slowed down. Both have a meaning only where the SYN asked (ECE and CWR) and the SYN ACK agreed (ECE).',
    section: 'RFC 3168 §6.1',
    failing: trace`
      A -> B  SYN          seq=j              mss=1460
      B -> A  SYN ACK      seq=k    ack=j+1   mss=1460
      A -> B  ACK          seq=j+1  ack=k+1
      A -> B  PSH ACK      seq=j+1  ack=k+1   len=10
      B -> A  ACK ECE      seq=k+1  ack=j+11
    `,
    line: 5,
    repaired: trace`
      A -> B  SYN ECE CWR  seq=j              mss=1460
      B -> A  SYN ACK ECE  seq=k    ack=j+1   mss=1460
      A -> B  ACK          seq=j+1  ack=k+1
      A -> B  PSH ACK      seq=j+1  ack=k+1   len=10
      B -> A  ACK ECE      seq=k+1  ack=j+11
    `,
  },
} satisfies Partial<Record<FindingCode, CodeEntry>>
