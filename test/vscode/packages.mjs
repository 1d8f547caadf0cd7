// The packaged extension, installed as a user would.
import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { installedCodeServer } from './code-server.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The VSIX for this machine, and the one for all others and for browsers; they are made in `work`, once. */
export function packages(work) {
  const folder = path.join(work, 'packages')
  if (!existsSync(folder)) run(process.execPath, [path.join(root, 'scripts/package.mjs'), folder])
  return {
    native: path.join(folder, `synfin-${process.platform}-${process.arch}.vsix`),
    universal: path.join(folder, 'synfin.vsix'),
  }
}

/**
 * Installs a VSIX into a folder for extensions.
 *
 * @param {readonly string[]} cli the command line of the VS Code that does it; code-server's if left out
 * @returns {string} the extension's own folder in there
 */
export function installExtension(vsix, extensions, cli = codeServerCli(`${extensions}-user`)) {
  const [command, ...words] = cli
  run(command, [...words, '--extensions-dir', extensions, '--install-extension', vsix])
  const [name] = globSync('synfin.*', { cwd: extensions })
  if (name === undefined) throw new Error(`${vsix} was not installed into ${extensions}`)
  return path.join(extensions, name)
}

function codeServerCli(user) {
  const { node, entry } = installedCodeServer()
  return [node, entry, '--user-data-dir', user]
}

function run(command, args) {
  const { status, error, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' })
  if (error || status !== 0)
    throw new Error(
      `${command} ${args.join(' ')} failed: ${error?.message ?? `exit status ${status}\n${stderr}`}`,
    )
}
