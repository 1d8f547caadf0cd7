import { say } from '@synfin/trace'

/** What a capture holds of one packet, as it was on the link. */
export interface Frame {
  /** Counted from 1, over all packets of the capture. */
  readonly number: number
  /** Milliseconds since 1970, with a fraction; `NaN` where the capture tells no time. */
  readonly at: number
  readonly linkType: number
  /** What was captured of it. Shared with the reader: to be kept, it must be copied. */
  readonly octets: Buffer
  /** How long it was on the link. */
  readonly length: number
}

/** Where a capture cannot be read further. Everything before it has been read. */
export class BrokenCapture extends Error {
  /** From the beginning of the capture, decompressed. */
  readonly offset: number

  constructor(offset: number, what: string) {
    super(what)
    this.name = 'BrokenCapture'
    this.offset = offset
  }
}

/** No frame of any link is longer: a length beyond it is a fault of the file, not to be waited for. */
export const LONGEST_FRAME = 0x0100_0000

/** That the file ends within a packet. */
export function cutShort(offset: number, packet: number): BrokenCapture {
  return new BrokenCapture(offset, say`the capture is cut short in packet ${packet}`)
}
