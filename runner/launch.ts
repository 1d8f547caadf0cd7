import { readdirSync, readFileSync } from 'node:fs'

/** How to start the child so that it has a network of its own. */
export interface Launch {
  readonly command: string
  readonly arguments: readonly string[]
}

const AS_USER = ['--user', '--map-root-user', '--net', '--']
const CAP_NET_ADMIN = 12

/** The ways to try, best first: a namespace made by root, one inside a user namespace, and the one we are in. */
export function launches(execPath: string, childFile: string): Launch[] {
  const program = [execPath, '--no-warnings', childFile]
  const ways = [{ command: 'unshare', arguments: [...AS_USER, ...program] }]
  if (process.getuid?.() === 0) ways.unshift({ command: 'unshare', arguments: ['--net', '--', ...program] })
  if (isInPrivateNetwork()) ways.push({ command: execPath, arguments: program.slice(1) })
  return ways
}

/** Whether the network namespace is a container's and ours to change: no interface is a machine's own. */
function isInPrivateNetwork(): boolean {
  try {
    const [, effective = '0'] =
      /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
    const isAdmin = ((BigInt(`0x${effective}`) >> BigInt(CAP_NET_ADMIN)) & 1n) === 1n
    return isAdmin && readdirSync('/sys/class/net').every(name => !isHardware(name))
  } catch {
    return false
  }
}

function isHardware(name: string): boolean {
  return readdirSync(`/sys/class/net/${name}`).includes('device')
}
