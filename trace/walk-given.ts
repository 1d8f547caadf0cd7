/** How ends start: said by a `given`, or assumed where a trace begins in the middle. */
import { plus, type SeqNumber, type State, seqNumber, tcbInState } from '@synfin/tcp'
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

/** A number with its name; floating where nobody has said it. */
interface Known {
  readonly value: number
  readonly linear: Linear | undefined
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
  const earlier = walk.given.length
  reportRepeated(walk, statement, line)
  offerWindows(walk, statement, line)
  const placed = new Set<string>()
  for (const given of line.ends) {
    const end = given.end.text
    const peers = walk.network.peersOf(end)
    if (peers.length === 0) setAlone(walk, statement, given)
    for (const peer of peers) {
      const other = line.ends.find(candidate => candidate.end.text === peer)
      if (other === undefined) setOne(walk, statement, given, peer, line)
      else if (!placed.has(peer)) setPair(walk, statement, given, other)
    }
    placed.add(end)
  }
  const said = walk.given.slice(earlier)
  return new Map(said.map(({ end, peer, state }) => [walk.network.keyOf(end, peer), state]))
}

/** An end starts once: of two descriptions the later one counts. */
function reportRepeated(walk: Walk, statement: Statement, line: GivenLine): void {
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
function offerWindows(walk: Walk, statement: Statement, line: GivenLine): void {
  for (const { end, win } of line.ends) {
    const window = known(walk, statement, win, 'window')
    if (window !== undefined) walk.network.describe(end.text, { window: window.value })
  }
}

/** Starts a connection ESTABLISHED because its first line needs one and nothing else says where it comes from. */
export function assumeEstablished(
  walk: Walk,
  statement: Statement,
  line: SegmentLine,
  from: string,
  to: string,
): void {
  const one = { value: walk.symbols.freshNumber(), linear: undefined }
  const other = { value: walk.symbols.freshNumber(), linear: undefined }
  place(walk, from, to, 'ESTABLISHED', one, other)
  place(walk, to, from, 'ESTABLISHED', other, one)
  walk.given.push(givenState(from, to, 'ESTABLISHED', ...firstNumbers(line)))
  walk.given.push(
    givenState(to, from, 'ESTABLISHED', ...(firstNumbers(line).reverse() as [Linear?, Linear?])),
  )
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

/** The numbers that the first line of such a trace names: SND.NXT and RCV.NXT of its sender. */
function firstNumbers(line: SegmentLine): [Linear | undefined, Linear | undefined] {
  const number = (name: 'seq' | 'ack') => {
    const field = line.fields.find(other => other.name === name)
    return field && 'value' in field && !('any' in field.value) ? linearOf(field.value) : undefined
  }
  return [number('seq'), number('ack')]
}

/** What one end of a pair leaves out is taken from the other. */
function setPair(walk: Walk, statement: Statement, a: GivenEnd, b: GivenEnd): void {
  const state = (given: GivenEnd) => readClaimedState(walk, statement, given.state)
  const [stateA, stateB] = [state(a), state(b)]
  const sum = (expression: Expression | undefined, kind: 'number' | 'window') =>
    known(walk, statement, expression, kind)
  const numbersOf = (given: GivenEnd) => ({ seq: sum(given.seq, 'number'), ack: sum(given.ack, 'number') })
  const [numbersA, numbersB] = [numbersOf(a), numbersOf(b)]
  const unsaid = (): Known => ({ value: walk.symbols.freshNumber(), linear: undefined })
  const [aheadA, aheadB] = [finAhead(stateA, stateB), finAhead(stateB, stateA)]
  const seqA = numbersA.seq ?? moved(numbersB.ack, aheadA) ?? unsaid()
  const seqB = numbersB.seq ?? moved(numbersA.ack, aheadB) ?? unsaid()
  walk.network.touch(a.end.text, b.end.text)
  put(walk, a, b.end.text, stateA, seqA, numbersA.ack ?? moved(seqB, -aheadB))
  put(walk, b, a.end.text, stateB, seqB, numbersB.ack ?? moved(seqA, -aheadA))
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
function setOne(walk: Walk, statement: Statement, given: GivenEnd, peer: string, line: GivenLine): void {
  const state = readClaimedState(walk, statement, given.state)
  const unsaid = (): Known => ({ value: walk.symbols.freshNumber(), linear: undefined })
  const seq = known(walk, statement, given.seq, 'number') ?? unsaid()
  const ack = known(walk, statement, given.ack, 'number') ?? unsaid()
  walk.network.touch(given.end.text, peer)
  put(walk, given, peer, state, seq, ack)
  const counterpart = state === undefined ? undefined : COUNTERPART[state]
  const peerIsGiven = line.ends.some(({ end }) => end.text === peer)
  if (counterpart === undefined || peerIsGiven || walk.given.some(({ end }) => end === peer)) return
  place(walk, peer, given.end.text, counterpart, ack, seq)
  walk.given.push(givenState(peer, given.end.text, counterpart, ack.linear, seq.linear))
}

function setAlone(walk: Walk, statement: Statement, given: GivenEnd): void {
  const state = readClaimedState(walk, statement, given.state)
  if (state === 'LISTEN') walk.network.listen(given.end.text, true)
  if (state !== undefined) walk.given.push(givenState(given.end.text, undefined, state, undefined, undefined))
  walk.network.refresh(given.end.text, undefined)
}

function put(
  walk: Walk,
  given: GivenEnd,
  peer: string,
  state: State | undefined,
  seq: Known,
  ack: Known,
): void {
  if (state === undefined) return
  const end = given.end.text
  place(walk, end, peer, state, seq, ack)
  const numbered = state !== 'CLOSED' && state !== 'LISTEN'
  if (numbered && given.win !== undefined) {
    const half = walk.network.half(end, peer)
    half.rightEdge = plus(half.tcb.rcv.nxt, half.tcb.rcv.wnd)
  }
  walk.given.push({
    ...givenState(end, peer, state, numbered ? seq.linear : undefined, numbered ? ack.linear : undefined),
    win: given.win && linearOf(given.win),
  })
}

/** Gives an end its TCB. */
function place(walk: Walk, end: string, peer: string, state: State, seq: Known, ack: Known): void {
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
  nameNumber(half, seqNumber(seq.value), seq.linear, unsaidSndNxt(end, peer), walk)
  half.floating = seq.linear === undefined ? 'assumed' : undefined
  network.refresh(end, peer)
}

/** The number as the author names it, or by a symbol of our own. */
function nameNumber(
  half: EndOfConnection,
  value: SeqNumber,
  linear: Linear | undefined,
  name: string,
  { symbols }: Walk,
): void {
  const first = symbols.get(name)?.value ?? value
  if (linear === undefined && symbols.get(name) === undefined)
    symbols.bind({ name, kind: 'number', value, line: 0, span: { start: 1, end: 1 } })
  half.numbers.name(value, linear ?? addOctets(symbol(name), plus(value, -first)))
}

/** A number of a `given`, naming a new symbol if it is one. */
function known(
  { symbols, reporter }: Walk,
  statement: Statement,
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

function givenState(
  end: string,
  peer: string | undefined,
  state: State,
  seq: Linear | undefined,
  ack: Linear | undefined,
): GivenState {
  return { end, peer, state, seq, ack, win: undefined }
}
