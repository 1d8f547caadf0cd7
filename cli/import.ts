import { createReadStream } from 'node:fs'
import { type ImportedCapture, importCapture } from '@synfin/capture'
import { formatText, readLines } from '@synfin/grammar'
import { type CheckedFile, checkFile, say } from '@synfin/trace'
import { type Arguments, UsageError } from './arguments.ts'
import { withNotes } from './captured-notes.ts'
import { summarize } from './check.ts'
import { deliver } from './deliver.ts'
import { EXIT, type ExitStatus } from './exit-status.ts'
import { formatPretty } from './formats/check-pretty.ts'
import { STDIN, systemReason } from './sources.ts'
import type { Terminal } from './terminal.ts'

/** How standard output is named in what we print. */
const STDOUT = '<stdout>'

/**
 * `synfin import`. The trace goes to standard output or into a file, what the checker finds in it to standard error;
 * of a capture that ends early, what stands before.
 */
export async function run(given: Arguments, terminal: Terminal): Promise<ExitStatus> {
  const [capture, ...more] = given.operands
  if (capture === undefined || more.length > 0)
    throw new UsageError(say`\`synfin import\` reads one capture, or \`-\` for standard input`)
  const shown = capture === '-' ? STDIN : capture
  const imported = await read(capture)
  if (typeof imported === 'string') {
    terminal.complain(say`${shown}: ${imported}`)
    return EXIT.couldNotRun
  }
  for (const problem of imported.problems) terminal.complain(say`${shown}: ${problem}`)
  if (imported.text === '') return imported.isWhole ? EXIT.ok : EXIT.couldNotRun
  const text = formatText(imported.text)
  const output = given.value('output') ?? '-'
  const checked = checkFile(readLines(text), { name: shown, captured: true })
  // A note stands behind its statement: what is found stays in its place.
  const noted = formatText(withNotes(text, checked))
  const status = await deliver(noted, output, terminal)
  if (status !== EXIT.ok) return status
  terminal.show(report(noted, checked, output === '-' ? STDOUT : output, given, terminal))
  return imported.isWhole ? EXIT.ok : EXIT.couldNotRun
}

/** Or why there is nothing to read. */
async function read(capture: string): Promise<ImportedCapture | string> {
  const stream = capture === '-' ? process.stdin : createReadStream(capture)
  try {
    return await importCapture(stream)
  } catch (error) {
    return systemReason(error, capture)
  }
}

function report(
  text: string,
  checked: CheckedFile,
  file: string,
  given: Arguments,
  terminal: Terminal,
): string {
  const files = [{ source: { file, name: file, text }, checked }]
  const summary = summarize(files)
  return formatPretty({ files, unreadable: [], summary, verbose: given.has('verbose') }, terminal)
}
