import type { Step, TraceSegment } from '@synfin/trace'

/** What happens next on a connection. */
export type LookAhead =
  /** The kernel sends this. */
  | {
      readonly kind: 'kernel-segment'
      readonly segment: TraceSegment
      /** Whether its application makes a call before. */
      readonly isAfterCall: boolean
    }
  /** We put a segment on the wire, or time passes. */
  | { readonly kind: 'event' }

/**
 * The first thing from a step on that involves the kernel's connection with a peer; nothing where the trace ends.
 *
 * Lines that the kernel cannot notice are passed over: those that stay in the network, and our own calls.
 */
export function lookAhead(
  steps: readonly Step[],
  from: number,
  kernel: string,
  peer: string,
): LookAhead | undefined {
  let isAfterCall = false
  for (let at = from; at < steps.length; at++) {
    const step = steps[at]
    if (!step) return undefined
    if (step.kind === 'wait') return { kind: 'event' }
    if (step.kind === 'timer' && step.timer.end === kernel && step.timer.timer !== 'retransmit')
      return { kind: 'event' }
    if (step.kind === 'call' && step.call.end === kernel && (step.call.peer ?? peer) === peer)
      isAfterCall = true
    if (step.kind !== 'segment') continue
    if (isSentByKernel(step.segment, kernel) && step.segment.to === peer)
      return { kind: 'kernel-segment', segment: step.segment, isAfterCall }
    if (reachesKernel(step.segment, kernel) && step.segment.from === peer) return { kind: 'event' }
  }
  return undefined
}

/**
 * Whether the next thing on the kernel's connection with a peer is a segment that it sends, its application making
 * no call for it: what a timer sends.
 */
export function isTimersSegmentNext(
  steps: readonly Step[],
  from: number,
  kernel: string,
  peer: string,
): boolean {
  for (let at = from; at < steps.length; at++) {
    const step = steps[at]
    if (step?.kind === 'wait') return false
    if (step?.kind === 'timer' && step.timer.end === kernel) return false
    if (step?.kind === 'call' && step.call.end === kernel && (step.call.peer ?? peer) === peer) return false
    if (step?.kind !== 'segment') continue
    if (isSentByKernel(step.segment, kernel) && step.segment.to === peer)
      return !step.inferredCalls.some(({ end }) => end === kernel)
    if (reachesKernel(step.segment, kernel) && step.segment.from === peer) return false
  }
  return false
}

/** The next segment the kernel sends to a peer, whatever comes before it. */
export function nextKernelSegment(
  steps: readonly Step[],
  from: number,
  kernel: string,
  peer: string,
): TraceSegment | undefined {
  for (let at = from; at < steps.length; at++) {
    const step = steps[at]
    if (step?.kind === 'segment' && isSentByKernel(step.segment, kernel) && step.segment.to === peer)
      return step.segment
  }
  return undefined
}

/** The end at the other side of the kernel's segment; nothing where a segment is none of the kernel's. */
export function peerOnLine({ from, to }: TraceSegment, kernel: string): string | undefined {
  if (from === kernel) return to
  return to === kernel ? from : undefined
}

/** Whether a line is a segment that leaves the kernel: it is on the wire even if it is then lost. */
export function isSentByKernel({ from, journey }: TraceSegment, kernel: string): boolean {
  return from === kernel && journey !== 'arrives' && journey !== 'stray'
}

/** Whether a line is a segment that we put on the wire. */
export function reachesKernel({ to, journey }: TraceSegment, kernel: string): boolean {
  return to === kernel && journey !== 'lost' && journey !== 'departs'
}
