import { say } from '@synfin/trace'
import type { SkipReason } from './replay-run.ts'

/** Why this machine cannot replay, each with the sentence that says so and what to do. */
export type Unavailability =
  | { readonly code: 'not-linux'; readonly platform: string }
  | { readonly code: 'no-native-part' }
  | { readonly code: 'no-unshare' }
  | { readonly code: 'namespaces-exhausted' }
  | { readonly code: 'namespaces-forbidden' }
  | { readonly code: 'user-namespaces-restricted' }
  | { readonly code: 'no-net-admin' }
  | { readonly code: 'no-net-raw' }
  | { readonly code: 'no-stack-device'; readonly path: string; readonly tun: string }
  | { readonly code: 'stack-failed'; readonly said: string }
  | { readonly code: 'no-device'; readonly path: string; readonly tun: string; readonly veth: string }
  | { readonly code: 'setting-refused'; readonly setting: string }
  | { readonly code: 'child-failed'; readonly said: string }

/** This machine cannot replay, or not against the stack asked for; the message says exactly why, and what to do. */
export class RunnerUnavailable extends Error {
  readonly why: Unavailability

  constructor(why: Unavailability) {
    super(sentence(why))
    this.name = 'RunnerUnavailable'
    this.why = why
  }

  /** What the reason of a run skipped for it lies in. */
  get skipped(): SkipReason {
    return this.why.code === 'stack-failed' ? 'stack-cannot' : 'machine-cannot'
  }
}

/** Why the child could not start, by what it or `unshare` printed; nothing where neither says. */
export function startFailure(stderr: string): Unavailability | undefined {
  if (/Cannot find (?:package|module|the native) .*\bkoffi\b/i.test(stderr)) return { code: 'no-native-part' }
  if (!/^unshare: /m.test(stderr)) return undefined
  if (/No space left on device/.test(stderr)) return { code: 'namespaces-exhausted' }
  if (/uid_map/.test(stderr)) return { code: 'user-namespaces-restricted' }
  if (/Operation not permitted|Permission denied|Invalid argument/.test(stderr))
    return { code: 'namespaces-forbidden' }
  return { code: 'child-failed', said: stderr.trim() }
}

function sentence(why: Unavailability): string {
  switch (why.code) {
    case 'not-linux':
      return say`replaying against a kernel needs Linux, and this is ${why.platform} (WSL2, Remote-SSH or a container work); \`--peer model\` replays against the built-in model`
    case 'no-native-part':
      return say`the native part of the replay, koffi, is not installed: \`npm install koffi\` beside synfin, or the package of the extension for this system`
    case 'no-unshare':
      return say`\`unshare\` is not found: install util-linux`
    case 'namespaces-exhausted':
      return say`namespaces are exhausted or disabled: raise user.max_user_namespaces and user.max_net_namespaces`
    case 'namespaces-forbidden':
      return say`this machine lets no ordinary user make a namespace (kernel.unprivileged_userns_clone = 0): \`sudo sysctl kernel.unprivileged_userns_clone=1\`; in a container: run it with \`--cap-add NET_ADMIN --device /dev/net/tun\``
    case 'user-namespaces-restricted':
      return say`AppArmor restricts user namespaces (kernel.apparmor_restrict_unprivileged_userns = 1): ask for a profile with \`userns,\`, or run as root`
    case 'no-net-admin':
      return say`no CAP_NET_ADMIN in this network namespace: in a container, run it with \`--cap-add NET_ADMIN --device /dev/net/tun\``
    case 'no-net-raw':
      return say`no CAP_NET_RAW in this network namespace: in a container, run it with \`--cap-add NET_ADMIN --cap-add NET_RAW --device /dev/net/tun\``
    case 'no-stack-device':
      return say`${tunProblem(why.path, why.tun)}, and a stack under test is reached by nothing else: in a container, run it with \`--cap-add NET_ADMIN --device /dev/net/tun\``
    case 'stack-failed':
      return why.said
    case 'no-device':
      return say`${tunProblem(why.path, why.tun)}, and a veth pair in its place failed with ${why.veth}: in a container, run it with \`--cap-add NET_ADMIN --device /dev/net/tun\``
    case 'setting-refused':
      return say`${why.setting}, and every segment of a replay depends on it: let /proc/sys/net be writable in this namespace`
    case 'child-failed':
      return say`the process that replays did not start: ${why.said}`
  }
}

function tunProblem(path: string, errno: string): string {
  if (errno === 'ENOENT') return say`there is no ${path}`
  if (errno === 'EACCES') return say`${path} is not accessible (the default mode is 0666)`
  return say`${path} cannot be used (${errno})`
}
