import type { Span } from '@synfin/trace'
import type { ParseResult } from 'langium'
import { type Expectation, expectationAfter, expectationIn } from './expectation.ts'
import type { Statement } from './generated/ast.ts'

/** Where the parser stopped on a line, and what it could have gone on with. */
export interface Fault {
  /** Offset of the first character that does not fit; the end of the statement where something is missing. */
  readonly start: number
  /** What stands there: a word with its hyphens, a number or a sign. Empty at the end of the line. */
  readonly found: string
  readonly before: string
  readonly after: string
  /** The grammar's rule in which the parser stopped; absent after a whole statement. */
  readonly rule: string | undefined
  readonly expected: Expectation
}

const FIRST = /^([\w.]+(-[\w.]+)*|"([^"\\]|\\.)*"|[\u0080-\uffff]+|->|-x|.)/s

/** The first fault of a line; absent if it could be read. */
export function faultOf({ value, parserErrors }: ParseResult<Statement>, source: string): Fault | undefined {
  const error = parserErrors[0]
  if (!error) return undefined
  const text = source.trimEnd()
  const { startOffset } = error.token
  const start = startOffset >= 0 ? startOffset : text.length
  const rule = ruleName(error.context.ruleStack.at(-1))
  const before = text.slice(0, start).trimEnd()
  const after = text.slice(start)
  return {
    start,
    found: FIRST.exec(after)?.[0] ?? '',
    before,
    after,
    rule,
    expected: rule === undefined ? expectationAfter(value, after) : expectationIn(rule, before),
  }
}

/** Langium marks the names of rules with a zero-width space. */
function ruleName(name: string | undefined): string | undefined {
  return name?.replace('\u200b', '') || undefined
}

export function foundSpan({ start, found }: Fault): Span {
  return { start: start + 1, end: start + 1 + found.length }
}

/** The point right after what could be read, where something was left out. */
export function gapSpan({ before }: Fault): Span {
  return { start: before.length + 1, end: before.length + 1 }
}

/** From the place of the fault to the end of the statement. */
export function restSpan({ start, after }: Fault): Span {
  return { start: start + 1, end: start + 1 + after.length }
}
