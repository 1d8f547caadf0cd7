import { type CheckedTrace, say } from '@synfin/trace'
import type { Terminal } from './terminal.ts'
import { noSuchTrace } from './traces-by-name.ts'

/** The trace of this name, or else the first; undefined where there is none, once that is told. */
export function chosenTrace(
  traces: readonly CheckedTrace[],
  name: string | undefined,
  file: string,
  terminal: Terminal,
): CheckedTrace | undefined {
  const [first] = traces
  if (first === undefined) {
    terminal.complain(say`${file}: no trace in this file`)
    return undefined
  }
  if (name === undefined) {
    if (traces.length > 1)
      terminal.complain(
        say`${file}: this is the first of ${traces.length} traces; --trace NAME chooses another`,
      )
    return first
  }
  const named = traces.find(trace => trace.name === name)
  if (named === undefined) terminal.complain(say`${file}: ${noSuchTrace(name, traces)}`)
  return named
}
