import { say } from '@synfin/trace'
import { type Arguments, UsageError } from './arguments.ts'
import type { ExitStatus } from './exit-status.ts'
import { withReplayer } from './replayer.ts'
import type { Terminal } from './terminal.ts'

/** `synfin replay`. */
export async function run(given: Arguments, terminal: Terminal): Promise<ExitStatus> {
  if (given.operands.length === 0) throw new UsageError(say`\`synfin replay\` needs a file`)
  return withReplayer(given, async runner => {
    const { replayFiles } = await import('./replay-files.ts')
    return replayFiles(given, runner, terminal)
  })
}
