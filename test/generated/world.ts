/**
 * The generator's own model of two ends and the network between them. It uses the state machine of `tcp/` for what
 * arrives, and rules of its own for what may leave, so that it is no copy of what `trace/` does.
 */
import {
  abort,
  before,
  close,
  closedTcb,
  controlFlags,
  distance,
  heldEnd,
  icmpArrives,
  icmpArrivesOnLinux,
  isSynchronized,
  type LinuxEnd,
  listeningTcb,
  movesTsRecent,
  type Outcome,
  openActive,
  outdatedArrives,
  plus,
  type Reply,
  receive,
  type Segment,
  type SeqNumber,
  type State,
  segmentArrives,
  segmentDeparts,
  send,
  seqNumber,
  shutdownOnLinux,
  type Tcb,
  tcbInState,
  timeWaitTimeout,
  userTimeout,
} from '@synfin/tcp'
import { type ControlBit, type FindingCode, type Profile, severityOf } from '@synfin/trace'
import {
  type CallEvent,
  ENDS,
  type End,
  type Event,
  type GivenEvent,
  type IcmpEvent,
  otherEnd,
  type SegmentEvent,
  type StateOfEnd,
  type TimerEvent,
  type WrittenNumber,
} from './events.ts'
import { controlBitsFault, mayLeave } from './may-leave.ts'
import { optionFaults } from './option-rules.ts'
import { type Offer, offerIn } from './options.ts'
import { receptionWarning } from './reception-warning.ts'

/** One end of the only connection. */
export interface EndOfWorld {
  tcb: Tcb
  owed: readonly Reply[]
  listening: boolean
  closedBy: 'shutdown' | 'close' | undefined
  /** The retransmission timer has run out: the next segment repeats the oldest one. */
  retransmits: boolean
  agreement: Agreement
  /** How far the clock of its timestamps has gone on. */
  ticks: number
  /** What became of the last segment that arrived. */
  lastReception: Outcome['reception'] | undefined
}

/** What an end knows of the options of its connection. */
export interface Agreement {
  /** What its SYN has offered, and the one it has heard; undefined where the trace has none. */
  readonly own: Offer | undefined
  readonly heard: Offer | undefined
  /** TS.Recent (RFC 7323 §4.3). */
  readonly recentTs: WrittenNumber | undefined
}

/** A segment in the network. */
export interface Flight {
  readonly seg: Segment
  /** The line with which it left. */
  readonly event: SegmentEvent
  /** It pays a debt, so that what becomes of it is not its sender's fault. */
  readonly owed: boolean
}

/** What is wrong with an event; nothing where all is well. */
export type Fault = string | undefined

const WINDOW = 65535

/** What a clock shows where a symbol says it. */
const CLOCK = seqNumber(0x3000_0000)

/** How far beyond SND.NXT a number is put that has nothing to do with it. */
const FAR_AHEAD = 2 ** 29

/** The initial sequence number of an end's next incarnation lies so far above its last number. */
const NEXT_INCARNATION = 0x0100_0000

export class World {
  readonly profile: Profile
  readonly ends: Readonly<Record<End, EndOfWorld>>
  readonly flights: Readonly<Record<End, Flight[]>>
  /** What every symbol stands for, once something has named it. */
  readonly symbols: Map<string, SeqNumber>
  private readonly isns: Readonly<Record<End, SeqNumber>>
  /** Each end's latest SND.NXT, which it remembers when its connection is gone. */
  private readonly latest: Record<End, SeqNumber | undefined>
  /** What each end's numbers have been counted from: symbols, or `undefined` where they were bare numbers. */
  private readonly origins: Readonly<Record<End, Set<string | undefined>>>

  constructor(profile: Profile, isns: Readonly<Record<End, SeqNumber>>) {
    this.profile = profile
    this.isns = isns
    this.ends = { A: newEnd(), B: newEnd() }
    this.flights = { A: [], B: [] }
    this.symbols = new Map()
    this.latest = { A: undefined, B: undefined }
    this.origins = { A: new Set(), B: new Set() }
  }

  /** The state to claim of an end. */
  stateOf(end: End): State {
    const { tcb, listening } = this.ends[end]
    return tcb.state === 'CLOSED' && tcb.ended === undefined && listening ? 'LISTEN' : tcb.state
  }

  states(): StateOfEnd[] {
    return ENDS.map(end => ({ end, state: this.stateOf(end) }))
  }

