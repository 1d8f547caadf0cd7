import type { AnyValue, Duration, Expression, Term } from '@synfin/trace'
import type * as Ast from './generated/ast.ts'
import { spanBetween, spanOf, textOf } from './place.ts'

/** The value of a literal, decimal or `0x…`; of one beyond what is exact, another that is too, the same modulo 2^32. */
export function integer(text: string): number {
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : BEYOND + Number(BigInt.asUintN(32, BigInt(text)))
}

const BEYOND = 2 ** 53 - 2 ** 32

export function sumOf(sum: Ast.Sum): Expression {
  let constant = 0
  const terms: Term[] = []
  for (const term of sum.terms) {
    const { number, sign, symbol } = term
    const factor = sign === '-' ? -1 : 1
    if (number !== undefined) constant = saturate(constant + factor * integer(number))
    else if (symbol !== undefined) {
      const { end } = spanOf(term)
      terms.push({ symbol, sign: factor, span: spanBetween(end - symbol.length, end) })
    }
  }
  return { text: textOf(sum), span: spanOf(sum), constant, terms }
}

export function optionalSum(sum: Ast.Sum | undefined): Expression | undefined {
  return sum && sumOf(sum)
}

export function numberOrAny(field: Ast.NumberField): Expression | AnyValue {
  return field.value ? sumOf(field.value) : { any: true, span: spanOf(field.any ?? field) }
}

export function durationOf(duration: Ast.Duration): Duration {
  const min = milliseconds(duration.from)
  return { min, max: duration.to ? milliseconds(duration.to) : min, span: spanOf(duration) }
}

export function momentOf(time: Ast.Time): Duration {
  const moment = milliseconds(time)
  return { min: moment, max: moment, span: spanOf(time) }
}

export function milliseconds({ text }: Ast.Time): number {
  const value = Number.parseFloat(text) * (text.endsWith('ms') ? 1 : 1000)
  return saturate(Math.round(value * 1000) / 1000)
}

function saturate(value: number): number {
  return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(value, Number.MAX_SAFE_INTEGER))
}
