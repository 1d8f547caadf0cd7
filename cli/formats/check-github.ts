import type { Finding, Severity } from '@synfin/trace'
import type { CheckReport } from '../check.ts'
import { plainText, shownFindings } from './shown-findings.ts'

const COMMAND: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' }

/** One workflow command per finding: GitHub shows it beside the line in a pull request. */
export function formatGithub({ files, verbose }: CheckReport): string {
  return files
    .flatMap(({ source, checked }) =>
      shownFindings(checked, verbose).map(finding => `${annotation(source.file, finding)}\n`),
    )
    .join('')
}

function annotation(file: string, finding: Finding): string {
  const { line, column, endLine, endColumn, code, severity } = finding
  // GitHub refuses columns on an annotation of several lines.
  const columns = line === endLine ? `,col=${column},endColumn=${Math.max(column, endColumn - 1)}` : ''
  const properties = `file=${property(file)},line=${line},endLine=${endLine}${columns},title=${property(code)}`
  return `::${COMMAND[severity]} ${properties}::${data(plainText(finding))}`
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
