import { readLines } from '@synfin/grammar'
import { checkFile, type Finding } from '@synfin/trace'

/** What the checker says of a text. */
export function findingsOf(text: string): readonly Finding[] {
  return checkFile(readLines(text), { name: 'fixture' }).findings
}

/**
 * Whether a finding is about the trace, and not of the kind that comes with every short one: infos, and what a
 * trace leaves open at its end. A fixture that is about such a code notes it at least once, and then everywhere.
 */
export function isTelling({ severity, code }: Finding, text: string): boolean {
  const comes = severity === 'info' || code === 'reply-expected' || code === 'ends-half-open'
  return !comes || new RegExp(`//!.*\\b${code}\\b`).test(text)
}

/**
 * Takes the `//!` notes off a trace, checks it, and writes a note beside every line that has a finding.
 *
 * A fixture is its own golden file: annotating it changes nothing.
 */
export function annotate(text: string): string {
  const bare = text.split('\n').map(line => line.split(/\s*\/\/!/)[0] ?? '')
  const findings = findingsOf(bare.join('\n')).filter(finding => isTelling(finding, text))
  return bare
    .map((line, index) => {
      const notes = findings.filter(finding => finding.line === index + 1).map(describe)
      return notes.length === 0 ? line : `${line.padEnd(46)}  //! ${notes.join(', ')}`
    })
    .join('\n')
}

function describe({ severity, code }: Finding): string {
  return `${severity} ${code}`
}
