import { Runner } from '@synfin/runner'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { childFile } from '../runner/replay.ts'
import { describeRun, falsifications, isReplayable, replayableTraces, replayGenerated } from './replaying.ts'
import { SEED } from './seed.ts'

const RUNS = 200

let runner: Runner
beforeAll(() => {
  runner = Runner.start({ childFile })
})
afterAll(() => runner.close())

describe('the kernel', () => {
  test(`does what ${RUNS} generated traces say`, async () => {
    const traces = fc.sample(replayableTraces, { numRuns: RUNS, seed: SEED })
    const wrong = await Promise.all(
      traces.map(async trace => {
        const run = await replayGenerated(runner, trace, trace.events)
        return run.verdict === 'passed' ? [] : [describeRun(run, trace, trace.events)]
      }),
    )
    expect(wrong.flat()).toEqual([])
  })

  test('does not do what falsified ones say', async () => {
    const falsified = fc
      .sample(replayableTraces, { numRuns: RUNS, seed: SEED + 1 })
      .flatMap(trace => falsifications(trace).map(twin => ({ trace, twin })))
      .filter(({ twin }, at) => at % 3 === 0 && isReplayable(twin.events))
    const missed = await Promise.all(
      falsified.map(async ({ trace, twin }) => {
        const run = await replayGenerated(runner, trace, twin.events)
        return run.verdict === 'failed' ? [] : [describeRun(run, trace, twin.events)]
      }),
    )
    expect(missed.flat()).toEqual([])
  })
})
