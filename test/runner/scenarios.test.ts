import { kernelEnds } from '@synfin/runner'
import { afterAll, describe, expect, test } from 'vitest'
import { replayAsOrdinaryUser } from './ordinary-user.ts'
import { fare, readTrace, replay, report, startRunner } from './replay.ts'
import { readScenarios } from './scenarios.ts'

const scenarios = readScenarios()

test.each(scenarios)('the checker finds nothing wrong with "$name"', ({ text }) => {
  const wrong = readTrace(text).findings.filter(({ severity }) => severity === 'error')
  expect(wrong).toEqual([])
})

describe('as whoever runs the tests', () => {
  const runner = startRunner()
  afterAll(() => runner.close())

  test.each(scenarios)('$name', async ({ text, kernel, twins }) => {
    const [runs, twinRuns] = await Promise.all([
      replay(runner, text, kernel),
      Promise.all(twins.map(twin => replay(runner, twin.text, twin.kernel))),
    ])
    for (const run of runs) expect(`${run.kernel} ${report(run)}`).toBe(`${run.kernel} passed`)
    expect(twinRuns.flat().map(fare)).toEqual(
      twins.map(({ line, verdict }) => `failed, line ${line} ${verdict}`),
    )
  })
})

test('an ordinary user gets the same verdicts', () => {
  const requests = scenarios.flatMap(({ text, kernel, twins }) => [
    ...kernelEnds(readTrace(text), kernel).map(end => ({ text, kernel: end, fares: 'passed' })),
    ...twins.map(twin => ({ ...twin, fares: `failed, line ${twin.line} ${twin.verdict}` })),
  ])
  const runs = replayAsOrdinaryUser(requests)
  expect(runs.map(fare)).toEqual(requests.map(({ fares }) => fares))
}, 90_000)
