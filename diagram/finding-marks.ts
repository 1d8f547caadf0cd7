import { type Finding, type Step, say } from '@synfin/trace'
import { label } from './label.ts'

/** What a diagram says of a trace's findings. */
export interface FindingMarks {
  /** Label lines for a step: its findings, then those its author expects. */
  at(step: Step): readonly string[]
  readonly unplaced: readonly UnplacedFinding[]
}

/** The findings of a line that is no step, such as one that could not be read. */
export interface UnplacedFinding {
  readonly line: number
  /** A Mermaid label. */
  readonly text: string
}

/** Marks errors and warnings; an info, such as a symbol nobody uses, is about the text and not the picture. */
export function findingMarks(steps: readonly Step[], findings: readonly Finding[]): FindingMarks {
  const byLine = new Map<number, Finding[]>()
  for (const finding of findings) {
    if (finding.severity === 'info') continue
    const sameLine = byLine.get(finding.line)
    if (sameLine) sameLine.push(finding)
    else byLine.set(finding.line, [finding])
  }
  for (const sameLine of byLine.values()) sameLine.sort(bySeverity)
  const drawn = new Set(steps.map(step => step.line))
  return {
    at: step => [...(byLine.get(step.line) ?? []).map(mark), ...step.expected.map(onPurpose)],
    unplaced: [...byLine]
      .filter(([line]) => !drawn.has(line))
      .map(([line, findings]) => ({ line, text: [say`line ${line}`, ...findings.map(mark)].join('<br/>') })),
  }
}

/** Errors first. */
function bySeverity(one: Finding, other: Finding): number {
  return Number(other.severity === 'error') - Number(one.severity === 'error')
}

/**
 * A sign as well as, in the preview, a colour: a reader who cannot tell red from green sees it too. That a line cannot
 * be read says nothing yet, so why is told.
 */
function mark({ severity, code, message }: Finding): string {
  return `${severity === 'error' ? '✖' : '⚠'} ${label(code === 'syntax' ? message : code)}`
}

function onPurpose(code: string): string {
  return say`✓ ${label(code)} on purpose`
}
