import { displayWidth, padded, say } from '@synfin/trace'
import type { Comparison, Conduct, Difference } from '../comparison.ts'
import { printable, type Style, type Terminal } from '../terminal.ts'
import { conductText } from './conduct.ts'
import { counted } from './counted.ts'

/** A comparison for people: a table for each trace that does not go the same everywhere, and the sums. */
export function comparisonPretty(comparison: Comparison, terminal: Terminal): string {
  const { stacks, differences, unplayed, runs } = comparison
  const titles = new Set(differences.map(titleOf))
  const tables = [...titles].flatMap(title => {
    const rows = differences.filter(difference => titleOf(difference) === title)
    return [...traceTable(title, rows, stacks, terminal), '']
  })
  const left = unplayed.map(({ file, trace, end, stack, reason }) =>
    printable(
      end === ''
        ? say`${stack} did not play ${file}: ${trace}: ${reason}`
        : say`${stack} did not play ${file}: ${trace} as ${end}: ${reason}`,
    ),
  )
  const sums = stacks.map((stack, at) => {
    const wrong = differences.filter(({ conducts }) => !isAsWritten(conducts[at])).length
    return wrong === 0 ? say`${stack} as written` : say`${stack} otherwise on ${counted(wrong, 'line')}`
  })
  const summary = say`${counted(runs, 'replay')} on each: ${sums.join(say`, `)}`
  const missing = unplayed.length > 0 ? say`; ${unplayed.length} not played` : ''
  return `${[...tables, ...left, ...(left.length > 0 ? [''] : []), summary + missing].join('\n')}\n`
}

function titleOf({ trace, file, end }: Difference): string {
  return say`${trace}  ${file}, the stacks play ${end}`
}

function traceTable(
  title: string,
  rows: readonly Difference[],
  stacks: readonly string[],
  terminal: Terminal,
): string[] {
  const heading = terminal.paint('bold', printable(title))
  const titles = [say`line`, say`the trace says`, ...stacks]
  const cells = rows.map(({ line, written, conducts }) =>
    [String(line), written, ...conducts.map(conductText)].map(printable),
  )
  const widths = titles.map((title, column) =>
    Math.max(...[title, ...cells.map(row => row[column] ?? '')].map(displayWidth)),
  )
  const inColumn = (text: string, column: number) => padded(text, widths[column] ?? 0)
  const body = cells.map((row, at) =>
    row
      .map((text, column) => {
        const style = styleOf(rows[at]?.conducts[column - 2])
        return style ? terminal.paint(style, inColumn(text, column)) : inColumn(text, column)
      })
      .join('  ')
      .trimEnd(),
  )
  const head = terminal.paint('dim', titles.map(inColumn).join('  ').trimEnd())
  return [heading, ...[head, ...body].map(line => `  ${line}`)]
}

function styleOf(conduct: Conduct | undefined): Style | undefined {
  if (conduct === undefined) return undefined
  if (conduct.verdict === 'not played') return 'dim'
  return conduct.verdict === 'ok' ? 'green' : 'red'
}

function isAsWritten(conduct: Conduct | undefined): boolean {
  return conduct?.verdict === 'ok' || conduct?.verdict === 'not played'
}
