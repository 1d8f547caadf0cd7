import { expect, test } from 'vitest'
import { Progress } from '../../cli/progress.ts'

/** What a run of a hundred replays, 50 ms each, shows on a stream. */
function shown(isTTY: boolean): string[] {
  const written: string[] = []
  let now = 0
  const progress = new Progress(100, { isTTY, write: text => written.push(text) }, () => now)
  for (let done = 1; done <= 100; done++) {
    now += 50
    progress.show(done, done > 50 ? 2 : 0)
  }
  progress.clear()
  return written
}

test('a long run says how far it has come, on one line, from its second second on', () => {
  const written = shown(true)
  expect(written[0]).toBe('\r\x1b[K20 of 100 replays, 20 %')
  expect(written.at(-2)).toBe('\r\x1b[K100 of 100 replays, 100 %, 2 failed')
  expect(written.at(-1)).toBe('\r\x1b[K')
  expect(written.length).toBeLessThan(50)
})

test('where nobody looks on, nothing is shown', () => {
  expect(shown(false)).toEqual([])
})
