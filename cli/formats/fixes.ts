import type { MendedSource } from '../check.ts'
import { printable } from '../terminal.ts'

/** What `--fix` has changed, a line for each fix: `open.synfin:3: write ack=j+1 (synack-wrong-ack)`. */
export function formatFixes({ source, fixed }: MendedSource): string {
  return fixed
    .map(({ line, code, fixes }) => `${source.file}:${line}: ${fixes[0]?.title} (${code})`)
    .map(text => `${printable(text).replaceAll('\n', ' ')}\n`)
    .join('')
}
