import { formatText } from '@synfin/grammar'
import { say } from '@synfin/trace'
import { type Arguments, UsageError } from './arguments.ts'
import { EXIT, type ExitStatus, worst } from './exit-status.ts'
import { isUnreadable, readSources, type Source, STDIN } from './sources.ts'
import { printable, type Terminal } from './terminal.ts'
import { writeOrComplain } from './write-atomically.ts'

/** `synfin format`. */
export async function run(given: Arguments, terminal: Terminal): Promise<ExitStatus> {
  if (given.operands.length === 0) throw new UsageError(say`\`synfin format\` needs a file`)
  const statuses: ExitStatus[] = []
  for (const source of readSources(given.operands)) {
    if (isUnreadable(source)) {
      terminal.complain(say`${source.file}: ${source.reason}`)
      statuses.push(EXIT.couldNotRun)
    } else {
      statuses.push(given.has('check') ? check(source, terminal) : await rewrite(source, terminal))
    }
  }
  return worst(statuses)
}

function check(source: Source, terminal: Terminal): ExitStatus {
  if (formatText(source.text) === source.text) return EXIT.ok
  terminal.out(`${printable(source.file)}\n`)
  return EXIT.wrong
}

async function rewrite(source: Source, terminal: Terminal): Promise<ExitStatus> {
  const formatted = formatText(source.text)
  if (source.file === STDIN) {
    terminal.out(formatted)
    return EXIT.ok
  }
  if (formatted === source.text) return EXIT.ok
  const status = await writeOrComplain(source.file, formatted, terminal)
  if (status === EXIT.ok) terminal.out(`${say`${printable(source.file)}: formatted`}\n`)
  return status
}
