import { say } from '@synfin/trace'
import { type Arguments, UsageError } from './arguments.ts'
import type { ExitStatus } from './exit-status.ts'
import { withReplayer } from './replayer.ts'
import type { Terminal } from './terminal.ts'

/** `synfin record`. */
export async function run(given: Arguments, terminal: Terminal): Promise<ExitStatus> {
  const [file, more] = given.operands
  if (file === undefined) throw new UsageError(say`\`synfin record\` needs a file`)
  if (more !== undefined && !given.has('write'))
    throw new UsageError(
      say`\`synfin record\` prints one trace file; with \`--write\` it completes several in place`,
    )
  if (given.operands.includes('-') && given.has('write'))
    throw new UsageError(say`\`--write\` rewrites the files it reads: standard input cannot be rewritten`)
  return withReplayer(given, async runner => {
    const { recordFiles } = await import('./record-files.ts')
    return recordFiles(given, runner, terminal)
  })
}
