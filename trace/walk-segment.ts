/** Walks a segment line: judged alone, judged as its sender's, then taken by its receiver. */
import {
  type Departed,
  type Departing,
  departsAllTheSame,
  departureFault,
  type Fault,
  type FaultCode,
  flagFault,
  icmpArrives,
  type IcmpError,
  type Outcome,
  plus,
  type Segment,
  segEnd,
  segmentArrives,
  segmentDeparts,
  seqNumber,
} from '@synfin/tcp'
import type { Call, Journey, Linear, TraceSegment } from './checked-trace.ts'
import { bitsOf, deletingFix, type Mended, mendingFix, printMended, ZERO } from './fixes.ts'
import type { Related } from './finding.ts'
import { addLinear, addOctets, linearOf, literal, printLinear } from './linear.ts'
import type { ControlBit, SegmentLine, Span } from './line.ts'
import { MESSAGES, type Scene } from './messages.ts'
import type { EndOfConnection, Flight, Landmark } from './network.ts'
import { choosesIss, controlBits, dueNumbers, hiddenIss, Numbering } from './numbering.ts'
import { editOn, type Verdict } from './reporter.ts'
import type { Statement } from './statements.ts'
import { onlyPeer } from './survey.ts'
import type { Walk } from './walk.ts'

/** What a segment line did. */
export interface WalkedSegment {
  readonly segment: TraceSegment
  readonly calls: readonly Call[]
}

/** A segment on its way, and whether anything has been held against it. */
interface Judged {
  readonly seg: Segment | undefined
  readonly departed: Departed | undefined
  readonly faulty: boolean
}

export function walkSegment(walk: Walk, statement: Statement, line: SegmentLine): WalkedSegment | undefined {
  return new SegmentWalk(walk, statement, line).go()
}

class SegmentWalk {
  private readonly walk: Walk
  private readonly statement: Statement
  private readonly line: SegmentLine
  private readonly numbering: Numbering
  private readonly calls: Call[] = []

  constructor(walk: Walk, statement: Statement, line: SegmentLine) {
    this.walk = walk
    this.statement = statement
    this.line = line
    this.numbering = new Numbering(line, walk.symbols, report => walk.reporter.report(statement, report))
  }

  go(): WalkedSegment | undefined {
    this.reportRepeatedFields()
    const { from, to } = this.line
    if (from !== undefined) {
      const peer = to?.text ?? this.peerOf(from.text)
      if (peer === from.text) return this.sentToItself(from.text)
      return this.line.icmp === undefined ? this.depart(from.text, peer) : this.icmp(from.text, peer)
    }
    if (to === undefined) return undefined
    const sender = this.peerOf(to.text)
    if (this.line.icmp !== undefined) return this.icmp(sender, to.text)
    return this.line.stray === undefined ? this.arrive(to.text) : this.stray(sender, to.text)
  }

  // --- Which ends ---

  /** The other end where the line leaves it to the network: the one last heard of. */
  private peerOf(end: string): string {
    const { network, survey } = this.walk
    return network.meant(end, state => state !== 'CLOSED') ?? onlyPeer(survey.peers, end) ?? NOBODY
  }

  private sentToItself(end: string): undefined {
    this.walk.reporter.report(this.statement, {
      code: 'unknown-endpoint',
      span: this.line.to?.span ?? this.line.span,
      message: `${end} sends a segment to itself`,
      why: 'a connection has two ends, and a trace names them differently',
      help: 'name the other end after the arrow',
    })
  }

  // --- Leaving ---

