import type { Call, TraceSegment } from './checked-trace.ts'
import type { ControlBit } from './line.ts'
import { isZero, printLinear } from './linear.ts'

/** The order in which the language writes control bits. */
const BIT_ORDER: readonly ControlBit[] = ['SYN', 'FIN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR']

/** `SYN ACK`, `FIN ACK`, `NONE`: the control bits in the language's order. */
export function printFlags(flags: readonly ControlBit[]): string {
  return flags.length === 0 ? 'NONE' : BIT_ORDER.filter(bit => flags.includes(bit)).join(' ')
}

/** `SYN ACK seq=k ack=j+1`: flags and fields; `len` only where there is text. */
export function printSegment(segment: TraceSegment): string {
  const head = segment.icmp === undefined ? printFlags(segment.flags) : `ICMP ${segment.icmp}`
  return [segment.optional ? `${head}?` : head, ...printFields(segment)].join(' ')
}

/** `A -> B SYN seq=j`, with the arrow of the segment's journey. */
export function printSegmentLine(segment: TraceSegment): string {
  const { from, to } = segment
  const way = {
    delivered: `${from} -> ${to}`,
    lost: `${from} -x ${to}`,
    departs: `${from} -> ...`,
    arrives: `... -> ${to}`,
    stray: `... -> ${to} stray`,
  }[segment.journey]
  return `${way} ${printSegment(segment)}`
}

/** `A: send n`, `B: listen`. */
export function printCall({ end, call, peer, octets, fails }: Call): string {
  const words = [`${end}: ${call}`]
  if (call === 'connect' && peer !== undefined) words.push(peer)
  if (octets !== undefined) words.push(printLinear(octets))
  if (fails !== undefined) words.push('fails', ...(fails.errno === undefined ? [] : [fails.errno]))
  return words.join(' ')
}

function printFields(segment: TraceSegment): string[] {
  const fields =
    segment.icmp === undefined || segment.seq !== 'any' ? [`seq=${printLinear(segment.seq)}`] : []
  const number = (name: string, value: TraceSegment['win']) => {
    if (value !== undefined) fields.push(`${name}=${printLinear(value)}`)
  }
  number('ack', segment.ack)
  if (!isZero(segment.len)) number('len', segment.len)
  number('win', segment.win)
  number('urg', segment.urg)
  number('mss', segment.mss)
  number('wscale', segment.wscale)
  if (segment.sackok) fields.push('sackok')
  if (segment.ts) fields.push(`ts=${printLinear(segment.ts.value)}/${printLinear(segment.ts.echo)}`)
  if (segment.sack.length > 0)
    fields.push(`sack=${segment.sack.map(b => `${printLinear(b.left)}:${printLinear(b.right)}`).join(',')}`)
  if (segment.tfo !== undefined) fields.push(segment.tfo === '' ? 'tfo' : `tfo=${segment.tfo}`)
  number('mtu', segment.mtu)
  return fields
}
