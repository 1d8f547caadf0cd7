import type { ReplayRun } from '@synfin/runner'
import { expect, test, vi } from 'vitest'
import { ReplayResults, resultOf } from '../../extension/replay-results.ts'

vi.mock('vscode', () => import('./vscode/index.ts'))

const URI = 'file:///a.synfin'

function run(trace: string, kernel: string, milliseconds = 1): ReplayRun {
  const run = { trace, kernel, milliseconds, verdict: 'passed' }
  return run as ReplayRun
}

test('the last replay of each trace is kept, and whoever listens is told', () => {
  const results = new ReplayResults()
  const told: string[] = []
  results.onDidChange(uri => told.push(uri))
  results.record(URI, { version: 1, traceLine: 1, runs: [run('one', 'A'), run('one', 'B')] })
  results.record(URI, { version: 1, traceLine: 9, runs: [run('two', 'A')] })
  results.record(URI, { version: 1, traceLine: 1, runs: [run('one', 'A', 2), run('one', 'B', 2)] })
  expect(results.of(URI)).toEqual([
    { version: 1, traceLine: 9, runs: [run('two', 'A')] },
    {
      version: 1,
      traceLine: 1,
      runs: [run('one', 'A', 2), run('one', 'B', 2)],
    },
  ])
  results.clear(URI)
  results.clear(URI)
  expect(results.of(URI)).toEqual([])
  expect(told).toEqual([URI, URI, URI, URI])
})

test('one end replayed again leaves what is known of the other, unless the text is another', () => {
  const results = new ReplayResults()
  results.record(URI, { version: 1, traceLine: 1, runs: [run('one', 'A'), run('one', 'B')] })
  results.record(URI, { version: 1, traceLine: 1, runs: [run('one', 'B', 2)] })
  expect(results.of(URI)[0]?.runs).toEqual([run('one', 'A'), run('one', 'B', 2)])
  results.record(URI, { version: 2, traceLine: 5, runs: [run('one', 'B', 3)] })
  expect(results.of(URI)).toEqual([{ version: 2, traceLine: 5, runs: [run('one', 'B', 3)] }])
})

test('a trace is found by its name when it has moved, and by its line among namesakes', () => {
  const results = new ReplayResults()
  results.record(URI, { version: 1, traceLine: 1, runs: [run('same', 'A')] })
  results.record(URI, { version: 1, traceLine: 5, runs: [run('same', 'B')] })
  expect(resultOf(results.of(URI), { name: 'same', line: 1 })?.runs).toEqual([run('same', 'A')])
  expect(resultOf(results.of(URI), { name: 'same', line: 7 })?.runs).toEqual([run('same', 'B')])
  expect(resultOf(results.of(URI), { name: 'other', line: 1 })).toBeUndefined()
})
