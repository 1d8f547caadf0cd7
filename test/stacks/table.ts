/**
 * Makes the table of docs/lwip.md anew: where Linux and lwIP differ from RFC 9293, on the examples and on every
 * fixture that the model of RFC 9293 plays as written. Run by `node test/stacks/table.ts`; takes a minute.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildLwipHost } from './lwip/build.ts'

const MARK = '<!-- made by `node test/stacks/table.ts` -->\n'
const root = fileURLToPath(new URL('../..', import.meta.url))
const document = `${root}docs/lwip.md`

interface Run {
  readonly file: string
  readonly verdict: string
}

const { runs }: { runs: readonly Run[] } = JSON.parse(
  synfin('replay', 'test/fixtures', '--peer', 'model', '--format', 'json'),
)
const files = [...new Set(runs.map(({ file }) => file))].filter(file =>
  runs.every(run => run.file !== file || run.verdict === 'passed'),
)
const host = buildLwipHost()
const stacks = ['kernel', 'model', `lwip=${host} tun`]
const table = synfin('compare', ...stacks, 'examples', ...files, '--format', 'markdown')
rmSync(host)
const [before] = readFileSync(document, 'utf8').split(MARK)
writeFileSync(document, `${before}${MARK}\n${table}`)

function synfin(...args: string[]): string {
  const { stdout, stderr } = spawnSync(process.execPath, ['cli/main.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    timeout: 300_000,
  })
  if (stdout === '') throw new Error(`synfin ${args[0]}: ${stderr}`)
  return stdout
}
