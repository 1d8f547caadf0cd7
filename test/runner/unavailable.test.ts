/** Machines that cannot replay, made from this one: each says exactly why. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { RunnerUnavailable } from '@synfin/runner'
import { afterAll, describe, expect, test } from 'vitest'
import { startFailure } from '../../runner/unavailable.ts'
import { replayAsOrdinaryUser } from './ordinary-user.ts'
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

describe('a start that fails with', () => {
  test.each`
    stderr                                                                                | code
    ${'unshare: unshare failed: No space left on device'}                                 | ${'namespaces-exhausted'}
    ${'unshare: unshare failed: Operation not permitted'}                                 | ${'namespaces-forbidden'}
    ${'unshare: write failed /proc/self/uid_map: Operation not permitted'}                | ${'user-namespaces-restricted'}
    ${"Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'koffi' imported from child.js"} | ${'no-native-part'}
    ${'node: no such option'}                                                             | ${undefined}
  `('$stderr', ({ stderr, code }) => {
    expect(startFailure(stderr)?.code).toBe(code)
  })
})

/** Refused by the kernel itself: the words are those that users see. */
describe('a machine that', () => {
  const unshare = which('unshare')
  const asRoot = `${unshare} --user --map-root-user`

  test('is not Linux', async () => {
    const platform = Object.getOwnPropertyDescriptor(process, 'platform') ?? {}
    Object.defineProperty(process, 'platform', { ...platform, value: 'darwin' })
    try {
      await using runner = startRunner()
      await expect(replay(runner, 'A -> B SYN', 'A')).rejects.toThrow(
        'replaying against a kernel needs Linux, and this is darwin (WSL2, Remote-SSH or a container work); `--peer model` replays against the built-in model',
      )
    } finally {
      Object.defineProperty(process, 'platform', platform)
    }
  })

  test('allows no further network namespace', async () => {
    const limit = 'echo 0 > /proc/sys/user/max_net_namespaces'
    const path = fakeUnshare(`exec ${asRoot} -- sh -c '${limit}; exec ${unshare} --net -- true'`)
    await using runner = startRunner({ PATH: `${path}:${process.env.PATH}` })
    await expect(replay(runner, 'A -> B SYN', 'A')).rejects.toThrow(
      'namespaces are exhausted or disabled: raise user.max_user_namespaces and user.max_net_namespaces',
    )
  })

  test('refuses namespaces by seccomp, as containers do', async () => {
    const deny = fileURLToPath(new URL('deny-unshare.mjs', import.meta.url))
    const path = fakeUnshare(`exec ${process.execPath} ${deny} ${unshare} "$@"`)
    await using runner = startRunner({ PATH: `${path}:${process.env.PATH}` })
    await expect(replay(runner, 'A -> B SYN', 'A')).rejects.toThrow(
      'this machine lets no ordinary user make a namespace (kernel.unprivileged_userns_clone = 0): `sudo sysctl kernel.unprivileged_userns_clone=1`; in a container: run it with `--cap-add NET_ADMIN --device /dev/net/tun`',
    )
  })

  test('lets nobody write to /proc/sys', async () => {
    const seal = 'mount --bind /proc/sys /proc/sys && mount -o remount,ro,bind /proc/sys'
    const path = fakeUnshare(
      `while [ "$1" != -- ]; do shift; done; shift; exec ${asRoot} --net --mount -- sh -c '${seal} && exec "$@"' sh "$@"`,
    )
    await using runner = startRunner({ PATH: `${path}:${process.env.PATH}` })
    await expect(replay(runner, 'A -> B SYN', 'A')).rejects.toThrow(
      'net.ipv4.tcp_timestamps=0 cannot be set (EROFS), and every segment of a replay depends on it: let /proc/sys/net be writable in this namespace',
    )
  })

  test('has a TUN device that an ordinary user may not open: a veth pair serves', () => {
    const locked = `${folder}/locked-tun`
    writeFileSync(locked, '', { mode: 0o000 })
    chmodSync(folder, 0o755)
    const [run] = replayAsOrdinaryUser([{ text: 'A -> B SYN', kernel: 'A' }], locked)
    expect(run?.verdict).toBe('passed')
    expect(run?.warnings).toEqual([`${locked}: EACCES; using a veth pair`])
  }, 60_000)
})

describe('a container without CAP_NET_RAW', () => {
  const path = withoutCapability('net_raw')

  test('replays over a TUN device all the same', async () => {
    await using runner = startRunner({ PATH: `${path}:${process.env.PATH}` })
    const [run] = await replay(runner, 'A -> B SYN', 'A')
    expect(run).toMatchObject({ verdict: 'passed', warnings: [] })
  })

  test('and without a TUN device', async () => {
    await using runner = startRunner({ PATH: `${path}:${process.env.PATH}`, SYNFIN_TUN: '/nowhere/tun' })
    await expect(replay(runner, 'A -> B SYN', 'A')).rejects.toThrow(
      'there is no /nowhere/tun, and a veth pair in its place failed with EPERM: in a container, run it with `--cap-add NET_ADMIN --device /dev/net/tun`',
    )
  })

  test('cannot reach a stack under test', async () => {
    await using runner = startRunner({ PATH: `${path}:${process.env.PATH}` })
    const stack = 'echo ready tun; cat >/dev/null'
    await expect(replay(runner, 'A -> B SYN', 'A', { stack })).rejects.toThrow(
      'no CAP_NET_RAW in this network namespace: in a container, run it with `--cap-add NET_ADMIN --cap-add NET_RAW --device /dev/net/tun`',
    )
  })
})

test('a machine without a TUN device cannot reach a stack under test', async () => {
  await using runner = startRunner({ SYNFIN_TUN: '/nowhere/tun' })
  await expect(replay(runner, 'A -> B SYN', 'A', { stack: 'echo ready tun' })).rejects.toThrow(
    'there is no /nowhere/tun, and a stack under test is reached by nothing else: in a container, run it with `--cap-add NET_ADMIN --device /dev/net/tun`',
  )
})

describe('a container without CAP_NET_ADMIN', () => {
  const path = withoutCapability('net_admin')

  test('but with a TUN device', async () => {
    await using runner = startRunner({ PATH: `${path}:${process.env.PATH}` })
    await expect(replay(runner, 'A -> B SYN', 'A')).rejects.toThrow(
      'no CAP_NET_ADMIN in this network namespace: in a container, run it with `--cap-add NET_ADMIN --device /dev/net/tun`',
    )
  })

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

/** A folder whose `unshare` makes a namespace whose root is denied one capability. */
function withoutCapability(name: string): string {
  const drop = `setpriv --bounding-set=-${name} --inh-caps=-${name} --`
  return fakeUnshare(
    `while [ "$1" != -- ]; do shift; done; shift; exec ${which('unshare')} --user --map-root-user --net -- ${drop} "$@"`,
  )
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
