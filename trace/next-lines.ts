/** What may legally come next: what each end is obliged to send, then what it is allowed to. */
import { isSynchronized, isSynUnsent, type SeqNumber, type State } from '@synfin/tcp'
import type { TraceSegment } from './checked-trace.ts'
import { isHidden, printLinear } from './linear.ts'
import type { EndOfConnection } from './network.ts'
import { printSegment } from './print.ts'
import { dueReplies } from './replies.ts'
import type { Walk } from './walk.ts'

/** One line that may come next. */
export interface NextLine {
  /** As it would be written, in the trace's symbols; numbers without a name are left out. */
  readonly text: string
  /** Whether RFC 9293 obliges the end to send it, or only allows it. */
  readonly rank: 'owed' | 'allowed'
  /** The rule, with its section. */
  readonly why: string
}

/** The lines that may come next in a walk, best first: replies owed, arrivals, then what each state allows. */
export function nextLines(walk: Walk): NextLine[] {
  const halves = walk.survey.connections.flatMap(([a, b]) => [new Half(walk, a, b), new Half(walk, b, a)])
  return unique([
    ...halves.flatMap(half => half.owed()),
    ...walk.network.flights().map(({ to, written }) => arrival(to, written)),
    ...halves.flatMap(half => half.allowed()),
  ])
}

function arrival(to: string, written: TraceSegment): NextLine {
  return allowed(`... -> ${to} ${printSegment(written)}`, 'it is on its way (§3.5)')
}

function allowed(text: string, why: string): NextLine {
  return { text, rank: 'allowed', why }
}

function unique(lines: readonly NextLine[]): NextLine[] {
  const seen = new Set<string>()
  return lines.filter(({ text }) => {
    const isNew = !seen.has(text)
    seen.add(text)
    return isNew
  })
}

/** One end of one connection, and what it may do. */
class Half {
  private readonly walk: Walk
  private readonly of: string
  private readonly peer: string
  private readonly end: EndOfConnection
  private readonly state: State

  constructor(walk: Walk, of: string, peer: string) {
    this.walk = walk
    this.of = of
    this.peer = peer
    this.end = walk.network.half(of, peer)
    this.state = walk.network.stateOf(of, peer)
  }

  owed(): NextLine[] {
    return dueReplies(this.walk.network, this.of, this.peer).map(({ text, why }) => ({
      text,
      rank: 'owed',
      why,
    }))
  }

  allowed(): NextLine[] {
    // What is not synchronized answers what does not fit before it sends anything else.
    if (!isSynchronized(this.state) && this.end.owed.some(({ kind }) => kind === 'rst')) return []
    switch (this.state) {
      case 'CLOSED':
      case 'LISTEN':
        return [this.send('SYN', 'an active OPEN (§3.10.1)')]
      case 'SYN_SENT':
        return [this.send('SYN', 'its SYN again, if no answer comes (§3.8.1)', this.end.tcb.iss)]
      case 'SYN_RCVD':
        return isSynUnsent(this.end.tcb) ? [] : [this.close()]
      case 'ESTABLISHED':
      case 'CLOSE_WAIT':
        return [this.text(), this.close(), this.reset()]
      case 'FIN_WAIT_1':
      case 'CLOSING':
      case 'LAST_ACK':
        return this.end.tcb.finSeq === undefined
          ? [this.close()]
          : [this.send('FIN ACK', 'its FIN again, if no answer comes (§3.8.1)', this.end.tcb.finSeq)]
      case 'TIME_WAIT':
        return [allowed(`${this.of}: 2msl`, 'after 2 MSL the connection is forgotten (§3.10.8)')]
      case 'FIN_WAIT_2':
        return []
    }
  }

  private text(): NextLine {
    return this.send('PSH ACK', 'SEND (§3.10.2)', this.end.tcb.snd.nxt, ' len=100')
  }

  private close(): NextLine {
    return this.send('FIN ACK', 'CLOSE (§3.10.4)', this.end.tcb.snd.nxt)
  }

  private reset(): NextLine {
    return this.send('RST', 'ABORT (§3.10.5)', this.end.tcb.snd.nxt)
  }

  private send(flags: string, why: string, seq?: SeqNumber, more = ''): NextLine {
    const { network } = this.walk
    const numbers = [
      seq === undefined ? undefined : (['seq', this.end.numbers.say(seq)] as const),
      flags.includes('ACK')
        ? (['ack', network.half(this.peer, this.of).numbers.say(this.end.tcb.rcv.nxt)] as const)
        : undefined,
    ]
    const fields = numbers.flatMap(number =>
      number === undefined || isHidden(number[1]) ? [] : [` ${number[0]}=${printLinear(number[1])}`],
    )
    return allowed(`${this.of} -> ${this.peer} ${flags}${fields.join('')}${more}`, why)
  }
}
