/** The text that `tcpdump` prints, with or without `-n`, `-S`, `-v` and its ways to tell the time. */
import { seqNumber } from '@synfin/tcp'
import type { PacketContent } from './captured-segment.ts'
import type { OctetSource } from './octet-source.ts'
import { CONTROL_BITS, numberAfter, type WireSegment } from './packet.ts'
import type { CaptureReader } from './read-capture.ts'
import type { TcpOptions } from './tcp-options.ts'

/** A line of a dump is no longer, whatever else the file holds. */
const LONGEST_LINE = 0x4000
/** Numbers as small as these are relative, though what they are relative to was printed before the text begins. */
const SMALL = 2 ** 20
/** Who speaks of numbers this far from what is known speaks of numbers relative to it. */
const NEAR = 2 ** 28

/** What stands between the ends, and before the control bits. */
const ARROW = ' > '
const FLAGS = ': Flags ['
/** What is printed of a segment behind its control bits, payload excluded. */
const LONGEST_FIELDS = 2048

/** Whether a file begins as text does. */
export function looksLikeText(start: Buffer): boolean {
  return start.length > 0 && !start.includes(0)
}

/** Reads the segments that a dump tells of, and returns how many those are. Other lines are passed over. */
export async function readTcpdump(source: OctetSource, reader: CaptureReader): Promise<number> {
  const numbers = new ConversationNumbers()
  let at = Number.NaN
  let found = 0
  for await (const line of linesOf(source)) {
    at = timeOf(line) ?? at
    const said = segmentOn(line)
    if (!said) continue
    found++
    reader.segment({ number: found, at, ...numbers.resolve(said) })
  }
  return found
}

async function* linesOf(source: OctetSource): AsyncGenerator<string> {
  let begun = ''
  const decoder = new TextDecoder()
  for await (const chunk of source.rest()) {
    const lines = (begun + decoder.decode(chunk, { stream: true })).split(/\r?\n/)
    begun = lines.pop()?.slice(0, LONGEST_LINE) ?? ''
    yield* lines
  }
  if (begun !== '') yield begun
}

/** What a line says of a segment. Numbers may be relative to the first of their end. */
interface SaidSegment extends Omit<WireSegment, 'seq'> {
  readonly source: string
  readonly destination: string
  /** Absent from a segment that takes up no number. */
  readonly seq: number | undefined
}

const FLAG_LETTERS: Readonly<Record<string, number>> = {
  S: CONTROL_BITS.SYN,
  F: CONTROL_BITS.FIN,
  R: CONTROL_BITS.RST,
  P: CONTROL_BITS.PSH,
  '.': CONTROL_BITS.ACK,
  U: CONTROL_BITS.URG,
  E: CONTROL_BITS.ECE,
  W: CONTROL_BITS.CWR,
}

function segmentOn(whole: string): SaidSegment | undefined {
  const line = whole.slice(0, LONGEST_LINE)
  const flags = line.indexOf(FLAGS)
  const arrow = line.lastIndexOf(ARROW, flags)
  const end = line.indexOf(']', flags)
  if (flags < 0 || arrow < 0 || end < 0) return undefined
  const source = endpointFrom(line.slice(line.lastIndexOf(' ', arrow - 1) + 1, arrow))
  const destination = endpointFrom(line.slice(arrow + ARROW.length, flags))
  if (source === undefined || destination === undefined) return undefined
  const letters = line.slice(flags + FLAGS.length, end)
  const rest = line.slice(end + 1, end + 1 + LONGEST_FIELDS)
  const number = (name: string) => {
    const [, digits] = new RegExp(`[ ,]${name} (\\d{1,10})\\b`).exec(rest) ?? []
    return digits === undefined ? undefined : Number(digits)
  }
  return {
    source,
    destination,
    seq: number('seq'),
    ack: number('ack') ?? 0,
    bits:
      letters === 'none' ? 0 : [...letters].reduce((bits, letter) => bits | (FLAG_LETTERS[letter] ?? 0), 0),
    win: (number('win') ?? 0) & 0xffff,
    urg: (number('urg') ?? 0) & 0xffff,
    options: optionsIn(/options \[([^\]]*)\]/.exec(rest)?.[1] ?? ''),
    length: Math.min(number('length') ?? 0, 0xffff),
  }
}

/** `192.0.2.1.80`, `2001:db8::1.http`; nothing else, as it is written into comments and names. */
function endpointFrom(text: string): string | undefined {
  const [, address = '', port] = /^([\w.:%-]{1,255})\.([\w-]{1,64})$/.exec(text.slice(0, 512).trim()) ?? []
  if (port === undefined) return undefined
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}

