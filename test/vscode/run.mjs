// Runs the suite in a real VS Code: once with the extension as it stands in this folder, once with the packaged VSIX;
// then goes through the windows as a user would. With `developed`, `packaged` or `seen` as its argument only the one.
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  downloadAndUnzipVSCode,
  resolveCliArgsFromVSCodeExecutablePath,
  runTests,
} from '@vscode/test-electron'
import { build } from 'esbuild'
import { inTwoAttempts } from './attempts.mjs'
import { installExtension, packages } from './packages.mjs'
import { testAsUser } from './ui/index.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const here = path.join(root, 'test/vscode')
const suite = path.join(root, 'build/test-vscode/index.cjs')
const work = mkdtempSync(path.join(tmpdir(), 'synfin-suite-'))

try {
  const code = await chosenExecutable()
  console.log(`Testing in ${code.name}.`)
  await bundleSuite()
  const [, , wanted] = process.argv
  for (const prepare of [developed, packaged]) {
    if (wanted !== undefined && wanted !== prepare.name) continue
    console.log(`\n── The extension, ${prepare.name}`)
    await inTwoAttempts(prepare.name, () =>
      runTests({ vscodeExecutablePath: code.executable, extensionTestsPath: suite, ...prepare(code) }),
    )
  }
  if (wanted === undefined || wanted === seen.name) await seen()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  rmSync(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
}

/**
 * The VS Code named by VSCODE_EXECUTABLE; else one that is downloaded, where there is a display for its window; else
 * code-server with a headless Chromium.
 */
async function chosenExecutable() {
  const named = process.env.VSCODE_EXECUTABLE
  if (named !== undefined)
    return { name: `the VS Code that VSCODE_EXECUTABLE names, ${named}`, executable: named }
  const { platform, env } = process
  if (platform !== 'linux' || env.DISPLAY !== undefined || env.WAYLAND_DISPLAY !== undefined) {
    try {
      const executable = await downloadAndUnzipVSCode({ version: 'stable', timeout: 15_000 })
      return { name: `VS Code, downloaded to ${executable}`, executable }
    } catch (error) {
      if (platform !== 'linux') throw error
      console.log(`VS Code cannot be downloaded (${error instanceof Error ? error.message : error}).`)
    }
  }
  const executable = path.join(here, 'code-shim.mjs')
  return { name: 'code-server with Chromium: no desktop VS Code can be had here', executable, isShim: true }
}

async function bundleSuite() {
  await build({
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
    entryPoints: ['test/vscode/suite/index.ts'],
    outfile: suite,
  })
}

/** The extension from this folder, and a copy of the workspace: the suite writes into it. */
function developed() {
  return {
    extensionDevelopmentPath: path.join(root, 'extension'),
    launchArgs: [copiedWorkspace('developed'), '--disable-workspace-trust', '--disable-extensions'],
  }
}

/** The VSIX, installed as a user would; the extension under development is an empty one that carries the suite. */
function packaged(code) {
  const extensions = path.join(work, 'extensions')
  const cli = code.isShim ? undefined : resolveCliArgsFromVSCodeExecutablePath(code.executable)
  installExtension(packages(work).native, extensions, cli)
  return {
    extensionDevelopmentPath: path.join(here, 'empty-extension'),
    launchArgs: [copiedWorkspace('packaged'), '--disable-workspace-trust', `--extensions-dir=${extensions}`],
  }
}

/** What a person sees and does; code-server, which shows it, is for Linux. */
async function seen() {
  console.log('\n── The extension, as a user sees it')
  if (process.platform !== 'linux') return console.log('This is tested on Linux alone.')
  const developed = path.join(work, 'seen-developed')
  mkdirSync(developed)
  symlinkSync(path.join(root, 'extension'), path.join(developed, 'synfin.synfin'))
  const packaged = path.join(work, 'seen-packaged')
  installExtension(packages(work).native, packaged)
  const extension = installExtension(packages(work).universal, path.join(work, 'seen-in-a-browser'))
  await testAsUser({ developed, packaged, extension })
}

function copiedWorkspace(name) {
  const folder = mkdtempSync(path.join(work, `${name}-`))
  cpSync(path.join(here, 'workspace'), folder, { recursive: true })
  writeFileSync(path.join(folder, 'ten-thousand-lines.synfin'), tenThousandLines())
  return folder
}

/** A long conversation that goes wrong on the last line. */
function tenThousandLines() {
  const lines = [
    'A -> B  SYN      seq=j',
    'B -> A  SYN ACK  seq=k    ack=j+1',
    'A -> B  ACK      seq=j+1  ack=k+1',
  ]
  for (let sent = 1; lines.length < 9_999; sent += 10)
    lines.push(`A -> B  PSH ACK  seq=j+${sent}  ack=k+1  len=10`, `B -> A  ACK  seq=k+1  ack=j+${sent + 10}`)
  return `${[...lines, 'B -> A  ACK  seq=k+9  ack=j+1'].join('\n')}\n`
}