  private depart(from: string, to: string): WalkedSegment {
    const { network } = this.walk
    network.touch(from, to)
    this.walk.assumeEstablished(this.statement, this.line, from, to)
    const sender = network.half(from, to)
    sender.tcb = network.tcbToSendFrom(from, to)
    const numbered = this.number(sender, from, to, this.journey())
    this.receiveBeforeClosing(sender, from, to)
    const owed = sender.owed.some(({ kind }) => kind === 'rst')
    const judged = this.judge(numbered.seg, sender, from, to)
    if (!judged.faulty) this.reportIdleAck()
    const isReply = judged.departed?.cause === 'reset-owed' && owed
    if (judged.departed !== undefined) this.leave(sender, judged.departed, judged.seg, from, to)
    if (judged.seg !== undefined) {
      this.nameNumbers(sender, judged.seg, numbered)
      const flight: Flight = {
        from,
        seg: judged.seg,
        written: numbered.trace,
        faulty: judged.faulty,
        owed: isReply,
      }
      if (numbered.trace.journey === 'departs') network.depart(to, flight)
      if (numbered.trace.journey === 'delivered') this.reach(from, to, flight)
    }
    network.refresh(from, to)
    network.refresh(to, from)
    return { segment: numbered.trace, calls: this.calls }
  }

  private journey(): Journey {
    if (this.line.arrow.lost) return 'lost'
    return this.line.to === undefined ? 'departs' : 'delivered'
  }

  /** Static faults first, then what the sender may send: the first error counts, and its mended segment goes on. */
  private judge(written: Segment, sender: EndOfConnection, from: string, to: string): Judged {
    const { network, reporter } = this.walk
    const departing = (seg: Segment): Departing => ({
      tcb: sender.tcb,
      seg,
      owed: sender.owed,
      peer: network.half(to, from).tcb,
      wasReset: sender.wasReset,
      keepsAlive: network.endpoint(from).keepsAlive,
    })
    const alone = this.judgeFlags(written, sender, from, to)
    if (alone === 'nothing') return { seg: undefined, departed: undefined, faulty: true }
    const fault = departureFault(departing(alone))
    if (fault === undefined) return settled(alone, segmentDeparts(departing(alone)), alone !== written)
    const verdict = this.report(fault, alone, sender, from, to)
    if (reporter.severity(fault.code) !== 'error')
      return settled(alone, segmentDeparts(departing(alone)), true)
    if (verdict === 'expected') return settled(alone, departsAllTheSame(departing(alone)), true)
    const mended = mendFully(fault, departing)
    return mended === 'nothing'
      ? { seg: undefined, departed: undefined, faulty: true }
      : settled(mended, segmentDeparts(departing(mended)), true)
  }

  private judgeFlags(
    written: Segment,
    sender: EndOfConnection,
    from: string,
    to: string,
  ): Segment | 'nothing' {
    const knowsPeer = sender.tcb.state !== 'CLOSED' && sender.tcb.state !== 'LISTEN' && sender.tcb.state !== 'SYN_SENT'
    const fault = flagFault(written, knowsPeer ? sender.tcb.rcv.nxt : undefined)
    // Without a connection, having none weighs more than the missing ACK.
    if (fault === undefined || (fault.mended === 'nothing' && fault.code === 'missing-ack-flag')) return written
    const verdict = this.report(fault, written, sender, from, to)
    const goesOn = verdict === 'expected' || this.walk.reporter.severity(fault.code) !== 'error'
    return goesOn ? written : (fault.mended ?? written)
  }

  /** A FIN, or the CLOSE before it, comes after everything has been received. */
  private receiveBeforeClosing(sender: EndOfConnection, from: string, to: string): void {
    if (!sender.unread || !this.walk.survey.receivesBefore.has(this.walk.index)) return
    if (sender.tcb.finSeq !== undefined) return
    sender.unread = false
    this.calls.push(call(from, to, 'receive'))
  }

  private leave(
    sender: EndOfConnection,
    departed: Departed,
    seg: Segment | undefined,
    from: string,
    to: string,
  ): void {
    const before = sender.tcb
    sender.tcb = departed.tcb
    sender.owed = departed.owed
    sender.retransmits = false
    for (const inferred of departed.calls) {
      // A close() that is answered by a reset has aborted the connection itself.
      if (inferred.call === 'abort' && sender.closedBy === 'close') continue
      const octets = inferred.call === 'send' ? this.octetsOf(inferred.octets, seg) : undefined
      if (inferred.call === 'shutdown') sender.closedBy = 'shutdown'
      this.calls.push({ ...call(from, to, inferred.call), octets })
    }
    if (departed.cause === 'open' && seg?.syn) sender.closedBy = undefined
    const here: Landmark = { line: this.statement.source.number, span: this.numberSpan() }
    if (seg?.syn && before.snd.nxt !== departed.tcb.snd.nxt) sender.syn = here
    if (seg?.fin && before.finSeq === undefined) sender.fin = here
    if (before.state !== departed.tcb.state) sender.entered = here
  }

