/** Which options a generated segment carries: what its end offers on a SYN, what both have agreed on elsewhere. */
import { heldEnd } from '@synfin/tcp'
import type { ControlBit } from '@synfin/trace'
import { type End, otherEnd, type WrittenNumber } from './events.ts'
import type { Scene } from './moves.ts'
import { NO_OFFER, type WrittenBlock, type WrittenOptions, type WrittenTimestamps } from './options.ts'

/** Flags and options of a segment. */
export interface Carried {
  readonly flags: readonly ControlBit[]
  readonly options: WrittenOptions
}

/** The segment with the options it may carry. */
export function carrying(scene: Scene, from: End, flags: readonly ControlBit[], len: number): Carried {
  if (flags.includes('SYN')) return offering(scene, from, flags)
  if (flags.includes('RST')) return { flags, options: {} }
  const ts = agrees(scene, from, 'ts') ? timestamps(scene, from, 0, false) : undefined
  return { flags: noticing(scene, from, flags, len), options: { ts, sack: blocks(scene, from, flags) } }
}

function offering(scene: Scene, from: End, flags: readonly ControlBit[]): Carried {
  const { world, kernel, offers } = scene
  const answers = flags.includes('ACK')
  const { own, heard } = world.ends[from].agreement
  // What SYNs offer that no line tells of, a kernel knows all the same.
  const isCrossing = !world.ends[from].tcb.passive
  const isUntold = heard === undefined || (isCrossing && own === undefined)
  const isLeftOut = answers && isUntold && kernel !== undefined
  const { mss, wscale, sackok, ts, ecn } = isLeftOut ? NO_OFFER : offers[from]
  const may = (isOffered: boolean | undefined) => !answers || (isOffered ?? true)
  const bits: ControlBit[] = !(ecn && may(heard?.ecn)) ? [] : answers ? ['ECE'] : ['ECE', 'CWR']
  return {
    flags: [...flags, ...bits],
    options: {
      mss,
      wscale: may(heard && heard.wscale !== undefined) ? wscale : undefined,
      sackok: sackok && (kernel !== from || may(heard?.sackok)),
      ts: ts && may(heard?.ts) ? timestamps(scene, from, 0, true) : undefined,
    },
  }
}

/** Whether an option has been agreed on; where nobody can know, an end that would offer it acts as if. */
function agrees({ world, kernel, offers }: Scene, from: End, option: 'ts' | 'ecn'): boolean {
  const { own, heard } = world.ends[from].agreement
  if (own !== undefined && heard !== undefined) return own[option] && heard[option]
  return kernel === undefined && offers[from][option]
}

/** The end's clock so many ticks from now. */
export function timestamps(scene: Scene, from: End, ticks: number, isSyn: boolean): WrittenTimestamps {
  const { world, kernel, naming } = scene
  const { ticks: now, agreement } = world.ends[from]
  const echo = agreement.recentTs ?? NOTHING_TO_ECHO
  if (kernel === from) return { value: kernelsClock(scene, from, isSyn), echo }
  const first = naming.clock(from, 0)
  const isFirst = first.symbol !== undefined && world.valueOf(first) === undefined
  return { value: isFirst ? first : naming.clock(from, now + ticks), echo }
}

/** Linux' clock is only known to go on from where its last SYN showed it. */
function kernelsClock({ world, naming }: Scene, kernel: End, isSyn: boolean): WrittenNumber {
  let syns = 0
  while (world.valueOf(naming.unforetold(kernel, syns)) !== undefined) syns++
  return naming.unforetold(kernel, isSyn || syns === 0 ? syns : syns - 1)
}

export const NOTHING_TO_ECHO: WrittenNumber = { symbol: undefined, plus: 0 }

/** An ECN-Echo, or that the congestion window has been reduced (RFC 3168 §6.1). A kernel would answer the echo. */
function noticing(scene: Scene, from: End, flags: readonly ControlBit[], len: number): readonly ControlBit[] {
  const { dice, kernel } = scene
  if (kernel === from || !agrees(scene, from, 'ecn')) return flags
  if (dice.options % 8 === 7 && len > 0) return [...flags, 'CWR']
  return dice.options % 8 === 6 && kernel === undefined ? [...flags, 'ECE'] : flags
}

/** What has arrived beyond a hole, if the peer takes such blocks and it has sent them. */
function blocks(
  { world, kernel, naming, dice }: Scene,
  from: End,
  flags: readonly ControlBit[],
): WrittenBlock[] {
  const { tcb, agreement, lastReception } = world.ends[from]
  const { own, heard } = agreement
  if (!flags.includes('ACK') || heard?.sackok !== true || tcb.held.length === 0) return []
  // Which of several blocks comes first, and what besides, Linux tells by what has arrived last.
  const isKnown = own?.sackok === true && tcb.held.length === 1 && lastReception === 'held'
  if (kernel === from ? !isKnown : dice.options % 2 === 1) return []
  const peer = otherEnd(from)
  const written = tcb.held.slice(0, 3).map(stretch => ({
    left: naming.write(peer, stretch.seq, undefined, false),
    right: naming.write(peer, heldEnd(stretch), undefined, false),
  }))
  const isWritable = written.every(({ left, right }) => typeof left === 'object' && typeof right === 'object')
  return isWritable && world.hasSentUpTo(peer, tcb.held) ? (written as WrittenBlock[]) : []
}
