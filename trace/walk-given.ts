/** How ends start: said by a `given`, or assumed where a trace begins in the middle. */
import { plus, type State, seqNumber, tcbInState } from '@synfin/tcp'
import type { GivenState, Linear } from './checked-trace.ts'
import { readClaimedState } from './claimed-state.ts'
import { writingAbove } from './fixes.ts'
import type { Expression, GivenEnd, GivenLine, SegmentLine } from './line.ts'
import { addOctets, linearOf, symbol, unsaidSndNxt } from './linear.ts'
import { type NamedValue, readSum, undefinedSymbol } from './naming.ts'
import type { EndOfConnection } from './network.ts'
import { say } from './say.ts'
import type { Statement } from './statements.ts'
import type { Walk } from './walk.ts'
import type { ClaimedBefore } from './walk-claim.ts'
import type { LineBetween } from './walked-line.ts'

/** A number with its name; floating where nobody has said it. */
interface Known {
  readonly value: number
  readonly linear: Linear | undefined
}

/** A `given` being walked. */
interface Giving {
  readonly walk: Walk
  readonly statement: Statement
  readonly line: GivenLine
}

/** Where one end of a connection starts. */
interface StartingEnd {
  readonly end: string
  readonly peer: string
  readonly state: State
  /** SND.NXT. */
  readonly seq: Known
  /** RCV.NXT. */
  readonly ack: Known
}

/** The state that the other end of a connection has reached by the shortest way, where nothing says. */
const COUNTERPART: Readonly<Partial<Record<State, State>>> = {
  ESTABLISHED: 'ESTABLISHED',
  FIN_WAIT_1: 'ESTABLISHED',
  FIN_WAIT_2: 'CLOSE_WAIT',
  CLOSE_WAIT: 'FIN_WAIT_2',
  CLOSING: 'CLOSING',
  LAST_ACK: 'FIN_WAIT_2',
}

/** Places the ends, and returns the states as claims of the line before the next. */
export function walkGiven(walk: Walk, statement: Statement, line: GivenLine): ClaimedBefore {
  const on: Giving = { walk, statement, line }
  const earlier = walk.given.length
  reportRepeated(on)
  offerWindows(on)
  const placed = new Set<string>()
  for (const given of line.ends) {
    const end = given.end.text
    const peers = walk.network.peersOf(end)
    if (peers.length === 0) setAlone(on, given)
    for (const peer of peers) {
      const other = line.ends.find(candidate => candidate.end.text === peer)
      if (other === undefined) setOne(on, given, peer)
      else if (!placed.has(peer)) setPair(on, given, other)
    }
    placed.add(end)
  }
  const said = walk.given.slice(earlier)
  return new Map(said.map(({ end, peer, state }) => [walk.network.keyOf(end, peer), state]))
}

/** An end starts once: of two descriptions the later one counts. */
function reportRepeated({ walk, statement, line }: Giving): void {
  const known = new Set(walk.given.map(({ end }) => end))
  for (const { end } of line.ends) {
    if (known.has(end.text))
      walk.reporter.report(statement, {
        code: 'duplicate-name',
        span: end.span,
        message: say`\`${end.text}\` is given twice`,
        why: say`an end starts in one state; of two descriptions the later one counts`,
        help: say`keep one of them`,
      })
    known.add(end.text)
  }
}

/** Windows first: each end's is what the other may fill. */
function offerWindows(on: Giving): void {
  for (const { end, win } of on.line.ends) {
    const window = known(on, win, 'window')
    if (window !== undefined) on.walk.network.describe(end.text, { window: window.value })
  }
}

/**
 * Starts the connection of a line ESTABLISHED, where the survey says that the line needs one and nothing else says
 * where it comes from.
 */
