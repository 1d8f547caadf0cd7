import type { FindingCode } from '../catalogue.ts'
import { type CodeEntry, trace } from './explanation.ts'

/** What is left over when a trace ends. */
export const END_CODES = {
  'reply-expected': {
    title: 'a segment is due that the trace does not show',
    meaning:
      'RFC 9293 obliges the receiver of some segments to answer: data and FIN are acknowledged, a SYN is answered, what fits no connection is reset. The trace goes on or ends without that answer. If it was sent and lost, write it with `-x`; if it is still on its way, with `-> ...`; if it is delayed and rides on later data, let that data come next.',
    section: 'RFC 9293 §3.10.7',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  PSH ACK  seq=u  ack=v  len=10
    `,
    line: 2,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  PSH ACK  seq=u  ack=v  len=10
      B -> A  ACK      seq=v  ack=u+10
    `,
    linux:
      'An ACK of data may be delayed by 40 ms and more, in the hope of something to ride on; in a replay it comes at once.',
  },
  'ends-half-open': {
    title: 'the trace ends before the connection is open',
    meaning:
      'An end is left in SYN_SENT or SYN_RCVD. It would send its SYN again, wait longer each time, and in the end give up. Write the segments that are missing, or how the attempt ends: a refusal, a reset, `A: user-timeout`.',
    section: 'RFC 9293 §3.5, §3.8.3',
    failing: trace`
      A -x B  SYN  seq=j
    `,
    line: 1,
    repaired: trace`
      A -x B  SYN      seq=j
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=k    ack=j+1
      A -> B  ACK      seq=j+1  ack=k+1
    `,
    linux: 'Linux sends a SYN again 6 times (tcp_syn_retries), a SYN ACK 5 times (tcp_synack_retries).',
    tools:
      'Many lines of SYN_RECV in netstat or ss are clients that never came back, or a flood of forged SYNs.',
  },
  'ends-unclosed': {
    title: 'the trace ends while a FIN is not yet acknowledged',
    meaning:
      'An end has sent its FIN and its ACK has not come: the end is still in FIN_WAIT_1, CLOSING or LAST_ACK and would send the FIN again. That is a fine place to stop a trace about something else; a trace about closing lacks its last lines.',
    section: 'RFC 9293 §3.6',
    failing: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -x B  FIN ACK  seq=u  ack=v
    `,
    line: 2,
    repaired: trace`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -x B  FIN ACK  seq=u    ack=v
      A -> B  FIN ACK  seq=u    ack=v
      B -> A  FIN ACK  seq=v    ack=u+1
      A -> B  ACK      seq=u+1  ack=v+1
    `,
  },
  'ends-in-time-wait': {
    title: 'the trace ends in TIME_WAIT',
    meaning:
      'The end that closed first still waits its 2 MSL. Most drawings stop here, and nothing is wrong with that; `A: 2msl` shows where the wait is over and the connection gone.',
    section: 'RFC 9293 §3.6.1',
    failing: trace`
      given A FIN_WAIT_2 seq=u ack=v, B CLOSE_WAIT
      B -> A  FIN ACK  seq=v  ack=u
      A -> B  ACK      seq=u  ack=v+1   [A=TIME_WAIT B=CLOSED]
    `,
    line: 2,
    repaired: trace`
      given A FIN_WAIT_2 seq=u ack=v, B CLOSE_WAIT
      B -> A  FIN ACK  seq=v  ack=u
      A -> B  ACK      seq=u  ack=v+1   [A=TIME_WAIT B=CLOSED]
      A: 2msl                           [A=CLOSED]
    `,
    linux: 'Linux waits 60 s.',
    tools: 'conntrack keeps its own entry in TIME_WAIT for 120 s (nf_conntrack_tcp_timeout_time_wait).',
  },
} satisfies Partial<Record<FindingCode, CodeEntry>>
