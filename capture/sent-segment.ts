import { type HostSetting, isZero, type Linear, say, type TraceSegment } from '@synfin/trace'
import type { LiveNumbers, NumberSpace } from './live-numbers.ts'
import { CONTROL_BITS, dataLimit, type WireSegment } from './packet.ts'
import { encodeOptions, OPTIONS_LIMIT, type TcpOptions } from './tcp-options.ts'

/** A length symbol stands for so many octets. */
export const SYMBOLIC_LENGTH = 100
/** What ours carry unless written, in octets. */
export const DEFAULT_WINDOW = 65535
export const DEFAULT_MSS = 1460
/** A clock drawn below half the circle is ahead of the 1 a prologue began with (RFC 7323 §5.2). */
const CLOCK_LIMIT = 2 ** 31

/** A segment that has no room in a packet. */
export class DoesNotFit extends Error {}

/** Host settings as written; a bare word is `true`. */
export type EndSettings = Readonly<Partial<Record<HostSetting['name'], number | true>>>

/** A connection as the end sees it whose segments are sent: "ours" are its own numbers, "kernel" is the other end. */
export interface SendingEnd {
  readonly settings: EndSettings
  readonly ourNumbers: NumberSpace
  readonly kernelNumbers: NumberSpace
  readonly ourClock: NumberSpace
  readonly kernelClock: NumberSpace
  /** SND.NXT and RCV.NXT, live. */
  readonly ourNext: number | undefined
  readonly kernelNext: number | undefined
  /** Whether it begins with a connection that the other end has forgotten, and still acknowledges that one. */
  readonly isHalfOpen: boolean
  /** The other end's last SYN, and its last segment. */
  readonly kernelSyn: Pick<WireSegment, 'options'> | undefined
  readonly lastArrival: { readonly segment: Pick<WireSegment, 'options'> } | undefined
}

/** A segment of a trace as it goes on the wire. Throws DoesNotFit or CannotBind. */
export function sentSegment(
  segment: TraceSegment,
  connection: SendingEnd,
  numbers: LiveNumbers,
): WireSegment {
  const { ourNumbers, ourNext } = connection
  // A new symbol is an initial sequence number on a SYN, a free number on a stray line, and SND.NXT elsewhere.
  const isFree = segment.flags.includes('SYN') || segment.journey === 'stray'
  const due = (isFree ? undefined : ourNext) ?? numbers.later(ourNext)
  const seq = ourNumber(segment.seq, ourNumbers, numbers, due)
  const ack = segment.ack === undefined ? 0 : ourAcknowledgment(segment.ack, connection, numbers)
  const length = numbers.count(segment.len, SYMBOLIC_LENGTH)
  const options = ourOptions(segment, connection, numbers)
  if (encodeOptions(options).length > OPTIONS_LIMIT)
    throw new DoesNotFit(say`a header has room for ${OPTIONS_LIMIT} octets of options, these need more`)
  if (length > dataLimit(options))
    throw new DoesNotFit(say`${length} octets of data do not fit into one packet`)
  return {
    seq,
    ack,
    bits: segment.flags.reduce((bits, bit) => bits | CONTROL_BITS[bit], 0),
    win: ourWindow(segment, connection, numbers),
    urg: ourUrgentPointer(segment, length, numbers),
    options,
    length,
  }
}

/** The number itself; for `*` the one due. */
function ourNumber(
  written: Linear | 'any',
  space: NumberSpace,
  numbers: LiveNumbers,
  due = numbers.draw(),
): number {
  return written === 'any' ? due : numbers.choose(written, space, due)
}

/** What a half-open end acknowledges is none of the numbers of the kernel's new connection. */
function ourAcknowledgment(
  ack: Linear | 'any',
  { kernelNumbers, kernelNext, isHalfOpen }: SendingEnd,
  numbers: LiveNumbers,
): number {
  return ourNumber(ack, kernelNumbers, numbers, isHalfOpen && ack !== 'any' ? undefined : kernelNext)
}

function ourWindow({ win }: TraceSegment, { settings }: SendingEnd, numbers: LiveNumbers): number {
  const octets = win === undefined || win === 'any' ? (octetsIn(settings.win) ?? DEFAULT_WINDOW) : undefined
  return Math.min(octets ?? numbers.count(win as Linear, DEFAULT_WINDOW), 0xffff)
}

function ourUrgentPointer({ urg, flags }: TraceSegment, length: number, numbers: LiveNumbers): number {
  if (urg !== undefined) return Math.min(numbers.count(urg, 1), 0xffff)
  return flags.includes('URG') ? length : 0
}

/** The options as written; a SYN also offers what its `host` line says, and an MSS in any case. */
function ourOptions(segment: TraceSegment, connection: SendingEnd, numbers: LiveNumbers): TcpOptions {
  const { settings, kernelSyn, kernelNumbers, kernelClock, ourClock, lastArrival } = connection
  const isSyn = segment.flags.includes('SYN')
  // A SYN,ACK may answer only what was offered (RFC 7323 §2.2, §3.2).
  const mayOffer = (name: 'wscale' | 'sackok' | 'ts') =>
    isSyn &&
    settings[name] !== undefined &&
    (!segment.flags.includes('ACK') || kernelSyn?.options[name] !== undefined)
  const mss = segment.mss ? numbers.count(segment.mss, DEFAULT_MSS) : (octetsIn(settings.mss) ?? DEFAULT_MSS)
  const wscale = segment.wscale ? numbers.count(segment.wscale, 0) : octetsIn(settings.wscale)
  return {
    ...(isSyn || segment.mss ? { mss: Math.min(mss, 0xffff) } : {}),
    ...(segment.wscale || mayOffer('wscale') ? { wscale: Math.min(wscale ?? 0, 0xff) } : {}),
    ...(segment.sackok || mayOffer('sackok') ? { sackok: true } : {}),
    ...(segment.ts
      ? {
          ts: {
            value: numbers.choose(segment.ts.value, ourClock, numbers.draw(CLOCK_LIMIT)),
            // Nothing to echo yet is written 0 (RFC 7323 §3.2), and is 0.
            echo: isZero(segment.ts.echo) ? 0 : numbers.choose(segment.ts.echo, kernelClock),
          },
        }
      : mayOffer('ts')
        ? { ts: { value: numbers.now(), echo: lastArrival?.segment.options.ts?.value ?? 0 } }
        : {}),
    ...(segment.sack.length > 0
      ? {
          sack: segment.sack.map(({ left, right }) => ({
            left: numbers.choose(left, kernelNumbers),
            right: numbers.choose(right, kernelNumbers),
          })),
        }
      : {}),
    ...(segment.tfo === undefined ? {} : { tfo: Buffer.from(segment.tfo, 'hex') }),
  }
}

/** The number a setting has; nothing where it is only named, or absent. */
export function octetsIn(value: number | true | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined
}
