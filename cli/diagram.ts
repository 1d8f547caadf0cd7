import { sequenceDiagram, stateDiagram } from '@synfin/diagram'
import { type CheckedTrace, say } from '@synfin/trace'
import { type Arguments, UsageError } from './arguments.ts'
import { checkSource } from './check-source.ts'
import { chosenTrace } from './chosen-trace.ts'
import { deliver } from './deliver.ts'
import { EXIT, type ExitStatus } from './exit-status.ts'
import { isUnreadable, readSources } from './sources.ts'
import type { Terminal } from './terminal.ts'

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

function draw(trace: CheckedTrace, type: string | undefined): string {
  return type === 'state' ? stateDiagram(trace) : sequenceDiagram(trace, { limit: trace.steps.length })
}
