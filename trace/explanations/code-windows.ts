import type { FindingCode } from '../catalogue.ts'
import { type CodeEntry, trace } from './explanation.ts'

/** Findings about windows: what a receiver offers and a sender uses. */
export const WINDOW_CODES = {
  'window-overrun': {
    title: 'new data beyond the window the peer has offered',
    meaning:
      'A sender may use the octets from SND.UNA up to SND.UNA+SND.WND. What lies beyond was not asked for: the receiver discards it, and it has to be sent again. (If the window has shrunk meanwhile, old data may still be sent again, but nothing new: SHLD-15.)',
    section: 'RFC 9293 §3.8.6',
    failing: trace`
      given A ESTABLISHED seq=100 ack=300, B ESTABLISHED win=1000
      A -> B  PSH ACK  seq=100  ack=300   len=1500
      B -> A  ACK      seq=300  ack=1100
    `,
    line: 2,
    repaired: trace`
      given A ESTABLISHED seq=100 ack=300, B ESTABLISHED win=1000
      A -> B  PSH ACK  seq=100  ack=300   len=1000
      B -> A  ACK      seq=300  ack=1100
    `,
    tools:
      'Wireshark: [TCP Window Full] when a segment fills the window exactly; it says nothing beyond that.',
  },
  'zero-window-data': {
    title: 'data sent into a window of zero',
    meaning:
      'With `win=0` the receiver says: nothing now. The sender keeps its data and probes, one octet at a time, until a window opens. A whole segment would be discarded, though its ACK is still looked at.',
    section: 'RFC 9293 §3.8.6, §3.8.6.1',
    failing: trace`
      given A ESTABLISHED seq=100 ack=300, B ESTABLISHED
      B -> A  ACK      seq=300  ack=100  win=0
      A -> B  PSH ACK  seq=100  ack=300  len=10
      B -> A  ACK      seq=300  ack=100  win=0
    `,
    line: 3,
    repaired: trace`
      given A ESTABLISHED seq=100 ack=300, B ESTABLISHED
      B -> A  ACK      seq=300  ack=100  win=0
      B -> A  ACK      seq=300  ack=100  win=1000
      A -> B  PSH ACK  seq=100  ack=300  len=10
      B -> A  ACK      seq=300  ack=110  win=1000
    `,
  },
  'zero-window-probe': {
    title: 'one octet sent into a window of zero, to ask whether it is open again',
    meaning:
      'The ACK that opens a window is never sent again by itself, and may be lost: then both ends would wait for ever. So the sender asks, with one octet (MUST-36), first after a retransmission timeout and then at growing intervals. The receiver answers with an ACK that bears its window, and as long as it answers the connection stays open (MUST-37).',
    section: 'RFC 9293 §3.8.6.1',
    failing: trace`
      given A ESTABLISHED seq=100 ack=300, B ESTABLISHED
      B -> A  ACK  seq=300  ack=100  win=0
      A -> B  ACK  seq=100  ack=300  len=1
      B -> A  ACK  seq=300  ack=100  win=0
    `,
    line: 3,
    repaired: trace`
      given A ESTABLISHED seq=100 ack=300, B ESTABLISHED
      B -> A  ACK  seq=300  ack=100  win=0
      B -> A  ACK  seq=300  ack=100  win=1000
      A -> B  ACK  seq=100  ack=300  len=1
      B -> A  ACK  seq=300  ack=101  win=1000
    `,
    linux: 'Linux probes with an empty segment one number back, as for a keep-alive.',
    tools: 'Wireshark: [TCP ZeroWindowProbe] and [TCP ZeroWindowProbeAck]. `ss -o`: timer:(persist,…).',
  },
  'window-shrunk': {
    title: 'a window whose right edge moves back',
    meaning:
      'A receiver that has once offered octets up to a number should not take them back (SHLD-14): the sender may have them under way already. The window becomes smaller as data arrives, and that is no shrinking: RCV.NXT grows by as much. Nor is it worth more than an info where a window scale rounds the window down. A sender must cope all the same (MUST-34).',
    section: 'RFC 9293 §3.8.6; RFC 7323 §2.4',
    failing: trace`
      given A ESTABLISHED seq=100 ack=300, B ESTABLISHED win=1000
      B -> A  ACK  seq=300  ack=100  win=1000
      B -> A  ACK  seq=300  ack=100  win=500
    `,
    line: 3,
    repaired: trace`
      given A ESTABLISHED seq=100 ack=300, B ESTABLISHED win=1000
      B -> A  ACK      seq=300  ack=100  win=1000
      A -> B  PSH ACK  seq=100  ack=300  len=500
      B -> A  ACK      seq=300  ack=600  win=500
    `,
    linux: 'Linux does not shrink a window unless tcp_shrink_window=1.',
  },
  'zero-window': {
    title: 'a window of zero: the receiver takes nothing for now',
    meaning:
      'The application at that end does not read what has arrived. The connection is well, and may stay so for as long as it likes (MAY-8): the sender waits and probes. A zero window on a RST means nothing.',
    section: 'RFC 9293 §3.8.6.1',
    failing: trace`
      given A ESTABLISHED seq=100 ack=300, B ESTABLISHED
      A -> B  PSH ACK  seq=100  ack=300  len=1000
      B -> A  ACK      seq=300  ack=1100  win=0
    `,
    line: 3,
    repaired: trace`
      given A ESTABLISHED seq=100 ack=300, B ESTABLISHED
      A -> B  PSH ACK  seq=100  ack=300  len=1000
      B -> A  ACK      seq=300  ack=1100
    `,
    tools: 'Wireshark: [TCP ZeroWindow] (tcp.analysis.zero_window), and [TCP Window Update] when it opens.',
  },
} satisfies Partial<Record<FindingCode, CodeEntry>>
