import type { SyntaxProblem } from '@synfin/trace'
import { closest, say } from '@synfin/trace'
import { type Fault, foundSpan } from './fault.ts'
import { didYouMean, quote } from './quote.ts'
import { SLIPS } from './slips/index.ts'

/** The one problem of a line that could not be read, in words. */
export function syntaxProblem(fault: Fault): SyntaxProblem {
  for (const slip of SLIPS) {
    const problem = slip(fault)
    if (problem) return { why: undefined, help: undefined, replacements: [], ...problem }
  }
  return misspelling(fault) ?? mismatch(fault)
}

/** A word where one of a few known words must stand. */
function misspelling(fault: Fault): SyntaxProblem | undefined {
  const { found, expected } = fault
  if (!expected.kind || !expected.words || !/^\w/.test(found)) return undefined
  const replacements = closest(found, expected.words)
  const help = replacements.length > 0 ? didYouMean(replacements) : expected.help?.()
  const message = say`${quote(found)} is no ${expected.kind()}`
  return { span: foundSpan(fault), message, why: undefined, help, replacements }
}

function mismatch(fault: Fault): SyntaxProblem {
  const { found, expected } = fault
  const message =
    found === ''
      ? say`the line ends where ${expected.what()} should stand`
      : say`${quote(found)} stands where ${expected.what()} should`
  return { span: foundSpan(fault), message, why: undefined, help: expected.help?.(), replacements: [] }
}
