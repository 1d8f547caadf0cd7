/** What a `host` line says of an end that no end can be. */
import { fitted, outOfRange } from './field-range.ts'
import type { HostSetting, Line } from './line.ts'
import type { Report, Reporter } from './reporter.ts'
import { LARGEST_SHIFT, shiftedTooFar } from './segment-options.ts'
import type { Survey } from './survey.ts'

/** Reports options that no SYN of the end could bear. */
export function reportHostSettings(reporter: Reporter, { settings, statements }: Survey): void {
  for (const index of settings) {
    const statement = statements[index]
    if (statement?.line.kind !== 'host') continue
    for (const setting of statement.line.settings) {
      const report = settingReport(statement.source, setting)
      if (report !== undefined) reporter.report(statement, report)
    }
  }
}

function settingReport(line: Line, { name, span, value }: HostSetting): Report | undefined {
  if (value === undefined) return undefined
  if ((name === 'mss' || name === 'wscale') && fitted(name, value) !== value) {
    const written = { start: span.start + name.length + 1, end: span.end }
    return outOfRange(line, name, span, { text: String(value), span: written, value })
  }
  return name === 'wscale' && value > LARGEST_SHIFT ? shiftedTooFar(line, span, value) : undefined
}
