import { asCaptured } from './captured.ts'
import { CATALOGUE, type FindingCode, severityOf } from './catalogue.ts'
import type { Profile } from './checked-trace.ts'
import type { Edit, Finding, Fix, Place, Related } from './finding.ts'
import type { Line, Severity, Span } from './line.ts'
import type { Message } from './messages.ts'
import type { Statement } from './statements.ts'

/** A finding about to be made. */
export interface Report extends Omit<Message, 'why'> {
  readonly code: FindingCode
  /** Where it is another than the catalogue's. */
  readonly severity?: Severity
  readonly span: Span
  readonly why?: string
  readonly section?: string
  readonly fixes?: readonly Fix[]
}

/** A `//!` note that a finding has met. */
export interface MetNote {
  readonly line: number
  readonly severity: Severity
  readonly code: string
}

/** Whether the walk goes on with the line as it stands (`'expected'`), or as if it were mended. */
export type Verdict = 'expected' | 'reported'

/** Collects the findings of one trace and holds them against the `//!` notes of its lines. */
export class Reporter {
  readonly findings: Finding[] = []
  /** The notes that a finding has met, one for each finding. */
  readonly met: MetNote[] = []
  private readonly profile: Profile
  private readonly captured: boolean

  constructor(profile: Profile, captured = false) {
    this.profile = profile
    this.captured = captured
  }

  severity(code: FindingCode): Severity {
    return severityOf(code, this.profile)
  }

  /** Reports a finding, unless its line says that it belongs there. */
  report(statement: Statement, report: Report): Verdict {
    const severity = report.severity ?? this.severity(report.code)
    const expected = statement.source.expects.find(
      note => note.code === report.code && note.severity === severity,
    )
    if (expected !== undefined) {
      this.met.push({ line: statement.source.number, severity, code: expected.code })
      return 'expected'
    }
    // What a line that cannot be read was meant to say is held against nobody.
    if (statement.source.kind === 'broken' && report.code !== 'syntax') return 'reported'
    const demoted = this.captured ? asCaptured(report, severity) : undefined
    const finding = findingAt(statement.source, demoted?.severity ?? severity, demoted ?? report)
    this.findings.push(demoted ? { ...finding, demotedFrom: severity } : finding)
    if (statement.use !== undefined) this.findings.push(atUse(finding, statement.use))
    return demoted ? 'expected' : 'reported'
  }
}

/** A note by its place and content: the same for a line that is read again. */
export function noteKey({ line, severity, code }: MetNote): string {
  return `${line} ${severity} ${code}`
}

const NONE: readonly never[] = []

/** A finding on a line of the file. */
export function findingAt(line: Line, severity: Severity, report: Report): Finding {
  const { start, end } = report.span
  return {
    line: line.number,
    column: start,
    endLine: line.number,
    endColumn: end,
    code: report.code,
    severity,
    message: report.message,
    label: report.label,
    why: report.why,
    help: report.help,
    section: report.section ?? CATALOGUE[report.code].section,
    related: report.related?.filter((related): related is Related => related !== undefined) ?? NONE,
    fixes: report.fixes ?? NONE,
  }
}

/** The same finding shown where the fragment is used. */
function atUse(finding: Finding, use: Line): Finding {
  const inside: Related = {
    line: finding.line,
    column: finding.column,
    endLine: finding.endLine,
    endColumn: finding.endColumn,
    message: finding.label ?? finding.message,
  }
  return { ...finding, ...placeOn(use, use.span), related: [inside, ...finding.related], fixes: [] }
}

export function placeOn(line: Line, span: Span): Place {
  return { line: line.number, column: span.start, endLine: line.number, endColumn: span.end }
}

/** Takes a span out of a line, with the space before it. */
export function cutFrom(line: Line, { start, end }: Span): Edit {
  return editOn(line, { start: start > line.span.start ? start - 1 : start, end }, '')
}

/** Replaces a span of a line. */
export function editOn({ number }: Line, { start, end }: Span, text: string): Edit {
  return { line: number, column: start, endLine: number, endColumn: end, text }
}
