/** The options of generated segments: what ends offer, and what a segment carries (RFC 9293 §3.2). */
import type { ControlBit } from '@synfin/trace'
import fc from 'fast-check'
import type { WrittenNumber } from './events.ts'

/** What an end offers in its SYN. */
export interface Offer {
  readonly mss: number | undefined
  readonly wscale: number | undefined
  readonly sackok: boolean
  readonly ts: boolean
  readonly ecn: boolean
}

/** The options as a line has them; ECN's bits are flags. */
export interface WrittenOptions {
  readonly mss?: number | undefined
  readonly wscale?: number | undefined
  readonly sackok?: boolean
  readonly ts?: WrittenTimestamps | undefined
  readonly sack?: readonly WrittenBlock[]
}

export interface WrittenTimestamps {
  readonly value: WrittenNumber
  readonly echo: WrittenNumber
}

export interface WrittenBlock {
  readonly left: WrittenNumber
  readonly right: WrittenNumber
}

export const NO_OFFER: Offer = { mss: undefined, wscale: undefined, sackok: false, ts: false, ecn: false }

export const offers: fc.Arbitrary<Offer> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(NO_OFFER) },
  {
    weight: 2,
    arbitrary: fc.record({
      mss: fc.constantFrom(undefined, 1460, 1000, 536),
      wscale: fc.constantFrom(undefined, 0, 7, 14),
      sackok: fc.boolean(),
      ts: fc.boolean(),
      ecn: fc.boolean(),
    }),
  },
)

/** What Linux offers where its peer in a replay offers this: what is on is so for both, with its own numbers. */
export function kernelsOffer({ mss, wscale, ...rest }: Offer): Offer {
  return { mss: mss && 1460, wscale: wscale === undefined ? undefined : 7, ...rest }
}

/** What the peer of a SYN's sender may take from it, where it answers what that end has heard. */
export function offerIn(
  flags: readonly ControlBit[],
  { mss, wscale, sackok = false, ts }: WrittenOptions,
  heard: Offer | undefined,
): Offer {
  const [ece, cwr] = [flags.includes('ECE'), flags.includes('CWR')]
  if (!flags.includes('ACK')) return { mss, wscale, sackok, ts: ts !== undefined, ecn: ece && cwr }
  const may = (isOffered: boolean | undefined) => isOffered ?? true
  return {
    mss,
    wscale: may(heard && heard.wscale !== undefined) ? wscale : undefined,
    sackok,
    ts: ts !== undefined && may(heard?.ts),
    ecn: ece && !cwr && may(heard?.ecn),
  }
}
