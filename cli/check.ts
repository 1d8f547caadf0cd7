import type { CheckedFile, Profile, Severity } from '@synfin/trace'
import type { Arguments } from './arguments.ts'
import { checkSource } from './check-source.ts'
import { EXIT, type ExitStatus, worst } from './exit-status.ts'
import { formatGithub } from './formats/check-github.ts'
import { formatJson } from './formats/check-json.ts'
import { formatPretty } from './formats/check-pretty.ts'
import { formatSarif } from './formats/check-sarif.ts'
import { isUnreadable, readSources, type Source, type Unreadable } from './sources.ts'
import type { Terminal } from './terminal.ts'

/** A file with all the checker says of it. */
export interface CheckedSource {
  readonly source: Source
  readonly checked: CheckedFile
}

/** Everything one `synfin check` found. */
export interface CheckReport {
  readonly files: readonly CheckedSource[]
  readonly unreadable: readonly Unreadable[]
  readonly summary: CheckSummary
  /** Whether findings that are only information are shown to people; programs that read JSON always get them. */
  readonly verbose: boolean
}

export interface CheckSummary {
  readonly files: number
  readonly traces: number
  readonly errors: number
  readonly warnings: number
  readonly infos: number
}

/** `synfin check`. */
export async function run(given: Arguments, terminal: Terminal): Promise<ExitStatus> {
  const operands = given.operands.length > 0 ? given.operands : ['.']
  const report = checkSources(operands, given.value('profile') as Profile, given.has('verbose'))
  for (const { file, reason } of report.unreadable) terminal.complain(`${file}: ${reason}`)
  terminal.out(format(report, given.value('format'), terminal))
  return worst([
    report.unreadable.length > 0 ? EXIT.couldNotRun : EXIT.ok,
    report.summary.errors > 0 ? EXIT.wrong : EXIT.ok,
  ])
}

function checkSources(operands: readonly string[], profile: Profile, verbose: boolean): CheckReport {
  const files: CheckedSource[] = []
  const unreadable: Unreadable[] = []
  for (const source of readSources(operands)) {
    if (isUnreadable(source)) unreadable.push(source)
    else files.push({ source, checked: checkSource(source, profile) })
  }
  return { files, unreadable, summary: summarize(files), verbose }
}

function summarize(files: readonly CheckedSource[]): CheckSummary {
  const count = (severity: Severity) =>
    files.reduce((sum, { checked }) => sum + checked.findings.filter(f => f.severity === severity).length, 0)
  return {
    files: files.length,
    traces: files.reduce((sum, { checked }) => sum + checked.traces.length, 0),
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
  }
}

function format(report: CheckReport, name: string | undefined, terminal: Terminal): string {
  switch (name) {
    case 'json':
      return formatJson(report)
    case 'sarif':
      return formatSarif(report)
    case 'github':
      return formatGithub(report)
    default:
      return formatPretty(report, terminal)
  }
}
