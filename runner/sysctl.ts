import { closeSync, openSync, writeSync } from 'node:fs'
import { SystemError } from './system-error.ts'

/** Whether a name such as `tcp_rfc1337` or `conf.all.rp_filter` can only mean a setting below its folder. */
export function isSysctlName(name: string): boolean {
  return /^[A-Za-z0-9_-]+([./][A-Za-z0-9_-]+)*$/.test(name)
}

/**
 * Writes a setting of the network namespace the calling thread is in; the name is relative to `net.`.
 *
 * Synchronous on purpose: a thread of the pool would see the namespace the process started in.
 * Throws SystemError: ENOENT for an unknown name, EACCES or EROFS where it is read-only, EINVAL for a bad value.
 */
export function setSysctl(name: string, value: string | number): void {
  let file: number | undefined
  try {
    file = openSync(`/proc/sys/net/${name.replaceAll('.', '/')}`, 'w')
    writeSync(file, String(value))
  } catch (error) {
    throw new SystemError(`net.${name.replaceAll('/', '.')}=${value}`, codeOf(error))
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'EIO'
}
