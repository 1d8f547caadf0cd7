import { setImmediate } from 'node:timers/promises'
import { type CheckedTrace, say } from '@synfin/trace'
import { ModelStack } from './model-stack.ts'
import { Play } from './play.ts'
import { CannotPlay, planReplay } from './replay-plan.ts'
import type { ReplayRun } from './replay-run.ts'
import type { Replayer, ReplayOptions } from './runner.ts'
import { unplayedRun } from './unplayed-run.ts'

/**
 * Replays traces against the built-in model in place of a kernel: on any machine, in this process, and in no time,
 * for its clock is virtual.
 */
export class ModelRunner implements Replayer {
  #isClosed = false

  async replay(trace: CheckedTrace, options: ReplayOptions): Promise<ReplayRun> {
    // Between two runs the process may hear of an interrupt.
    await setImmediate()
    if (this.#isClosed) throw new Error(say`the runner is closed`)
    try {
      return play(trace, options)
    } catch (error) {
      if (error instanceof CannotPlay)
        return unplayedRun(
          { trace, ...options, peer: 'model' },
          { verdict: 'skipped', skipped: error.why, reason: error.message },
        )
      throw error
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
  }
}

/** Throws CannotPlay. */
function play(trace: CheckedTrace, options: ReplayOptions): ReplayRun {
  const { file, kernel, realTime = false, capture = false, record = false } = options
  const plan = planReplay(trace, kernel)
  const playOptions = { file, kernel, isRealTime: realTime, isCaptured: capture, isRecorded: record }
  const playing = new Play(trace, plan, new ModelStack(trace, plan), playOptions, () => {})
  playing.run()
  // The model has sent all it ever will: its silence needs no waiting for.
  playing.settle()
  return playing.result()
}
