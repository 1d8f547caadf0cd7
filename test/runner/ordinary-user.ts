/**
 * Replays as somebody who is not root, in a process of its own.
 *
 * Everything that process needs is put where anybody can read it, whoever owns the clone: Node, koffi, and the
 * programs as bundles. Where root runs the tests, there also is a TUN device of mode 0666, as most machines have.
 */
import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, cpSync, linkSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { ReplayRun } from '@synfin/runner'
import { buildSync } from 'esbuild'

const root = fileURLToPath(new URL('../..', import.meta.url))
const NOBODY = ['--reuid=65534', '--regid=65534', '--clear-groups', '--']
const TIMEOUT_MILLISECONDS = 60_000

export interface ReplayRequest {
  readonly text: string
  readonly kernel: string
}

/** Plays all requests in one process of the user's, with the TUN device named, or with none for its own. */
export function replayAsOrdinaryUser(requests: readonly ReplayRequest[], tun?: string): ReplayRun[] {
  const stage = mkdtempSync(`${tmpdir()}/synfin-user-`)
  try {
    setTheStage(stage)
    const isRoot = process.getuid?.() === 0
    const program = [`${stage}/node`, `${stage}/user.mjs`, `${stage}/child.mjs`]
    const [command = '', ...args] = isRoot ? ['setpriv', ...NOBODY, ...program] : program
    const { stdout, stderr, status } = spawnSync(command, args, {
      cwd: stage,
      input: JSON.stringify(requests),
      encoding: 'utf8',
      timeout: TIMEOUT_MILLISECONDS,
      maxBuffer: 1 << 26,
      env: { ...process.env, SYNFIN_TUN: tun ?? (isRoot ? makeTunNode(stage) : '/dev/net/tun') },
    })
    if (status !== 0) throw new Error(`the user's process ended with ${status}: ${stderr}`)
    return JSON.parse(stdout)
  } finally {
    rmSync(stage, { recursive: true, force: true })
  }
}

function setTheStage(stage: string): void {
  chmodSync(stage, 0o755)
  linkOrCopy(process.execPath, `${stage}/node`)
  for (const module of ['koffi', '@koromix'])
    cpSync(`${root}/node_modules/${module}`, `${stage}/node_modules/${module}`, { recursive: true })
  for (const [entry, bundle] of [
    ['test/runner/user.ts', 'user.mjs'],
    ['runner/child.ts', 'child.mjs'],
  ] as const)
    buildSync({
      absWorkingDir: root,
      entryPoints: [entry],
      outfile: `${stage}/${bundle}`,
      bundle: true,
      platform: 'node',
      format: 'esm',
      external: ['koffi'],
      mainFields: ['module', 'main'],
      logLevel: 'error',
    })
}

function makeTunNode(stage: string): string {
  const node = `${stage}/tun`
  spawnSync('mknod', ['-m', '0666', node, 'c', '10', '200'])
  return node
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch {
    copyFileSync(from, to)
  }
}
