import type { CheckedFile, CheckedTrace, Finding } from '@synfin/trace'

/** Findings of lines that cannot be read or bound: what they say cannot be put on the wire. Others stop no replay. */
const UNPLAYABLE: ReadonlySet<string> = new Set([
  'syntax',
  'undefined-symbol',
  'unknown-endpoint',
  'unknown-fragment',
  'fragment-recursion',
  'unknown-state',
  'duplicate-field',
  'not-in-flight',
  'seq-range',
])

/** Whether a finding of this code keeps its trace from being replayed. */
export function isUnplayable(code: string): boolean {
  return UNPLAYABLE.has(code)
}

/** Why a trace of a file cannot be replayed, and the findings that say so. */
export interface Unplayable {
  readonly reason: string
  readonly findings: readonly Finding[]
}

/** What keeps one trace of a file from being replayed: on its own lines, or in a fragment that it uses. */
export function whyUnplayable(trace: CheckedTrace, file: CheckedFile): Unplayable | undefined {
  const { line, endLine } = trace
  const decisive = (finding: Finding) => finding.severity === 'error' && isUnplayable(finding.code)
  const own = file.findings.filter(
    finding => decisive(finding) && finding.line >= line && finding.line <= endLine,
  )
  const elsewhere = trace.findings.filter(
    finding => decisive(finding) && (finding.line < line || finding.line > endLine),
  )
  const [first] = own
  if (!first) return undefined
  // A finding in a fragment is told at the `use` too.
  const source = elsewhere.find(({ message, code }) => message === first.message && code === first.code)
  const place = source ? `line ${source.line}, used on line ${first.line},` : `line ${first.line}`
  return { reason: `${place} cannot be read or bound: ${first.message}`, findings: [...own, ...elsewhere] }
}
