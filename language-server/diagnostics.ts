import type { Finding, Fix, Severity } from '@synfin/trace'
import { say } from '@synfin/trace'
import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
  type PublishDiagnosticsClientCapabilities,
} from 'vscode-languageserver'
import { rangeOf } from './positions.ts'
import { sectionLink } from './section-link.ts'

/** What a diagnostic of ours carries besides the words. */
export interface DiagnosticData {
  /** The authority as the finding names it, such as `RFC 9293 §3.10.7.3`. */
  readonly section: string
  readonly fixes: readonly Fix[]
}

/** Editors show no more for one file, and a message of 100,000 diagnostics would stall the connection. */
const MOST_DIAGNOSTICS = 1000

/**
 * The findings of one document as diagnostics, in their order.
 *
 * Of more than 1,000 findings the severest are kept, and a last diagnostic says how many were left out.
 */
export function toDiagnostics(
  findings: readonly Finding[],
  uri: string,
  client?: PublishDiagnosticsClientCapabilities,
): Diagnostic[] {
  if (findings.length <= MOST_DIAGNOSTICS) return findings.map(finding => toDiagnostic(finding, uri, client))
  const shown = severest(findings, MOST_DIAGNOSTICS - 1)
  return [
    ...shown.map(finding => toDiagnostic(finding, uri, client)),
    leftOut(findings.length - shown.length),
  ]
}

/**
 * A finding as a diagnostic: headline, why and help in one message, the earlier lines as related information; in the
 * message where the editor takes none.
 */
export function toDiagnostic(
  finding: Finding,
  uri: string,
  client: PublishDiagnosticsClientCapabilities = {},
): Diagnostic {
  const href = sectionLink(finding.section)
  const data: DiagnosticData = { section: finding.section, fixes: finding.fixes }
  return {
    range: rangeOf(finding),
    severity: SEVERITIES[finding.severity],
    code: finding.code,
    source: 'synfin',
    ...(client.relatedInformation
      ? { message: wording(finding), relatedInformation: relatedInformation(finding, uri) }
      : { message: wording(finding, relatedLines(finding)) }),
    data,
    ...(href !== undefined && { codeDescription: { href } }),
    ...(finding.code.startsWith('unused-') && { tags: [DiagnosticTag.Unnecessary] }),
  }
}

/** An error of the checker itself, so that a file it fails on is not taken for a clean one. */
export function checkerFailed(error: unknown): Diagnostic {
  const reason = error instanceof Error ? error.message : String(error)
  return {
    range: START_OF_FILE,
    severity: DiagnosticSeverity.Error,
    code: 'checker-failed',
    source: 'synfin',
    message: say`Synfin could not check this file: ${reason}\nhelp: this is a fault of Synfin's, not of the file; please report it`,
  }
}

const SEVERITIES: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Hint,
}

const START_OF_FILE = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }

function wording({ message, why, help }: Finding, related: readonly string[] = []): string {
  return [message, ...related, why && say`why: ${why}`, help && say`help: ${help}`].filter(Boolean).join('\n')
}

function relatedLines({ related }: Finding): string[] {
  return related.map(({ line, message }) => say`line ${line}: ${message}`)
}

function relatedInformation({ related }: Finding, uri: string): DiagnosticRelatedInformation[] {
  return related.map(place => ({ location: { uri, range: rangeOf(place) }, message: place.message }))
}

function severest(findings: readonly Finding[], count: number): readonly Finding[] {
  const bySeverity = findings.toSorted((a, b) => SEVERITIES[a.severity] - SEVERITIES[b.severity])
  const kept = new Set(bySeverity.slice(0, count))
  return findings.filter(finding => kept.has(finding))
}

function leftOut(count: number): Diagnostic {
  return {
    range: START_OF_FILE,
    severity: DiagnosticSeverity.Information,
    source: 'synfin',
    message: say`${count} more findings are not shown`,
  }
}