  /** The TCB that a segment to this end meets. */
  tcbAt(end: End): Tcb {
    const { tcb, listening } = this.ends[end]
    return tcb.state === 'CLOSED' && listening ? listeningTcb(WINDOW) : tcb
  }

  /** An initial sequence number for an end's next connection. */
  nextIss(end: End): SeqNumber {
    const latest = this.latest[end]
    return latest === undefined ? this.isns[end] : plus(latest, NEXT_INCARNATION)
  }

  /** A number that is above all an end has used, near enough to be written by the name of an old one. */
  aboveOld(end: End): SeqNumber {
    return plus(this.latest[end] ?? this.isns[end], 500_000)
  }

  /** The number a segment has where none is written. */
  dueSeq(end: End, flags: readonly ControlBit[], len: number): SeqNumber {
    const { tcb, retransmits } = this.ends[end]
    if (flags.includes('RST')) return this.dueReset(end, flags)?.seq ?? tcb.snd.nxt
    if (flags.includes('SYN')) {
      const opens = this.tcbAt(end).state === 'LISTEN' || tcb.state === 'CLOSED' || tcb.state === 'LISTEN'
      return opens ? this.nextIss(end) : tcb.iss
    }
    if (flags.includes('FIN') && tcb.finSeq !== undefined) return plus(tcb.finSeq, -len)
    return retransmits && tcb.snd.una !== tcb.snd.nxt ? tcb.snd.una : tcb.snd.nxt
  }

  dueAck(end: End, flags: readonly ControlBit[]): SeqNumber {
    const { tcb } = this.ends[end]
    const reset = flags.includes('RST') ? this.dueReset(end, flags) : undefined
    return reset?.ack ?? reset?.orAck ?? tcb.rcv.nxt
  }

  private dueReset(end: End, flags: readonly ControlBit[]): (Reply & { kind: 'rst' }) | undefined {
    const resets = this.ends[end].owed.filter(reply => reply.kind === 'rst')
    return resets.find(reply => (reply.ack !== undefined) === flags.includes('ACK')) ?? resets[0]
  }

  /** The segment that a line brings to its receiver; nothing where none arrives. */
  arriving(event: SegmentEvent): Segment | undefined {
    const { from, journey, flags, seq, ack, len } = event
    if (journey === 'lost' || journey === 'departs') return undefined
    if (journey === 'arrives')
      return this.flights[otherEnd(from)].find(({ seg }) => this.agrees(event, seg))?.seg
    const number = (seq && this.valueOf(seq)) ?? this.dueSeq(from, flags, len)
    const acknowledged = ack === undefined ? this.dueAck(from, flags) : this.valueOf(ack)
    if (acknowledged === undefined) return undefined
    return segmentOf(flags, number, flags.includes('ACK') ? acknowledged : undefined, len)
  }

  /** Plays a line. Returns what is wrong with it, if anything; the world is then no longer of use. */
  play(event: Event): Fault {
    const played = this.playEvent(event)
    if (typeof played === 'string') return played
    const unannounced = played.find(code => !event.notes.includes(code))
    if (unannounced !== undefined) return unannounced
    const unmet = event.notes.find(code => !played.includes(code))
    if (unmet !== undefined) return `no ${unmet}`
    return event.claim.some(claimed => !this.isTrue(claimed)) ? 'claim' : undefined
  }

  /** The warnings a line earns, or what is wrong with it. */
  playEvent(event: Event): string | readonly string[] {
    const played = this.playLine(event)
    for (const end of ENDS) {
      const { state, snd } = this.ends[end].tcb
      if (state !== 'CLOSED' && state !== 'LISTEN') this.latest[end] = snd.nxt
    }
    return played
  }

  private playLine(event: Event): string | readonly string[] {
    switch (event.kind) {
      case 'segment':
        return event.journey === 'arrives' ? this.arriveFromNetwork(event) : this.playSegment(event)
      case 'call':
        return this.playCall(event) ?? []
      case 'timer':
        return this.playTimer(event) ?? []
      case 'given':
        return this.playGiven(event) ?? []
      case 'icmp':
        return this.playIcmp(event) ?? []
      case 'claim':
        return []
    }
  }

  /** A claim of LISTEN also holds where a connection has ended and its end goes on listening. */
  private isTrue({ end, state }: StateOfEnd): boolean {
    const { tcb, listening } = this.ends[end]
    if (state === 'LISTEN' && tcb.state === 'CLOSED' && listening) return true
    if (state === 'TIME_WAIT' && tcb.state === 'CLOSED' && tcb.ended === 'aborted') return true
    return this.stateOf(end) === state
  }

