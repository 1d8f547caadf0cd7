import { readLines } from '@synfin/grammar'
import { checkFile } from '@synfin/trace'
import { expect, test } from 'vitest'
import { playingTime, waitingTime } from '../../runner/playing-time.ts'

const OPENING = 'given A ESTABLISHED, B ESTABLISHED'

test.each`
  line                 | atLeast | inRealTime
  ${'B -> A ACK'}      | ${250}  | ${250}
  ${'wait 2s'}         | ${2000} | ${2000}
  ${'B: retransmit'}   | ${4000} | ${4000}
  ${'B: 2msl'}         | ${0}    | ${60_000}
  ${'B: user-timeout'} | ${4000} | ${60_000}
`(
  'a replay that awaits what `$line` says is not taken to hang',
  ({ line, atLeast, inRealTime }: { line: string; atLeast: number; inRealTime: number }) => {
    expect(timeFor(line, false)).toBeGreaterThanOrEqual(atLeast)
    expect(timeFor(line, true)).toBeGreaterThanOrEqual(inRealTime)
  },
)

test.each`
  line                            | kernel | waits
  ${'A -> B ACK'}                 | ${'B'} | ${0}
  ${'wait 2s'}                    | ${'B'} | ${2000}
  ${'B: retransmit after 1s..3s'} | ${'B'} | ${1000}
  ${'B: retransmit after 1s..3s'} | ${'A'} | ${0}
`('`$line` has a replay with the kernel as $kernel wait $waits ms', ({ line, kernel, waits }) => {
  const [trace] = checkFile(readLines(`${OPENING}\n${line}`), { name: 'a test' }).traces
  expect(trace && waitingTime(trace, { kernel })).toBe(waits)
})

test('no trace is waited for longer than a timer of Node can run', () => {
  const lines = Array.from({ length: 200 }, () => 'wait 100000000s')
  expect(timeFor(lines.join('\n'), false)).toBe(2 ** 30)
})

/** Milliseconds, for the line alone. */
function timeFor(line: string, isRealTime: boolean): number {
  const { traces } = checkFile(readLines(`${OPENING}\n${line}`), { name: 'a test' })
  return traces.reduce((sum, trace) => sum + playingTime(trace, isRealTime), 0)
}
