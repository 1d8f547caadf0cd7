/** The process of an ordinary user: requests come by stdin, runs go by stdout. */
import { readFileSync } from 'node:fs'
import { Runner } from '@synfin/runner'
import type { ReplayRequest } from './ordinary-user.ts'
import { readTrace } from './replay.ts'

const [, , childFile = ''] = process.argv
const requests: ReplayRequest[] = JSON.parse(readFileSync(0, 'utf8'))
const runner = Runner.start({ childFile })
const runs = await Promise.all(
  requests.map(({ text, kernel }) => runner.replay(readTrace(text), { file: 'a test', kernel })),
)
await runner.close()
process.stdout.write(JSON.stringify(runs))
