/** What came from the wire, in the trace's own notation and symbols. */
import {
  CONTROL_BITS,
  controlBits,
  type DecodedSegment,
  type LiveNumbers,
  type NumberSpace,
  type WireSegment,
} from '@synfin/capture'
import {
  isHidden,
  type Journey,
  type Linear,
  printFlags,
  printLinear,
  printSegmentLine,
  type SegmentStep,
  type TraceSegment,
} from '@synfin/trace'
import type { Connection } from './connection.ts'

/** An expected segment with the numbers that count, also those the author left out. */
export function writeExpected(step: SegmentStep): string {
  const { seq, ack, len } = step.segment
  const hasHidden = [seq, ack, len].some(
    number => number !== undefined && number !== 'any' && isHidden(number),
  )
  return hasHidden ? step.text : printSegmentLine({ ...step.segment, optional: false })
}

/** A segment of the kernel's part by part, written as the author would. */
export interface SegmentNotation {
  readonly from: string
  readonly to: string
  /** `SYN ACK`. */
  readonly flags: string
  /** The value of each field as written, in the language's order; `''` for `sackok`. */
  readonly fields: Readonly<Record<string, string>>
  /** Fields with a number of this run alone: no symbol and no literal of the trace stands for it. */
  readonly unnamed: readonly string[]
  /** Those of them with the number that is due, which a trace may leave out. */
  readonly due: readonly string[]
}

/** A segment of the kernel's in the trace's notation; `expected` says which of its further fields to write. */
export function notate(
  segment: DecodedSegment,
  kernel: string,
  connection: Connection,
  numbers: LiveNumbers,
  expected?: TraceSegment,
): SegmentNotation {
  const fields: Record<string, string> = {}
  const unnamed: string[] = []
  const due: string[] = []
  const number = (name: string, live: number, written: string | undefined, next: number | undefined) => {
    fields[name] = written ?? String(live)
    if (written === undefined) unnamed.push(name)
    if (written === undefined && live === next) due.push(name)
  }
  const { ourNumbers, ourNext, kernelNext, sendOctets } = connection
  number('seq', segment.seq, nameSeq(segment, connection, numbers, expected), kernelNext)
  if (segment.bits & CONTROL_BITS.ACK)
    number('ack', segment.ack, numbers.name(segment.ack, ourNumbers, linear(expected?.ack)), ourNext)
  if (segment.length > 0) fields.len = writeCount(segment.length, numbers, expected?.len, sendOctets)
  if (expected?.win !== undefined) fields.win = writeCount(segment.win, numbers, linear(expected.win))
  if (expected?.urg !== undefined) fields.urg = String(segment.urg)
  return {
    from: kernel,
    to: connection.peer,
    flags: writeFlags(segment, expected),
    fields: { ...fields, ...writeOptions(segment, connection, numbers, expected) },
    unnamed,
    due,
  }
}

/** A segment on a line of its own, by the way of the line that expects it: `B -> A SYN ACK seq=k ack=j+1`. */
export function printNotation({ from, to, flags, fields }: SegmentNotation, journey?: Journey): string {
  const way = journey === 'departs' ? '-> ...' : `${journey === 'lost' ? '-x' : '->'} ${to}`
  return [`${from} ${way} ${flags}`, ...Object.entries(fields).map(printField)].join(' ')
}

/** `seq=j`, `sackok`. */
export function printField([name, value]: readonly [string, string]): string {
  return value === '' ? name : `${name}=${value}`
}

/** A time as a trace says it, as exact as a timer is: `1s`, `200ms`. */
export function writeTime(milliseconds: number): string {
  const rounded = Number(milliseconds.toPrecision(2))
  return rounded >= 1000 && rounded % 1000 === 0 ? `${rounded / 1000}s` : `${Math.round(rounded)}ms`
}

/** The live numbers of a segment, for whoever reads a capture beside the trace. */
export function writeLive({ seq, ack, bits, length }: WireSegment): string {
  const fields = [`seq=${seq}`]
  if (bits & CONTROL_BITS.ACK) fields.push(`ack=${ack}`)
  if (length > 0) fields.push(`len=${length}`)
  return fields.join(' ')
}

/** The live numbers that an expected segment stands for, as far as its symbols have any. */
export function writeExpectedLive(
  { seq, ack }: TraceSegment,
  { kernelNumbers, ourNumbers }: Connection,
  numbers: LiveNumbers,
): string {
  const fields = [
    ['seq', seq, kernelNumbers],
    ['ack', ack, ourNumbers],
  ] as const
  return fields
    .flatMap(([name, written, space]) => {
      const live = written === undefined || written === 'any' ? undefined : numbers.live(written, space)
      return live === undefined ? [] : [`${name}=${live}`]
    })
    .join(' ')
}

/** PSH says nothing of the connection: it is written only where the trace writes it. */
function writeFlags(segment: DecodedSegment, expected: TraceSegment | undefined): string {
  const flags = controlBits(segment.bits)
  return printFlags(expected && !expected.flags.includes('PSH') ? flags.filter(bit => bit !== 'PSH') : flags)
}

function nameSeq(
  { seq, bits }: DecodedSegment,
  { kernelNumbers, startsAnew }: Connection,
  numbers: LiveNumbers,
  expected: TraceSegment | undefined,
): string | undefined {
  if (bits & CONTROL_BITS.RST && seq === 0) return '0'
  const written = linear(expected?.seq)
  // That a new connection's number lies near an old one's is chance.
  if (bits & CONTROL_BITS.SYN && startsAnew) return undefined
  return numbers.name(seq, kernelNumbers, written)
}

function writeCount(live: number, numbers: LiveNumbers, ...names: readonly (Linear | undefined)[]): string {
  const name = names.find(written => written && numbers.knownCount(written) === live)
  return name ? printLinear(name) : String(live)
}

function writeOptions(
  { options }: DecodedSegment,
  { kernelClock, ourClock, ourNumbers }: Connection,
  numbers: LiveNumbers,
  expected: TraceSegment | undefined,
): Record<string, string> {
  const write = (value: number, space: NumberSpace, written?: Linear) => numbers.write(value, space, written)
  const fields: Record<string, string> = {}
  if (expected?.mss && options.mss !== undefined) fields.mss = String(options.mss)
  if (expected?.wscale && options.wscale !== undefined) fields.wscale = String(options.wscale)
  if (expected?.sackok && options.sackok) fields.sackok = ''
  if (expected?.ts && options.ts) {
    const { value, echo } = expected.ts
    fields.ts = `${write(options.ts.value, kernelClock, value)}/${write(options.ts.echo, ourClock, echo)}`
  }
  if (expected?.sack.length && options.sack) {
    const blocks = options.sack.map(({ left, right }, at) => {
      const block = expected.sack[at]
      return `${write(left, ourNumbers, block?.left)}:${write(right, ourNumbers, block?.right)}`
    })
    fields.sack = blocks.join(',')
  }
  if (expected?.tfo !== undefined && options.tfo)
    fields.tfo = expected.tfo === '' ? '' : options.tfo.toString('hex')
  return fields
}

function linear(written: Linear | 'any' | undefined): Linear | undefined {
  return written === 'any' ? undefined : written
}
