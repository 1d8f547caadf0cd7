/** Endpoints that only one line names, by a slip of the pen for an end that the trace is about. */
import { closest } from './did-you-mean.ts'
import { writingFix } from './fixes.ts'
import type { Line, Span, Word } from './line.ts'
import { endWords } from './line-parts.ts'
import type { Reporter } from './reporter.ts'
import { say } from './say.ts'
import type { Statement } from './statements.ts'
import type { Census } from './survey.ts'

/** Reports such endpoints, and returns the statements with the ends that were meant. */
export function renameStrangers(
  reporter: Reporter,
  statements: readonly Statement[],
  census: Census,
): readonly Statement[] {
  reportOutOfRange(reporter, statements, census)
  const regulars = census.ends.filter(end => (census.mentions.get(end)?.lines ?? 0) > 1)
  if (regulars.length < 2 || regulars.length === census.ends.length) return statements
  const renamed = [...statements]
  for (const [end, { lines, first }] of census.mentions) {
    const statement = statements[first]
    if (lines !== 1 || statement === undefined) continue
    const meant = meantBy(end, statement.line, regulars)
    if (meant === undefined) continue
    if (reportStranger(reporter, statement, end, meant) === 'reported')
      renamed[first] = { ...statement, line: rename(statement.line, end, meant) }
  }
  return renamed
}

/**
 * The end that was meant: one of nearly the same name, or the missing end of the only connection there is, where
 * the line cannot open one of its own.
 */
function meantBy(end: string, line: Line, regulars: readonly string[]): string | undefined {
  const folded = regulars.find(regular => regular.toLowerCase() === end.toLowerCase())
  if (folded !== undefined) return folded
  if (end.length > 2) {
    const close = closest(end, regulars)[0]
    if (close !== undefined && !/\d/.test(end)) return close
  }
  if (line.kind !== 'segment' || line.stray !== undefined || line.from === undefined || line.to === undefined)
    return undefined
  const opens = line.flags.some(({ bit }) => bit === 'SYN' || bit === 'RST')
  if (opens || line.icmp !== undefined || regulars.length !== 2) return undefined
  const other = line.from.text === end ? line.to.text : line.from.text
  return regulars.includes(other) ? regulars.find(regular => regular !== other) : undefined
}

function reportStranger(reporter: Reporter, statement: Statement, end: string, meant: string) {
  const span = spanOf(end, statement.line)
  return reporter.report(statement, {
    code: 'unknown-endpoint',
    span,
    message: say`no other line of this trace knows an endpoint \`${end}\``,
    why: say`a connection needs more than one line; this name stands only here`,
    help: say`did you mean \`${meant}\`?`,
    fixes: [writingFix(statement.source, span, meant)],
  })
}

/** Where a line names an end; a `given` or `host` is underlined whole. */
function spanOf(end: string, line: Line): Span {
  return endWords(line).find(({ text }) => text === end)?.span ?? line.span
}

function rename(line: Line, end: string, meant: string): Line {
  const word = <W extends Word | undefined>(written: W): W =>
    written?.text === end ? { ...written, text: meant } : written
  switch (line.kind) {
    case 'segment':
      return { ...line, from: word(line.from), to: word(line.to) }
    case 'call':
      return { ...line, end: word(line.end), peer: word(line.peer) }
    case 'timer':
      return { ...line, end: word(line.end) }
    default:
      return line
  }
}

/** `X[201]`, where a `host X[200]` declares X[1] to X[200]. */
function reportOutOfRange(
  reporter: Reporter,
  statements: readonly Statement[],
  { mentions, settings }: Census,
): void {
  const declared = new Map<string, number>()
  for (const index of settings) {
    const line = statements[index]?.line
    if (line?.kind === 'host' && line.count !== undefined) declared.set(line.end.text, line.count)
  }
  if (declared.size === 0) return
  for (const [end, { first }] of mentions) {
    const [, name = '', index = ''] = /^(.*)\[(\d+)\]$/.exec(end) ?? []
    const count = declared.get(name)
    const statement = statements[first]
    if (count === undefined || statement === undefined || (Number(index) >= 1 && Number(index) <= count))
      continue
    reporter.report(statement, {
      code: 'unknown-endpoint',
      span: spanOf(end, statement.line),
      message: say`there is no \`${end}\`: \`host ${name}[${count}]\` declares ${name}[1] to ${name}[${count}]`,
      why: say`the hosts of a row are numbered from 1`,
      help: say`name one of them, or declare more`,
    })
  }
}
