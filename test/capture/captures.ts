/** Captures of a few segments, octet by octet, and what is imported of them. */
import { encodePacket, importCapture, type TcpOptions, type WireSegment } from '@synfin/capture'
import { formatText } from '@synfin/grammar'
import { readIpAddress } from '../../capture/ip-address.ts'
import { CONTROL_BITS } from '../../capture/packet.ts'

export const CLIENT = endpoint('192.0.2.1', 40_000)
export const SERVER = endpoint('198.51.100.2', 80)

export function endpoint(text: string, port: number) {
  const address = readIpAddress(text)
  if (!address) throw new Error(text)
  return { address, port }
}

interface Written {
  readonly seq: number
  readonly ack?: number
  readonly len?: number
  readonly win?: number
  readonly options?: TcpOptions
}

/** A segment by its flags in letters: `S`, `SA`, `PA`, `FA`, `R`. */
export function segment(
  letters: string,
  { seq, ack = 0, len = 0, win = 65535, options = {} }: Written,
): WireSegment {
  const names = { S: 'SYN', A: 'ACK', P: 'PSH', F: 'FIN', R: 'RST' } as const
  const bits = [...letters].reduce(
    (sum, letter) => sum | CONTROL_BITS[names[letter as keyof typeof names]],
    0,
  )
  return { seq, ack, bits, win, urg: 0, options, length: len }
}

/** From the client (`>`) or the server (`<`). */
export function packet(
  way: '>' | '<',
  letters: string,
  written: Written,
  client = CLIENT,
  server = SERVER,
): Buffer {
  const [from, to] = way === '>' ? [client, server] : [server, client]
  return encodePacket(from, to, segment(letters, written))
}

export const HANDSHAKE = [
  packet('>', 'S', { seq: 1000, options: { mss: 1460 } }),
  packet('<', 'SA', { seq: 0xffff_ffff, ack: 1001, options: { mss: 1400 } }),
  packet('>', 'A', { seq: 1001, ack: 0 }),
]

export interface PcapShape {
  readonly linkType?: number
  readonly isBigEndian?: boolean
  readonly isNano?: boolean
  /** What stands before each packet. */
  readonly before?: Buffer
  /** How much of each frame is captured. */
  readonly snapLength?: number
}

/** A classic pcap file, its packets a millisecond apart. */
export function pcap(packets: readonly Buffer[], shape: PcapShape = {}): Buffer {
  const { linkType = 101, isBigEndian = false, isNano = false, before = Buffer.alloc(0) } = shape
  const { snapLength = 0xffff } = shape
  const words = wordsIn(isBigEndian)
  const header = words(isNano ? 0xa1b23c4d : 0xa1b2c3d4, [2, 4], 0, 0, snapLength, linkType)
  const records = packets.flatMap((octets, index) => {
    const frame = Buffer.concat([before, octets])
    const captured = frame.subarray(0, snapLength)
    const fraction = index * (isNano ? 1_000_000 : 1000)
    return [words(1_700_000_000, fraction, captured.length, frame.length), captured]
  })
  return Buffer.concat([header, ...records])
}

/** Writes 32-bit words, or two of 16 bits. */
export function wordsIn(isBigEndian: boolean) {
  return (...words: readonly (number | readonly [number, number])[]): Buffer => {
    const octets = Buffer.alloc(words.length * 4)
    for (const [index, word] of words.entries()) {
      const at = index * 4
      if (typeof word === 'number')
        isBigEndian ? octets.writeUInt32BE(word, at) : octets.writeUInt32LE(word, at)
      else
        for (const [half, value] of word.entries())
          isBigEndian
            ? octets.writeUInt16BE(value, at + half * 2)
            : octets.writeUInt16LE(value, at + half * 2)
    }
    return octets
  }
}

/** The traces of a capture laid out, and what is said of it; the capture comes in chunks of so many octets. */
export async function imported(capture: Uint8Array | string, mostSegments?: number, chunk = 1000) {
  const octets = Buffer.from(capture)
  const { text, problems, isWhole } = await importCapture(chunksOf(octets, chunk), mostSegments)
  return { text: formatText(text), problems, isWhole }
}

/** The segments alone, without the line that names the ends. */
export async function lines(capture: Uint8Array | string): Promise<string> {
  const { text } = await imported(capture)
  return text.replace(/^(\/\/|trace ).*\n/gm, '')
}

async function* chunksOf(octets: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < octets.length; at += size) yield octets.subarray(at, at + size)
}
