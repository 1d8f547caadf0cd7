import { fileURLToPath } from 'node:url'
import type { Peer } from '@synfin/runner'
import type { Replayer } from '@synfin/runner/runner'
import { SideBySide } from '@synfin/runner/side-by-side'
import { say } from '@synfin/trace'
import { type Arguments, UsageError } from './arguments.ts'
import { EXIT } from './exit-status.ts'

/** Beside us in the bundle; its source where we run from ours. */
const RUNNER_CHILD = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../runner/child.ts' : './runner-child.js', import.meta.url),
)

/**
 * Has something replayed by whom the command line names. The kernel's child is started before anything else, and
 * boots while the parser is loaded and the traces are read. The model is used only where it was asked for.
 *
 * An interrupt ends the child, leaves nothing behind, and ends this process.
 */
export async function withReplayer<Result>(
  given: Arguments,
  use: (runner: Replayer) => Promise<Result>,
): Promise<Result> {
  const peer = peerOf(given)
  const stack = given.value('stack')
  return whileInterruptible(peer === 'model' ? startModel : startRunner, runner =>
    use(stack === undefined ? runner : against(stack, runner)),
  )
}

/** Who plays the end that is not ours. */
export function peerOf(given: Arguments): Peer {
  const isModel = given.value('peer') === 'model'
  if (!given.has('stack')) return isModel ? 'model' : 'kernel'
  if (given.has('peer'))
    throw new UsageError(say`\`--peer\` and \`--stack\`: one end is played by one of them`)
  return 'stack'
}

/** Replays against whatever stack a command starts. */
export function against(stack: string, runner: Replayer): Replayer {
  return {
    replay: (trace, options) => runner.replay(trace, { ...options, stack }),
    close: () => runner.close(),
  }
}

export function startRunner(): Replayer {
  return SideBySide.start({ childFile: RUNNER_CHILD })
}

export async function startModel(): Promise<Replayer> {
  const { ModelRunner } = await import('@synfin/runner')
  return new ModelRunner()
}

/** Starts a runner, and closes it at the end or at an interrupt, which may come as soon as its child is there. */
export async function whileInterruptible<Result>(
  start: () => Replayer | Promise<Replayer>,
  use: (runner: Replayer) => Promise<Result>,
): Promise<Result> {
  let runner: Replayer | undefined
  const interrupt = () => void Promise.resolve(runner?.close()).then(() => process.exit(EXIT.interrupted))
  process.on('SIGINT', interrupt)
  try {
    runner = await start()
    return await use(runner)
  } finally {
    process.off('SIGINT', interrupt)
    await runner?.close()
  }
}