  // --- Segments ---

  private playSegment(event: SegmentEvent): string | readonly string[] {
    const { from, journey } = event
    const seg = this.read(event)
    if (typeof seg === 'string') return seg
    const sender = this.ends[from]
    const urgent = seg.urg && sender.tcb.finSeq !== undefined ? ['urg-after-fin'] : []
    if (journey === 'stray') {
      const options = this.optionFaults(event, seg)
      const fault = controlBitsFault(seg) ?? options.find(code => this.isError(code))
      return fault ?? [...options, ...urgent, ...this.reach(otherEnd(from), { seg, event, owed: false })]
    }
    if (sender.tcb.state === 'CLOSED' && sender.tcb.ended === undefined) sender.tcb = this.tcbAt(from)
    const { tcb, owed } = sender
    const peer = this.ends[otherEnd(from)].tcb
    const options = this.optionFaults(event, seg)
    const fault = mayLeave(tcb, seg, owed) ?? options.find(code => this.isError(code))
    if (fault !== undefined) return fault
    const odd = [...options, ...urgent]
    sender.ticks += 1 + seg.len
    const departed = segmentDeparts({ tcb, seg, owed, peer, wasReset: false, keepsAlive: false })
    if (departed.cause === 'open') sender.closedBy = undefined
    // On Linux only close() has a FIN leave in SYN_RCVD.
    const closes = this.profile === 'linux' && tcb.state === 'SYN_RCVD' ? 'close' : 'shutdown'
    if (departed.calls.some(({ call }) => call === 'shutdown')) sender.closedBy = closes
    sender.tcb = departed.tcb
    sender.owed = departed.owed
    sender.retransmits = false
    if (seg.syn) {
      const { agreement } = sender
      const known = seg.ack === undefined && departed.cause === 'open' ? NOTHING_AGREED : agreement
      sender.agreement = { ...known, own: offerIn(event.flags, event.options, agreement.heard) }
    }
    const flight: Flight = { seg, event, owed: departed.cause === 'reset-owed' }
    if (journey === 'departs') this.flights[otherEnd(from)].push(flight)
    return journey === 'delivered' ? [...odd, ...this.reach(otherEnd(from), flight)] : odd
  }

  /** The oldest segment in flight that agrees with every field written. */
  private arriveFromNetwork(event: SegmentEvent): string | readonly string[] {
    const to = otherEnd(event.from)
    const at = this.flights[to].findIndex(({ seg }) => this.agrees(event, seg))
    const [flight] = at < 0 ? [] : this.flights[to].splice(at, 1)
    return flight === undefined ? 'not-in-flight' : this.reach(to, flight)
  }

  private agrees({ flags, seq, ack, len }: SegmentEvent, seg: Segment): boolean {
    const bits = bitsOf(seg)
    const same = bits.length === flags.length && flags.every(bit => bits.includes(bit))
    const has = (written: WrittenNumber | undefined, value: SeqNumber | undefined) =>
      written === undefined || this.valueOf(written) === value
    return same && has(seq, seg.seq) && has(ack, seg.ack) && (len === 0 || len === seg.len)
  }

  /** The segment with all its numbers; a symbol seen for the first time is named. */
  private read({ from, journey, flags, seq, ack, len, options }: SegmentEvent): Segment | string {
    const due = this.dueSeq(from, flags, len)
    const isStray = journey === 'stray'
    const naming = isStray ? seqNumber(0x4000_0000 + this.symbols.size) : due
    const written = seq === undefined ? due : (this.valueOf(seq) ?? this.name(seq, naming))
    if (written === undefined) return 'undefined-symbol'
    const number = seq === undefined || isStray ? written : this.comparable(from, flags, seq.symbol, written)
    if (seq !== undefined && (number === due || !flags.includes('RST'))) this.origins[from].add(seq.symbol)
    const clocks = options.ts === undefined ? [] : [options.ts.value, options.ts.echo]
    const isUnknown = (clock: WrittenNumber) => (this.valueOf(clock) ?? this.name(clock, CLOCK)) === undefined
    if (clocks.some(isUnknown)) return 'undefined-symbol'
    const acknowledges = flags.includes('ACK')
    const acknowledged = ack === undefined ? this.dueAck(from, flags) : this.valueOf(ack)
    if (acknowledged === undefined) return 'undefined-symbol'
    if (ack !== undefined && !acknowledges) return 'ack-number-without-flag'
    return segmentOf(flags, number, acknowledges ? acknowledged : undefined, len)
  }

