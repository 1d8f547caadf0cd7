/** What the checker says of a generated trace, and what the generator's model says of the same lines. */
import { readLines } from '@synfin/grammar'
import { type CheckedFile, checkFile, type Finding, type Profile } from '@synfin/trace'
import { type Event, printTrace } from './events.ts'
import type { GeneratedTrace } from './legal-trace.ts'
import { World } from './world.ts'

/** The index of the first line of a text: the `trace` line comes before it. */
export const FIRST_LINE = 2

/** Codes about what a trace does not go on to tell: a generated one stops anywhere. */
const UNFINISHED: readonly string[] = ['reply-expected', 'ends-half-open']

export function textOf(events: readonly Event[], profile: Profile): string {
  return printTrace(events, `trace "generated" profile ${profile}`)
}

export function check(text: string, previous?: CheckedFile): CheckedFile {
  return checkFile(readLines(text), { name: 'generated', ...(previous === undefined ? {} : { previous }) })
}

/** Errors and warnings. */
export function faultsIn({ findings }: CheckedFile): Finding[] {
  return findings.filter(({ severity, code }) => severity !== 'info' && !UNFINISHED.includes(code))
}

/** Where the checker's states are not the generator's, one line each. */
export function differentStates({ events, states }: GeneratedTrace, { traces }: CheckedFile): string[] {
  return (traces[0]?.steps ?? []).flatMap(step =>
    (states[step.line - FIRST_LINE] ?? [])
      .filter(({ end, state }) => (step.states[end] ?? state) !== state)
      .map(({ end, state }) => {
        const line = events[step.line - FIRST_LINE]
        return `line ${step.line}: ${end} is ${state}, the checker says ${step.states[end]} (${line?.kind})`
      }),
  )
}

/** The first line that the generator's model refuses, and why; nothing where it plays them all. */
export function firstRefused(
  { setup }: GeneratedTrace,
  events: readonly Event[],
): { readonly at: number; readonly why: string } | undefined {
  const world = new World(setup.profile, setup.isns)
  for (const [at, event] of events.entries()) {
    const why = world.play(event)
    if (why !== undefined) return { at, why }
  }
  return undefined
}

/** The text after the first fix of a finding; nothing where it has none. */
export function mended(text: string, { fixes }: Finding): string | undefined {
  const [fix] = fixes
  if (fix === undefined) return undefined
  const lines = text.split('\n')
  for (const edit of fix.edits.toSorted((a, b) => b.line - a.line || b.column - a.column)) {
    const first = lines[edit.line - 1] ?? ''
    const last = lines[edit.endLine - 1] ?? ''
    const whole = first.slice(0, edit.column - 1) + edit.text + last.slice(edit.endColumn - 1)
    lines.splice(edit.line - 1, edit.endLine - edit.line + 1, ...whole.split('\n'))
  }
  return lines.join('\n')
}
