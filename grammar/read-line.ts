import type { BrokenLine, Line, Span, SyntaxProblem, Word } from '@synfin/trace'
import { say } from '@synfin/trace'
import { expectedFindings } from './expected-findings.ts'
import { faultOf } from './fault.ts'
import { formProblem } from './form.ts'
import type { LineParser } from './line-parser.ts'
import { meaningOf, type Saying } from './meant-line.ts'
import { spanBetween } from './place.ts'
import { createSynfinServices } from './services.ts'
import { type LineBase, statementLine } from './statement-line.ts'
import { syntaxProblem } from './syntax-problem.ts'

/** Characters of a statement. Langium's time grows with the square of a line's length, so a line has an end. */
export const LONGEST = 10_000

/** Reads one line of a file; a blank line and a comment are none. */
export function readLine(source: string, number: number): Line | undefined {
  const { statement, comment } = lineParser().splitComment(source)
  const { expects, problems } = expectedFindings(comment, statement.length + 1)
  const text = statement.trim()
  if (text === '' && expects.length === 0 && problems.length === 0) return undefined

  const base: LineBase = {
    number,
    span: trimmedSpan(statement),
    text,
    ...(comment === '' ? {} : { comment: commentAt(comment, statement.length + 1) }),
    expects,
    problems,
  }
  if (text === '') return { ...base, kind: 'broken' }
  return text.length > LONGEST ? broken(base, tooLong(base.span)) : readStatement(statement, base)
}

function readStatement(statement: string, base: LineBase): Line {
  const { problem, says } = sayingOf(statement)
  if (problem === undefined) return { ...base, ...says }
  return { ...broken(base, problem), ...meaningOf(statement, problem, sayingOf) }
}

/** What a statement says, or why it cannot be read. */
function sayingOf(statement: string): Saying {
  const parsed = lineParser().parseLine(statement)
  const fault = faultOf(parsed, statement)
  if (fault) return { problem: syntaxProblem(fault), says: undefined }
  const says = statementLine(parsed.value)
  const problem = formProblem(parsed.value, says)
  return problem ? { problem, says: undefined } : { problem, says }
}

function broken(base: LineBase, problem: SyntaxProblem): BrokenLine {
  return { ...base, kind: 'broken', problems: [problem, ...base.problems] }
}

function commentAt(comment: string, column: number): Word {
  const text = comment.trimEnd()
  return { text, span: spanBetween(column, column + text.length) }
}

/** Where the text of a line stands, without the space around it. */
function trimmedSpan(text: string): Span {
  const end = text.trimEnd().length + 1
  return end === 1
    ? spanBetween(text.length + 1, text.length + 1)
    : spanBetween(text.length - text.trimStart().length + 1, end)
}

function tooLong(span: Span): SyntaxProblem {
  return {
    span,
    message: say`this statement is longer than ${LONGEST} characters`,
    why: undefined,
    help: say`write it on several lines`,
    replacements: [],
  }
}

let parser: LineParser | undefined

/** Built when the first line is read, which takes some 30 ms. */
export function lineParser(): LineParser {
  parser ??= createSynfinServices().parser.LangiumParser
  return parser
}