  /**
   * The value of a number that its sender writes. Numbers that count from different things cannot be told apart by
   * their values, which somebody made up: one that its sender has never counted from is no number it has had.
   */
  private comparable(
    from: End,
    flags: readonly ControlBit[],
    origin: string | undefined,
    value: SeqNumber,
  ): SeqNumber {
    const { state, snd } = this.ends[from].tcb
    const isOfConnection = isSynchronized(state) && !flags.includes('SYN') && !flags.includes('RST')
    const wasSent = distance(value, snd.nxt) <= snd.acked + distance(snd.una, snd.nxt)
    const isKnown = this.origins[from].size === 0 || this.origins[from].has(origin)
    return !isOfConnection || wasSent || isKnown ? value : plus(snd.nxt, FAR_AHEAD)
  }

  valueOf({ symbol, plus: octets }: WrittenNumber): SeqNumber | undefined {
    if (symbol === undefined) return seqNumber(octets)
    const base = this.symbols.get(symbol)
    return base === undefined ? undefined : plus(base, octets)
  }

  private name({ symbol, plus: octets }: WrittenNumber, value: SeqNumber): SeqNumber | undefined {
    if (symbol === undefined || octets !== 0) return undefined
    this.symbols.set(symbol, value)
    return value
  }

  private reach(to: End, { seg, event, owed }: Flight): readonly string[] {
    const receiver = this.ends[to]
    const before = this.tcbAt(to)
    const ticks = this.ticksBehind(to, event)
    const linux = this.linuxEnd(to)
    const outcome =
      this.outdated(to, seg, event) ??
      segmentArrives(before, seg, {
        iss: () => this.nextIss(to),
        rfc1337: false,
        hasNewTimestamp: ticks < 0,
        ...(linux ? { linux } : {}),
      })
    const { tcb } = outcome
    if (tcb.state !== 'LISTEN' || receiver.tcb.state !== 'CLOSED') receiver.tcb = tcb
    const opened = tcb.state === 'SYN_RCVD' && before.state !== 'SYN_RCVD'
    if (opened) receiver.closedBy = undefined
    receiver.owed = withReplies(opened ? [] : receiver.owed, before, outcome)
    receiver.lastReception = outcome.reception
    this.agree(to, before, { seg, event, owed }, outcome, linux)
    const warning = owed ? undefined : receptionWarning(seg, before, outcome.reception)
    return warning === undefined ? [] : [warning]
  }

  /** What the receiver of a segment then knows of its options. */
  private agree(
    to: End,
    before: Tcb,
    { seg, event }: Flight,
    outcome: Outcome,
    linux: LinuxEnd | undefined,
  ): void {
    const ticks = this.ticksBehind(to, event)
    const receiver = this.ends[to]
    const { ts } = event.options
    const opens = seg.syn && outcome.reception === 'processed' && before.state !== 'SYN_RCVD'
    if (opens) {
      const own = before.state === 'SYN_SENT' ? receiver.agreement.own : undefined
      const heard = offerIn(event.flags, event.options, own)
      receiver.agreement = { own, heard, recentTs: ts?.value }
    } else if (ts !== undefined && movesTsRecent(before, seg, ticks, outcome, linux))
      receiver.agreement = { ...receiver.agreement, recentTs: ts.value }
  }

  private outdated(to: End, seg: Segment, event: Pick<SegmentEvent, 'options'>): Outcome | undefined {
    return outdatedArrives(this.tcbAt(to), seg, this.ticksBehind(to, event), this.linuxEnd(to))
  }

  private linuxEnd(to: End): LinuxEnd | undefined {
    if (this.profile !== 'linux') return undefined
    const { closedBy, agreement } = this.ends[to]
    return {
      orphaned: closedBy === 'close',
      hasSack: agreement.own?.sackok === true && agreement.heard?.sackok === true,
    }
  }

  /** How many ticks a segment's timestamp is behind TS.Recent of its receiver. */
  ticksBehind(to: End, { options: { ts } }: Pick<SegmentEvent, 'options'>): number {
    const { own, heard, recentTs: recent } = this.ends[to].agreement
    if (own !== undefined && heard !== undefined && !(own.ts && heard.ts)) return 0
    const [value, last] = [ts && this.valueOf(ts.value), recent && this.valueOf(recent)]
    return value === undefined || last === undefined ? 0 : plus(last, -value) | 0
  }

