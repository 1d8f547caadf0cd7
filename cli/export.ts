import { exportPacketdrill, exportPcapng, NotLive } from '@synfin/capture'
import { sequenceDiagram } from '@synfin/diagram'
import { kernelEnds, whyUnplayable } from '@synfin/runner'
import { type CheckedFile, type CheckedTrace, say } from '@synfin/trace'
import { type Arguments, UsageError } from './arguments.ts'
import { checkSource } from './check-source.ts'
import { chosenTrace } from './chosen-trace.ts'
import { deliver } from './deliver.ts'
import { EXIT, type ExitStatus } from './exit-status.ts'
import { isUnreadable, readSources, type Source } from './sources.ts'
import type { Terminal } from './terminal.ts'
import { noSuchTrace } from './traces-by-name.ts'

/** `synfin export`. */
export async function run(given: Arguments, terminal: Terminal): Promise<ExitStatus> {
  const [file, ...more] = given.operands
  if (file === undefined || more.length > 0) throw new UsageError(say`\`synfin export\` converts one file`)
  if (given.value('to') === undefined)
    throw new UsageError(say`\`--to\` says what to make of it: pcap, packetdrill or mermaid`)
  const [source] = readSources([file])
  if (source === undefined || isUnreadable(source)) {
    terminal.complain(say`${source?.file ?? file}: ${source?.reason ?? say`no such file`}`)
    return EXIT.couldNotRun
  }
  const made = convert(source, given, terminal)
  return made === undefined ? EXIT.couldNotRun : deliver(made, given.value('output'), terminal)
}

/** Undefined where it cannot be made, once that is told. */
function convert(source: Source, given: Arguments, terminal: Terminal): string | Buffer | undefined {
  const checked = checkSource(source)
  try {
    if (given.value('to') === 'pcap') {
      const traces = wantedTraces(checked, source.file, given, terminal)
      return traces && exportPcapng(traces, source.file)
    }
    const trace = chosenTrace(checked.traces, given.value('trace'), source.file, terminal)
    if (trace === undefined) return undefined
    if (given.value('to') === 'mermaid') return sequenceDiagram(trace, { limit: trace.steps.length })
    if (!isWhole(trace, checked, source.file, terminal)) return undefined
    const kernel = kernelOf(trace, given, source.file, terminal)
    return kernel === undefined ? undefined : exportPacketdrill(trace, kernel)
  } catch (error) {
    if (!(error instanceof NotLive)) throw error
    terminal.complain(say`${source.file}: ${error.message}`)
    return undefined
  }
}

/** Every trace of the file, or the one named. */
function wantedTraces(
  checked: CheckedFile,
  file: string,
  given: Arguments,
  terminal: Terminal,
): readonly CheckedTrace[] | undefined {
  const name = given.value('trace')
  const traces = checked.traces.filter(trace => name === undefined || trace.name === name)
  if (traces.length === 0) {
    const why = name === undefined ? say`no trace in this file` : noSuchTrace(name, checked.traces)
    terminal.complain(say`${file}: ${why}`)
    return undefined
  }
  return traces.every(trace => isWhole(trace, checked, file, terminal)) ? traces : undefined
}

/** A line that cannot be read or bound has no form on the wire. */
function isWhole(trace: CheckedTrace, checked: CheckedFile, file: string, terminal: Terminal): boolean {
  const why = whyUnplayable(trace, checked)
  if (why !== undefined) terminal.complain(say`${file}: trace "${trace.name}": ${why.reason}`)
  return why === undefined
}

/** The end under test: the one named, or else one that listens, as servers are tested more than clients. */
function kernelOf(
  trace: CheckedTrace,
  given: Arguments,
  file: string,
  terminal: Terminal,
): string | undefined {
  const written = given.value('kernel') ?? 'each'
  const ends = kernelEnds(trace, written)
  const kernel = ends.find(end => listens(trace, end)) ?? ends.at(-1)
  if (kernel === undefined) {
    const why = say`no line of this trace names an endpoint ${written}`
    terminal.complain(say`${file}: ${why}`)
  }
  return kernel
}

function listens({ steps }: CheckedTrace, end: string): boolean {
  const calls = steps.flatMap(step => [...step.inferredCalls, ...(step.kind === 'call' ? [step.call] : [])])
  return calls.some(call => call.call === 'listen' && call.end === end)
}
