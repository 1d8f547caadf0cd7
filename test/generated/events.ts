/** The lines of a generated trace before they are text: every number with its name, nothing inferred yet. */
import { type IcmpError, plus, type SeqNumber, type State, seqNumber } from '@synfin/tcp'
import type { CallName, ControlBit, Journey, TimerName } from '@synfin/trace'
import type { WrittenOptions } from './options.ts'

/** A generated trace has two ends. */
export type End = 'A' | 'B'

export const ENDS: readonly End[] = ['A', 'B']

export function otherEnd(end: End): End {
  return end === 'A' ? 'B' : 'A'
}

/** A number as it is written: a literal, or a symbol with an offset. */
export interface WrittenNumber {
  readonly symbol: string | undefined
  readonly plus: number
}

export interface StateOfEnd {
  readonly end: End
  readonly state: State
}

interface EventBase {
  /** What the line claims of the ends after it. */
  readonly claim: readonly StateOfEnd[]
  /** The warnings that belong on the line, each a `//!` note. */
  readonly notes: readonly string[]
}

export interface SegmentEvent extends EventBase {
  readonly kind: 'segment'
  readonly from: End
  readonly journey: Journey
  readonly flags: readonly ControlBit[]
  /** Left out: whatever the sender is obliged to use. */
  readonly seq: WrittenNumber | undefined
  readonly ack: WrittenNumber | undefined
  readonly len: number
  readonly options: WrittenOptions
  /** `?`: may be absent in a replay. */
  readonly optional: boolean
}

export interface CallEvent extends EventBase {
  readonly kind: 'call'
  readonly end: End
  readonly call: CallName
  readonly octets: number | undefined
}

export interface TimerEvent extends EventBase {
  readonly kind: 'timer'
  readonly end: End
  readonly timer: TimerName
}

export interface GivenEvent extends EventBase {
  readonly kind: 'given'
  readonly ends: readonly GivenEnd[]
}

export interface GivenEnd extends StateOfEnd {
  readonly seq: WrittenNumber | undefined
  readonly ack: WrittenNumber | undefined
}

/** An ICMP error about a segment of `end`'s. */
export interface IcmpEvent extends EventBase {
  readonly kind: 'icmp'
  readonly end: End
  readonly error: IcmpError
  readonly seq: WrittenNumber
}

export interface ClaimEvent extends EventBase {
  readonly kind: 'claim'
}

export type Event = SegmentEvent | CallEvent | TimerEvent | GivenEvent | IcmpEvent | ClaimEvent

const PLAIN: EventBase = { claim: [], notes: [] }

export function segmentEvent(
  from: End,
  flags: readonly ControlBit[],
  rest: Partial<SegmentEvent> = {},
): SegmentEvent {
  const numbers = { seq: undefined, ack: undefined, len: 0 }
  const base = { journey: 'delivered', ...numbers, options: {}, optional: false } as const
  return { ...PLAIN, kind: 'segment', from, flags, ...base, ...rest }
}

export function callEvent(end: End, call: CallName, octets?: number): CallEvent {
  return { ...PLAIN, kind: 'call', end, call, octets }
}

export function timerEvent(end: End, timer: TimerName): TimerEvent {
  return { ...PLAIN, kind: 'timer', end, timer }
}

export function givenEvent(ends: readonly GivenEnd[]): GivenEvent {
  return { ...PLAIN, kind: 'given', ends }
}

export function icmpEvent(end: End, error: IcmpError, seq: WrittenNumber): IcmpEvent {
  return { ...PLAIN, kind: 'icmp', end, error, seq }
}

export function claimEvent(claim: readonly StateOfEnd[]): ClaimEvent {
  return { ...PLAIN, kind: 'claim', claim }
}

export function literal(value: SeqNumber): WrittenNumber {
  return { symbol: undefined, plus: value }
}

/** The same name, so many octets further. */
export function moved(number: WrittenNumber, octets: number): WrittenNumber {
  const sum = number.plus + octets
  return { ...number, plus: number.symbol === undefined ? seqNumber(sum) : sum }
}

/** `value` in terms of a symbol that stands for `at`. */
export function relative(symbol: string, at: SeqNumber, value: SeqNumber): WrittenNumber {
  return { symbol, plus: plus(value, -at) | 0 }
}

/** A trace of the language: a line for each event. */
export function printTrace(events: readonly Event[], header?: string): string {
  const lines = events.map(printEvent)
  return [...(header === undefined ? [] : [header]), ...lines, ''].join('\n')
}

export function printEvent(event: Event): string {
  const claims = event.claim.map(({ end, state }) => `${end}=${state}`).join(' ')
  const notes = event.notes.map(code => `warning ${code}`).join(', ')
  const parts = [printStatement(event), claims && `[${claims}]`, notes && `//! ${notes}`]
  return parts.filter(part => part !== '').join('  ')
}

function printStatement(event: Event): string {
  switch (event.kind) {
    case 'segment':
      return printSegment(event)
    case 'call':
      return `${event.end}: ${event.call}${event.octets === undefined ? '' : ` ${event.octets}`}`
    case 'timer':
      return `${event.end}: ${event.timer}`
    case 'given':
      return `given ${event.ends.map(printGivenEnd).join(', ')}`
    case 'icmp':
      return `${otherEnd(event.end)} -> ${event.end} ICMP ${event.error} seq=${printNumber(event.seq)}`
    case 'claim':
      return ''
  }
}

function printGivenEnd({ end, state, seq, ack }: GivenEnd): string {
  return [`${end} ${state}`, ...printField('seq', seq), ...printField('ack', ack)].join(' ')
}

function printSegment({ from, journey, flags, seq, ack, len, options, optional }: SegmentEvent): string {
  const to = otherEnd(from)
  const way = {
    delivered: `${from} -> ${to}`,
    lost: `${from} -x ${to}`,
    departs: `${from} -> ...`,
    arrives: `... -> ${to}`,
    stray: `... -> ${to} stray`,
  }[journey]
  const bits = flags.length === 0 ? 'NONE' : flags.join(' ')
  const fields = [...printField('seq', seq), ...printField('ack', ack), ...(len > 0 ? [`len=${len}`] : [])]
  return [way, optional ? `${bits}?` : bits, ...fields, ...printOptions(options)].join(' ')
}

function printOptions({ mss, wscale, sackok = false, ts, sack = [] }: WrittenOptions): string[] {
  const blocks = sack.map(({ left, right }) => `${printNumber(left)}:${printNumber(right)}`)
  return [
    ...(mss === undefined ? [] : [`mss=${mss}`]),
    ...(wscale === undefined ? [] : [`wscale=${wscale}`]),
    ...(sackok ? ['sackok'] : []),
    ...(ts === undefined ? [] : [`ts=${printNumber(ts.value)}/${printNumber(ts.echo)}`]),
    ...(blocks.length === 0 ? [] : [`sack=${blocks.join(',')}`]),
  ]
}

function printField(name: string, number: WrittenNumber | undefined): string[] {
  return number === undefined ? [] : [`${name}=${printNumber(number)}`]
}

function printNumber({ symbol, plus: octets }: WrittenNumber): string {
  if (symbol === undefined) return String(octets)
  if (octets === 0) return symbol
  return octets < 0 ? `${symbol}${octets}` : `${symbol}+${octets}`
}