  /** The text sent, in the reader's symbol where the whole segment is it. */
  private octetsOf(octets: number, seg: Segment | undefined): Linear {
    const written = this.numbering.number('len', 'must-be-known')
    return written !== undefined && seg?.len === octets ? written.linear : literal(octets)
  }

  private numberSpan(): Span {
    return this.numbering.field('seq')?.span ?? this.line.flagsSpan
  }

  // --- Numbers ---

  private number(
    sender: EndOfConnection,
    from: string,
    to: string,
    journey: Journey,
  ): { readonly seg: Segment; readonly trace: TraceSegment } {
    const { network, symbols } = this.walk
    const bits = controlBits(this.line)
    const len = this.numbering.number('len', { kind: 'length', value: () => symbols.freshLength() })
    const octets = len?.value ?? 0
    let iss: ReturnType<typeof symbols.freshNumber> | undefined
    const freshIss = () => (iss ??= this.walk.nextIss(sender))
    const due = dueNumbers(sender, bits, octets, freshIss)
    const seq = this.numbering.number('seq', { kind: 'number', value: () => due.seq })
    if (seq !== undefined) this.settleFloating(sender, network.half(to, from), seqNumber(seq.value), due.seq)
    const hidden = seq === undefined && choosesIss(sender, bits) ? hiddenIss(from, this.line.number, symbols) : undefined
    if (hidden !== undefined) this.bindHidden(hidden, due.seq)
    const named = seq?.linear ?? hidden
    if (named !== undefined && (seq === undefined || seqNumber(seq.value) === due.seq || choosesIss(sender, bits)))
      sender.numbers.name(seq === undefined ? due.seq : seqNumber(seq.value), named)
    const peerNumbers = network.half(to, from).numbers
    const ack = this.ack(sender, network.half(to, from))
    const win = this.numbering.number('win', { kind: 'window', value: () => symbols.freshWindow() })
    const seqValue = seq === undefined ? due.seq : seqNumber(seq.value)
    const ackValue = ack === undefined ? due.ack : seqNumber(ack.value)
    const seg: Segment = {
      seq: seqValue,
      ack: bits.has('ACK') ? ackValue : undefined,
      len: octets,
      wnd: win?.value ?? network.endpoint(from).window,
      ...flagsOf(bits),
    }
    const inferredSeq = () => hidden ?? (due.seqIsZero ? ZERO : sender.numbers.say(due.seq))
    const trace = this.traceSegment(from, to, journey, {
      seq: this.numbering.isAny('seq') ? 'any' : (seq?.linear ?? inferredSeq()),
      ack: this.numbering.isAny('ack')
        ? 'any'
        : (ack?.linear ?? (bits.has('ACK') ? peerNumbers.say(due.ack) : undefined)),
      len: len?.linear ?? ZERO,
      win: this.numbering.isAny('win') ? 'any' : win?.linear,
    })
    return { seg, trace }
  }

  private ack(sender: EndOfConnection, peer: EndOfConnection): ReturnType<Numbering['number']> {
    const field = this.numbering.field('ack')
    if (field === undefined) return undefined
    // Only where a trace starts in the middle may an acknowledgment name a number of its own.
    const names = peer.floating && peer.tcb.snd.nxt === sender.tcb.rcv.nxt
    const due = () => printLinear(peer.numbers.say(sender.tcb.rcv.nxt))
    const naming = names ? ({ kind: 'number', value: () => sender.tcb.rcv.nxt } as const) : 'must-be-known'
    const ack = this.numbering.number('ack', naming, due)
    if (ack !== undefined) this.settleFloating(peer, sender, seqNumber(ack.value), sender.tcb.rcv.nxt)
    if (names && ack !== undefined) peer.numbers.name(seqNumber(ack.value), ack.linear)
    return ack
  }

