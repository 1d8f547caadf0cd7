/** Runs that wait have processes of their own. */
import { readdirSync, readFileSync } from 'node:fs'
import { SideBySide } from '@synfin/runner/side-by-side'
import { expect, onTestFinished, test } from 'vitest'
import { childFile, replay } from './replay.ts'

const QUICK = 'given A ESTABLISHED seq=u ack=v, B ESTABLISHED\nA -> B ACK seq=u ack=v'
const WAITING = `${QUICK}\nwait 300ms`

test.each`
  what                                         | texts                                      | processes
  ${'runs that do not wait share one process'} | ${[QUICK, QUICK, QUICK]}                   | ${1}
  ${'runs that wait take one each'}            | ${[WAITING, QUICK, WAITING]}               | ${2}
  ${'more than eight share eight'}             | ${Array.from('0123456789', () => WAITING)} | ${8}
`('$what', async ({ texts, processes }: { texts: readonly string[]; processes: number }) => {
  const earlier = children()
  const runner = SideBySide.start({ childFile })
  onTestFinished(() => runner.close())
  const played = Promise.all(texts.map(text => replay(runner, text, 'B')))
  expect(children().length - earlier.length).toBe(processes)
  expect((await played).flat().map(({ verdict }) => verdict)).toEqual(texts.map(() => 'passed'))
  await runner.close()
  await expect.poll(children).toEqual(earlier)
})

/** The processes that this one has started and that have not ended. */
function children(): readonly string[] {
  const tasks = readdirSync('/proc/self/task')
  return tasks.flatMap(task =>
    readFileSync(`/proc/self/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
  )
}
