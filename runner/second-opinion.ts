import { type CheckedTrace, type Profile, say } from '@synfin/trace'
import { ModelRunner } from './model-runner.ts'
import type { ReplayRun, ReplayStep } from './replay-run.ts'

/** What the built-in model does where a run did not go as written, in the trace's notation; `nothing` for silence. */
export interface Opinion {
  /** By RFC 9293; absent where the model did not come as far, or does not know. */
  readonly rfc9293?: string
  /** With Linux's ways. */
  readonly linux?: string
}

/** Asks the model about runs of others. A trace is played for it once, however often others repeat it. */
export class SecondOpinions {
  readonly #model = new ModelRunner()
  readonly #runs = new WeakMap<CheckedTrace, Map<string, Promise<ReplayRun>>>()

  /** Opinions on the lines of a run that did not go as written, by their place among its steps. */
  async of(trace: CheckedTrace, run: ReplayRun): Promise<ReadonlyMap<number, Opinion>> {
    const opinions = new Map<number, Opinion>()
    let line = -1
    for (const [at, step] of run.steps.entries()) {
      if (!step.continues) line++
      if (step.verdict === 'ok') continue
      const rfc9293 = said(await this.#play(trace, run, 'rfc9293'), line, step)
      const linux = said(await this.#play(trace, run, 'linux'), line, step)
      opinions.set(at, { ...(rfc9293 ? { rfc9293 } : {}), ...(linux ? { linux } : {}) })
    }
    return opinions
  }

  #play(trace: CheckedTrace, { file, kernel }: ReplayRun, profile: Profile): Promise<ReplayRun> {
    const runs = this.#runs.get(trace) ?? new Map<string, Promise<ReplayRun>>()
    this.#runs.set(trace, runs)
    const key = `${profile} ${kernel}`
    const run = runs.get(key) ?? this.#model.replay({ ...trace, profile }, { file, kernel })
    runs.set(key, run)
    return run
  }
}

/** What the model's run has at the same line, counted as they were played. */
function said({ steps }: ReplayRun, at: number, asked: ReplayStep): string | undefined {
  const step = steps.filter(({ continues }) => !continues)[at]
  if (!step || step.line !== asked.line) return undefined
  if (asked.amendment?.kind === 'state') return `${asked.amendment.key}=${step.kernelState}`
  const isSegment = asked.direction === 'expected' || asked.verdict === 'unexpected'
  if (!isSegment) return step.observed
  const isQuiet = step.verdict === 'ok' ? step.direction !== 'expected' : step.observed === ''
  return isQuiet ? say`nothing` : step.observed
}