export function assumeEstablished(
  on: Pick<LineBetween, 'walk' | 'statement' | 'line' | 'from' | 'to'>,
): void {
  const { walk, statement, line, from, to } = on
  if (!walk.survey.establishedAt.has(walk.index)) return
  const one = { value: walk.symbols.freshNumber(), linear: undefined }
  const other = { value: walk.symbols.freshNumber(), linear: undefined }
  place(walk, { end: from, peer: to, state: 'ESTABLISHED', seq: one, ack: other })
  place(walk, { end: to, peer: from, state: 'ESTABLISHED', seq: other, ack: one })
  const [seq, ack] = [firstNumber(line, 'seq'), firstNumber(line, 'ack')]
  walk.given.push({ end: from, peer: to, state: 'ESTABLISHED', seq, ack, win: undefined })
  walk.given.push({ end: to, peer: from, state: 'ESTABLISHED', seq: ack, ack: seq, win: undefined })
  const given = establishedText(line, from, to)
  walk.reporter.report(statement, {
    code: 'assumed-established',
    span: line.span,
    message: say`no handshake: ${from} and ${to} are taken to be ESTABLISHED`,
    why: say`the trace has no SYN, no \`given\` and no call before this line, so it must start in the middle of a connection`,
    help: say`say so: \`${given}\``,
    fixes: [writingAbove(statement.source, given)],
  })
}

/** The `given` by which a segment fits: its numbers are those its sender starts with. */
export function establishedText(line: SegmentLine, from: string, to: string): string {
  const field = (name: 'seq' | 'ack') => {
    const written = line.fields.find(other => other.name === name)
    return written && 'value' in written && !('any' in written.value) ? ` ${name}=${written.value.text}` : ''
  }
  return `given ${from} ESTABLISHED${field('seq')}${field('ack')}, ${to} ESTABLISHED`
}

/** A number that the first line of such a trace names: SND.NXT or RCV.NXT of its sender. */
function firstNumber(line: SegmentLine, name: 'seq' | 'ack'): Linear | undefined {
  const field = line.fields.find(other => other.name === name)
  return field && 'value' in field && !('any' in field.value) ? linearOf(field.value) : undefined
}

/** What one end of a pair leaves out is taken from the other. */
function setPair(on: Giving, a: GivenEnd, b: GivenEnd): void {
  const [stateA, stateB] = [stateIn(on, a), stateIn(on, b)]
  const numbersOf = ({ seq, ack }: GivenEnd) => ({
    seq: known(on, seq, 'number'),
    ack: known(on, ack, 'number'),
  })
  const [numbersA, numbersB] = [numbersOf(a), numbersOf(b)]
  const [aheadA, aheadB] = [finAhead(stateA, stateB), finAhead(stateB, stateA)]
  const seqA = numbersA.seq ?? moved(numbersB.ack, aheadA) ?? unsaid(on)
  const seqB = numbersB.seq ?? moved(numbersA.ack, aheadB) ?? unsaid(on)
  const [ackA, ackB] = [numbersA.ack ?? moved(seqB, -aheadB), numbersB.ack ?? moved(seqA, -aheadA)]
  const [endA, endB] = [a.end.text, b.end.text]
  on.walk.network.touch(endA, endB)
  if (stateA !== undefined) put(on, a, { end: endA, peer: endB, state: stateA, seq: seqA, ack: ackA })
  if (stateB !== undefined) put(on, b, { end: endB, peer: endA, state: stateB, seq: seqB, ack: ackB })
}

function stateIn({ walk, statement }: Giving, { state }: GivenEnd): State | undefined {
  return readClaimedState(walk, statement, state)
}

function unsaid({ walk }: Giving): Known {
  return { value: walk.symbols.freshNumber(), linear: undefined }
}

/** 1 where one end has sent a FIN that the other's state says it has not received. */
function finAhead(sender: State | undefined, receiver: State | undefined): 0 | 1 {
  const sent = sender === 'FIN_WAIT_1' || sender === 'CLOSING' || sender === 'LAST_ACK'
  const unheard = receiver === 'ESTABLISHED' || receiver === 'FIN_WAIT_1' || receiver === 'FIN_WAIT_2'
  return sent && unheard ? 1 : 0
}

function moved<K extends Known | undefined>(number: K, octets: number): K {
  if (number === undefined || octets === 0) return number
  const { value, linear } = number
  return { value: value + octets, linear: linear && addOctets(linear, octets) } as K
}

