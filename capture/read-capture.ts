/** Whatever holds captured segments: pcap, pcapng, either compressed, or the text that tcpdump prints. */
import { Readable } from 'node:stream'
import { constants, createGunzip } from 'node:zlib'
import { say } from '@synfin/trace'
import { type Captured, contentOf } from './captured-segment.ts'
import { BrokenCapture, type Frame } from './frame.ts'
import { readIpPacket } from './ip-packet.ts'
import { unknownLinkType, unwrapFrom } from './link-layer.ts'
import { OctetSource } from './octet-source.ts'
import { pcapFormat, readPcap } from './pcap-reader.ts'
import { isPcapng, readPcapng } from './pcapng-reader.ts'
import { Reassembly } from './reassembly.ts'
import { looksLikeText, readTcpdump } from './tcpdump-text.ts'

/** What a capture holds, and what of it could not be read. */
export interface CaptureReader {
  segment(captured: Captured): void
  /** A sentence. */
  problem(sentence: string): void
}

/** Compression within compression is no capture but a trap. */
const MOST_LAYERS = 3

/**
 * Reads a capture to its end, or to where it cannot be read further: everything before is told first.
 *
 * Never throws on what the capture contains; what the stream itself throws goes on.
 *
 * @returns whether all of it was read
 */
export async function readCapture(
  chunks: AsyncIterable<Uint8Array>,
  reader: CaptureReader,
  layers = 0,
): Promise<boolean> {
  const source = new OctetSource(chunks)
  try {
    const start = await source.peek(512)
    if (isGzip(start) && layers < MOST_LAYERS) return await readCapture(unzipped(source), reader, layers + 1)
    const frames = framesOf(source, start)
    if (frames !== undefined) await readFrames(frames, reader)
    else if (looksLikeText(start) && (await readTcpdump(source, reader)) > 0) return true
    else throw new BrokenCapture(0, say`neither pcap nor pcapng nor the output of tcpdump`)
    return true
  } catch (error) {
    if (!(error instanceof BrokenCapture)) throw error
    reader.problem(error.offset === 0 ? error.message : say`at octet ${error.offset}: ${error.message}`)
    return false
  }
}

function framesOf(source: OctetSource, start: Buffer): AsyncIterable<Frame> | undefined {
  const format = pcapFormat(start)
  if (format) return readPcap(source, format)
  return isPcapng(start) ? readPcapng(source) : undefined
}

async function readFrames(frames: AsyncIterable<Frame>, reader: CaptureReader): Promise<void> {
  const reassembly = new Reassembly()
  const unread = new Map<string, number>()
  const count = (why: string) => unread.set(why, (unread.get(why) ?? 0) + 1)
  try {
    for await (const frame of frames) {
      const unwrap = unwrapFrom(frame.linkType)
      if (!unwrap) {
        count(unknownLinkType(frame.linkType))
        continue
      }
      const packet = unwrap(frame.octets)
      if (!packet) continue
      const lengthOnWire = packet.length + frame.length - frame.octets.length
      const piece = readIpPacket(packet, lengthOnWire)
      if (!piece) continue
      const { fragment } = piece
      const whole = fragment === undefined ? piece : reassembly.add({ ...piece, fragment })
      const content = whole && contentOf(whole)
      if (content === 'cut') count(say`too little of a packet was captured to read its TCP header`)
      else if (content) reader.segment({ number: frame.number, at: frame.at, ...content })
    }
  } finally {
    for (const [why, packets] of unread) reader.problem(`${packets} × ${why}`)
    if (reassembly.incomplete > 0)
      reader.problem(say`${reassembly.incomplete} × a fragmented packet of which a part is missing`)
  }
}

function isGzip(start: Buffer): boolean {
  return start.length > 2 && start.readUInt16BE(0) === 0x1f8b
}

async function* unzipped(source: OctetSource): AsyncGenerator<Uint8Array> {
  // What is cut short is given as far as it goes: the format inside says where it ends.
  const gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH })
  // An error of the source ends the stream with it.
  const stream = Readable.from(source.rest())
    .on('error', error => gunzip.destroy(error))
    .pipe(gunzip)
  try {
    yield* stream
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.startsWith('Z_') !== true) throw error
    throw new BrokenCapture(source.at, say`the compressed data is damaged`)
  } finally {
    stream.destroy()
  }
}
