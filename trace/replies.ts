/** What an end is obliged to send, in the reader's symbols. */
import { isSynUnsent, type Reply } from '@synfin/tcp'
import type { SegmentLine } from './line.ts'
import { literal } from './linear.ts'
import type { Network } from './network.ts'
import { type ProposedSegment, printProposed, proposedSegment } from './proposed-line.ts'
import { say } from './say.ts'

/** A segment that RFC 9293 obliges an end to send next. */
export interface DueReply {
  readonly kind: Reply['kind']
  readonly segment: ProposedSegment
  /** Numbers the trace has not named are left out. */
  readonly line: SegmentLine
  /** As a line of the trace: `B -> A SYN ACK ack=j+1`. */
  readonly text: string
  /** The rule, with its section. */
  readonly why: string
}

/** The replies an end owes its peer, the oldest first. */
export function dueReplies(network: Network, of: string, peer: string): DueReply[] {
  return network.half(of, peer).owed.map(reply => {
    const segment = { from: of, to: peer, ...numbered(network, of, peer, reply) }
    const line = proposedSegment(segment)
    return { kind: reply.kind, segment, line, text: printProposed(line), why: reasonFor(reply, of) }
  })
}

function numbered(
  network: Network,
  of: string,
  peer: string,
  reply: Reply,
): Pick<ProposedSegment, 'flags' | 'seq' | 'ack'> {
  const { tcb, numbers } = network.half(of, peer)
  const theirs = network.half(peer, of).numbers
  switch (reply.kind) {
    case 'ack':
      return { flags: ['ACK'], seq: numbers.say(tcb.snd.nxt), ack: theirs.say(tcb.rcv.nxt) }
    case 'syn-ack': {
      // The author has still to name the initial number.
      const seq = isSynUnsent(tcb) ? undefined : numbers.say(tcb.iss)
      return { flags: ['SYN', 'ACK'], seq, ack: theirs.say(tcb.rcv.nxt) }
    }
    case 'rst':
      return reply.ack === undefined
        ? { flags: ['RST'], seq: numbers.say(reply.seq) }
        : { flags: ['RST', 'ACK'], seq: literal(0), ack: theirs.say(reply.ack) }
  }
}

function reasonFor(reply: Reply, of: string): string {
  switch (reply.kind) {
    case 'ack':
      return say`what has arrived must be acknowledged, whether ${of} could use it or not (§3.10.7.4)`
    case 'syn-ack':
      return say`a SYN is answered with SYN ACK (§3.10.7.2, third check; §3.10.7.3, fourth check)`
    case 'rst':
      if (reply.orAck !== undefined) return say`an ABORT tells the peer with a reset (§3.10.5)`
      return say`what meets no connection of ${of}'s is answered with a reset (§3.5.2, §3.10.7)`
  }
}
