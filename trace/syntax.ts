import type { Fix } from './finding.ts'
import { writingFix } from './fixes.ts'
import type { Line, Span } from './line.ts'
import { editOn, type Report, type Reporter } from './reporter.ts'
import { say } from './say.ts'

/** Reports what the parser could not read. */
export function reportSyntax(reporter: Reporter, lines: readonly Line[]): void {
  for (const line of lines)
    if (line.problems.length > 0)
      for (const report of syntaxReports(line))
        reporter.report({ line, source: line, use: undefined }, report)
}

/** The parser's problems of one line, as findings. */
export function syntaxReports(line: Line): Report[] {
  return line.problems.map(({ span, message, why, help, replacements }) => ({
    code: 'syntax',
    span,
    message,
    ...(why === undefined ? {} : { why }),
    ...(help === undefined ? {} : { help }),
    fixes: replacements.map(text => replacingFix(line, span, text)),
  }))
}

function replacingFix(line: Line, span: Span, text: string): Fix {
  if (text === '') return droppingSpan(line, span)
  const fix = writingFix(line, span, text)
  return text.trim() === '' ? { ...fix, title: say`write a space` } : fix
}

function droppingSpan(line: Line, span: Span): Fix {
  const written = line.text.slice(span.start - line.span.start, span.end - line.span.start)
  return { title: say`drop ${written}`, edits: [editOn(line, span, '')] }
}
