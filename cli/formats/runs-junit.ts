import type { ReplayProblem } from '../plan-runs.ts'
import type { ReplayedRun, ReplayReport } from '../replay-files.ts'
import { runTitle } from './run-title.ts'
import { wrongSteps } from './wrong-steps.ts'

/** JUnit's XML as CI systems read it: a suite per file, a case per run. */
export function formatJunit({ runs, problems }: ReplayReport): string {
  const files = new Set([...runs.map(({ run }) => run.file), ...problems.map(({ file }) => file)])
  const suites = [...files].map(file =>
    suite(
      file,
      runs.filter(({ run }) => run.file === file),
      problems.filter(problem => problem.file === file),
    ),
  )
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="synfin replay">',
    ...suites,
    '</testsuites>',
    '',
  ].join('\n')
}

function suite(file: string, runs: readonly ReplayedRun[], problems: readonly ReplayProblem[]): string {
  const count = (verdict: string) => runs.filter(({ run }) => run.verdict === verdict).length
  const milliseconds = runs.reduce((sum, { run }) => sum + run.milliseconds, 0)
  const attributes = {
    name: file,
    tests: runs.length + problems.length,
    failures: count('failed'),
    errors: problems.length,
    skipped: count('skipped'),
    time: seconds(milliseconds),
  }
  const cases = [...runs.map(runCase), ...problems.map(problemCase)]
  return [`  ${open('testsuite', attributes)}`, ...cases, '  </testsuite>'].join('\n')
}

function runCase(replayed: ReplayedRun): string {
  const { run } = replayed
  const attributes = {
    classname: run.file,
    name: runTitle(run),
    time: seconds(run.milliseconds),
  }
  return testCase(attributes, outcome(replayed))
}

function outcome(replayed: ReplayedRun): string {
  const { run } = replayed
  const reason = run.reason ?? ''
  if (run.verdict === 'passed') return ''
  if (run.verdict === 'skipped') return `<skipped message="${escaped(reason)}"/>`
  const text = wrongSteps(replayed)
    .map(({ line, message, ...rest }) =>
      [`line ${line}: ${message}`, ...Object.entries(rest).map(([name, value]) => `${name} ${value}`)].join(
        '\n',
      ),
    )
    .join('\n\n')
  return `<failure type="replay-mismatch" message="${escaped(reason)}">${escaped(text)}</failure>`
}

function problemCase({ file, reason }: ReplayProblem): string {
  return testCase({ classname: file, name: file, time: seconds(0) }, `<error message="${escaped(reason)}"/>`)
}

function testCase(attributes: Attributes, body: string): string {
  return `    ${open('testcase', attributes)}${body}</testcase>`
}

type Attributes = Readonly<Record<string, string | number>>

function open(element: string, attributes: Attributes): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
  return `<${element}${written.join('')}>`
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(6)
}

/** XML has no way to write most control characters, and none to write half of a surrogate pair. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