  /** An acknowledgment number without its flag, where nothing worse is wrong with the flags. */
  private reportIdleAck(): void {
    const span = this.numbering.field('ack')?.span
    if (span === undefined || this.line.flags.some(({ bit }) => bit === 'ACK')) return
    this.walk.reporter.report(this.statement, {
      code: 'ack-number-without-flag',
      span,
      message: 'the acknowledgment number counts only with the ACK flag',
      why: 'without the ACK bit the receiver does not look at the acknowledgment number (§3.1)',
      help: 'add `ACK` to the flags, or drop `ack=`',
      fixes: [
        { title: 'drop ack=', edits: [editOn(this.line, span, '')] },
        { title: 'add ACK', edits: [editOn(this.line, this.line.flagsSpan, this.flagsWithAck())] },
      ],
    })
  }

  private flagsWithAck(): string {
    const bits = this.line.flags.map(({ bit }) => bit)
    return printMended({ bits: [...bits, 'ACK'], seq: HIDDEN, ack: undefined, len: 0 })
  }

  private settleFloating(end: EndOfConnection, peer: EndOfConnection, value: Segment['seq'], due: Segment['seq']): void {
    if (!end.floating) return
    end.floating = false
    const shift = value - due
    if (shift === 0) return
    end.tcb = {
      ...end.tcb,
      iss: plus(end.tcb.iss, shift),
      snd: {
        ...end.tcb.snd,
        una: plus(end.tcb.snd.una, shift),
        nxt: plus(end.tcb.snd.nxt, shift),
        wl2: plus(end.tcb.snd.wl2, shift),
      },
      finSeq: end.tcb.finSeq === undefined ? undefined : plus(end.tcb.finSeq, shift),
    }
    peer.tcb = {
      ...peer.tcb,
      irs: plus(peer.tcb.irs, shift),
      rcv: { ...peer.tcb.rcv, nxt: plus(peer.tcb.rcv.nxt, shift) },
      snd: { ...peer.tcb.snd, wl1: plus(peer.tcb.snd.wl1, shift) },
      peerFinSeq: peer.tcb.peerFinSeq === undefined ? undefined : plus(peer.tcb.peerFinSeq, shift),
      lastAck: peer.tcb.lastAck === undefined ? undefined : plus(peer.tcb.lastAck, shift),
    }
  }

  private bindHidden(hidden: Linear, value: number): void {
    const [name] = Object.keys(hidden.terms)
    if (name === undefined) return
    this.walk.symbols.bind({ name, kind: 'number', value, line: this.line.number, span: this.line.span })
  }

  private traceSegment(
    from: string,
    to: string,
    journey: Journey,
    numbers: Pick<TraceSegment, 'seq' | 'ack' | 'len' | 'win'>,
  ): TraceSegment {
    const { numbering } = this
    const plain = (name: 'urg' | 'mss' | 'wscale' | 'mtu') => numbering.number(name, 'must-be-known')?.linear
    const ts = numbering.field('ts')
    const clock = { kind: 'clock', value: () => this.walk.symbols.freshNumber() } as const
    const time = (side: 'value' | 'echo') => (ts === undefined ? undefined : numbering.sum(ts[side], clock)?.linear)
    const [value, echo] = [time('value'), time('echo')]
    const written = new Set(this.line.fields.map(({ name }) => name))
    const bits = controlBits(this.line)
    const sack = numbering.field('sack')?.blocks ?? []
    return {
      from,
      to,
      journey,
      optional: this.line.optional !== undefined,
      flags: [...bits],
      icmp: this.line.icmp?.text,
      ...numbers,
      inferred: (['seq', 'ack', 'len'] as const).filter(name => !written.has(name) && (name !== 'ack' || bits.has('ACK'))),
      urg: plain('urg'),
      mss: plain('mss'),
      wscale: plain('wscale'),
      sackok: written.has('sackok'),
      ts: value && echo && { value, echo },
      sack: sack.flatMap(({ left, right }) => {
        const block = [numbering.sum(left, 'must-be-known')?.linear, numbering.sum(right, 'must-be-known')?.linear]
        return block[0] && block[1] ? [{ left: block[0], right: block[1] }] : []
      }),
      tfo: written.has('tfo') ? (numbering.field('tfo')?.cookie ?? '') : undefined,
      mtu: plain('mtu'),
    }
  }

