import type { CheckedTrace } from '@synfin/trace'
import { waitingTime } from './playing-time.ts'
import type { ReplayRun } from './replay-run.ts'
import { type Replayer, type ReplayOptions, Runner, type RunnerOptions } from './runner.ts'

/** Each is a process; a folder rarely has more runs that wait. */
const MOST = 8

interface Lane {
  readonly runner: Runner
  /** Milliseconds that its runs have still to wait, in all. */
  waiting: number
}

/**
 * Replays against the kernel in as many processes as it takes for runs that wait not to wait for each other. One starts
 * at once and plays whatever does not wait: there is nothing to be won by a second one.
 */
export class SideBySide implements Replayer {
  readonly #options: RunnerOptions
  readonly #first: Lane
  readonly #lanes: Lane[]

  static start(options: RunnerOptions): SideBySide {
    return new SideBySide(options)
  }

  private constructor(options: RunnerOptions) {
    this.#options = options
    this.#first = { runner: Runner.start(options), waiting: 0 }
    this.#lanes = [this.#first]
  }

  /** As {@link Runner.replay}. A stack under test is played in one process, which bounds how many programs there are. */
  async replay(trace: CheckedTrace, options: ReplayOptions): Promise<ReplayRun> {
    const waiting = options.stack === undefined ? waitingTime(trace, options) : 0
    const lane = waiting > 0 ? this.#freest() : this.#first
    lane.waiting += waiting
    try {
      return await lane.runner.replay(trace, options)
    } finally {
      lane.waiting -= waiting
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#lanes.map(({ runner }) => runner.close()))
  }

  /** The one whose runs wait least; a new one while all have some that do. */
  #freest(): Lane {
    const freest = this.#lanes.reduce((least, lane) => (lane.waiting < least.waiting ? lane : least))
    if (freest.waiting === 0 || this.#lanes.length === MOST) return freest
    const lane = { runner: Runner.start(this.#options), waiting: 0 }
    this.#lanes.push(lane)
    return lane
  }
}
