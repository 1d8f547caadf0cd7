/** What one end of a connection might do next, whether or not the walk then finds something against it. */
import {
  before,
  distance,
  isSynchronized,
  isSynUnsent,
  type SeqNumber,
  type State,
  type Tcb,
} from '@synfin/tcp'
import type { Linear } from './checked-trace.ts'
import type { FreshNames } from './fresh-names.ts'
import type { CallName, ControlBit } from './line.ts'
import { difference, isHidden, isLiteral, isZero, literal, symbol } from './linear.ts'
import type { EndOfConnection } from './network.ts'
import { type ProposedLine, proposedCall, proposedSegment, proposedTimer } from './proposed-line.ts'
import { dueReplies } from './replies.ts'
import { say } from './say.ts'
import type { Walk } from './walk.ts'

/** A line to propose, if the walk has nothing against it. */
export interface Proposal {
  readonly line: ProposedLine
  readonly rank: 'owed' | 'allowed'
  /** The rule, with its section. */
  readonly why: string
}

/** How much to send where nobody has said it. */
const SOME_OCTETS = 100

export class HalfProposals {
  private readonly walk: Walk
  private readonly names: Pick<FreshNames, 'symbol'>
  private readonly of: string
  private readonly peer: string
  private readonly end: EndOfConnection
  private readonly tcb: Tcb
  private readonly state: State

  constructor(walk: Walk, names: Pick<FreshNames, 'symbol'>, of: string, peer: string) {
    this.walk = walk
    this.names = names
    this.of = of
    this.peer = peer
    this.end = walk.network.half(of, peer)
    this.tcb = this.end.tcb
    this.state = walk.network.stateOf(of, peer)
  }

  /** What it is obliged to send: replies, what a timeout has it repeat, and what its application has handed over. */
  owed(): Proposal[] {
    const replies = dueReplies(this.walk.network, this.of, this.peer).map(({ kind, segment, why }) => {
      const seq = kind === 'syn-ack' && isSynUnsent(this.tcb) ? this.freshIsn() : segment.seq
      return { line: proposedSegment({ ...segment, seq }), rank: 'owed' as const, why }
    })
    return [...replies, ...this.repeated(), ...this.handedOver()]
  }

  /** A SYN that nobody is said to wait for may also be refused. */
  refusals(): Proposal[] {
    if (this.state !== 'SYN_RCVD' || !isSynUnsent(this.tcb)) return []
    const why = this.walk.survey.listeners.has(this.of)
      ? say`if nobody listens at ${this.of}: what meets no connection is answered with a reset (§3.5.2, §3.10.7.1)`
      : say`${this.of} listens, and refuses this one: an ABORT (§3.10.5)`
    return [this.segment(['RST', 'ACK'], why, { seq: literal(0) })]
  }

  /** What is in flight to this end. */
  arrivals(): Proposal[] {
    return this.walk.network
      .flights()
      .filter(({ to, written }) => to === this.of && written.from === this.peer)
      .map(({ written: { flags, seq, ack, len } }) => ({
        line: proposedSegment({
          to: this.of,
          flags,
          seq: seq === 'any' ? undefined : seq,
          ack: ack === 'any' ? undefined : ack,
          len: isZero(len) ? undefined : len,
        }),
        rank: 'allowed',
        why: say`it is on its way (§3.5)`,
      }))
  }

  /** In TIME_WAIT there is nothing to do but wait. */
  expiry(): Proposal[] {
    return this.state === 'TIME_WAIT'
      ? [this.timer('2msl', say`after 2 MSL the connection is forgotten (§3.10.8)`)]
      : []
  }