  /** The numbers that later lines may mean, in the reader's symbols. */
  private nameNumbers(
    sender: EndOfConnection,
    seg: Segment,
    { seg: written, trace }: { readonly seg: Segment; readonly trace: TraceSegment },
  ): void {
    if (seg.rst) return
    const seq = seg.seq === written.seq && trace.seq !== 'any' ? trace.seq : sender.numbers.say(seg.seq)
    sender.numbers.name(seg.seq, seq)
    const text = seg.len === written.len ? trace.len : literal(seg.len)
    const controls = (seg.syn ? 1 : 0) + (seg.fin ? 1 : 0)
    if (seg.len + controls > 0) sender.numbers.name(segEnd(seg), addOctets(addLinear(seq, text), controls))
  }

  // --- Arriving ---

  private arrive(to: string): WalkedSegment | undefined {
    const { network } = this.walk
    const flight = network.arrive(to, candidate => this.fits(candidate))
    if (flight === undefined) {
      this.notInFlight(to)
      return undefined
    }
    network.touch(flight.from, to)
    this.reach(flight.from, to, flight)
    network.refresh(flight.from, to)
    network.refresh(to, flight.from)
    const optional = this.line.optional !== undefined
    return { segment: { ...flight.written, journey: 'arrives', optional, inferred: [] }, calls: [] }
  }

  /** Whether a segment in flight agrees with every field written here. */
  private fits({ seg, written }: Flight): boolean {
    const bits = controlBits(this.line)
    const sameBits = [written.flags, bitsOf(seg)].some(
      flags => flags.length === bits.size && flags.every(bit => bits.has(bit)),
    )
    return (
      sameBits &&
      this.agrees('seq', seg.seq, written.seq) &&
      this.agrees('ack', seg.ack, written.ack) &&
      this.agrees('len', seg.len, written.len) &&
      this.agrees('win', undefined, written.win)
    )
  }

  private agrees(
    name: 'seq' | 'ack' | 'len' | 'win',
    value: number | undefined,
    written: Linear | 'any' | undefined,
  ): boolean {
    const field = this.numbering.field(name)
    if (field === undefined || 'any' in field.value) return true
    const asked = this.walk.symbols.evaluate(linearOf(field.value))
    if ('unknown' in asked) return false
    for (const { symbol } of field.value.terms) this.walk.symbols.use(symbol)
    if (value !== undefined && seqNumber(asked.value) === seqNumber(value)) return true
    if (written === undefined || written === 'any') return false
    const departed = this.walk.symbols.evaluate(written)
    return 'value' in departed && seqNumber(departed.value) === seqNumber(asked.value)
  }

  private notInFlight(to: string): void {
    this.walk.reporter.report(this.statement, {
      code: 'not-in-flight',
      span: this.line.span,
      message: `no such segment is on its way to ${to}`,
      why: 'what arrives from the network has left earlier with `-> ...`, or is a stray: an old duplicate or a forgery',
      help: 'write `stray` after the arrow, or let the segment leave above this line',
      fixes: [
        { title: 'write stray', edits: [editOn(this.line, { start: this.line.flagsSpan.start, end: this.line.flagsSpan.start }, 'stray ')] },
      ],
    })
  }

