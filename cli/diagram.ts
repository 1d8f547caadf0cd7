import { sequenceDiagram, stateDiagram } from '@synfin/diagram'
import { type CheckedTrace, say } from '@synfin/trace'
import { type Arguments, UsageError } from './arguments.ts'
import { checkSource } from './check-source.ts'
import { EXIT, type ExitStatus } from './exit-status.ts'
import { isUnreadable, readSources } from './sources.ts'
import type { Terminal } from './terminal.ts'
import { noSuchTrace } from './traces-by-name.ts'
import { writeOrComplain } from './write-atomically.ts'

/** `synfin diagram`. A trace with errors still has a diagram: what could not be read is a note in it. */
export async function run(given: Arguments, terminal: Terminal): Promise<ExitStatus> {
  const [file, ...more] = given.operands
  if (file === undefined || more.length > 0) throw new UsageError(say`\`synfin diagram\` draws one file`)
  const [source] = readSources([file])
  if (source === undefined || isUnreadable(source)) {
    terminal.complain(say`${source?.file ?? file}: ${source?.reason ?? say`no such file`}`)
    return EXIT.couldNotRun
  }
  const { traces } = checkSource(source)
  const trace = chosenTrace(traces, given.value('trace'), source.file, terminal)
  if (trace === undefined) return EXIT.couldNotRun
  return deliver(draw(trace, given.value('type')), given.value('output'), terminal)
}

function chosenTrace(
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
        say`${file}: this is the first of ${traces.length} traces; --trace NAME draws another`,
      )
    return first
  }
  const named = traces.find(trace => trace.name === name)
  if (named === undefined) terminal.complain(say`${file}: ${noSuchTrace(name, traces)}`)
  return named
}

function draw(trace: CheckedTrace, type: string | undefined): string {
  return type === 'state' ? stateDiagram(trace) : sequenceDiagram(trace, { limit: trace.steps.length })
}

async function deliver(diagram: string, output: string | undefined, terminal: Terminal): Promise<ExitStatus> {
  if (output !== undefined && output !== '-') return writeOrComplain(output, diagram, terminal)
  terminal.out(diagram)
  return EXIT.ok
}
