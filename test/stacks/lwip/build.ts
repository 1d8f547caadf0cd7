/** Builds lwIP's host program, and installs Debian's lwIP and C compiler where they are missing and we may. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const SOURCE = fileURLToPath(new URL('host.c', import.meta.url))
const FOLDER = fileURLToPath(new URL('../../../build/stacks/', import.meta.url))
const HEADER = '/usr/include/lwip/lwip/tcp.h'
const PACKAGES = ['liblwip-dev', 'gcc', 'libc6-dev']
const INSTALL_MILLISECONDS = 500_000
const COMPILE_MILLISECONDS = 60_000

/** The program's path. Throws an Error that says what is missing. */
export function buildLwipHost(): string {
  mkdirSync(FOLDER, { recursive: true })
  if (!existsSync(HEADER) || !canCompile()) installPackages()
  const program = `${FOLDER}lwip-host-${process.pid}`
  const options = ['-Wall', '-Wextra', '-Werror', '-O2', '-isystem', '/usr/include/lwip']
  run('gcc', [...options, '-o', program, SOURCE, '-llwip'], COMPILE_MILLISECONDS)
  return program
}

function canCompile(): boolean {
  return spawnSync('gcc', ['--version']).status === 0 && existsSync('/usr/include/stdio.h')
}

/** One process installs, however many tests want to. A machine that has never asked knows of no package. */
function installPackages(): void {
  const needed = `the tests of stacks need Debian's packages ${PACKAGES.join(', ')}`
  const advice = `\`apt-get install --no-install-recommends ${PACKAGES.join(' ')}\``
  const isRoot = process.getuid?.() === 0
  if (spawnSync('apt-get', ['--version']).error) throw new Error(`${needed}, and there is no apt-get`)
  if (!isRoot && spawnSync('sudo', ['-n', 'true']).status !== 0)
    throw new Error(`${needed}, and only root may install them: ${advice}`)
  const install = `DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ${PACKAGES.join(' ')}`
  const script = `test -e ${HEADER} && command -v gcc || ${install} || { apt-get update && ${install}; }`
  const command = ['flock', `${FOLDER}installing`, 'sh', '-c', script]
  const [program = '', ...options] = isRoot ? command : ['sudo', '-n', ...command]
  const { status, stderr } = spawnSync(program, options, { encoding: 'utf8', timeout: INSTALL_MILLISECONDS })
  if (status !== 0) throw new Error(`${needed}, and they cannot be installed: ${stderr}`)
}

function run(command: string, options: readonly string[], timeout: number): void {
  const { status, stderr, error } = spawnSync(command, options, { encoding: 'utf8', timeout })
  if (status !== 0) throw new Error(`${command} failed: ${error?.message ?? stderr}`)
}
