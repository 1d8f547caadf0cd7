/** What an end is obliged to send, in the reader's symbols. */
import { isSynUnsent, type Reply } from '@synfin/tcp'
import { isHidden, literal, printLinear } from './linear.ts'
import type { Network } from './network.ts'

/** A segment that RFC 9293 obliges an end to send next. */
export interface DueReply {
  readonly kind: Reply['kind']
  readonly from: string
  readonly to: string
  /** As a line of the trace: `B -> A SYN ACK ack=j+1`. Numbers the trace has not named are left out. */
  readonly text: string
  /** The rule, with its section. */
  readonly why: string
}

/** The replies an end owes its peer, the oldest first. */
export function dueReplies(network: Network, of: string, peer: string): DueReply[] {
  return network.half(of, peer).owed.map(reply => ({
    kind: reply.kind,
    from: of,
    to: peer,
    text: `${of} -> ${peer} ${segmentText(network, of, peer, reply)}`,
    why: reasonFor(reply, of),
  }))
}

function segmentText(network: Network, of: string, peer: string, reply: Reply): string {
  const { tcb, numbers } = network.half(of, peer)
  const field = (name: 'seq' | 'ack', linear: ReturnType<typeof numbers.say>) =>
    isHidden(linear) ? [] : [`${name}=${printLinear(linear)}`]
  const received = network.half(peer, of).numbers.say(tcb.rcv.nxt)
  switch (reply.kind) {
    case 'ack':
      return ['ACK', ...field('seq', numbers.say(tcb.snd.nxt)), ...field('ack', received)].join(' ')
    case 'syn-ack': {
      // The author has still to name the initial number.
      const seq = isSynUnsent(tcb) ? [] : field('seq', numbers.say(tcb.iss))
      return ['SYN ACK', ...seq, ...field('ack', received)].join(' ')
    }
    case 'rst': {
      if (reply.ack === undefined) return ['RST', ...field('seq', numbers.say(reply.seq))].join(' ')
      const acked = network.half(peer, of).numbers.say(reply.ack)
      return ['RST ACK', `seq=${printLinear(literal(0))}`, ...field('ack', acked)].join(' ')
    }
  }
}

function reasonFor({ kind }: Reply, of: string): string {
  switch (kind) {
    case 'ack':
      return `what has arrived must be acknowledged, whether ${of} could use it or not (§3.10.7.4)`
    case 'syn-ack':
      return 'a SYN is answered with SYN ACK (§3.10.7.2, third check; §3.10.7.3, fourth check)'
    case 'rst':
      return `what meets no connection of ${of}'s is answered with a reset (§3.5.2, §3.10.7)`
  }
}
