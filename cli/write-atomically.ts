import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { say } from '@synfin/trace'
import { EXIT, type ExitStatus } from './exit-status.ts'
import { unwritable } from './sources.ts'
import type { Terminal } from './terminal.ts'

/**
 * Writes a file so that its readers see the old text or the new, never half of one, whenever we are stopped.
 *
 * The new text goes to a file beside it, which then takes its place. Mode, owner and symbolic links stay. What is no
 * regular file (`/dev/stdout`, a pipe) is written to as it is.
 *
 * @throws the system's error; then nothing is left behind.
 */
export async function writeAtomically(file: string, text: string | Uint8Array): Promise<void> {
  const existing = statSync(file, { throwIfNoEntry: false })
  if (existing !== undefined && !existing.isFile()) return write(openSync(file, 'w'), text)
  const end = () => process.exit(EXIT.interrupted)
  process.on('SIGINT', end)
  replace(existing === undefined ? file : realpathSync(file), existing, text)
  // Ctrl-C pressed meanwhile is heard on the next turn of the event loop: listen until then.
  await setImmediate()
  process.off('SIGINT', end)
}

/** As {@link writeAtomically}, but says why a file cannot be written. */
export async function writeOrComplain(
  file: string,
  text: string | Uint8Array,
  terminal: Terminal,
): Promise<ExitStatus> {
  try {
    await writeAtomically(file, text)
    return EXIT.ok
  } catch (error) {
    terminal.complain(say`${file}: ${unwritable(error, file)}`)
    return EXIT.couldNotRun
  }
}

function replace(file: string, existing: Stats | undefined, text: string | Uint8Array): void {
  const draft = join(dirname(file), `.${basename(file)}.${process.pid}.new`)
  if (existing !== undefined) accessSync(file, constants.W_OK)
  try {
    write(openSync(draft, 'wx'), text)
    if (existing !== undefined) keepModeAndOwner(draft, existing)
    renameSync(draft, file)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
}

function keepModeAndOwner(draft: string, existing: Stats): void {
  chmodSync(draft, existing.mode)
  if (process.getuid?.() === 0) chownSync(draft, existing.uid, existing.gid)
}

function write(descriptor: number, text: string | Uint8Array): void {
  try {
    const octets = typeof text === 'string' ? Buffer.from(text) : text
    for (let written = 0; written < octets.length; ) written += writeSync(descriptor, octets, written)
  } finally {
    closeSync(descriptor)
  }
}
