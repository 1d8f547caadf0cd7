import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build as esbuild } from 'esbuild'
import { afterAll, onTestFinished } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
let bundled: Promise<string> | undefined

afterAll(async () => {
  if (bundled !== undefined) rmSync(dirname(await bundled), { recursive: true, force: true })
})

export interface Outcome {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Surroundings {
  readonly cwd?: string
  readonly stdin?: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
}

/** Runs `synfin` as a user would: the whole command, in a process of its own. */
export async function synfin(args: readonly string[], surroundings: Surroundings = {}): Promise<Outcome> {
  return program(process.execPath, [await command(), ...args], surroundings)
}

/** The command as bundled from the sources of now: a process starts three times as fast as from the sources. */
export function command(): Promise<string> {
  bundled ??= bundle()
  return bundled
}

async function bundle(): Promise<string> {
  const build = join(root, 'build')
  mkdirSync(build, { recursive: true })
  const folder = mkdtempSync(join(build, 'synfin-'))
  await esbuild({
    absWorkingDir: root,
    entryPoints: { main: 'cli/main.ts', 'runner-child': 'runner/child.ts' },
    outdir: folder,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    external: ['koffi'],
    mainFields: ['module', 'main'],
    banner: {
      js: "import { createRequire as $r } from 'node:module'; const require = $r(import.meta.url);",
    },
    logLevel: 'warning',
  })
  return join(folder, 'main.js')
}

/** Runs any program to its end. */
export function program(
  file: string,
  args: readonly string[],
  { cwd, stdin = '', env = {} }: Surroundings,
): Promise<Outcome> {
  const { FORCE_COLOR: _, NO_COLOR: __, ...inherited } = process.env
  const child = spawn(file, args, { cwd, env: { ...inherited, LC_ALL: 'C', ...env }, timeout: 25_000 })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', text => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', text => {
    stderr += text
  })
  // A command that fails at once does not read its input.
  child.stdin.on('error', () => {})
  child.stdin.end(stdin)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', status => resolve({ status, stdout, stderr }))
  })
}

/** What a replay prints without what differs from run to run: live numbers and times. */
export function withoutNumbers(text: string): string {
  return text.replace(/\d+(\.\d+)? m?s\b/g, '… ms').replace(/(\w+)=\d{4,}/g, '$1=…')
}

/** A folder with these files, removed after the test. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'synfin-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content, { mode: name.includes('bin/') ? 0o755 : 0o644 })
  }
  return folder
}
