/** Captures in the pcapng format (draft-ietf-opsawg-pcapng). */
import { say } from '@synfin/trace'
import { BrokenCapture, cutShort, type Frame, LONGEST_FRAME } from './frame.ts'
import type { OctetSource } from './octet-source.ts'
import {
  BLOCK_HEADER,
  BLOCK_TRAILER,
  BYTE_ORDER_MAGIC,
  ENHANCED_PACKET,
  IF_TSOFFSET,
  IF_TSRESOL,
  INTERFACE_DESCRIPTION,
  OBSOLETE_PACKET,
  OPT_END,
  SECTION_HEADER,
  SIMPLE_PACKET,
} from './pcapng-blocks.ts'

/** Comments, name resolution and keys have room for more than a packet; what is longer is no block. */
const LONGEST_BLOCK = 2 * LONGEST_FRAME
/** More of them would be a fault of the file. */
const MOST_INTERFACES = 0x10000

/** Reads the numbers of a section in its byte order. */
interface ByteOrder {
  u16(octets: Buffer, at: number): number
  u32(octets: Buffer, at: number): number
}

const LITTLE: ByteOrder = {
  u16: (octets, at) => octets.readUInt16LE(at),
  u32: (octets, at) => octets.readUInt32LE(at),
}
const BIG: ByteOrder = {
  u16: (octets, at) => octets.readUInt16BE(at),
  u32: (octets, at) => octets.readUInt32BE(at),
}

interface Interface {
  readonly linkType: number
  /** 0: packets are captured whole. */
  readonly snapLength: number
  /** Of the times' unit, in milliseconds. */
  readonly unit: number
  /** Milliseconds to add to every time. */
  readonly offset: number
}

/** Whether a file begins as a pcapng file does. */
export function isPcapng(start: Buffer): boolean {
  return start.length >= 4 && start.readUInt32BE(0) === SECTION_HEADER
}

/**
 * The packets of a pcapng file, from its beginning on: of all sections and interfaces, in the order of the file. Other
 * blocks are passed over. Throws BrokenCapture.
 */
export async function* readPcapng(source: OctetSource): AsyncGenerator<Frame> {
  let order = LITTLE
  let interfaces: Interface[] = []
  let packets = 0
  for (;;) {
    const begin = source.at
    const fault = (what: string) => new BrokenCapture(begin, what)
    const header = await source.peek(BLOCK_HEADER + 4)
    if (header.length === 0) return
    if (header.length < BLOCK_HEADER + BLOCK_TRAILER) throw cutShort(begin, packets + 1)
    const isSection = header.readUInt32BE(0) === SECTION_HEADER
    if (isSection) order = byteOrder(header) ?? fail(fault(say`a section header without its byte order`))
    const type = order.u32(header, 0)
    const length = order.u32(header, 4)
    if (length < BLOCK_HEADER + BLOCK_TRAILER || length % 4 !== 0 || length > LONGEST_BLOCK)
      throw fault(say`a block after packet ${packets} says that it has ${length} octets`)
    if (!isSection && !READ.includes(type)) {
      if ((await source.skip(length)) < length) throw cutShort(begin, packets + 1)
      continue
    }
    const block = await source.take(length)
    if (block.length < length) throw cutShort(begin, packets + 1)
    const body = block.subarray(BLOCK_HEADER, length - BLOCK_TRAILER)
    if (isSection) interfaces = []
    else if (type === INTERFACE_DESCRIPTION) {
      if (interfaces.length === MOST_INTERFACES) throw fault(say`more than ${MOST_INTERFACES} interfaces`)
      interfaces.push(readInterface(body, order) ?? fail(fault(say`an interface description cut short`)))
    } else {
      packets++
      const frame = readPacket(type, body, order, interfaces)
      if (typeof frame === 'string') throw fault(say`packet ${packets}: ${frame}`)
      yield { number: packets, ...frame }
    }
  }
}

const READ = [INTERFACE_DESCRIPTION, ENHANCED_PACKET, SIMPLE_PACKET, OBSOLETE_PACKET]

function byteOrder(header: Buffer): ByteOrder | undefined {
  return [LITTLE, BIG].find(order => order.u32(header, 8) === BYTE_ORDER_MAGIC)
}

function readInterface(body: Buffer, order: ByteOrder): Interface | undefined {
  if (body.length < 8) return undefined
  let unit = 1e-3
  let offset = 0
  for (const { code, value } of optionsIn(body.subarray(8), order)) {
    if (code === IF_TSRESOL && value.length > 0) unit = unitOf(value.readUInt8(0))
    if (code === IF_TSOFFSET && value.length === 8) offset = signedSeconds(value, order) * 1000
  }
  return { linkType: order.u16(body, 0), snapLength: order.u32(body, 4), unit, offset }
}

/** Milliseconds: a negative power of 10, or with the first bit of 2, of a second. */
function unitOf(resolution: number): number {
  return (resolution & 0x80 ? 2 : 10) ** -(resolution & 0x7f) * 1000
}

function signedSeconds(value: Buffer, order: ByteOrder): number {
  const [low, high] = order === LITTLE ? [0, 4] : [4, 0]
  return (order.u32(value, high) | 0) * 2 ** 32 + order.u32(value, low)
}

function* optionsIn(
  octets: Buffer,
  order: ByteOrder,
): Generator<{ readonly code: number; readonly value: Buffer }> {
  for (let at = 0; at + 4 <= octets.length; ) {
    const code = order.u16(octets, at)
    const length = order.u16(octets, at + 2)
    if (code === OPT_END || at + 4 + length > octets.length) return
    yield { code, value: octets.subarray(at + 4, at + 4 + length) }
    at += 4 + length + ((4 - (length % 4)) % 4)
  }
}

/** A packet, or what is wrong with its block. */
function readPacket(
  type: number,
  body: Buffer,
  order: ByteOrder,
  interfaces: readonly Interface[],
): Omit<Frame, 'number'> | string {
  const fixed = type === SIMPLE_PACKET ? 4 : 20
  if (body.length < fixed) return say`its block is cut short`
  const id = type === SIMPLE_PACKET ? 0 : type === OBSOLETE_PACKET ? order.u16(body, 0) : order.u32(body, 0)
  const of = interfaces[id]
  if (!of) return say`no interface ${id} is described before it`
  const length = order.u32(body, type === SIMPLE_PACKET ? 0 : 16)
  const snapped = Math.min(length, of.snapLength || length)
  const captured = type === SIMPLE_PACKET ? snapped : order.u32(body, 12)
  if (captured > body.length - fixed) return say`it says that it has ${captured} octets`
  const ticks = order.u32(body, 4) * 2 ** 32 + order.u32(body, 8)
  return {
    at: type === SIMPLE_PACKET ? Number.NaN : ticks * of.unit + of.offset,
    linkType: of.linkType,
    octets: body.subarray(fixed, fixed + captured),
    length: Math.max(length, captured),
  }
}

function fail(error: Error): never {
  throw error
}