  /** What is wrong with the options of a segment; of a stray one, its receiver knows what was agreed on. */
  private optionFaults({ from, flags, options, journey, len }: SegmentEvent, seg: Segment): FindingCode[] {
    const to = otherEnd(from)
    const { own, heard } = this.ends[journey === 'stray' ? to : from].agreement
    const { state, snd } = this.ends[to].tcb
    const said = journey === 'stray' ? { own: heard, heard: own } : { own, heard }
    return optionFaults({
      flags,
      options,
      len,
      ack: seg.ack,
      blocks: (options.sack ?? []).map(({ left, right }) => [
        this.valueOf(left) ?? seg.seq,
        this.valueOf(right) ?? seg.seq,
      ]),
      isOutdated: this.outdated(to, seg, { options }) !== undefined,
      ...said,
      peersNext: hasNumbers(state) ? snd.nxt : undefined,
    })
  }

  private isError(code: FindingCode): boolean {
    return severityOf(code, this.profile) === 'error'
  }

  /** Whether an end has sent all the text that is held. */
  hasSentUpTo(end: End, held: Tcb['held']): boolean {
    return held.every(stretch => !before(this.ends[end].tcb.snd.nxt, heldEnd(stretch)))
  }

  private playIcmp({ end, error, seq }: IcmpEvent): Fault {
    const about = this.valueOf(seq)
    if (about === undefined) return 'undefined-symbol'
    const own = this.ends[end]
    const arrives = this.profile === 'linux' ? icmpArrivesOnLinux : icmpArrives
    const { tcb } = arrives(own.tcb, error, about)
    if (tcb.state !== own.tcb.state) own.owed = []
    own.tcb = tcb
    return undefined
  }

  // --- Calls, timers, givens ---

  private playCall({ end, call, octets }: CallEvent): Fault {
    const own = this.ends[end]
    if (call === 'listen' || call === 'unlisten') return this.listen(end, call === 'listen')
    own.tcb = own.tcb.ended === undefined ? this.tcbAt(end) : own.tcb
    switch (call) {
      case 'connect':
        own.closedBy = undefined
        own.agreement = NOTHING_AGREED
        return this.apply(end, openActive(own.tcb, this.nextIss(end)))
      case 'send':
        return this.apply(end, send(own.tcb, octets ?? 0))
      case 'abort':
        return this.apply(end, abort(own.tcb))
      case 'receive':
        return receive(own.tcb).refused
      case 'shutdown':
      case 'close':
        return this.close(end, call)
      default:
        return undefined
    }
  }

  private listen(end: End, listening: boolean): Fault {
    const own = this.ends[end]
    if (own.listening === listening) return 'call-refused'
    own.listening = listening
    if (own.tcb.state === 'LISTEN' && !listening) own.tcb = { ...own.tcb, state: 'CLOSED' }
    if (own.tcb.state === 'CLOSED' && listening) own.tcb = { ...own.tcb, ended: undefined }
    return undefined
  }

  private close(end: End, how: 'shutdown' | 'close'): Fault {
    const own = this.ends[end]
    const { state, ended } = own.tcb
    if (state === 'LISTEN' || (state === 'CLOSED' && ended === undefined))
      return how === 'close' && own.listening ? this.listen(end, false) : 'call-refused'
    if (how === 'close' && own.closedBy !== 'close' && (own.closedBy === 'shutdown' || ended !== undefined)) {
      own.closedBy = 'close'
      return undefined
    }
    const isWaiting = how === 'shutdown' && this.profile === 'linux'
    const fault = this.apply(end, isWaiting ? shutdownOnLinux(own.tcb) : close(own.tcb))
    if (fault === undefined) own.closedBy = how
    return fault
  }

  private apply(end: End, { tcb, refused, owed }: ReturnType<typeof abort>): Fault {
    if (refused !== undefined) return 'call-refused'
    this.ends[end].tcb = tcb
    if (owed !== undefined) this.ends[end].owed = [owed]
    // A reset was owed before the call, and its line may come after it.
    else if (tcb.state === 'CLOSED')
      this.ends[end].owed = this.ends[end].owed.filter(({ kind }) => kind === 'rst')
    return undefined
  }