  /** A segment that the end it seems to come from never sent: judged alone, and by what it does. */
  private stray(from: string, to: string): WalkedSegment {
    const { network, symbols } = this.walk
    network.touch(from, to)
    const sender = network.half(from, to)
    const bits = controlBits(this.line)
    const free = (kind: 'number' | 'length' | 'window', value: () => number) => ({ kind, value })
    const len = this.numbering.number('len', free('length', () => symbols.freshLength()))
    const due = dueNumbers(sender, bits, len?.value ?? 0, () => symbols.freshNumber())
    const anyNumber = free('number', () => symbols.freshNumber())
    const seq = this.numbering.number('seq', anyNumber)
    const ack = this.numbering.number('ack', anyNumber)
    const win = this.numbering.number('win', free('window', () => symbols.freshWindow()))
    const seg: Segment = {
      seq: seq === undefined ? due.seq : seqNumber(seq.value),
      ack: bits.has('ACK') ? (ack === undefined ? due.ack : seqNumber(ack.value)) : undefined,
      len: len?.value ?? 0,
      wnd: win?.value ?? network.endpoint(from).window,
      ...flagsOf(bits),
    }
    const seqLinear = seq?.linear ?? sender.numbers.say(seg.seq)
    const trace = this.traceSegment(from, to, 'stray', {
      seq: seqLinear,
      ack: ack?.linear ?? (bits.has('ACK') ? network.half(to, from).numbers.say(due.ack) : undefined),
      len: len?.linear ?? ZERO,
      win: win?.linear,
    })
    sender.numbers.name(seg.seq, seqLinear)
    sender.numbers.name(segEnd(seg), addOctets(addLinear(seqLinear, trace.len), (seg.syn ? 1 : 0) + (seg.fin ? 1 : 0)))
    const judged = this.judgeFlags(seg, sender, from, to)
    if (judged !== 'nothing')
      this.reach(from, to, { from, seg: judged, written: trace, faulty: judged !== seg, owed: false })
    network.refresh(to, from)
    return { segment: trace, calls: [] }
  }

  /** SEGMENT ARRIVES at one end. */
  private reach(from: string, to: string, flight: Flight): void {
    const { network } = this.walk
    const receiver = network.half(to, from)
    const before = network.tcbAt(to, from)
    const outcome = segmentArrives(before, flight.seg, this.walk.nextIss(receiver))
    // What a listener drops or resets leaves no trace in a connection that has ended.
    if (outcome.tcb.state !== 'LISTEN' || receiver.tcb.state !== 'CLOSED') receiver.tcb = outcome.tcb
    receiver.wasReset = flight.seg.rst
    const opened = outcome.tcb.state === 'SYN_RCVD' && before.state !== 'SYN_RCVD'
    const kept = opened ? [] : receiver.owed
    receiver.owed = withReplies(kept, outcome)
    if (opened) receiver.closedBy = undefined
    const news = outcome.tcb.rcv.nxt - before.rcv.nxt
    if (flight.seg.len > 0 && news !== 0 && !opened) receiver.unread = true
    if (outcome.tcb.state !== before.state)
      receiver.entered = { line: this.statement.source.number, span: this.line.flagsSpan }
    if (!flight.faulty) this.judgeReception(from, to, flight, before, outcome)
  }

  /** What becomes of a segment says something about it, unless its sender was obliged to send it. */
  private judgeReception(
    from: string,
    to: string,
    { seg, owed }: Flight,
    before: Outcome['tcb'],
    { reception }: Outcome,
  ): void {
    const code = receptionFault(seg, before, reception)
    if (code === undefined || owed) return
    const sender = this.walk.network.half(from, to)
    this.report({ code, at: code === 'rst-ignored' || code === 'challenge-ack' ? 'flags' : 'seq' }, seg, sender, from, to, before.state)
  }

  // --- ICMP ---

