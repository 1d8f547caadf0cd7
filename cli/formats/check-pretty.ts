import { physicalLines } from '@synfin/grammar'
import { say } from '@synfin/trace'
import type { CheckReport, CheckSummary } from '../check.ts'
import { printable, type Terminal } from '../terminal.ts'
import { counted } from './counted.ts'
import { drawFinding } from './finding-frame.ts'
import { shownFindings } from './shown-findings.ts'

/** Findings drawn for people, then one line that sums up. */
export function formatPretty(report: CheckReport, terminal: Terminal): string {
  const parts: string[] = []
  for (const { source, checked } of report.files) {
    if (checked.traces.length === 0) parts.push(`${say`${printable(source.file)}: no trace in this file`}\n`)
    const shown = shownFindings(checked, report.verbose)
    if (shown.length === 0) continue
    const lines = physicalLines(source.text)
    for (const finding of shown) parts.push(`${drawFinding(finding, source.file, lines, terminal)}\n`)
  }
  parts.push(summaryLine(report.summary, terminal))
  return parts.join('')
}

function summaryLine(summary: CheckSummary, terminal: Terminal): string {
  if (summary.files === 0) return `${terminal.paint('red', say`nothing could be checked`)}\n`
  const read = say`${counted(summary.traces, 'trace')} in ${counted(summary.files, 'file')}`
  const found = [
    ...(summary.errors > 0 ? [terminal.paint(['bold', 'red'], counted(summary.errors, 'error'))] : []),
    ...(summary.warnings > 0
      ? [terminal.paint(['bold', 'yellow'], counted(summary.warnings, 'warning'))]
      : []),
  ]
  const verdict = found.length === 0 ? terminal.paint('green', say`no errors`) : found.join(say`, `)
  return `${say`${read}: ${verdict}`}\n`
}