  private playTimer({ end, timer }: TimerEvent): Fault {
    const own = this.ends[end]
    switch (timer) {
      case '2msl': {
        const over = timeWaitTimeout(own.tcb)
        if (over === undefined) return 'timer-not-running'
        own.tcb = over
        own.owed = []
        return undefined
      }
      case 'retransmit': {
        const runs =
          isSynchronized(own.tcb.state) || own.tcb.state === 'SYN_SENT' || own.tcb.state === 'SYN_RCVD'
        if (!runs) return 'timer-not-running'
        own.retransmits = true
        return undefined
      }
      case 'user-timeout':
        if (own.tcb.state === 'CLOSED' || own.tcb.state === 'LISTEN') return 'timer-not-running'
        own.tcb = userTimeout(own.tcb)
        own.owed = []
        return undefined
      case 'reboot':
        own.tcb = { ...own.tcb, state: 'CLOSED', ended: undefined, held: [], unsent: closedTcb.unsent }
        own.owed = []
        own.closedBy = undefined
        own.retransmits = false
        own.listening = false
        return undefined
    }
  }

  private playGiven({ ends }: GivenEvent): Fault {
    const numbers = ends.map(({ end, seq, ack }) => ({
      seq: seq && (this.valueOf(seq) ?? this.name(seq, this.isns[end])),
      ack: ack && (this.valueOf(ack) ?? this.name(ack, this.isns[otherEnd(end)])),
    }))
    const isUnnamed = ends.some(({ seq, ack }, at) => {
      const known = numbers[at]
      return (
        (seq !== undefined && known?.seq === undefined) || (ack !== undefined && known?.ack === undefined)
      )
    })
    if (isUnnamed) return 'undefined-symbol'
    const isHalfOpen = ends.some(({ state }) => hasNumbers(state))
    for (const [at, { end, state }] of ends.entries()) {
      const own = numbers[at]
      const other = numbers[1 - at]
      const told = own?.seq ?? other?.ack
      const number = ends[at]?.seq ?? ends[1 - at]?.ack
      if (number !== undefined) this.origins[end].add(number.symbol)
      const sndNxt = told ?? this.isns[end]
      const rcvNxt = own?.ack ?? other?.seq ?? this.isns[otherEnd(end)]
      if (state === 'LISTEN') this.ends[end].listening = true
      const started = state === 'LISTEN' ? 'CLOSED' : state
      this.ends[end].tcb = tcbInState({ state: started, sndNxt, rcvNxt, rcvWnd: WINDOW, sndWnd: WINDOW })
      // What the other end still counts by is the connection before, though nobody says its number.
      if (told !== undefined || state !== 'CLOSED' || isHalfOpen) this.latest[end] = sndNxt
      if (this.ends[end].tcb.finSeq !== undefined) this.ends[end].closedBy = 'shutdown'
    }
    return undefined
  }
}

function hasNumbers(state: State): boolean {
  return state !== 'CLOSED' && state !== 'LISTEN'
}

const NOTHING_AGREED: Agreement = { own: undefined, heard: undefined, recentTs: undefined }

function newEnd(): EndOfWorld {
  return {
    tcb: closedTcb,
    owed: [],
    listening: false,
    closedBy: undefined,
    retransmits: false,
    agreement: NOTHING_AGREED,
    ticks: 0,
    lastReception: undefined,
  }
}

/** One acknowledgment answers everything so far; resets are owed one by one. A connection that is gone owes nothing. */
function withReplies(owed: readonly Reply[], before: Tcb, { tcb, owed: due }: Outcome): readonly Reply[] {
  const isGone = (tcb.state === 'CLOSED' || tcb.state === 'LISTEN') && tcb.state !== before.state
  if (isGone) return due
  return [...owed, ...due.filter(({ kind }) => kind === 'rst' || !owed.some(reply => reply.kind === kind))]
}

export function segmentOf(
  flags: readonly ControlBit[],
  seq: SeqNumber,
  ack: SeqNumber | undefined,
  len: number,
): Segment {
  const has = (bit: ControlBit) => flags.includes(bit)
  return {
    seq,
    ack,
    len,
    wnd: WINDOW,
    ...controlFlags(has),
  }
}

export function bitsOf(seg: Segment): ControlBit[] {
  const bits: [ControlBit, boolean][] = [
    ['SYN', seg.syn],
    ['FIN', seg.fin],
    ['RST', seg.rst],
    ['PSH', seg.psh],
    ['ACK', seg.ack !== undefined],
    ['URG', seg.urg],
    ['ECE', seg.ece],
    ['CWR', seg.cwr],
  ]
  return bits.flatMap(([bit, isSet]) => (isSet ? [bit] : []))
}
