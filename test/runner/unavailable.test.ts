/** Machines that cannot replay, made from this one: each says exactly why. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { RunnerUnavailable } from '@synfin/runner'
import { afterAll, describe, expect, test } from 'vitest'
import { unshareFailure } from '../../runner/unavailable.ts'
import { readTrace, replay, startRunner } from './replay.ts'

const folder = mkdtempSync(`${tmpdir()}/synfin-unavailable-`)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const trace = readTrace('A -> B SYN')

test('a machine without unshare', async () => {
  await using runner = startRunner({ PATH: folder })
  await expect(replay(runner, 'A -> B SYN', 'A')).rejects.toThrow(
    '`unshare` is not found: install util-linux',
  )
})

test('a machine whose namespaces are used up', async () => {
  const path = fakeUnshare('echo "unshare: unshare failed: No space left on device" >&2; exit 1')
  await using runner = startRunner({ PATH: path })
  const refused = await runner.replay(trace, { file: 'a test', kernel: 'A' }).catch(error => error)
  expect(refused).toBeInstanceOf(RunnerUnavailable)
  expect(refused.why.code).toBe('namespaces-exhausted')
  expect(refused.message).toBe(
    'namespaces are exhausted or disabled: raise user.max_user_namespaces and user.max_net_namespaces',
  )
})

test('a machine where the child cannot start', async () => {
  const path = fakeUnshare('echo "something else is wrong" >&2; exit 7')
  await using runner = startRunner({ PATH: path })
  await expect(replay(runner, 'A -> B SYN', 'A')).rejects.toThrow(
    'the process that replays did not start: something else is wrong (exit status 7)',
  )
})

test('a machine where the child never gets ready: one reason for all runs, within seconds', async () => {
  const path = fakeUnshare('exec sleep 60')
  await using runner = startRunner({ PATH: `${path}:${process.env.PATH}` })
  const started = performance.now()
  const refused = await Promise.all(
    ['A', 'B'].map(kernel => runner.replay(trace, { file: 'a test', kernel }).catch(error => error)),
  )
  refused.push(await runner.replay(trace, { file: 'a test', kernel: 'A' }).catch(error => error))
  expect(refused.map(({ message }) => message)).toEqual(
    Array(3).fill('the process that replays did not start: nothing was heard of it for 5 s'),
  )
  expect(performance.now() - started).toBeLessThan(8000)
}, 15_000)

test('a caller too busy to hear that the child is ready', async () => {
  await using runner = startRunner()
  const replayed = runner.replay(trace, { file: 'a test', kernel: 'A' })
  const until = performance.now() + 5500
  while (performance.now() < until);
  expect((await replayed).peer).toBe('kernel')
}, 15_000)

describe('a machine whose unshare says', () => {
  test.each`
    stderr                                                                 | code
    ${'unshare: unshare failed: No space left on device'}                  | ${'namespaces-exhausted'}
    ${'unshare: unshare failed: Operation not permitted'}                  | ${'namespaces-forbidden'}
    ${'unshare: write failed /proc/self/uid_map: Operation not permitted'} | ${'user-namespaces-restricted'}
    ${'node: no such option'}                                              | ${undefined}
  `('$stderr', ({ stderr, code }) => {
    expect(unshareFailure(stderr)?.code).toBe(code)
  })
})

describe('a container without CAP_NET_ADMIN', () => {
  // Root of a namespace whose processes were denied that one capability.
  const drop = 'setpriv --bounding-set=-net_admin --inh-caps=-net_admin --'
  const path = fakeUnshare(
    `while [ "$1" != -- ]; do shift; done; shift; exec ${which('unshare')} --user --map-root-user --net -- ${drop} "$@"`,
  )

  test('and without a TUN device', async () => {
    await using runner = startRunner({ PATH: `${path}:${process.env.PATH}`, SYNFIN_TUN: '/nowhere/tun' })
    await expect(replay(runner, 'A -> B SYN', 'A')).rejects.toThrow(
      'there is no /nowhere/tun, and a veth pair in its place failed with EPERM: in a container, run it with `--cap-add NET_ADMIN --device /dev/net/tun`',
    )
  })
})

describe('a child that misbehaves', () => {
  const said =
    'process.send({ kind: "ready" }); process.on("message", message => { if (message.kind !== "play") return; process.send({ kind: "playing", id: message.id });'

  test('by hanging is killed, and its run failed', async () => {
    const pidFile = `${folder}/pid`
    const childFile = script(
      'hang.mjs',
      `import { writeFileSync } from "node:fs"; ${said} writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)); for (;;); })`,
    )
    await using runner = startRunner({}, { childFile, patience: 1500 })
    const run = await runner.replay(trace, { file: 'a test', kernel: 'A' })
    expect(run.verdict).toBe('failed')
    expect(run.reason).toMatch(/^the replay did not end within [\d.]+ s, and its process was killed$/)
    await expect
      .poll(() => existsSync(`/proc/${readFileSync(pidFile, 'utf8')}/fd`) && isAlive(pidFile))
      .toBe(false)
  })

  test('by ending fails the run it was playing, and the others get another child', async () => {
    const childFile = script('crash.mjs', `${said} process.exit(9) })`)
    await using runner = startRunner({}, { childFile })
    const runs = await Promise.all(['A', 'B'].map(kernel => runner.replay(trace, { file: 'a test', kernel })))
    expect(runs.map(({ kernel, verdict }) => `${kernel} ${verdict}`)).toEqual(['A failed', 'B failed'])
    expect(runs[0]?.reason).toContain('exit status 9')
  })
})

test('a runner that was closed says so', async () => {
  const runner = startRunner()
  const waiting = runner.replay(trace, { file: 'a test', kernel: 'A' })
  await Promise.all([expect(waiting).rejects.toThrow('the runner was closed'), runner.close()])
  await expect(replay(runner, 'A -> B SYN', 'A')).rejects.toThrow('the runner is closed')
})

/** A folder whose `unshare` is this shell script. */
function fakeUnshare(body: string): string {
  const path = mkdtempSync(`${folder}/bin-`)
  writeFileSync(`${path}/unshare`, `#!/bin/sh\n${body}\n`)
  chmodSync(`${path}/unshare`, 0o755)
  return path
}

function script(name: string, text: string): string {
  writeFileSync(`${folder}/${name}`, text)
  return `${folder}/${name}`
}

function which(program: string): string {
  const folders = (process.env.PATH ?? '').split(':')
  return folders.map(path => `${path}/${program}`).find(existsSync) ?? program
}

/** Whether a process runs; one that waits to be reaped does not. */
function isAlive(pidFile: string): boolean {
  const status = readFileSync(`/proc/${readFileSync(pidFile, 'utf8')}/status`, 'utf8')
  return !/^State:\s+[ZX]/m.test(status)
}
