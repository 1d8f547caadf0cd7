import { say } from '@synfin/trace'
import { printable, type Terminal } from '../terminal.ts'
import type { UpdatedFile } from '../update-files.ts'
import { counted } from './counted.ts'

/** What `--update` has written, as a reviewer reads it: the lines as they were and as they are. */
export function formatUpdate({ file, changes, errors }: UpdatedFile, terminal: Terminal): string {
  const rewritten = changes.reduce(
    (sum, { removed, added }) => sum + Math.max(removed.length, added.length),
    0,
  )
  const { before, after } = errors
  const found =
    after > before ? say`; \`synfin check\` finds ${counted(after, 'error')} in it, before ${before}` : ''
  const lines = changes.flatMap(({ line, removed, added }) => [
    `${file}:${line}`,
    ...removed.map(text => terminal.paint('red', `- ${printable(text)}`)),
    ...added.map(text => terminal.paint('green', `+ ${printable(text)}`)),
  ])
  return [
    say`${printable(file)}: ${counted(rewritten, 'line')} rewritten from what happened${found}`,
    ...lines.map(line => `  ${line}`),
    '',
    '',
  ].join('\n')
}
