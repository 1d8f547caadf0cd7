import { listed, say } from '@synfin/trace'
import type { Comparison, Difference } from '../comparison.ts'
import { printable } from '../terminal.ts'
import { conductText } from './conduct.ts'

/** A comparison as a table to put into a document. */
export function comparisonMarkdown({ stacks, differences, unplayed }: Comparison): string {
  const rows = differences.map(difference => [
    place(difference),
    code(difference.written),
    ...difference.conducts.map(conduct =>
      conduct.verdict === 'mismatch' || conduct.verdict === 'unexpected'
        ? code(conductText(conduct))
        : conductText(conduct),
    ),
  ])
  const titles = [say`Trace, the end played, line`, say`The trace says`, ...stacks]
  const table = [titles, titles.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`)
  const left = unplayed.map(({ trace, end, stack, reason }) => {
    const told =
      end === ''
        ? say`${stack} did not play “${plain(trace)}”: ${plain(reason)}.`
        : say`${stack} did not play “${plain(trace)}” as ${end}: ${plain(reason)}.`
    return `- ${told}`
  })
  return [...table, ...(left.length > 0 ? ['', ...left] : []), ''].join('\n')
}

function place({ trace, end, line }: Difference): string {
  return listed([plain(trace), end, String(line)])
}

function code(text: string): string {
  return `\`${plain(text).replaceAll('`', "'")}\``
}

/** On one line and in one cell. */
function plain(text: string): string {
  return printable(text).replaceAll('\n', ' ').replaceAll('|', '\\|')
}
