/** Captures in the classic pcap format (draft-ietf-opsawg-pcap). */
import { say } from '@synfin/trace'
import { BrokenCapture, cutShort, type Frame, LONGEST_FRAME } from './frame.ts'
import type { OctetSource } from './octet-source.ts'

const FILE_HEADER = 24
const RECORD_HEADER = 16

/** A magic number says the byte order and the unit of the times' second word. */
const FORMATS = [
  { magic: 0xa1b2c3d4, perMillisecond: 1e3 },
  { magic: 0xa1b23c4d, perMillisecond: 1e6 },
] as const

interface PcapFormat {
  readonly isLittleEndian: boolean
  readonly perMillisecond: number
}

/** The format that a file's first four octets tell; undefined where it is no pcap file. */
export function pcapFormat(start: Buffer): PcapFormat | undefined {
  if (start.length < 4) return undefined
  for (const isLittleEndian of [true, false]) {
    const magic = isLittleEndian ? start.readUInt32LE(0) : start.readUInt32BE(0)
    const format = FORMATS.find(known => known.magic === magic)
    if (format) return { isLittleEndian, perMillisecond: format.perMillisecond }
  }
  return undefined
}

/** The packets of a pcap file, from its beginning on. Throws BrokenCapture. */
export async function* readPcap(source: OctetSource, format: PcapFormat): AsyncGenerator<Frame> {
  const word = format.isLittleEndian
    ? (octets: Buffer, at: number) => octets.readUInt32LE(at)
    : (octets: Buffer, at: number) => octets.readUInt32BE(at)
  const header = await source.take(FILE_HEADER)
  if (header.length < FILE_HEADER)
    throw new BrokenCapture(source.at, say`the header of the file is cut short`)
  // The upper bits tell of a frame check sequence.
  const linkType = word(header, 20) & 0xffff
  for (let number = 1; ; number++) {
    const begin = source.at
    const record = await source.take(RECORD_HEADER)
    if (record.length === 0) return
    if (record.length < RECORD_HEADER) throw cutShort(begin, number)
    const captured = word(record, 8)
    if (captured > LONGEST_FRAME)
      throw new BrokenCapture(begin, say`packet ${number} says that it has ${captured} octets`)
    const at = word(record, 0) * 1000 + word(record, 4) / format.perMillisecond
    const length = word(record, 12)
    const octets = await source.take(captured)
    if (octets.length < captured) throw cutShort(begin, number)
    yield { number, at, linkType, octets, length: Math.max(length, captured) }
  }
}
