/** What came from the wire, in the trace's own notation and symbols. */
import {
  type ControlBit,
  isHidden,
  type Linear,
  printFlags,
  printLinear,
  printSegmentLine,
  type Step,
  type TraceSegment,
} from '@synfin/trace'
import type { Connection } from './connection.ts'
import type { LiveNumbers, NumberSpace } from './live-numbers.ts'
import { CONTROL_BITS, type DecodedSegment, type WireSegment } from './packet.ts'

/** The control bits that are set. */
export function controlBits(bits: number): ControlBit[] {
  return (Object.keys(CONTROL_BITS) as ControlBit[]).filter(bit => bits & CONTROL_BITS[bit])
}

/** An expected segment with the numbers that count, also those the author left out. */
export function writeExpected(step: Step & { kind: 'segment' }): string {
  const { seq, ack, len } = step.segment
  const hasHidden = [seq, ack, len].some(
    number => number !== undefined && number !== 'any' && isHidden(number),
  )
  return hasHidden ? step.text : printSegmentLine({ ...step.segment, optional: false })
}

/** A segment of the kernel's, written as the author would; `expected` says which of its further fields to write. */
export function writeObserved(
  segment: DecodedSegment,
  kernel: string,
  connection: Connection,
  numbers: LiveNumbers,
  expected?: TraceSegment,
): string {
  const way =
    expected?.journey === 'departs'
      ? '-> ...'
      : `${expected?.journey === 'lost' ? '-x' : '->'} ${connection.peer}`
  const isAck = (segment.bits & CONTROL_BITS.ACK) !== 0
  const seq = writeSeq(segment, connection, numbers, expected)
  const fields = [`${kernel} ${way} ${writeFlags(segment, expected)}`, `seq=${seq}`]
  if (isAck) fields.push(`ack=${numbers.write(segment.ack, connection.ourNumbers, linear(expected?.ack))}`)
  if (segment.length > 0) fields.push(`len=${writeCount(segment.length, numbers, expected?.len)}`)
  if (expected?.win !== undefined)
    fields.push(`win=${writeCount(segment.win, numbers, linear(expected.win))}`)
  if (expected?.urg !== undefined) fields.push(`urg=${segment.urg}`)
  return [...fields, ...writeOptions(segment, connection, numbers, expected)].join(' ')
}

/** The live numbers of a segment, for whoever reads a capture beside the trace. */
export function writeLive({ seq, ack, bits, length }: WireSegment): string {
  const fields = [`seq=${seq}`]
  if (bits & CONTROL_BITS.ACK) fields.push(`ack=${ack}`)
  if (length > 0) fields.push(`len=${length}`)
  return fields.join(' ')
}

/** PSH says nothing of the connection: it is written only where the trace writes it. */
function writeFlags(segment: DecodedSegment, expected: TraceSegment | undefined): string {
  const flags = controlBits(segment.bits)
  return printFlags(expected && !expected.flags.includes('PSH') ? flags.filter(bit => bit !== 'PSH') : flags)
}

function writeSeq(
  segment: DecodedSegment,
  connection: Connection,
  numbers: LiveNumbers,
  expected: TraceSegment | undefined,
): string {
  const isReset = (segment.bits & CONTROL_BITS.RST) !== 0
  if (isReset && segment.seq === 0) return '0'
  return numbers.write(segment.seq, connection.kernelNumbers, linear(expected?.seq))
}

function writeCount(live: number, numbers: LiveNumbers, expected: Linear | undefined): string {
  return expected && numbers.knownCount(expected) === live ? printLinear(expected) : String(live)
}

function writeOptions(
  { options }: DecodedSegment,
  { kernelClock, ourClock, ourNumbers }: Connection,
  numbers: LiveNumbers,
  expected: TraceSegment | undefined,
): string[] {
  const write = (value: number, space: NumberSpace, written?: Linear) => numbers.write(value, space, written)
  const fields: string[] = []
  if (expected?.mss && options.mss !== undefined) fields.push(`mss=${options.mss}`)
  if (expected?.wscale && options.wscale !== undefined) fields.push(`wscale=${options.wscale}`)
  if (expected?.sackok && options.sackok) fields.push('sackok')
  if (expected?.ts && options.ts) {
    const { value, echo } = expected.ts
    fields.push(`ts=${write(options.ts.value, kernelClock, value)}/${write(options.ts.echo, ourClock, echo)}`)
  }
  if (expected?.sack.length && options.sack) {
    const blocks = options.sack.map(({ left, right }, at) => {
      const block = expected.sack[at]
      return `${write(left, ourNumbers, block?.left)}:${write(right, ourNumbers, block?.right)}`
    })
    fields.push(`sack=${blocks.join(',')}`)
  }
  return fields
}

function linear(written: Linear | 'any' | undefined): Linear | undefined {
  return written === 'any' ? undefined : written
}
