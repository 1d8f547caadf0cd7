/** What is wrong with the options of a segment, in the codes of the catalogue. */
import { before, plus, type SeqNumber } from '@synfin/tcp'
import type { ControlBit, FindingCode } from '@synfin/trace'
import type { Offer, WrittenOptions } from './options.ts'

/** A segment that leaves, and what its sender has agreed on. */
export interface Carrying {
  readonly flags: readonly ControlBit[]
  readonly options: WrittenOptions
  readonly len: number
  readonly ack: SeqNumber | undefined
  /** The values of its SACK blocks' edges. */
  readonly blocks: readonly (readonly [SeqNumber, SeqNumber])[]
  /** Its receiver takes its timestamp for one from the past. */
  readonly isOutdated: boolean
  /** The sender's own offer, and what it has heard of the peer's; undefined where no SYN tells. */
  readonly own: Offer | undefined
  readonly heard: Offer | undefined
  /** The peer's SND.NXT, where it has a connection. */
  readonly peersNext: SeqNumber | undefined
}

export function optionFaults(segment: Carrying): FindingCode[] {
  const { flags } = segment
  return flags.includes('SYN') ? faultsOfSyn(segment) : [...misplaced(segment), ...faultsElsewhere(segment)]
}

function faultsOfSyn({ flags, options: { wscale, ts, sack = [] }, heard }: Carrying): FindingCode[] {
  const answers = flags.includes('ACK')
  const isAnswer = answers && heard !== undefined
  return listed({
    'wscale-not-offered': isAnswer && wscale !== undefined && heard.wscale === undefined,
    'ts-not-offered': isAnswer && ts !== undefined && !heard.ts,
    'wscale-range': wscale !== undefined && wscale > 14,
    'sack-not-permitted': sack.length > 0,
    'ecn-synack-both': answers && flags.includes('ECE') && flags.includes('CWR'),
  })
}

function misplaced({ options: { mss, wscale, sackok } }: Carrying): FindingCode[] {
  return listed({
    'mss-on-non-syn': mss !== undefined,
    'wscale-on-non-syn': wscale !== undefined,
    'sackperm-on-non-syn': sackok === true,
  })
}

function faultsElsewhere(segment: Carrying): FindingCode[] {
  const { flags, options, len, own, heard, isOutdated } = segment
  const { ts, sack = [] } = options
  const agreed = (option: 'ts' | 'ecn') => (own && heard ? own[option] && heard[option] : undefined)
  const isReset = flags.includes('RST')
  const notices = flags.includes('ECE') || flags.includes('CWR')
  return listed({
    'ts-not-negotiated': ts !== undefined && agreed('ts') === false,
    'ts-missing': ts === undefined && agreed('ts') === true && !isReset,
    'ts-paws': isOutdated,
    'sack-not-permitted': sack.length > 0 && heard?.sackok === false,
    'sack-range': !areBlocksRight(segment),
    'mss-exceeded': len > (heard?.mss ?? Number.POSITIVE_INFINITY),
    'ecn-not-negotiated': notices && agreed('ecn') === false,
  })
}

/** Octets that the peer has sent and that are not acknowledged; the first block may repeat what is (RFC 2883). */
function areBlocksRight({ ack, blocks, peersNext }: Carrying): boolean {
  return blocks.every(([left, right], at) => {
    if (ack === undefined || peersNext === undefined) return true
    const isRange = before(left, right) && before(right, plus(peersNext, 1))
    const isAhead = !before(left, ack) && before(ack, right)
    return isRange && (isAhead || (at === 0 && !before(ack, right)))
  })
}

function listed(faults: Partial<Record<FindingCode, boolean>>): FindingCode[] {
  return Object.entries(faults).flatMap(([code, isThere]) => (isThere ? [code as FindingCode] : []))
}
