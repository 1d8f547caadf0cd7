import { isAbsolute, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  type EditsIn,
  editsIn,
  explain,
  type Finding,
  type Fix,
  type Place,
  type Severity,
} from '@synfin/trace'
import type { CheckReport } from '../check.ts'
import { VERSION } from '../version.ts'
import { plainText, shownFindings } from './shown-findings.ts'

const LEVEL: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
}

/** The report in the Static Analysis Results Interchange Format 2.1.0, as code scanning reads it. */
export function formatSarif(report: CheckReport): string {
  const findings = report.files.flatMap(({ source, checked }) => {
    const fitted = editsIn(source.text)
    return shownFindings(checked, report.verbose).map(finding => ({ file: source.file, finding, fitted }))
  })
  const codes = [...new Set(findings.map(({ finding }) => finding.code))].sort()
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'synfin', version: VERSION, rules: codes.map(rule) } },
        invocations: [invocation(report)],
        columnKind: 'utf16CodeUnits',
        results: findings.map(({ file, finding, fitted }) =>
          result(file, finding, codes.indexOf(finding.code), fitted),
        ),
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

function rule(code: string) {
  const explanation = explain(code)
  if (explanation === undefined) return { id: code }
  return {
    id: code,
    shortDescription: { text: explanation.title },
    fullDescription: { text: explanation.meaning },
    help: { text: `${explanation.meaning}\n\n${explanation.section}` },
  }
}

function invocation({ unreadable }: CheckReport) {
  return {
    executionSuccessful: unreadable.length === 0,
    toolExecutionNotifications: unreadable.map(({ file, reason }) => ({
      level: 'error',
      message: { text: reason },
      locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) } } }],
    })),
  }
}

function result(file: string, finding: Finding, ruleIndex: number, fitted: EditsIn) {
  return {
    ruleId: finding.code,
    ruleIndex,
    level: LEVEL[finding.severity],
    message: { text: plainText(finding) },
    locations: [{ physicalLocation: physicalLocation(file, finding) }],
    relatedLocations: finding.related.map((place, id) => ({
      id,
      message: { text: place.message },
      physicalLocation: physicalLocation(file, place),
    })),
    fixes: finding.fixes.map(fix => fixObject(file, fix, fitted)),
  }
}

function fixObject(file: string, { title, edits }: Fix, fitted: EditsIn) {
  return {
    description: { text: title },
    artifactChanges: [
      {
        artifactLocation: { uri: uriOf(file) },
        replacements: fitted(edits).map(edit => ({
          deletedRegion: region(edit),
          insertedContent: { text: edit.text },
        })),
      },
    ],
  }
}

function physicalLocation(file: string, place: Place) {
  return { artifactLocation: { uri: uriOf(file) }, region: region(place) }
}

function region({ line, column, endLine, endColumn }: Place) {
  return { startLine: line, startColumn: column, endLine, endColumn }
}

/** A relative path stays relative: code scanning resolves it against the repository. */
function uriOf(file: string): string {
  if (isAbsolute(file)) return pathToFileURL(file).href
  return file.split(sep).map(encodeURIComponent).join('/')
}
