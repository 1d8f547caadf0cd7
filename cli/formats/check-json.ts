import type { CheckedTrace, Finding, Step } from '@synfin/trace'
import type { CheckReport } from '../check.ts'

/** The report as programs read it; part of the language's contract, keys and their order included. */
export function formatJson({ files, summary }: CheckReport): string {
  const report = {
    files: files.map(({ source, checked }) => ({
      file: source.file,
      traces: checked.traces.map(traceObject),
      findings: checked.findings.map(findingObject),
    })),
    summary,
  }
  return `${JSON.stringify(report)}\n`
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

function findingObject(finding: Finding) {
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
      edits: edits.map(({ line, column, endLine, endColumn, text }) => ({
        line,
        column,
        endLine,
        endColumn,
        text,
      })),
    })),
  }
}
