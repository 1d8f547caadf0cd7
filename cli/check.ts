import { type CheckedFile, type Finding, fixText, type Profile, type Severity, say } from '@synfin/trace'
import { type Arguments, UsageError } from './arguments.ts'
import { checkSource } from './check-source.ts'
import { EXIT, type ExitStatus, worst } from './exit-status.ts'
import { formatGithub } from './formats/check-github.ts'
import { formatJson } from './formats/check-json.ts'
import { formatPretty } from './formats/check-pretty.ts'
import { formatSarif } from './formats/check-sarif.ts'
import { formatFixes } from './formats/fixes.ts'
import { isUnreadable, readSources, type Source, type Unreadable, unwritable } from './sources.ts'
import { type Terminal, tellPeople } from './terminal.ts'
import { writeAtomically } from './write-atomically.ts'

/** A file with all the checker says of it. */
export interface CheckedSource {
  readonly source: Source
  readonly checked: CheckedFile
}

/** A file that `--fix` has gone over, with what it has fixed there. */
export interface MendedSource extends CheckedSource {
  readonly fixed: readonly Finding[]
  /** Why the mended text could not be written, as a sentence. */
  readonly unwritten?: string
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
  if (given.has('fix') && operands.includes('-'))
    throw new UsageError(say`\`--fix\` rewrites the files it reads: standard input cannot be rewritten`)
  const report = await checkOperands(operands, given, terminal)
  for (const { file, reason } of report.unreadable) terminal.complain(say`${file}: ${reason}`)
  terminal.out(format(report, given.value('format'), terminal))
  return worst([
    report.unreadable.length > 0 ? EXIT.couldNotRun : EXIT.ok,
    report.summary.errors > 0 ? EXIT.wrong : EXIT.ok,
  ])
}

async function checkOperands(
  operands: readonly string[],
  given: Arguments,
  terminal: Terminal,
): Promise<CheckReport> {
  const profile = given.value('profile') as Profile
  const files: CheckedSource[] = []
  const unreadable: Unreadable[] = []
  for (const source of readSources(operands)) {
    if (isUnreadable(source)) {
      unreadable.push(source)
      continue
    }
    if (!given.has('fix')) {
      files.push({ source, checked: checkSource(source, profile) })
      continue
    }
    const mended = await rewriteMended(source, profile)
    files.push(mended)
    if (mended.unwritten !== undefined) unreadable.push({ file: source.file, reason: mended.unwritten })
    else tellPeople(formatFixes(mended), given, terminal)
  }
  return { files, unreadable, summary: summarize(files), verbose: given.has('verbose') }
}

/** Mends the file where there is anything to mend; if it cannot be written, it is reported as it is. */
async function rewriteMended(source: Source, profile: Profile): Promise<MendedSource> {
  const check = (text: string) => checkSource({ ...source, text }, profile)
  const { text, fixed, checked } = fixText(source.text, check)
  if (fixed.length > 0)
    try {
      await writeAtomically(source.file, text)
    } catch (error) {
      const reason = unwritable(error, source.file)
      return { source, checked: check(source.text), fixed: [], unwritten: reason }
    }
  return { source: { ...source, text }, checked, fixed }
}

export function summarize(files: readonly CheckedSource[]): CheckSummary {
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