  private icmp(from: string, to: string): WalkedSegment {
    const { network } = this.walk
    network.touch(from, to)
    const half = network.half(to, from)
    const seq = this.numbering.number('seq', 'must-be-known')
    const trace = this.traceSegment(from, to, this.line.from === undefined ? 'stray' : this.journey(), {
      seq: seq?.linear ?? half.numbers.say(half.tcb.snd.una),
      ack: undefined,
      len: ZERO,
      win: undefined,
    })
    if (trace.journey === 'delivered' || trace.journey === 'stray') {
      const about = seq === undefined ? half.tcb.snd.una : seqNumber(seq.value)
      const outcome = icmpArrives(half.tcb, (this.line.icmp?.text ?? '') as IcmpError, about)
      if (outcome.tcb.state !== half.tcb.state)
        half.entered = { line: this.statement.source.number, span: this.line.flagsSpan }
      half.tcb = outcome.tcb
    }
    network.refresh(to, from)
    return { segment: trace, calls: [] }
  }

  // --- Findings ---

  private reportRepeatedFields(): void {
    const seen = new Set<string>()
    for (const field of this.line.fields) {
      if (seen.has(field.name))
        this.walk.reporter.report(this.statement, {
          code: 'duplicate-field',
          span: field.span,
          message: `\`${field.name}\` stands twice on this line`,
          why: 'a segment has each field once; the first one counts',
          help: 'delete one of them',
          fixes: [{ title: `delete the second ${field.name}`, edits: [editOn(this.line, field.span, '')] }],
        })
      seen.add(field.name)
    }
  }

  private report(
    fault: Fault<FaultCode>,
    seg: Segment,
    sender: EndOfConnection,
    from: string,
    to: string,
    peerState = this.walk.network.stateOf(to, from),
  ): Verdict {
    const peer = this.walk.network.half(to, from)
    const mended = this.mended(fault, sender, peer)
    const scene: Scene = {
      from,
      to,
      state: this.walk.network.stateOf(from, to),
      peerState,
      flags: bitsOf(seg).length === 0 ? 'NONE' : printMended({ bits: bitsOf(seg), seq: HIDDEN, ack: undefined, len: 0 }),
      seq: this.written('seq') ?? printLinear(sender.numbers.say(seg.seq)),
      ack: this.written('ack') ?? (seg.ack === undefined ? '' : printLinear(peer.numbers.say(seg.ack))),
      len: this.written('len') ?? String(seg.len),
      expected: this.expected(fault, sender, peer),
      peerIss: printLinear(peer.numbers.say(peer.tcb.iss)),
      next: printLinear(sender.numbers.say(sender.tcb.snd.nxt)),
      peerNext: printLinear(peer.numbers.say(peer.tcb.snd.nxt)),
      received: printLinear(peer.numbers.say(sender.tcb.rcv.nxt)),
      mended: mended === undefined ? '' : printMended(mended),
      syn: sentence => related(sender.syn, sentence),
      peerSyn: sentence => related(peer.syn, sentence),
      fin: sentence => related(sender.fin, sentence),
      peerFin: sentence => related(peer.fin, sentence),
      entered: sentence => related(sender.entered, sentence),
      finLine: lineName(sender.fin ?? sender.entered),
      peerFinLine: lineName(peer.fin),
    }
    const words = MESSAGES[fault.code](scene)
    const fixes =
      fault.mended === 'nothing'
        ? [deletingFix(this.line)]
        : mended === undefined
          ? this.numberFix(fault, scene.expected)
          : [mendingFix(this.line, mended)]
    return this.walk.reporter.report(this.statement, {
      ...words,
      code: fault.code,
      span: this.spanOf(fault),
      fixes: fixes.filter(({ edits }) => edits.length > 0),
    })
  }

  private written(name: 'seq' | 'ack' | 'len'): string | undefined {
    const field = this.numbering.field(name)
    return field === undefined || 'any' in field.value ? undefined : field.value.text
  }

  private expected(fault: Fault<FaultCode>, sender: EndOfConnection, peer: EndOfConnection): string {
    if (fault.expected === undefined) return printLinear(peer.numbers.say(sender.tcb.rcv.nxt))
    return printLinear((fault.at === 'ack' ? peer : sender).numbers.say(fault.expected))
  }

