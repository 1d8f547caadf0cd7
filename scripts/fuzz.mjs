// Plays generated traces against the kernel: npm run fuzz -- --count 20000 [--seed 7]. Exits 1 at a disagreement.

import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Runner } from '@synfin/runner'
import fc from 'fast-check'
import { describeRun, replayableTraces, replayGenerated } from '../test/generated/replaying.ts'

/** Runs under way at once share the waiting for silence at their ends. */
const AT_ONCE = 128

const { values } = parseArgs({
  options: { count: { type: 'string', default: '1000' }, seed: { type: 'string' } },
})
const count = Number(values.count)
const seed = Number(values.seed ?? Date.now() % 2 ** 31)
if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed)) {
  console.error('fuzz: --count and --seed are whole numbers')
  process.exit(2)
}

const childFile = fileURLToPath(new URL('../runner/child.ts', import.meta.url))
const runner = Runner.start({ childFile })
let played = 0
let disagreements = 0

try {
  console.log(`seed ${seed}`)
  for (let at = 0; at < count; at += AT_ONCE) {
    const traces = fc.sample(replayableTraces, { numRuns: Math.min(AT_ONCE, count - at), seed: seed + at })
    const runs = await Promise.all(traces.map(trace => replayGenerated(runner, trace, trace.events)))
    played += runs.length
    if (runs.some(({ verdict }) => verdict !== 'passed')) {
      disagreements += runs.filter(({ verdict }) => verdict !== 'passed').length
      console.log(`\n${await smallest(traces.length, seed + at)}`)
    }
    if (process.stdout.isTTY) process.stdout.write(`\r${progress()}`)
  }
  console.log(`${process.stdout.isTTY ? '\n' : ''}${progress()}`)
} finally {
  await runner.close()
}
process.exitCode = disagreements === 0 ? 0 : 1

function progress() {
  return `${played} of ${count} replayed, ${disagreements} disagreements`
}

/** The first disagreement of a batch, with as few and as plain lines as still disagree. */
async function smallest(numRuns, batchSeed) {
  let last = ''
  const disagrees = fc.asyncProperty(replayableTraces, async trace => {
    const run = await replayGenerated(runner, trace, trace.events)
    if (run.verdict === 'passed') return true
    last = describeRun(run, trace, trace.events)
    return false
  })
  const { failed } = await fc.check(disagrees, { numRuns, seed: batchSeed, interruptAfterTimeLimit: 20_000 })
  return failed ? last : `a disagreement that did not come again, seed ${batchSeed}`
}
