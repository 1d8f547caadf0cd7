// Finds the browser that the tests of the preview and of the editor run in; installs Debian's where it may.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const KNOWN = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/**
 * The path of a Chromium, installed by apt-get if there is none and we are root.
 *
 * @throws Error that says how to install one
 */
export function chromiumExecutable() {
  return found() ?? installed() ?? fail()
}

function found() {
  return [process.env.CHROMIUM, ...KNOWN].find(file => file !== undefined && existsSync(file))
}

function installed() {
  if (process.getuid?.() !== 0) return undefined
  console.log('Installing Chromium (once) …')
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }
  spawnSync('apt-get', ['update', '-qq'], options)
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options)
  return found()
}

function fail() {
  throw new Error(
    'the tests of the preview and the editor need Chromium: run `sudo apt-get install chromium`, or set CHROMIUM to its path',
  )
}
