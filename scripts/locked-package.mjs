// Packages for another machine than this one, in the versions and with the integrity of the lock file.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'

/** The folder of a package: where it is installed, or below `cache`, where npm puts it. */
export function lockedPackage(root, name, cache) {
  const folders = [root, `${cache}/${name}`].map(folder => `${folder}/node_modules/${name}`)
  if (!folders.some(folder => existsSync(folder))) install(root, name, `${cache}/${name}`)
  return folders.find(folder => existsSync(folder))
}

/**
 * npm itself holds what it fetches against a lock file: this one has a single entry of ours, without the words about
 * the machines it is for.
 */
function install(root, name, folder) {
  const path = `node_modules/${name}`
  const { version, integrity } = JSON.parse(readFileSync(`${root}/package-lock.json`, 'utf8')).packages[path]
  const manifest = { dependencies: { [name]: version } }
  const packages = { '': manifest, [path]: { version, integrity } }
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/package.json`, JSON.stringify(manifest))
  writeFileSync(`${folder}/package-lock.json`, JSON.stringify({ lockfileVersion: 3, packages }))
  npm(folder, 'ci', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error')
}

/** What npm writes; throws an Error with its words where it fails. */
export function npm(cwd, ...args) {
  const { status, error, stdout, stderr } = spawnSync('npm', args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    timeout: 120_000,
  })
  if (error || status !== 0) throw new Error(`npm ${args[0]} failed: ${error?.message ?? stderr}`)
  return stdout
}
