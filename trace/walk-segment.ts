import { controlBits } from './control-bits.ts'
import type { SegmentLine } from './line.ts'
import { Numbering } from './numbering.ts'
import {
  reportMissingMtu,
  reportRepeatedFields,
  reportRepeatedFlags,
  reportSentToItself,
} from './segment-report.ts'
import type { Statement } from './statements.ts'
import { NOBODY } from './survey.ts'
import type { Walk } from './walk.ts'
import { arrive, arriveAstray } from './walk-arrival.ts'
import { depart } from './walk-departure.ts'
import { walkIcmp } from './walk-icmp.ts'
import { between, journeyOf, type WalkedLine, type WalkedSegment } from './walked-line.ts'

/** The effect of a segment line; undefined where nothing arrived that the line speaks of. */
export function walkSegment(walk: Walk, statement: Statement, line: SegmentLine): WalkedSegment | undefined {
  const numbering = new Numbering(walk, statement, line)
  const walked: WalkedLine = { walk, statement, line, bits: controlBits(line), numbering }
  if (numbering.hasRepeated) reportRepeatedFields(walked)
  if (line.flags.length > walked.bits.list.length) reportRepeatedFlags(walked)
  if (line.icmp?.text === 'too-big' && !numbering.has('mtu')) reportMissingMtu(walked)
  const from = line.from?.text
  const to = line.to?.text
  if (from === undefined) return to === undefined ? undefined : walkArrival(walked, to)
  const peer = to ?? meantPeer(walk, from)
  if (peer === from) {
    reportSentToItself(walked, from)
    return undefined
  }
  const on = between(walked, from, peer)
  return line.icmp === undefined ? depart(on) : walkIcmp(on, journeyOf(line))
}

function walkArrival(on: WalkedLine, to: string): WalkedSegment | undefined {
  const sender = meantPeer(on.walk, to)
  if (on.line.icmp !== undefined) return walkIcmp(between(on, sender, to), 'stray')
  return on.line.stray === undefined ? arrive(on, sender, to) : arriveAstray(between(on, sender, to))
}

/** The other end where the line leaves it to the network: the one last heard of. */
function meantPeer({ network }: Walk, end: string): string {
  return network.meant(end, state => state !== 'CLOSED') ?? NOBODY
}