  /** What its state allows it to send. */
  segments(): Proposal[] {
    switch (this.state) {
      case 'CLOSED':
      case 'LISTEN':
        return [this.syn(say`an active OPEN (§3.10.1)`)]
      case 'SYN_SENT':
        return isSynUnsent(this.tcb) ? [] : this.outstanding(say`its SYN again, if no answer comes (§3.8.1)`)
      case 'SYN_RCVD':
        return isSynUnsent(this.tcb)
          ? []
          : [...this.outstanding(say`its SYN again, if no answer comes (§3.8.1)`), this.fin(), this.reset()]
      case 'ESTABLISHED':
      case 'CLOSE_WAIT':
        return [...this.text(), this.fin(), ...this.outstanding(), this.reset()]
      case 'FIN_WAIT_1':
      case 'CLOSING':
      case 'LAST_ACK':
        return [...this.outstanding(say`its FIN again, if no answer comes (§3.8.1)`), this.reset()]
      case 'FIN_WAIT_2':
        return [this.reset()]
      case 'TIME_WAIT':
        return []
    }
  }

  /** What its application may call, and which of its timers may run out. */
  calls(): Proposal[] {
    switch (this.state) {
      case 'CLOSED':
        return [
          this.call('listen', say`a passive OPEN: it waits for a SYN (§3.10.1)`),
          this.call('connect', say`an active OPEN: its SYN is to leave (§3.10.1)`, this.peer),
        ]
      case 'LISTEN':
        return [this.call('unlisten', say`it waits for no SYN any more (§3.10.4)`)]
      case 'TIME_WAIT':
        return []
      default:
        return [...this.retransmit(), ...this.receive(), ...this.sendAndClose()]
    }
  }

  /** What ends a connection from outside the protocol. */
  lastResorts(): Proposal[] {
    if (this.state === 'CLOSED' || this.state === 'LISTEN') return []
    return [
      this.call('abort', say`the connection is forgotten, and a reset tells the peer (§3.10.5)`),
      this.timer('user-timeout', say`the user timeout ends a connection that makes no progress (§3.10.8)`),
      this.timer('reboot', say`the host forgets everything, and nobody hears of it (§3.5.1)`),
    ]
  }

  // --- Segments ---

  /** The oldest segment that is not acknowledged, once its timeout has run out. */
  private repeated(): Proposal[] {
    return this.end.retransmits
      ? this.outstanding(say`the retransmission timeout has run out (§3.8.1)`).map(owed)
      : []
  }

  /** What the application has called for and has not left yet. */
  private handedOver(): Proposal[] {
    const { unsent } = this.tcb
    if (this.state === 'SYN_SENT' && isSynUnsent(this.tcb))
      return [owed(this.syn(say`its active OPEN (§3.10.1)`))]
    if (!isSynchronized(this.state)) return []
    if (unsent.octets > 0) {
      const len = this.lengthOf(unsent.octets)
      return len === undefined ? [] : [owed(this.dataOf(len, say`what its SEND has handed over (§3.10.2)`))]
    }
    return unsent.fin ? [owed(this.fin(say`its CLOSE (§3.10.4)`))] : []
  }

  private syn(why: string): Proposal {
    return this.segment(['SYN'], why, { seq: this.freshIsn() })
  }

  private text(): Proposal[] {
    const { finSeq, unsent } = this.tcb
    if (finSeq !== undefined || unsent.fin || unsent.octets > 0) return []
    return [this.dataOf(literal(SOME_OCTETS), say`SEND (§3.10.2)`)]
  }

  private dataOf(len: Linear, why: string): Proposal {
    return this.segment(['PSH', 'ACK'], why, { seq: this.say(this.tcb.snd.nxt), len })
  }

  private fin(why = say`CLOSE (§3.10.4)`): Proposal {
    return this.segment(['FIN', 'ACK'], why, { seq: this.say(this.tcb.snd.nxt) })
  }

  private reset(): Proposal {
    return this.segment(['RST'], say`ABORT (§3.10.5)`, { seq: this.say(this.tcb.snd.nxt) })
  }

