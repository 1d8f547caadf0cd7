import type { Line } from './line.ts'
import { editOn, type Reporter } from './reporter.ts'

/** Reports what the parser could not read. */
export function reportSyntax(reporter: Reporter, lines: readonly Line[]): void {
  for (const line of lines)
    for (const { span, message, why, help, replacements } of line.problems)
      reporter.report(
        { line, source: line, use: undefined },
        {
          code: 'syntax',
          span,
          message,
          ...(why === undefined ? {} : { why }),
          ...(help === undefined ? {} : { help }),
          fixes: replacements.map(text => ({ title: `write ${text}`, edits: [editOn(line, span, text)] })),
        },
      )
}
