import type { ReplayedRun, ReplayReport } from '../replay-files.ts'
import { printable } from '../terminal.ts'
import { runTitle } from './run-title.ts'
import { wrongSteps } from './wrong-steps.ts'

/**
 * The Test Anything Protocol, version 14: one test point per run, and one per file that could not be run.
 *
 * A skipped run is `not ok`: TAP's own SKIP would count it as passed.
 */
export function formatTap({ runs, problems }: ReplayReport): string {
  const points = [
    ...runs.map(runPoint),
    ...problems.map(({ file, reason }) => point(false, file, { reason })),
  ]
  const numbered = points.map((write, index) => write(index + 1))
  return ['TAP version 14', `1..${points.length}`, ...numbered, ''].join('\n')
}

function runPoint(replayed: ReplayedRun) {
  const { file, verdict, reason, milliseconds } = replayed.run
  const mismatches = wrongSteps(replayed)
  const diagnostics = {
    verdict,
    ...(reason === undefined ? {} : { reason }),
    ...mismatches[0],
    ...(mismatches.length > 1 ? { mismatches } : {}),
    duration_ms: milliseconds,
  }
  return point(verdict === 'passed', `${file}: ${runTitle(replayed.run)}`, diagnostics)
}

/** The diagnostics are a YAML block; every JSON value is one of YAML's too. */
function point(ok: boolean, name: string, diagnostics: Readonly<Record<string, unknown>>) {
  return (number: number) => {
    const title = printable(name).replaceAll('\\', '\\\\').replaceAll('#', '\\#').replaceAll('\n', ' ')
    const yaml = Object.entries(diagnostics).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`)
    return [`${ok ? 'ok' : 'not ok'} ${number} - ${title}`, '  ---', ...yaml, '  ...'].join('\n')
  }
}
