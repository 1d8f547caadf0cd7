import { say } from '@synfin/trace'
import type { LastVerdict } from './last-verdict.ts'
import { VERDICT_SIGN } from './webview/verdict-sign.ts'

/** A code lens above a trace. */
export interface Lens {
  readonly title: string
  readonly tooltip: string
  readonly does: 'replay' | 'pick-kernel' | 'preview' | 'transcript'
  /** The end the kernel plays, where `does` is `replay`. */
  readonly kernel?: string
}

/** More names would hide the line; the others are in a list to pick from. */
const MOST_KERNELS = 3

/**
 * The lenses of one trace: `▶ Replay with B as the kernel`, `with A`, `Preview`, `✓ passed 3 ms`.
 *
 * @param kernels the ends the kernel can play, the most telling first; none where nothing can be replayed
 */
export function lensesOf(kernels: readonly string[], last: LastVerdict | undefined): readonly Lens[] {
  return [...replayLenses(kernels), previewLens(), ...(last === undefined ? [] : [verdictLens(last)])]
}

/** Whoever sends the first segment comes last: most traces are about how a kernel answers. */
export function openerLast(
  kernels: readonly string[],
  { connections }: { readonly connections: readonly (readonly [string, string])[] },
): readonly string[] {
  const opener = connections[0]?.[0]
  return [...kernels.filter(end => end !== opener), ...kernels.filter(end => end === opener)]
}

function previewLens(): Lens {
  return { title: say`Preview`, tooltip: say`Draw this trace beside the text`, does: 'preview' }
}

function replayLenses(kernels: readonly string[]): readonly Lens[] {
  const lenses = kernels.slice(0, MOST_KERNELS).map(
    (kernel, index): Lens => ({
      title: index === 0 ? say`▶ Replay with ${kernel} as the kernel` : say`with ${kernel}`,
      tooltip: say`Play this trace with ${kernel} as the kernel`,
      does: 'replay',
      kernel,
    }),
  )
  if (kernels.length <= MOST_KERNELS) return lenses
  return [
    ...lenses,
    { title: say`with …`, tooltip: say`Choose which end is the kernel`, does: 'pick-kernel' },
  ]
}

function verdictLens({ verdict, text, isOutdated }: LastVerdict): Lens {
  return {
    title: `${VERDICT_SIGN[verdict]} ${isOutdated ? say`${text} (before the last change)` : text}`,
    tooltip: say`Show the transcript`,
    does: 'transcript',
  }
}