/** One end alone: the other is taken to be where the state implies. */
function setOne(on: Giving, given: GivenEnd, peer: string): void {
  const { walk, line } = on
  const end = given.end.text
  const state = stateIn(on, given)
  const seq = known(on, given.seq, 'number') ?? unsaid(on)
  const ack = known(on, given.ack, 'number') ?? unsaid(on)
  walk.network.touch(end, peer)
  if (state === undefined) return
  put(on, given, { end, peer, state, seq, ack })
  const counterpart = COUNTERPART[state]
  const isPeerGiven = line.ends.some(other => other.end.text === peer)
  if (counterpart === undefined || isPeerGiven || walk.given.some(other => other.end === peer)) return
  const implied: StartingEnd = { end: peer, peer: end, state: counterpart, seq: ack, ack: seq }
  place(walk, implied)
  walk.given.push(givenState(implied))
}

function setAlone(on: Giving, given: GivenEnd): void {
  const { network, given: all } = on.walk
  const end = given.end.text
  const state = stateIn(on, given)
  if (state === 'LISTEN') network.listen(end, true)
  if (state !== undefined)
    all.push({ end, peer: undefined, state, seq: undefined, ack: undefined, win: undefined })
  network.refresh(end, undefined)
}

function put({ walk }: Giving, { win }: GivenEnd, start: StartingEnd): void {
  const { end, peer, state } = start
  place(walk, start)
  const isNumbered = state !== 'CLOSED' && state !== 'LISTEN'
  if (isNumbered && win !== undefined) {
    const half = walk.network.half(end, peer)
    half.rightEdge = plus(half.tcb.rcv.nxt, half.tcb.rcv.wnd)
  }
  const said = givenState(start)
  const { seq, ack } = isNumbered ? said : NO_NUMBERS
  walk.given.push({ ...said, seq, ack, win: win && linearOf(win) })
}

const NO_NUMBERS = { seq: undefined, ack: undefined }

/** Gives an end its TCB. */
function place(walk: Walk, { end, peer, state, seq, ack }: StartingEnd): void {
  const { network } = walk
  if (state === 'LISTEN') network.listen(end, true)
  const half = network.half(end, peer)
  half.tcb = tcbInState({
    state: state === 'LISTEN' ? 'CLOSED' : state,
    sndNxt: seqNumber(seq.value),
    rcvNxt: seqNumber(ack.value),
    rcvWnd: network.endpoint(end).window,
    sndWnd: network.endpoint(peer).window,
  })
  half.owed = []
  nameNumber(half, seq, unsaidSndNxt(end, peer), walk)
  half.floating = seq.linear === undefined ? 'assumed' : undefined
  network.refresh(end, peer)
}

/** The number as the author names it, or by a symbol of our own. */
function nameNumber(
  { numbers }: EndOfConnection,
  { value: number, linear }: Known,
  name: string,
  { symbols }: Walk,
): void {
  const value = seqNumber(number)
  const first = symbols.get(name)?.value ?? value
  if (linear === undefined && symbols.get(name) === undefined)
    symbols.bind({ name, kind: 'number', value, line: 0, span: { start: 1, end: 1 } })
  numbers.name(value, linear ?? addOctets(symbol(name), plus(value, -first)))
}

/** A number of a `given`, naming a new symbol if it is one. */
function known(
  { walk: { symbols, reporter }, statement }: Giving,
  expression: Expression | undefined,
  kind: 'number' | 'window',
): NamedValue | undefined {
  if (expression === undefined) return undefined
  const value = () => (kind === 'window' ? symbols.freshWindow() : symbols.freshNumber())
  const read = readSum(symbols, expression, statement.source.number, { kind, value, inSums: true })
  if (!('unnamed' in read)) return read
  reporter.report(statement, undefinedSymbol(read.unnamed, expression.span, symbols))
  return undefined
}

function givenState({ end, peer, state, seq, ack }: StartingEnd): GivenState {
  return { end, peer, state, seq: seq.linear, ack: ack.linear, win: undefined }
}