  /** The oldest segment that the peer has not acknowledged, as it would be sent again. */
  private outstanding(why = say`its text again, if no answer comes (§3.8.1)`): Proposal[] {
    const { snd, finSeq, iss } = this.tcb
    if (snd.una === snd.nxt) return []
    const seq = this.say(snd.una)
    if (snd.una === iss) {
      const flags: ControlBit[] = this.state === 'SYN_SENT' ? ['SYN'] : ['SYN', 'ACK']
      return [this.segment(flags, why, { seq })]
    }
    if (snd.una === finSeq) return [this.segment(['FIN', 'ACK'], why, { seq })]
    const len = this.textBetween(snd.una, finSeq ?? snd.nxt)
    return len === undefined ? [] : [this.segment(['PSH', 'ACK'], why, { seq, len })]
  }

  private segment(
    flags: readonly ControlBit[],
    why: string,
    { seq, len }: { readonly seq?: Linear | undefined; readonly len?: Linear } = {},
  ): Proposal {
    const ack = flags.includes('ACK')
      ? this.walk.network.half(this.peer, this.of).numbers.say(this.tcb.rcv.nxt)
      : undefined
    return allowed(proposedSegment({ from: this.of, to: this.peer, flags, seq, ack, len }), why)
  }

  // --- Calls and timers ---

  private receive(): Proposal[] {
    return this.end.unread
      ? [this.call('receive', say`its application takes what has arrived (§3.10.3)`)]
      : []
  }

  private sendAndClose(): Proposal[] {
    if (this.end.closedBy !== undefined || this.tcb.finSeq !== undefined) return []
    const text = proposedCall(this.of, 'send', undefined, literal(SOME_OCTETS))
    return [
      ...(isSynchronized(this.state) ? [allowed(text, say`text is to leave (§3.10.2)`)] : []),
      this.call('close', say`a FIN is to leave after everything queued (§3.10.4)`),
      this.call('shutdown', say`a FIN is to leave, and what the peer sends is still received (§3.10.4)`),
    ]
  }

  private retransmit(): Proposal[] {
    const { una, nxt } = this.tcb.snd
    const isRunning = una !== nxt && !this.end.retransmits
    return isRunning
      ? [this.timer('retransmit', say`what is not acknowledged in time is sent again (§3.8.1, §3.10.8)`)]
      : []
  }

  private call(call: CallName, why: string, peer?: string): Proposal {
    return allowed(proposedCall(this.of, call, peer), why)
  }

  private timer(timer: Parameters<typeof proposedTimer>[1], why: string): Proposal {
    return allowed(proposedTimer(this.of, timer), why)
  }

  // --- Numbers ---

  private say(value: SeqNumber): Linear {
    return this.end.numbers.say(value)
  }

  /** An initial sequence number in the author's way: a symbol, a round number, or none. */
  private freshIsn(): Linear | undefined {
    const other = this.walk.network.half(this.peer, this.of)
    const isNew = other.tcb.snd.nxt === 0 && other.tcb.state === 'CLOSED'
    if (isNew) return symbol(this.names.symbol())
    const theirs = other.numbers.say(other.tcb.snd.nxt)
    if (isHidden(theirs)) return undefined
    if (isLiteral(theirs)) return literal(Math.ceil(theirs.constant / 100) * 100 + 200)
    return symbol(this.names.symbol(Object.keys(theirs.terms)[0]))
  }

  /** Octets as a length of the trace; undefined where the number was made up for a symbol. */
  private lengthOf(octets: number): Linear | undefined {
    const lengths = this.walk.symbols
      .names()
      .flatMap(name => this.walk.symbols.get(name) ?? [])
      .filter(({ kind }) => kind === 'length')
    if (lengths.length === 0) return literal(octets)
    const named = lengths.find(({ value }) => value === octets)
    return named && symbol(named.name)
  }

  private textBetween(from: SeqNumber, to: SeqNumber): Linear | undefined {
    if (!before(from, to)) return undefined
    const len = difference(this.say(to), this.say(from))
    if (isHidden(len)) return undefined
    return isLiteral(len) && len.constant !== distance(from, to) ? undefined : len
  }
}

function allowed(line: Proposal['line'], why: string): Proposal {
  return { line, rank: 'allowed', why }
}

function owed(proposal: Proposal): Proposal {
  return { ...proposal, rank: 'owed' }
}
