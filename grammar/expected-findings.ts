import type { ExpectedFinding, Severity, Span, SyntaxProblem } from '@synfin/trace'
import { closest, say } from '@synfin/trace'
import { didYouMean, quote } from './quote.ts'

export interface ExpectedFindings {
  readonly expects: readonly ExpectedFinding[]
  readonly problems: readonly SyntaxProblem[]
}

const NONE: ExpectedFindings = { expects: [], problems: [] }
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info']
const CODE = /^[a-z][a-z0-9-]*$/

/** Characters of a line's notes: each of them may earn a finding of its own. */
const LONGEST = 10_000

/**
 * Reads the `//! error synack-wrong-ack, warning state-alias` at the end of a line.
 *
 * A second `//` starts an ordinary comment. A note that cannot be read is a problem of its own and leaves the
 * statement and the other notes as they are.
 *
 * @param comment the line's comment from its `//` on
 * @param column where it starts, counted from 1
 */
export function expectedFindings(comment: string, column: number): ExpectedFindings {
  if (!comment.startsWith('//!')) return NONE
  const commentAgain = comment.indexOf('//', 3)
  const notes = comment.slice(3, commentAgain < 0 ? undefined : commentAgain)
  const all = { start: column, end: column + 3 + notes.trimEnd().length }
  if (notes.length > LONGEST) return { expects: [], problems: [tooLong(all)] }
  const expects: ExpectedFinding[] = []
  const problems: SyntaxProblem[] = []
  let start = column + 3
  for (const note of notes.split(',')) {
    const read = expectedFinding(note, start, all)
    if ('code' in read) expects.push(read)
    else problems.push(read)
    start += note.length + 1
  }
  return { expects, problems }
}

function tooLong(span: Span): SyntaxProblem {
  return {
    span,
    message: say`the notes of this line are longer than ${LONGEST} characters`,
    why: undefined,
    help: say`name the findings that belong here, each once`,
    replacements: [],
  }
}

function expectedFinding(note: string, column: number, notes: Span): ExpectedFinding | SyntaxProblem {
  const text = note.trim()
  const start = column + note.length - note.trimStart().length
  const span = { start, end: start + text.length }
  const [severity = '', code = '', ...more] = text.split(/\s+/)
  if (isSeverity(severity) && CODE.test(code) && more.length === 0)
    return { severity, code, span, notesSpan: notes }
  return { span, why: say`a \`//!\` note says which finding belongs on its line`, ...problemOf(text) }
}

function problemOf(text: string): Pick<SyntaxProblem, 'message' | 'help' | 'replacements'> {
  const [severity = '', ...code] = text.split(/\s+/)
  const help = say`write \`//! error CODE\`; what a second \`//\` begins is a comment`
  if (text === '') return { message: say`this \`//!\` names no finding`, help, replacements: [] }
  if (isSeverity(severity))
    return {
      message:
        code.length > 0
          ? say`${quote(code.join(' '))} is no finding's code`
          : say`this \`${severity}\` names no finding`,
      help,
      replacements: [],
    }
  if (code.length === 0 && CODE.test(text))
    return {
      message: say`${quote(text)} stands without its severity`,
      help: say`write \`error ${text}\``,
      replacements: [],
    }
  const [meant] = closest(severity, SEVERITIES)
  return {
    message: say`${quote(severity)} is no severity of a finding`,
    help: meant ? didYouMean([meant]) : help,
    replacements: meant ? [[meant, ...code].join(' ')] : [],
  }
}

function isSeverity(word: string): word is Severity {
  return SEVERITIES.some(severity => severity === word)
}
