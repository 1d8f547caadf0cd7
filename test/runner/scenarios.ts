/** The traces of scenarios.synfin and their falsified twins, as texts. */
import { readFileSync } from 'node:fs'

export interface Twin {
  readonly kernel: string
  readonly verdict: string
  /** The falsified line's number in `text`. */
  readonly line: number
  readonly falsified: string
  readonly text: string
}

export interface Scenario {
  readonly name: string
  /** The end the kernel plays, or `each`. */
  readonly kernel: string
  readonly text: string
  readonly twins: readonly Twin[]
}

const TWIN = /\s*\/\/~ (\w+) (\w+) (.*)$/

/** The end that a trace's name says the kernel plays: `… (kernel B)`. */
export function kernelNamedIn(name: string): string {
  return /\(kernel (\w+)\)$/.exec(name)?.[1] ?? 'each'
}

export function readScenarios(): Scenario[] {
  const text = readFileSync(new URL('scenarios.synfin', import.meta.url), 'utf8')
  return text
    .split(/^(?=trace )/m)
    .slice(1)
    .map(readScenario)
}

function readScenario(text: string): Scenario {
  const lines = text.trimEnd().split('\n')
  const [, name = ''] = /^trace "(.*?)"/.exec(text) ?? []
  const kernel = kernelNamedIn(name)
  const plain = lines.map(line => line.replace(TWIN, ''))
  const twins = lines.flatMap((line, at): Twin[] => {
    const [, end, verdict, falsified] = TWIN.exec(line) ?? []
    if (end === undefined || verdict === undefined || falsified === undefined) return []
    return [{ kernel: end, verdict, line: at + 1, falsified, text: plain.with(at, falsified).join('\n') }]
  })
  return { name, kernel, text: plain.join('\n'), twins }
}
