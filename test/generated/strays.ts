/** Old duplicates and forged segments, with numbers that hit, miss, and just miss. */
import { ICMP_ERRORS, isSynUnsent, plus, type SeqNumber, seqNumber } from '@synfin/tcp'
import type { ControlBit } from '@synfin/trace'
import { NOTHING_TO_ECHO, timestamps } from './carried-options.ts'
import { pick } from './dice.ts'
import { type End, icmpEvent, otherEnd, segmentEvent } from './events.ts'
import type { Move, Scene } from './moves.ts'
import { UNWRITABLE } from './naming.ts'
import type { WrittenTimestamps } from './options.ts'

const KINDS: readonly [readonly ControlBit[], ...(readonly ControlBit[])[]] = [
  ['SYN'],
  ['ACK'],
  ['RST'],
  ['RST', 'ACK'],
  ['FIN', 'ACK'],
  ['SYN', 'ACK'],
  ['PSH', 'ACK'],
  ['URG', 'ACK'],
  ['FIN', 'PSH', 'ACK'],
]

/** Far inside the window, far outside, and at its left edge: the right edge is the receiver's own affair. */
const SEQ_OFFSETS = [0, 1, 100, -1, -2, -100, 20_000, 200_000, -200_000, 1_000_000] as const

const ACK_OFFSETS = [0, 1, -1, 1000, -100, -200_000, 300_000] as const

export function strayMoves(scene: Scene, to: End): Move[] {
  const { world, naming, dice } = scene
  const from = otherEnd(to)
  const { state } = world.ends[to].tcb
  const flags = pick(KINDS, dice.number)
  const len = strayLength(scene, flags)
  const acknowledges = flags.includes('ACK')
  if (isUnknowable(scene, from) || (acknowledges && isUnknowable(scene, to))) return []
  const seq = naming.write(from, straySeq(scene, to), undefined, false)
  const ack = acknowledges ? naming.write(to, strayAck(scene, to), undefined, false) : undefined
  if (seq === UNWRITABLE || ack === UNWRITABLE) return []
  const weight = state === 'CLOSED' ? 0.3 : 1
  const options = { ts: strayTimestamps(scene, from, flags) }
  return [{ weight, choice: segmentEvent(from, flags, { journey: 'stray', seq, ack, len, options }) }]
}

/** An old, a present or a coming one where the receiver knows timestamps of this end's; or none. */
function strayTimestamps(
  scene: Scene,
  from: End,
  flags: readonly ControlBit[],
): WrittenTimestamps | undefined {
  const { own, heard } = scene.world.ends[otherEnd(from)].agreement
  if (own?.ts !== true || heard?.ts !== true || flags.includes('RST')) return undefined
  const ticks = pick([undefined, 0, -5000, 7], scene.dice.options)
  return ticks === undefined ? undefined : { ...timestamps(scene, from, ticks, false), echo: NOTHING_TO_ECHO }
}

/** ICMP errors about what is not acknowledged yet, or about what next to it was never sent or is long done. */
export function icmpMoves({ world, naming, dice, kernel }: Scene, end: End): Move[] {
  // What reaches our own end in a replay, the kernel would have to send.
  if (kernel !== undefined && kernel !== end) return []
  const { tcb } = world.ends[end]
  const { una, nxt } = tcb.snd
  if (una === nxt || tcb.state === 'CLOSED') return []
  const error = ICMP_ERRORS[dice.number % ICMP_ERRORS.length] ?? 'port-unreachable'
  const about = pick([una, una, una, nxt, plus(una, -1)], dice.amount)
  const seq = naming.write(end, about, undefined, false)
  if (seq === undefined || seq === UNWRITABLE || error === 'too-big') return []
  return [{ weight: 0.3, choice: icmpEvent(end, error, seq) }]
}

/** Whatever marks text has some; a SYN and a reset may bring it too. */
function strayLength({ dice }: Scene, flags: readonly ControlBit[]): number {
  const hasText = flags.includes('PSH') || flags.includes('URG')
  const mayHave = flags.includes('SYN') || flags.includes('RST')
  return hasText || (mayHave && dice.amount % 5 === 4) ? 1 + (dice.amount % 300) : 0
}

/** Whether an end's next connection begins with a symbol: how other numbers lie to that, nobody can know. */
function isUnknowable({ world, naming }: Scene, end: End): boolean {
  return isSynUnsent(world.ends[end].tcb) || (naming.style[end] !== 'literal' && !naming.hasBegun(end))
}

function straySeq({ world, dice }: Scene, to: End): SeqNumber {
  const { tcb } = world.ends[to]
  const knowsPeer = !['CLOSED', 'LISTEN', 'SYN_SENT'].includes(world.stateOf(to))
  const from = world.ends[otherEnd(to)].tcb
  const base = knowsPeer ? tcb.rcv.nxt : from.snd.nxt === 0 ? seqNumber(7000) : from.snd.nxt
  return plus(base, pick(SEQ_OFFSETS, dice.amount >> 2))
}

function strayAck({ world, dice }: Scene, to: End): SeqNumber {
  const { snd } = world.ends[to].tcb
  const base = snd.nxt === 0 ? seqNumber(9000) : dice.leftOut % 2 === 0 ? snd.nxt : snd.una
  return plus(base, pick(ACK_OFFSETS, dice.leftOut >> 1))
}
