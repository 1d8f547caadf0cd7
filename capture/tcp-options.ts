/** The options of a segment. Those it does not carry are absent. */
export interface TcpOptions {
  readonly mss?: number
  readonly wscale?: number
  readonly sackok?: boolean
  readonly ts?: { readonly value: number; readonly echo: number }
  readonly sack?: readonly { readonly left: number; readonly right: number }[]
  /** A Fast Open cookie; empty asks for one. */
  readonly tfo?: Buffer
}

/** A header has room for so many octets of options. */
export const OPTIONS_LIMIT = 40

const END = 0
const NO_OPERATION = 1
const MSS = 2
const WINDOW_SCALE = 3
const SACK_PERMITTED = 4
const SACK = 5
const TIMESTAMPS = 8
const FAST_OPEN = 34

/** The options' octets, padded to a multiple of four. May exceed {@link OPTIONS_LIMIT}. */
export function encodeOptions(options: TcpOptions): Buffer {
  const octets: number[] = []
  if (options.mss !== undefined) octets.push(MSS, 4, ...octetsOf(options.mss, 2))
  if (options.sackok) octets.push(SACK_PERMITTED, 2)
  if (options.ts)
    octets.push(TIMESTAMPS, 10, ...octetsOf(options.ts.value, 4), ...octetsOf(options.ts.echo, 4))
  if (options.wscale !== undefined) octets.push(NO_OPERATION, WINDOW_SCALE, 3, options.wscale & 0xff)
  if (options.sack?.length) {
    octets.push(SACK, 2 + 8 * options.sack.length)
    for (const { left, right } of options.sack) octets.push(...octetsOf(left, 4), ...octetsOf(right, 4))
  }
  if (options.tfo) octets.push(FAST_OPEN, 2 + options.tfo.length, ...options.tfo)
  while (octets.length % 4 !== 0) octets.push(NO_OPERATION)
  return Buffer.from(octets)
}

/** Reads what it understands and stops at the first option that is cut short. Never throws. */
export function decodeOptions(octets: Buffer): TcpOptions {
  const options: { -readonly [Name in keyof TcpOptions]: TcpOptions[Name] } = {}
  for (let at = 0; at < octets.length; ) {
    const kind = octets[at] ?? END
    if (kind === END) break
    if (kind === NO_OPERATION) {
      at++
      continue
    }
    const length = octets[at + 1] ?? 0
    if (length < 2 || at + length > octets.length) break
    const value = octets.subarray(at + 2, at + length)
    if (kind === MSS && value.length === 2) options.mss = value.readUInt16BE()
    if (kind === WINDOW_SCALE && value.length === 1) options.wscale = value.readUInt8()
    if (kind === SACK_PERMITTED && value.length === 0) options.sackok = true
    if (kind === TIMESTAMPS && value.length === 8)
      options.ts = { value: value.readUInt32BE(0), echo: value.readUInt32BE(4) }
    if (kind === SACK && value.length > 0 && value.length % 8 === 0) options.sack = sackBlocks(value)
    if (kind === FAST_OPEN) options.tfo = Buffer.from(value)
    at += length
  }
  return options
}

function sackBlocks(value: Buffer): { left: number; right: number }[] {
  return Array.from({ length: value.length / 8 }, (_, block) => ({
    left: value.readUInt32BE(block * 8),
    right: value.readUInt32BE(block * 8 + 4),
  }))
}

function octetsOf(value: number, count: 2 | 4): Buffer {
  const octets = Buffer.alloc(4)
  octets.writeUInt32BE(value >>> 0)
  return octets.subarray(4 - count)
}
