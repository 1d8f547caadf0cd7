import { EXIT, type ExitStatus } from './exit-status.ts'
import type { Terminal } from './terminal.ts'
import { writeOrComplain } from './write-atomically.ts'

/** Writes what a command has made into a file, or without one (or for `-`) to standard output. */
export async function deliver(
  made: string | Uint8Array,
  output: string | undefined,
  terminal: Terminal,
): Promise<ExitStatus> {
  if (output !== undefined && output !== '-') return writeOrComplain(output, made, terminal)
  terminal.out(made)
  return EXIT.ok
}
