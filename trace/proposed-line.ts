/** Lines that nobody has written yet: what the checker proposes, as the walk would read them. */
import type { Linear } from './checked-trace.ts'
import type {
  CallLine,
  CallName,
  ControlBit,
  Expression,
  Field,
  HostLine,
  SegmentLine,
  Span,
  TimerLine,
  TimerName,
  Word,
} from './line.ts'
import { isHidden, linearOf, printLinear } from './linear.ts'
import { printFlags } from './print.ts'

export type ProposedLine = SegmentLine | CallLine | TimerLine

/** A segment to propose. Numbers that the trace has no name for are left out. */
export interface ProposedSegment {
  /** Absent for one that arrives from the network. */
  readonly from?: string
  /** Absent for one that stays in the network. */
  readonly to?: string
  readonly lost?: boolean
  readonly flags: readonly ControlBit[]
  readonly seq?: Linear | undefined
  readonly ack?: Linear | undefined
  readonly len?: Linear | undefined
}

/** It stands nowhere. */
const NOWHERE: Span = { start: 1, end: 1 }

const UNWRITTEN = { number: 0, span: NOWHERE, text: '', expects: [], problems: [] } as const

export function proposedSegment({ from, to, lost, flags, seq, ack, len }: ProposedSegment): SegmentLine {
  const numbers = [['seq', seq] as const, ['ack', ack] as const, ['len', len] as const]
  return {
    ...UNWRITTEN,
    kind: 'segment',
    from: from === undefined ? undefined : word(from),
    to: to === undefined ? undefined : word(to),
    arrow: { lost: lost ?? false, span: NOWHERE },
    stray: undefined,
    flags: flags.map(bit => ({ bit, span: NOWHERE })),
    flagsSpan: NOWHERE,
    icmp: undefined,
    optional: undefined,
    fields: numbers.flatMap(([name, linear]) =>
      linear === undefined || isHidden(linear)
        ? []
        : [{ name, span: NOWHERE, value: expressionOf(linear) } satisfies Field],
    ),
    claim: undefined,
  }
}

export function proposedCall(end: string, call: CallName, peer?: string, octets?: Linear): CallLine {
  return {
    ...UNWRITTEN,
    kind: 'call',
    end: word(end),
    call,
    callSpan: NOWHERE,
    peer: peer === undefined ? undefined : word(peer),
    octets: octets && expressionOf(octets),
    fails: undefined,
    claim: undefined,
  }
}

export function proposedTimer(end: string, timer: TimerName): TimerLine {
  return {
    ...UNWRITTEN,
    kind: 'timer',
    end: word(end),
    timer,
    timerSpan: NOWHERE,
    after: undefined,
    claim: undefined,
  }
}

/** A line that names an end, and says nothing of it. */
export function proposedHost(end: string): HostLine {
  const nothing = { count: undefined, address: undefined, port: undefined, settings: [] }
  return { ...UNWRITTEN, kind: 'host', end: word(end), ...nothing }
}

/** The line as an author would write it, with single spaces. */
export function printProposed(line: ProposedLine): string {
  switch (line.kind) {
    case 'segment': {
      const route = `${line.from?.text ?? '...'} ${line.arrow.lost ? '-x' : '->'} ${line.to?.text ?? '...'}`
      return [route, printFlags(line.flags.map(({ bit }) => bit)), ...line.fields.flatMap(printNumber)].join(
        ' ',
      )
    }
    case 'call': {
      const more = [line.peer?.text, line.octets && printLinear(linearOf(line.octets))]
      return [`${line.end.text}: ${line.call}`, ...more.filter(part => part !== undefined)].join(' ')
    }
    case 'timer':
      return `${line.end.text}: ${line.timer}`
  }
}

function printNumber(field: Field): string[] {
  return 'value' in field && field.name !== 'ts' && !('any' in field.value)
    ? [`${field.name}=${printLinear(linearOf(field.value))}`]
    : []
}

/** A number as the sum that an author would write for it. */
export function expressionOf(linear: Linear): Expression {
  const terms = Object.entries(linear.terms).flatMap(([symbol, coefficient]) =>
    Array<Expression['terms'][number]>(Math.min(Math.abs(coefficient), 8)).fill({
      symbol,
      sign: coefficient < 0 ? -1 : 1,
      span: NOWHERE,
    }),
  )
  return { text: printLinear(linear), span: NOWHERE, constant: linear.constant, terms }
}

function word(text: string): Word {
  return { text, span: NOWHERE }
}
