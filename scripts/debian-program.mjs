// Finds a program that tests run; installs Debian's package where it may.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/**
 * The path of a program: the one that `variable` in the environment names, one of the `known`, or the one of Debian's
 * package, installed by apt-get if we are root.
 *
 * @throws Error that says who needs it and how to install it
 */
export function debianProgram({ name, variable, known, packageName, users }) {
  const found = () => [process.env[variable], ...known].find(file => file !== undefined && existsSync(file))
  const first = found()
  if (first !== undefined) return first
  if (process.getuid?.() === 0) install(name, packageName)
  const installed = found()
  if (installed !== undefined) return installed
  throw new Error(
    `${users} need ${name}: run \`sudo apt-get install ${packageName}\`, or set ${variable} to its path`,
  )
}

function install(name, packageName) {
  console.log(`Installing ${name} (once) …`)
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }
  spawnSync('apt-get', ['update', '-qq'], options)
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', packageName], options)
}
