// Installs the dependencies of the lock file, once: a second run finds the stamp and does nothing.
// Runs on whatever Node the machine has (20 or later), before anything is installed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const stamp = `${root}/node_modules/.synfin-setup`
const wanted = createHash('sha256')
  .update(readFileSync(`${root}/package-lock.json`))
  .digest('hex')
const installed = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted

if (!installed) {
  console.log('Installing the dependencies (once) …')
  const { status, error } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
  })
  if (error || status !== 0) {
    console.error(`npm ci failed${error ? `: ${error.message}` : ` with exit status ${status}`}`)
    process.exit(1)
  }
  writeFileSync(stamp, wanted)
}
