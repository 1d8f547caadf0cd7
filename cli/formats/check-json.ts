import { type CheckedTrace, type EditsIn, editsIn, type Finding, type Step } from '@synfin/trace'
import type { CheckReport } from '../check.ts'

/** The report as programs read it; part of the language's contract, keys and their order included. */
export function formatJson({ files, summary }: CheckReport): string {
  const report = {
    files: files.map(fileObject),
    summary,
  }
  return `${JSON.stringify(report)}\n`
}

function fileObject({ source, checked }: CheckReport['files'][number]) {
  const fitted = editsIn(source.text)
  return {
    file: source.file,
    traces: checked.traces.map(traceObject),
    findings: checked.findings.map(finding => findingObject(finding, fitted)),
  }
}

function traceObject({ name, line, profile, steps, final }: CheckedTrace) {
  return { name, line, profile, steps: steps.filter(isReported).map(stepObject), final }
}

function isReported({ kind }: Step): boolean {
  return kind === 'segment' || kind === 'call' || kind === 'timer' || kind === 'claim'
}

function stepObject({ line, text, states }: Step) {
  return { line, segment: text, states }
}

function findingObject(finding: Finding, fitted: EditsIn) {
  const { line, column, endLine, endColumn, severity, code, message, section, fixes } = finding
  return {
    line,
    column,
    endLine,
    endColumn,
    severity,
    code,
    message,
    section,
    fixes: fixes.map(({ title, edits }) => ({
      title,
      edits: fitted(edits).map(({ line, column, endLine, endColumn, text }) => ({
        line,
        column,
        endLine,
        endColumn,
        text,
      })),
    })),
  }
}
