import { formatText, readLines } from '@synfin/grammar'
import { type AmendedTrace, amendTrace, type ReadTrace, type ReplayRun } from '@synfin/runner'
import type { CheckedTrace } from '@synfin/trace'
import { checkSource } from './check-source.ts'
import type { Source } from './sources.ts'

/** A trace of a file, counted from 0, and the ends that the stack plays in it, one after the other. */
export interface AmendedEnds {
  readonly index: number
  readonly kernels: readonly string[]
}

export interface AmendedFile {
  readonly text: string
  readonly runs: readonly (AmendedTrace & { readonly index: number })[]
}

/** What is written for one end may be new to the other: so many times both are gone over. */
const MOST_PASSES = 4

/**
 * Rewrites the stack's lines of some traces of a file from what it does. A file that was laid out as the formatter
 * does it is so again.
 */
export async function amendFile(
  source: Source,
  ends: readonly AmendedEnds[],
  play: (trace: CheckedTrace, kernel: string) => Promise<ReplayRun>,
): Promise<AmendedFile> {
  let { text } = source
  const runs: AmendedFile['runs'][number][] = []
  for (const { index, kernels } of ends) {
    for (let pass = 0, before = ''; pass < MOST_PASSES && text !== before; pass++) {
      before = text
      const played: AmendedTrace[] = []
      for (const kernel of kernels) {
        const amended = await amendTrace(text, {
          index,
          kernel,
          read: text => readTrace(source, text),
          play: trace => play(trace, kernel),
        })
        played.push(amended)
        text = amended.text
      }
      if (text === before || pass === MOST_PASSES - 1) runs.push(...played.map(run => ({ ...run, index })))
    }
  }
  return { text: text === source.text ? text : layoutOf(source.text)(text), runs }
}

export function readTrace(source: Source, text: string): ReadTrace {
  return { text, lines: readLines(text), checked: checkSource({ ...source, text }) }
}

/** The formatter where a text is as it lays it out, else nothing. */
function layoutOf(text: string): (text: string) => string {
  return formatText(text) === text ? formatText : text => text
}