function optionsIn(text: string): TcpOptions {
  const options: { -readonly [Name in keyof TcpOptions]: TcpOptions[Name] } = {}
  const number = (pattern: RegExp) => {
    const digits = pattern.exec(text)?.[1]
    return digits === undefined ? undefined : Number(digits)
  }
  const mss = number(/\bmss (\d{1,5})\b/)
  const wscale = number(/\bwscale (\d{1,3})\b/)
  const [, value, echo] = /\bTS val (\d{1,10}) ecr (\d{1,10})\b/.exec(text) ?? []
  const blocks = [...text.matchAll(/\{(\d{1,10}):(\d{1,10})\}/g)]
  const [, cookie] = /\btfo +(?:cookie )?([0-9a-f]{8,32})\b/.exec(text) ?? []
  if (mss !== undefined) options.mss = mss & 0xffff
  if (wscale !== undefined) options.wscale = wscale & 0xff
  if (/\bsackOK\b/.test(text)) options.sackok = true
  if (value !== undefined) options.ts = { value: seqNumber(Number(value)), echo: seqNumber(Number(echo)) }
  if (blocks.length > 0)
    options.sack = blocks.map(([, left, right]) => ({ left: Number(left), right: Number(right) }))
  if (cookie !== undefined) options.tfo = Buffer.from(cookie, 'hex')
  else if (/\btfo +cookiereq\b/.test(text)) options.tfo = Buffer.alloc(0)
  return options
}

/** Milliseconds, where the line tells a time: since 1970 with a date or as a number, else since midnight. */
function timeOf(line: string): number | undefined {
  const [, date, clock, fraction = ''] =
    /^(?:(\d{4}-\d\d-\d\d)[ T])?(\d\d:\d\d:\d\d)(\.\d{1,9})?/.exec(line.slice(0, 64)) ?? []
  if (clock !== undefined)
    return Date.parse(`${date ?? '1970-01-01'}T${clock}Z`) + Number(`0${fraction}`) * 1000
  const [seconds] = /^\d{9,11}\.\d{1,9}(?= )/.exec(line.slice(0, 64)) ?? []
  return seconds === undefined ? undefined : Number(seconds) * 1000
}

/**
 * The numbers of each conversation as they were on the wire. Without `-S`, tcpdump prints a number relative to the
 * first of its end once it has seen a segment with ACK of the conversation.
 */
class ConversationNumbers {
  /** By the sender and the receiver: the number that the sender's are relative to, and its next. */
  readonly #bases = new Map<string, number>()
  readonly #next = new Map<string, number>()

  resolve(said: SaidSegment): PacketContent {
    const { source, destination, ...segment } = said
    const [own, theirs] = [`${source} ${destination}`, `${destination} ${source}`]
    const acknowledges = (said.bits & CONTROL_BITS.ACK) !== 0
    const isSyn = (said.bits & CONTROL_BITS.SYN) !== 0
    const isFirst = acknowledges && (isSyn || !this.#bases.has(own))
    const due = this.#next.get(own) ?? this.#bases.get(own) ?? 0
    const isAbsolute = isFirst || !acknowledges
    const absolute = (number: number, of: string) => (isAbsolute ? number : this.#absolute(number, of))
    const seq = said.seq === undefined ? due : absolute(said.seq, own)
    const ack = acknowledges ? absolute(said.ack, theirs) : 0
    if (isFirst) {
      const isRelative = !isSyn && seq < SMALL && ack < SMALL
      this.#bases.set(own, isRelative ? 0 : seq)
      this.#bases.set(theirs, isRelative ? 0 : seqNumber(ack - 1))
      if (!this.#next.has(theirs)) this.#next.set(theirs, ack)
    }
    const sack = said.options.sack?.map(({ left, right }) => ({
      left: absolute(left, theirs),
      right: absolute(right, theirs),
    }))
    const options = sack ? { ...said.options, sack } : said.options
    const what = { ...segment, seq, ack, options }
    this.#next.set(own, numberAfter(what))
    return { source, destination, what }
  }

  /** With `-S` a number is printed as it is. */
  #absolute(number: number, of: string): number {
    const base = this.#bases.get(of) ?? 0
    const isNear = Math.abs(seqNumber(number - base) | 0) < NEAR && base > NEAR
    return isNear ? number : seqNumber(number + base)
  }
}
