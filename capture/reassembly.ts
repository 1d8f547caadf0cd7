/** Fragments of IP packets, put together as far as a segment's header and length need it. */

import { addressText } from './ip-address.ts'
import type { Fragment, IpPayload } from './ip-packet.ts'

/** A packet of which some fragments have been seen. Of its octets only the first fragment's are kept. */
interface Pieces {
  first: IpPayload | undefined
  /** Where the fragments seen begin, and how long they are. */
  readonly lengths: Map<number, number>
  /** How long the packet's payload is, once its last fragment has been seen. */
  total: number | undefined
}

/** Packets that wait for a fragment; of more, the oldest are given up. */
const MOST_WAITING = 1024
/** A payload has at most 64 KiB in pieces of 8 octets and more. */
const MOST_FRAGMENTS = 0x10000 / 8

export class Reassembly {
  /** Packets of which a fragment is missing. */
  get incomplete(): number {
    return this.#waiting.size + this.#givenUp
  }
  readonly #waiting = new Map<string, Pieces>()
  #givenUp = 0

  /** The whole packet, once its last missing fragment is there. */
  add(piece: IpPayload & { readonly fragment: Fragment }): IpPayload | undefined {
    const { source, destination, protocol, fragment } = piece
    const key = `${addressText(source)} ${addressText(destination)} ${protocol} ${fragment.id}`
    const pieces = this.#waiting.get(key) ?? this.#begin(key)
    if (pieces.lengths.size < MOST_FRAGMENTS) pieces.lengths.set(fragment.offset, piece.length)
    if (fragment.offset === 0) pieces.first = kept(piece)
    if (fragment.isLast) pieces.total = fragment.offset + piece.length
    const { first, total } = pieces
    if (first === undefined || total === undefined || !isCovered(pieces.lengths, total)) return undefined
    this.#waiting.delete(key)
    return { ...first, length: total, fragment: undefined }
  }

  #begin(key: string): Pieces {
    const [oldest] = this.#waiting.keys()
    if (oldest !== undefined && this.#waiting.size >= MOST_WAITING) {
      this.#waiting.delete(oldest)
      this.#givenUp++
    }
    const pieces: Pieces = { first: undefined, lengths: new Map(), total: undefined }
    this.#waiting.set(key, pieces)
    return pieces
  }
}

/** What the reader gave is overwritten by the next packet. */
function kept(piece: IpPayload): IpPayload {
  const [source, destination] = [Buffer.from(piece.source), Buffer.from(piece.destination)]
  return { ...piece, source, destination, octets: Buffer.from(piece.octets) }
}

/** Each fragment begins where another has ended. */
function isCovered(lengths: ReadonlyMap<number, number>, total: number): boolean {
  let end = 0
  for (let length = lengths.get(0); end < total; length = lengths.get(end)) {
    if (length === undefined || length <= 0) return false
    end += length
  }
  return true
}
