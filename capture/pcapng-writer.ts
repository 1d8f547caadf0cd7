/** Captures in the pcapng format, as Wireshark and tshark open them. */

import { LINK_TYPE } from './link-layer.ts'
import {
  BLOCK_HEADER,
  BLOCK_TRAILER,
  BYTE_ORDER_MAGIC,
  ENHANCED_PACKET,
  EPB_FLAGS,
  IF_DESCRIPTION,
  IF_NAME,
  IF_TSRESOL,
  INTERFACE_DESCRIPTION,
  OPT_COMMENT,
  SECTION_HEADER,
  SHB_USERAPPL,
} from './pcapng-blocks.ts'

const LARGEST_PACKET = 0xffff
/** Seconds are divided into 10^9. */
const NANOSECONDS = 9
/** The direction bits of epb_flags. */
const DIRECTIONS = { inbound: 1, outbound: 2 } as const

/** Which way a packet went, as the interface sees it. */
export type PacketDirection = keyof typeof DIRECTIONS

export interface CaptureInterface {
  readonly name: string
  readonly description: string
}

export interface PcapngPacket {
  /** An index into the capture's interfaces. */
  readonly interface: number
  /** Milliseconds since 1970, with a fraction. */
  readonly at: number
  /** An IP packet, with nothing before it. */
  readonly octets: Buffer
  readonly direction: PacketDirection | undefined
  readonly comment: string
}

/** A capture of IP packets, in order of time, each with a comment. Times are in nanoseconds. */
export function encodePcapng(
  interfaces: readonly CaptureInterface[],
  packets: readonly PcapngPacket[],
): Buffer {
  return Buffer.concat([
    sectionHeader(),
    ...interfaces.map(interfaceDescription),
    ...packets.toSorted((a, b) => a.at - b.at).map(enhancedPacket),
  ])
}

function sectionHeader(): Buffer {
  const body = Buffer.alloc(16)
  body.writeUInt32LE(BYTE_ORDER_MAGIC, 0)
  body.writeUInt16LE(1, 4)
  // The section's length is not said: -1.
  body.fill(0xff, 8)
  return block(SECTION_HEADER, body, [[SHB_USERAPPL, text('synfin')]])
}

function interfaceDescription({ name, description }: CaptureInterface): Buffer {
  const body = Buffer.alloc(8)
  body.writeUInt16LE(LINK_TYPE.raw, 0)
  body.writeUInt32LE(LARGEST_PACKET, 4)
  return block(INTERFACE_DESCRIPTION, body, [
    [IF_NAME, text(name)],
    [IF_DESCRIPTION, text(description)],
    [IF_TSRESOL, Buffer.from([NANOSECONDS])],
  ])
}

function enhancedPacket(packet: PcapngPacket): Buffer {
  const { octets, direction } = packet
  const at = nanoseconds(packet.at)
  const body = Buffer.alloc(20)
  body.writeUInt32LE(packet.interface, 0)
  body.writeUInt32LE(Number(at >> 32n), 4)
  body.writeUInt32LE(Number(at & 0xffff_ffffn), 8)
  body.writeUInt32LE(octets.length, 12)
  body.writeUInt32LE(octets.length, 16)
  const flags = Buffer.alloc(4)
  if (direction !== undefined) flags.writeUInt32LE(DIRECTIONS[direction])
  return block(ENHANCED_PACKET, Buffer.concat([body, padded(octets)]), [
    [OPT_COMMENT, text(packet.comment)],
    ...(direction === undefined ? [] : [[EPB_FLAGS, flags] as const]),
  ])
}

/** Milliseconds with a fraction, too large for a number of nanoseconds. */
function nanoseconds(milliseconds: number): bigint {
  const whole = Math.floor(milliseconds)
  return BigInt(whole) * 1_000_000n + BigInt(Math.round((milliseconds - whole) * 1e6))
}

type BlockOption = readonly [code: number, value: Buffer]

function block(type: number, body: Buffer, options: readonly BlockOption[]): Buffer {
  const written = options.flatMap(([code, value]) => {
    const header = Buffer.alloc(4)
    header.writeUInt16LE(code, 0)
    header.writeUInt16LE(value.length, 2)
    return [header, padded(value)]
  })
  const endOfOptions = Buffer.alloc(4)
  const content = Buffer.concat([body, ...written, endOfOptions])
  const frame = Buffer.alloc(BLOCK_HEADER)
  const length = BLOCK_HEADER + content.length + BLOCK_TRAILER
  frame.writeUInt32LE(type, 0)
  frame.writeUInt32LE(length, 4)
  const trailer = Buffer.alloc(BLOCK_TRAILER)
  trailer.writeUInt32LE(length)
  return Buffer.concat([frame, content, trailer])
}

/** An option's value has room for 64 KiB; no comment needs so much. */
function text(value: string): Buffer {
  return Buffer.from(value.slice(0, 8192))
}

/** To a multiple of four octets. */
function padded(octets: Buffer): Buffer {
  return Buffer.concat([octets, Buffer.alloc((4 - (octets.length % 4)) % 4)])
}
