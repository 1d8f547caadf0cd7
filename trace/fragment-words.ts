/** What a fragment's lines call the numbers of the trace that uses it. */
import type { Linear } from './checked-trace.ts'
import type { FragmentArgument } from './line.ts'
import { addOctets, isHidden, isLiteral, isZero, linearOf, literal, symbol } from './linear.ts'
import { expressionOf } from './proposed-line.ts'
import { type Statement, type Substitution, substituteSum } from './statements.ts'

/** Parameters by what they stand for: where `x` stands for `j+1`, `j` is `x-1`. */
export function reversed(by: Substitution): Substitution {
  const back = new Map<string, FragmentArgument>()
  for (const [parameter, { text, span, expression }] of by) {
    const [term, ...more] = expression?.terms ?? []
    const isNumber = term !== undefined && more.length === 0 && term.sign === 1
    const replaced = isNumber ? term.symbol : text
    const constant = isNumber ? -(expression?.constant ?? 0) : 0
    const inverse = expressionOf({ constant, terms: { [parameter]: 1 } })
    if (!back.has(replaced)) back.set(replaced, { text: parameter, span, expression: inverse })
  }
  return back
}

/** A number of the trace as a line in the file may write it: a fragment's line by the fragment's parameters. */
export function inWordsOf({ by }: Statement, linear: Linear): Linear {
  if (by === undefined || isHidden(linear) || isZero(linear)) return linear
  if (isLiteral(linear)) return fromNearest(by, linear.constant)
  return linearOf(substituteSum(expressionOf(linear), reversed(by)))
}

/** A literal, counted from the parameter that stands for the literal nearest to it. */
function fromNearest(by: Substitution, constant: number): Linear {
  let nearest = literal(constant)
  for (const [parameter, { expression }] of by) {
    if (expression === undefined || expression.terms.length > 0) continue
    const offset = constant - expression.constant
    if (isLiteral(nearest) || Math.abs(offset) < Math.abs(nearest.constant))
      nearest = addOctets(symbol(parameter), offset)
  }
  return nearest
}
