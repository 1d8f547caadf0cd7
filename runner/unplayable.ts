import { type CheckedFile, type CheckedTrace, type Finding, say } from '@synfin/trace'

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
  const own = decisiveFindings(trace, file)
  const elsewhere = trace.findings.filter(finding => isDecisive(finding) && !isWithin(trace, finding))
  const [first] = own
  if (!first) return undefined
  // A finding in a fragment is told at the `use` too.
  const source = elsewhere.find(({ message, code }) => message === first.message && code === first.code)
  const reason = source
    ? say`line ${source.line}, used on line ${first.line}, cannot be read or bound: ${first.message}`
    : unreadable(first)
  return { reason, findings: [...own, ...elsewhere] }
}

/** That a line cannot be read or bound, by the finding that says so. */
export function unreadable({ line, message }: Finding): string {
  return say`line ${line} cannot be read or bound: ${message}`
}

/** The findings on a trace's own lines that keep it from being replayed. */
export function decisiveFindings(trace: CheckedTrace, { findings }: CheckedFile): Finding[] {
  return findings.filter(finding => isDecisive(finding) && isWithin(trace, finding))
}

function isDecisive({ severity, code }: Finding): boolean {
  return severity === 'error' && isUnplayable(code)
}

function isWithin(trace: CheckedTrace, { line }: Finding): boolean {
  return line >= trace.line && line <= trace.endLine
}
