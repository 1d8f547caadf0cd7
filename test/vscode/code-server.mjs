// Installs code-server, which is VS Code's own workbench and extension host behind a web server, from the npm
// registry alone, into a cache outside the project: once for each version.
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'

const VERSION = '4.139.1'
/** The Node that this version of code-server is built for. */
const NODE = '24.21.0'

const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'synfin')
const folder = path.join(cache, `code-server-${VERSION}`)

/**
 * Installs code-server unless the cache has it.
 *
 * @returns {{ node: string, entry: string }} the program that runs it and its entry file
 */
export function installedCodeServer() {
  if (!existsSync(folder)) install()
  return {
    node: path.join(folder, `node_modules/node-linux-${process.arch}/bin/node`),
    entry: path.join(folder, 'node_modules/code-server/out/node/entry.js'),
  }
}

/** Into a folder beside its place, and moved there when complete: an install cut short leaves no half of one. */
function install() {
  console.log(`Installing code-server ${VERSION} (once, about half a minute) …`)
  const unfinished = `${folder}.${process.pid}`
  mkdirSync(unfinished, { recursive: true })
  try {
    writeFileSync(path.join(unfinished, 'package.json'), '{ "private": true }\n')
    npmInstall(unfinished, `node-linux-${process.arch}@${NODE}`, `code-server@${VERSION}`)
    // `npm ci` refuses the shrinkwrap that lies beside this package.json.
    const server = path.join(unfinished, 'node_modules/code-server/lib/vscode')
    npmInstall(server, '--omit=dev')
    for (const part of globSync(UNNEEDED, { cwd: server }))
      rmSync(path.join(server, part), { recursive: true, force: true })
    if (!existsSync(folder)) renameSync(unfinished, folder)
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
  }
}

/** Nothing is compiled and no script of a package runs. */
function npmInstall(cwd, ...words) {
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...words]
  const { status, error } = spawnSync('npm', args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
  if (error || status !== 0)
    throw new Error(`npm ${args.join(' ')} failed: ${error?.message ?? `exit status ${status}`}`)
}

/** Parts for other systems and for features that a test of an extension does not use: 300 MB. */
const UNNEEDED = [
  'node_modules/@github',
  'node_modules/@microsoft/mxc-sdk',
  'node_modules/@devcontainers',
  'node_modules/@vscode/sqlite3',
  'node_modules/@vscode/windows-*',
  'node_modules/kerberos',
  'node_modules/node-pty/prebuilds/{win32,darwin}*',
  'extensions/copilot',
  'extensions/ms-vscode.*',
]