  private mended(fault: Fault<FaultCode>, sender: EndOfConnection, peer: EndOfConnection): Mended | undefined {
    if (fault.mended === undefined || fault.mended === 'nothing') return undefined
    const { seq, ack, rst, len } = fault.mended
    const zero = rst && ack !== undefined && seq === 0
    return {
      bits: bitsOf(fault.mended),
      seq: zero ? ZERO : sender.numbers.say(seq),
      ack: ack === undefined ? undefined : peer.numbers.say(ack),
      len,
    }
  }

  private numberFix(fault: Fault<FaultCode>, expected: string) {
    const field = fault.at === 'seq' || fault.at === 'ack' ? this.numbering.field(fault.at) : undefined
    if (field === undefined || fault.expected === undefined) return []
    const text = `${field.name}=${expected}`
    return [{ title: `write ${text}`, edits: [editOn(this.line, field.span, text)] }]
  }

  private spanOf(fault: Fault<FaultCode>): Span {
    if (fault.at === 'segment') return this.line.flagsSpan
    if (fault.at === 'flags') return this.line.flagsSpan
    return this.numbering.field(fault.at)?.span ?? this.line.flagsSpan
  }
}

/** The sender of what nobody in the trace can have sent. */
const NOBODY = 'nobody'

const HIDDEN: Linear = { constant: 0, terms: { 'left out': 1 } }

function settled(seg: Segment, departed: Departed, faulty: boolean): Judged {
  return { seg, departed, faulty }
}

/** Mends one fault after the other; each is a slip of the same line, and the first has been reported. */
function mendFully(first: Fault<FaultCode>, departing: (seg: Segment) => Departing): Segment | 'nothing' {
  let mended = first.mended ?? 'nothing'
  for (let slips = 0; mended !== 'nothing' && slips < 4; slips++) {
    const next = departureFault(departing(mended))
    if (next?.mended === undefined) return mended
    mended = next.mended
  }
  return 'nothing'
}

function receptionFault(seg: Segment, before: Outcome['tcb'], reception: Outcome['reception']): FaultCode | undefined {
  const ahead = plus(seg.seq, -before.rcv.nxt) < 2 ** 31
  switch (reception) {
    case 'challenged':
      return seg.rst ? 'rst-challenged' : 'challenge-ack'
    case 'ignored':
      return seg.rst ? 'rst-ignored' : undefined
    case 'unacceptable':
      if (seg.rst) return 'rst-ignored'
      return !seg.syn && seg.len > 0 && ahead && before.rcv.wnd > 0 ? 'out-of-window' : undefined
    case 'bad-ack':
      return seg.ack !== undefined && plus(before.snd.nxt, -seg.ack) < 2 ** 31 ? 'ack-too-old' : undefined
    default:
      return undefined
  }
}

/** One acknowledgment answers everything so far; resets are owed one by one. */
function withReplies(owed: EndOfConnection['owed'], outcome: Outcome): EndOfConnection['owed'] {
  if (outcome.tcb.state === 'CLOSED' && outcome.reception === 'reset') return []
  const fresh = outcome.owed.filter(
    reply => reply.kind === 'rst' || !owed.some(({ kind }) => kind === reply.kind),
  )
  return fresh.length === 0 ? owed : [...owed, ...fresh].slice(-REPLIES_KEPT)
}

/** How many unpaid resets an end remembers. */
const REPLIES_KEPT = 64

function related(landmark: Landmark | undefined, message: string): Related | undefined {
  if (landmark === undefined) return undefined
  const { line, span } = landmark
  return { line, column: span.start, endLine: line, endColumn: span.end, message }
}

function lineName(landmark: Landmark | undefined): string {
  return landmark === undefined ? 'an earlier line' : `line ${landmark.line}`
}

function call(end: string, peer: string, name: Call['call']): Call {
  return { end, call: name, peer, octets: undefined, fails: undefined }
}

function flagsOf(bits: ReadonlySet<ControlBit>) {
  return {
    syn: bits.has('SYN'),
    fin: bits.has('FIN'),
    rst: bits.has('RST'),
    psh: bits.has('PSH'),
    urg: bits.has('URG'),
    ece: bits.has('ECE'),
    cwr: bits.has('CWR'),
  }
}
