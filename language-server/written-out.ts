import {
  type Edit,
  isHidden,
  isLiteral,
  type Linear,
  printLinear,
  type SegmentLine,
  type Step,
} from '@synfin/trace'
import { type LineOutcome, untoldStates } from './line-outcomes.ts'

/** Something a line leaves out, and where it would be written. */
export interface LeftOut {
  /** Counted from 1. */
  readonly column: number
  readonly fields: readonly { readonly name: 'seq' | 'ack' | 'len'; readonly number: Linear }[]
}

const ORDER = ['seq', 'ack', 'len'] as const

/** The numbers that a segment's line leaves to the checker and that can be written in the trace's symbols. */
export function numbersLeftOut({ line, step }: LineOutcome): readonly LeftOut[] {
  if (line.kind !== 'segment' || step?.kind !== 'segment') return []
  const byColumn = new Map<number, LeftOut['fields']>()
  for (const name of ORDER) {
    const number = inferredNumber(step, name)
    if (number === undefined) continue
    const column = columnFor(line, name)
    byColumn.set(column, [...(byColumn.get(column) ?? []), { name, number }])
  }
  return [...byColumn].map(([column, fields]) => ({ column, fields }))
}

/** A symbol that the checker made up has no name to write, and a length of 0 is not written. */
function inferredNumber(
  { segment }: Step & { readonly kind: 'segment' },
  name: LeftOut['fields'][number]['name'],
): Linear | undefined {
  const number = segment[name]
  if (!segment.inferred.includes(name) || number === undefined || number === 'any') return undefined
  const isNothing = name === 'len' && isLiteral(number) && number.constant === 0
  return isNothing || isHidden(number) ? undefined : number
}

/** Behind the last of the flags and the fields that come before it. */
function columnFor(
  { fields, flagsSpan, optional }: SegmentLine,
  name: LeftOut['fields'][number]['name'],
): number {
  const before: readonly string[] = ORDER.slice(0, ORDER.indexOf(name))
  const ends = fields.filter(field => before.includes(field.name)).map(({ span }) => span.end)
  return Math.max((optional ?? flagsSpan).end, ...ends)
}

/** Writes the numbers that a line leaves out. */
export function writeNumbers(outcome: LineOutcome): readonly Edit[] {
  return numbersLeftOut(outcome).map(({ column, fields }) =>
    insertion(outcome, column, fields.map(({ name, number }) => ` ${name}=${printLinear(number)}`).join('')),
  )
}

/**
 * Writes the states that are new after a line as its claim, or into the claim it has. A `use` can bear none, and
 * what is wrong on purpose is better left without.
 */
export function writeStates(outcome: LineOutcome): readonly Edit[] {
  const { line, step } = outcome
  const claimed = step?.claims.map(({ key }) => key) ?? []
  const states = untoldStates(outcome).flatMap(([end, state]) =>
    claimed.includes(end) ? [] : [`${end}=${state}`],
  )
  const isWrong = line.expects.some(({ severity }) => severity === 'error')
  if (states.length === 0 || step === undefined || isWrong || !('claim' in line)) return []
  const { claim } = line
  return claim === undefined
    ? [insertion(outcome, line.span.end, `  [${states.join('  ')}]`)]
    : [insertion(outcome, claim.span.end - 1, `  ${states.join('  ')}`)]
}

function insertion({ line: { number } }: LineOutcome, column: number, text: string): Edit {
  return { line: number, column, endLine: number, endColumn: column, text }
}
