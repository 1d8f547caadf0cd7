import { fileURLToPath } from 'node:url'
import { type Replayer, Runner } from '@synfin/runner/runner'
import { type Arguments, UsageError } from './arguments.ts'
import type { ExitStatus } from './exit-status.ts'
import type { Terminal } from './terminal.ts'

/** Beside us in the bundle; its source where we run from ours. */
const RUNNER_CHILD = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../runner/child.ts' : './runner-child.js', import.meta.url),
)

/**
 * `synfin replay`. The kernel's child is started before anything else, and boots while the parser is loaded and the
 * traces are read. The model is used only where it was asked for.
 */
export async function run(given: Arguments, terminal: Terminal): Promise<ExitStatus> {
  if (given.operands.length === 0) throw new UsageError('`synfin replay` needs a file')
  const peer = given.value('peer') === 'model' ? 'model' : 'kernel'
  const runner = peer === 'model' ? await startModel() : Runner.start({ childFile: RUNNER_CHILD })
  const interrupt = () => void runner.close().then(() => process.exit(130))
  process.on('SIGINT', interrupt)
  try {
    const { replayFiles } = await import('./replay-files.ts')
    return await replayFiles(given, runner, peer, terminal)
  } finally {
    process.off('SIGINT', interrupt)
    await runner.close()
  }
}

async function startModel(): Promise<Replayer> {
  const { ModelRunner } = await import('@synfin/runner')
  return new ModelRunner()
}
